import type { ComponentChildren } from 'preact';
import { type PageKind, useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';
import { Page } from '../layout.tsx';
import { ErrorSummary, type Fault } from './alert.tsx';
import { Actions, Button, LinkButton } from './button.tsx';

export interface ErrorViewProps {
  /** What happened, in one sentence. */
  readonly title: string;
  /** What the person can do now. */
  readonly text: string;
  /** `DOS-0007`, to be read out on the telephone. */
  readonly code?: string | undefined;
  readonly faults?: readonly Fault[] | undefined;
  readonly actions?: readonly { readonly href: string; readonly label: string }[] | undefined;
  /** What was sent and not taken, to be sent again as it is. */
  readonly again?:
    | {
        readonly action: string;
        readonly fields: readonly (readonly [name: string, value: string])[];
        readonly label: string;
      }
    | undefined;
  readonly kind?: PageKind | undefined;
}

/** A page for what went wrong: no blame, no jargon, a way on. */
export function ErrorView(props: ErrorViewProps) {
  const { language } = useFrame();
  const t = interfaceTexts(language);
  const actions = props.actions ?? [{ href: props.kind === 'officer' ? '/mot-cua' : '/', label: t.home }];
  return (
    <Page title={props.title} kind={props.kind} narrow noIndex>
      <div class="errorview">
        <h1>{props.title}</h1>
        <p>{props.text}</p>
        <ErrorSummary faults={props.faults ?? []} />
        {props.again === undefined ? null : (
          <form method="post" action={props.again.action}>
            {props.again.fields.map(([name, value], index) => (
              <input key={index} type="hidden" name={name} value={value} />
            ))}
            <Actions>
              <Button>{props.again.label}</Button>
            </Actions>
          </form>
        )}
        <div class="actions">
          {actions.map((action, index) => (
            <LinkButton
              key={action.href}
              href={action.href}
              variant={index === 0 && props.again === undefined ? 'primary' : 'secondary'}
            >
              {action.label}
            </LinkButton>
          ))}
        </div>
        {props.code === undefined ? null : (
          <p class="muted small num">
            {t.errorCode}: {props.code}
          </p>
        )}
      </div>
    </Page>
  );
}

/** A guide is a list of blocks; `parseGuide` makes them from a text file. */
export type GuideBlock =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'note'; readonly text: string };

export interface GuideViewProps {
  readonly title: string;
  readonly blocks: readonly GuideBlock[];
  readonly kind?: PageKind | undefined;
  readonly contentsLabel?: string | undefined;
  readonly children?: ComponentChildren;
}

export function GuideView(props: GuideViewProps) {
  const headings = props.blocks.filter((block) => block.kind === 'heading' && block.level === 2) as Extract<
    GuideBlock,
    { kind: 'heading' }
  >[];
  return (
    <Page title={props.title} kind={props.kind} narrow>
      <article class="guide">
        <h1>{props.title}</h1>
        {headings.length < 3 || props.contentsLabel === undefined ? null : (
          <nav class="guide__contents" aria-label={props.contentsLabel}>
            <ul>
              {headings.map((heading) => (
                <li key={heading.id}>
                  <a href={`#${heading.id}`}>{heading.text}</a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {props.blocks.map((block, index) => (
          <Block key={index} block={block} />
        ))}
        {props.children}
      </article>
    </Page>
  );
}

function Block({ block }: { block: GuideBlock }) {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${block.level}` as const;
      return <Heading id={block.id}>{block.text}</Heading>;
    }
    case 'paragraph':
      return <p>{inline(block.text)}</p>;
    case 'note':
      return (
        <div class="ds-alert" data-color="info">
          {inline(block.text)}
        </div>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((item) => (
            <li key={item}>{inline(item)}</li>
          ))}
        </List>
      );
    }
  }
}

const inlinePattern = /\*\*(.+?)\*\*|\[([^\]]+)\]\((\/[^)\s]*|#[^)\s]*|https:\/\/[^)\s]+)\)/g;

/** `**bold**` and `[words](/address)`; everything else is text. Addresses are local or https, nothing else. */
function inline(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const match of text.matchAll(inlinePattern)) {
    parts.push(text.slice(from, match.index));
    parts.push(match[1] === undefined ? <a href={match[3] as string}>{match[2]}</a> : <b>{match[1]}</b>);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
