import type { ComponentChildren } from 'preact';
import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

export type AlertKind = 'info' | 'success' | 'warning' | 'danger';

export interface AlertProps {
  readonly kind?: AlertKind | undefined;
  readonly title?: string | undefined;
  readonly level?: 2 | 3 | undefined;
  /** Read out at once: the answer to what the person has just done. */
  readonly live?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** A message in a coloured frame; the kind is also said in words to those who do not see it. */
export function Alert(props: AlertProps) {
  const { language } = useFrame();
  const kind = props.kind ?? 'info';
  const Heading = `h${props.level ?? 2}` as const;
  const role = props.live === true ? (kind === 'danger' ? 'alert' : 'status') : undefined;
  const spoken = <span class="ds-sr-only">{interfaceTexts(language).alert[kind]}: </span>;
  return (
    <div class="ds-alert" data-color={kind} role={role}>
      {props.title === undefined ? null : (
        <Heading>
          {spoken}
          {props.title}
        </Heading>
      )}
      <div class="alert__body">
        {props.title === undefined ? spoken : null}
        {props.children}
      </div>
    </div>
  );
}

/** The one sentence of a page that says where things stand ("Chị Cúc đang kiểm tra hồ sơ"), in big type. */
export function Statement({
  title,
  tone,
  children,
}: {
  title: string;
  tone?: 'calm' | 'act' | 'done' | 'late' | undefined;
  children?: ComponentChildren;
}) {
  return (
    <section class={`say say--${tone ?? 'calm'}`}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

export interface Fault {
  /** Id of the field on this page; without one the fault is about the whole. */
  readonly fieldId?: string | undefined;
  readonly text: string;
}

/** Every fault of a form, each a link to its field; takes the focus when the page opens. */
export function ErrorSummary({ faults, title }: { faults: readonly Fault[]; title?: string | undefined }) {
  const { language } = useFrame();
  if (faults.length === 0) return null;
  return (
    <div class="ds-error-summary" role="alert" tabIndex={-1} data-focus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{title ?? interfaceTexts(language).faultsTitle(String(faults.length))}</h2>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.fieldId}${fault.text}`}>
            {fault.fieldId === undefined ? <span>{fault.text}</span> : <a href={`#${fault.fieldId}`}>{fault.text}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface EmptyStateProps {
  readonly title?: string | undefined;
  readonly action?: { readonly href: string; readonly label: string } | undefined;
  readonly children?: ComponentChildren;
}

/** Says that there is nothing, why, and what one may do. */
export function EmptyState(props: EmptyStateProps) {
  const { language } = useFrame();
  return (
    <div class="empty">
      <p class="empty__title">{props.title ?? interfaceTexts(language).nothingHere}</p>
      {props.children === undefined ? null : <div class="muted">{props.children}</div>}
      {props.action === undefined ? null : (
        <a class="ds-button" data-variant="secondary" href={props.action.href}>
          {props.action.label}
        </a>
      )}
    </div>
  );
}

/** More, for those who want it; opens without script. */
export function Details({
  summary,
  open,
  children,
}: {
  summary: ComponentChildren;
  open?: boolean | undefined;
  children?: ComponentChildren;
}) {
  return (
    <details class="ds-details" open={open === true}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  );
}

/** The answer to the last act, read out by screen readers when the page opens. */
export function FrameNotice() {
  const { notice } = useFrame();
  return notice === undefined ? null : (
    <Alert kind={notice.kind} live>
      {notice.text}
    </Alert>
  );
}
