import type { ComponentChildren } from 'preact';

export interface CardProps {
  readonly title?: string | undefined;
  /** Heading level of the title; the look does not depend on it. */
  readonly level?: 2 | 3 | 4 | undefined;
  /** Beside the title: a link, a tag. */
  readonly aside?: ComponentChildren;
  readonly id?: string | undefined;
  /** `plain` has no inner space: for a table or a list that goes to the edge. */
  readonly plain?: boolean | undefined;
  readonly tinted?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** A sheet of white on the paper. */
export function Card(props: CardProps) {
  const Heading = `h${props.level ?? 2}` as const;
  const titleId = props.title !== undefined && props.id !== undefined ? `${props.id}-title` : undefined;
  return (
    <section
      class={props.plain === true ? 'ds-card card--plain' : 'ds-card'}
      id={props.id}
      aria-labelledby={titleId}
      {...(props.tinted === true ? { 'data-variant': 'tinted' } : {})}
    >
      {props.title === undefined ? null : (
        <div class="card__head">
          <Heading id={titleId}>{props.title}</Heading>
          {props.aside}
        </div>
      )}
      {props.children}
    </section>
  );
}

export interface LinkCardProps {
  readonly href: string;
  readonly title: string;
  readonly text?: string | undefined;
  readonly aside?: ComponentChildren;
}

/** A card that is one link as a whole. */
export function LinkCard(props: LinkCardProps) {
  return (
    <a class="ds-card linkcard" href={props.href}>
      <b>{props.title}</b>
      {props.text === undefined ? null : <span class="muted small">{props.text}</span>}
      {props.aside}
    </a>
  );
}

export interface GridProps {
  /** `side` gives the first column more room. */
  readonly columns: 2 | 3 | 4 | 'side';
  /** Cards of a row as high as the highest. */
  readonly even?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** Columns that become one on a narrow screen. */
export function Grid({ columns, even, children }: GridProps) {
  return <div class={even === true ? `grid grid--${columns} grid--even` : `grid grid--${columns}`}>{children}</div>;
}

/** Vertical rhythm between blocks. */
export function Stack({ children }: { children?: ComponentChildren }) {
  return <div class="stack">{children}</div>;
}
