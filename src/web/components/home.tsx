import type { ComponentChildren } from 'preact';
import { LinkCard } from './card.tsx';
import { KeyFigure, type KeyFigureProps } from './figures.tsx';
import { CsrfField, SearchBox } from './form.tsx';

export interface HomeHeroProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly label: string;
  readonly placeholder?: string | undefined;
  readonly button?: string | undefined;
  readonly name?: string | undefined;
}

/** The one question of the home page. */
export function HomeHero(props: HomeHeroProps) {
  return (
    <section class="hero">
      <h1>{props.title}</h1>
      <p class="muted">{props.hint}</p>
      <SearchBox
        action={props.action}
        label={props.label}
        placeholder={props.placeholder}
        button={props.button}
        name={props.name}
        size="hero"
      />
    </section>
  );
}

export interface LifeEvent {
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

/** What happens in a life, in people's own words; four in a row, two on a phone. */
export function LifeEvents({ label, events }: { label: string; events: readonly LifeEvent[] }) {
  return (
    <nav aria-label={label}>
      <ul class="life">
        {events.map((event) => (
          <li key={event.href}>
            <LinkCard {...event} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

export interface FollowBoxProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly method?: 'get' | 'post' | undefined;
  readonly codeName: string;
  readonly codeLabel: string;
  readonly codePlaceholder?: string | undefined;
  /** The second fact asked for on the same form; on the next page when left out. */
  readonly secret?:
    | { readonly name: string; readonly label: string; readonly maxLength?: number | undefined }
    | undefined;
  readonly button: string;
}

/** "Where is my dossier?" without signing in. */
export function FollowBox(props: FollowBoxProps) {
  return (
    <section class="ds-card">
      <h2>{props.title}</h2>
      <p class="muted small">{props.hint}</p>
      <form class="follow" method={props.method ?? 'get'} action={props.action}>
        {props.method === 'post' ? <CsrfField /> : null}
        <div>
          <label class="small" for="follow-code">
            {props.codeLabel}
          </label>
          <input
            class="ds-input"
            id="follow-code"
            name={props.codeName}
            placeholder={props.codePlaceholder}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
          />
        </div>
        {props.secret === undefined ? null : (
          <div class="follow__secret">
            <label class="small" for="follow-secret">
              {props.secret.label}
            </label>
            <input
              class="ds-input"
              id="follow-secret"
              name={props.secret.name}
              maxLength={props.secret.maxLength}
              inputMode="numeric"
              autocomplete="off"
              required
            />
          </div>
        )}
        <button type="submit" class="ds-button">
          {props.button}
        </button>
      </form>
    </section>
  );
}

export interface HelpBoxProps {
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly button: string;
}

export function HelpBox(props: HelpBoxProps) {
  return (
    <section class="ds-card">
      <h2>{props.title}</h2>
      <p class="muted small">{props.text}</p>
      <a class="ds-button" data-variant="secondary" href={props.href}>
        {props.button}
      </a>
    </section>
  );
}

export interface HomeFiguresProps {
  readonly title: string;
  readonly more?: { readonly href: string; readonly label: string } | undefined;
  readonly figures: readonly KeyFigureProps[];
  readonly note?: ComponentChildren;
}

/** How far the province has come: a few figures, each with its target. */
export function HomeFigures(props: HomeFiguresProps) {
  return (
    <section class="ds-card">
      <div class="card__head">
        <h2>{props.title}</h2>
        {props.more === undefined ? null : (
          <a class="small" href={props.more.href}>
            {props.more.label}
          </a>
        )}
      </div>
      <div class="grid grid--3">
        {props.figures.map((figure) => (
          <KeyFigure key={figure.label} {...figure} />
        ))}
      </div>
      {props.note === undefined ? null : <p class="muted small">{props.note}</p>}
    </section>
  );
}
