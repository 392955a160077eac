import type { ComponentChildren } from 'preact';
import { formatNumber } from '../../platform/text.ts';
import { useFrame } from '../frame.ts';
import { interfaceTexts } from '../interface-texts.ts';

export interface Crumb {
  readonly label: string;
  /** Left out on the last one: this page. */
  readonly href?: string | undefined;
}

export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const { language } = useFrame();
  return (
    <nav class="ds-breadcrumbs" aria-label={interfaceTexts(language).breadcrumbs}>
      <ol>
        {items.map((item) => (
          <li key={item.label}>
            {item.href === undefined ? (
              <span aria-current="page">{item.label}</span>
            ) : (
              <a href={item.href}>{item.label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface PaginationProps {
  /** From 1. */
  readonly page: number;
  readonly pageCount: number;
  readonly hrefOf: (page: number) => string;
  /** Shown as "51–100 trong 1.000". */
  readonly total?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** Pages of a list as links: first, last and those near; nothing at all for a single page. */
export function Pagination({ page, pageCount, hrefOf, total, pageSize }: PaginationProps) {
  const { language } = useFrame();
  const t = interfaceTexts(language);
  if (pageCount <= 1) return null;
  const link = (to: number, label: ComponentChildren, rel?: string) => (
    <a
      class="ds-button"
      data-variant="tertiary"
      href={hrefOf(to)}
      rel={rel}
      aria-current={to === page && rel === undefined ? 'page' : undefined}
      aria-label={rel === undefined ? t.page(formatNumber(to, language)) : undefined}
    >
      {label}
    </a>
  );
  return (
    <nav class="pages" aria-label={t.pages}>
      <ul>
        {page > 1 ? <li>{link(page - 1, `‹ ${t.previous}`, 'prev')}</li> : null}
        {pagesShown(page, pageCount).map((to, index, all) => (
          <li key={to} class={to === page ? 'pages__now' : 'pages__number'}>
            {index > 0 && to - (all[index - 1] ?? to) > 1 ? <span aria-hidden="true">…</span> : null}
            {link(to, formatNumber(to, language))}
          </li>
        ))}
        {page < pageCount ? <li>{link(page + 1, `${t.next} ›`, 'next')}</li> : null}
      </ul>
      {total === undefined || pageSize === undefined ? null : (
        <p class="muted small num">
          {t.shown(
            formatNumber((page - 1) * pageSize + 1, language),
            formatNumber(Math.min(page * pageSize, total), language),
            formatNumber(total, language),
          )}
        </p>
      )}
    </nav>
  );
}

/** First, last, and the neighbours of the current page, in order. */
export function pagesShown(page: number, pageCount: number): readonly number[] {
  const wanted = [1, page - 1, page, page + 1, pageCount];
  return [...new Set(wanted.filter((n) => n >= 1 && n <= pageCount))].sort((a, b) => a - b);
}

export interface LinkTab {
  readonly href: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly current?: boolean | undefined;
}

/** Parts of one thing side by side; each has an address, so they are links and not ARIA tabs. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const { language } = useFrame();
  return (
    <nav class="linktabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.current === true ? 'page' : undefined}>
              {tab.label}
              {tab.count === undefined ? null : <span class="count">{formatNumber(tab.count, language)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Filters as links that switch on and off; each says in words that it is on. */
export function ChipLinks({ label, chips }: { label: string; chips: readonly LinkTab[] }) {
  const { language } = useFrame();
  return (
    <nav class="chips" aria-label={label}>
      <ul>
        {chips.map((chip) => (
          <li key={chip.label}>
            <a class="chip" href={chip.href} aria-current={chip.current === true ? 'true' : undefined}>
              {chip.current === true ? <span aria-hidden="true">✓ </span> : null}
              {chip.label}
              {chip.count === undefined ? null : <span class="count">{formatNumber(chip.count, language)}</span>}
              {chip.current === true ? (
                <span class="ds-sr-only"> ({interfaceTexts(language).removeFilter})</span>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
