import type { ComponentChildren } from 'preact';

export interface Description {
  readonly term: string;
  readonly value: ComponentChildren;
  /** "Sửa" beside the value, on check-your-answers pages. */
  readonly action?:
    | { readonly href: string; readonly label: string; readonly spokenLabel?: string | undefined }
    | undefined;
  readonly id?: string | undefined;
}

/** Terms and values; term above value on a narrow screen. */
export function DescriptionList({ items, small }: { items: readonly Description[]; small?: boolean | undefined }) {
  return (
    <dl class={small === true ? 'facts small' : 'facts'}>
      {items.map((item) => (
        <div key={item.term} id={item.id}>
          <dt>{item.term}</dt>
          <dd>
            <span>{item.value}</span>
            {item.action === undefined ? null : (
              <a
                class="facts__action"
                href={item.action.href}
                aria-label={item.action.spokenLabel ?? `${item.action.label}: ${item.term}`}
              >
                {item.action.label}
              </a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
