import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

/** The hidden field every form that writes carries; the token is the frame's unless given. */
export function CsrfField({ token }: { token?: string | undefined }) {
  const frame = useFrame();
  const value = token ?? frame.csrf;
  return value === undefined ? null : <input type="hidden" name="_csrf" value={value} />;
}

export interface SearchBoxProps {
  readonly action: string;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Read out, and shown above where `visibleLabel`. */
  readonly label: string;
  readonly visibleLabel?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly button?: string | undefined;
  /** `hero`: the one question of the page. */
  readonly size?: 'hero' | 'normal' | undefined;
  readonly id?: string | undefined;
  /** Kept while searching: filters, order. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly hotkey?: boolean | undefined;
}

/** One line and one button, sent by GET, so that a search has an address. */
export function SearchBox(props: SearchBoxProps) {
  const { language } = useFrame();
  const id = props.id ?? `search-${props.name ?? 'q'}`;
  return (
    <search class={props.size === 'hero' ? 'searchbox searchbox--hero' : 'searchbox'}>
      <form method="get" action={props.action}>
        <label for={id} class={props.visibleLabel === true ? 'searchbox__label' : 'ds-sr-only'}>
          {props.label}
        </label>
        {Object.entries(props.hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="searchbox__row">
          <input
            id={id}
            type="search"
            name={props.name ?? 'q'}
            value={props.value ?? ''}
            placeholder={props.placeholder}
            autocomplete="off"
            enterkeyhint="search"
            {...(props.hotkey === true ? { 'data-key': '/', 'aria-keyshortcuts': '/' } : {})}
          />
          <button type="submit" class="ds-button">
            {props.button ?? interfaceTexts(language).search}
          </button>
        </div>
      </form>
    </search>
  );
}
