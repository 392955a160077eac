import type { ComponentChildren } from 'preact';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'accent';

export interface ButtonProps {
  readonly variant?: ButtonVariant | undefined;
  /** Sent with the form when this button is the one pressed. */
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly id?: string | undefined;
  /** `form` of another place on the page. */
  readonly form?: string | undefined;
  readonly formAction?: string | undefined;
  /** Skips the browser's own checks: "save and go on later". */
  readonly formNoValidate?: boolean | undefined;
  readonly full?: boolean | undefined;
  readonly small?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Asked in a dialog before the form is sent, where script runs; the server must not rely on it. */
  readonly confirm?: string | undefined;
  /** Key that presses this button in a list of work (officers): `t`. */
  readonly hotkey?: string | undefined;
  readonly children?: ComponentChildren;
}

const looks: Record<ButtonVariant, { 'data-variant'?: string; 'data-color'?: string }> = {
  primary: {},
  secondary: { 'data-variant': 'secondary' },
  quiet: { 'data-variant': 'tertiary' },
  danger: { 'data-color': 'danger' },
  accent: { 'data-color': 'lotus' },
};

/** A button of a form. One primary button a page; `accent` (lotus) only for the one thing that matters. */
export function Button(props: ButtonProps) {
  return (
    <button
      class={props.small === true ? 'ds-button button--small' : 'ds-button'}
      type={props.type ?? 'submit'}
      {...looks[props.variant ?? 'primary']}
      {...given({
        id: props.id,
        name: props.name,
        value: props.value,
        form: props.form,
        formAction: props.formAction,
        formNoValidate: props.formNoValidate,
        disabled: props.disabled,
        'data-fullwidth': props.full,
        'data-confirm': props.confirm,
        'data-key': props.hotkey,
        'aria-keyshortcuts': props.hotkey?.toUpperCase(),
      })}
    >
      {props.children}
    </button>
  );
}

export interface LinkButtonProps {
  readonly href: string;
  readonly variant?: ButtonVariant | undefined;
  readonly full?: boolean | undefined;
  readonly small?: boolean | undefined;
  readonly id?: string | undefined;
  readonly hotkey?: string | undefined;
  /** The browser saves the answer under this name. */
  readonly download?: string | true | undefined;
  readonly children?: ComponentChildren;
}

/** A link that looks like a button: goes somewhere, changes nothing. */
export function LinkButton(props: LinkButtonProps) {
  return (
    <a
      class={props.small === true ? 'ds-button button--small' : 'ds-button'}
      href={props.href}
      {...looks[props.variant ?? 'primary']}
      {...given({ id: props.id, 'data-fullwidth': props.full, 'data-key': props.hotkey, download: props.download })}
    >
      {props.children}
    </a>
  );
}

/** Buttons in a row that wrap; the first is the main one. */
export function Actions({ children }: { children?: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}

/** Leaves out what is undefined or false, so that no empty attribute is written. */
function given<T extends object>(attributes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined && value !== false),
  ) as never;
}
