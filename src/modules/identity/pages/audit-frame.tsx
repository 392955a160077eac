import type { ComponentChildren } from 'preact';
import type { Language } from '../../../platform/text.ts';
import { LinkButton, LinkTabs, Page, Stack } from '../../../web/index.ts';
import { adminTexts } from './admin-texts.ts';

/** What the three audit pages share. */
export function AuditFrame({
  language,
  current,
  children,
}: {
  language: Language;
  current: 'truy-cap' | 'an-ninh' | 'mo-khan-cap';
  children: ComponentChildren;
}) {
  const t = adminTexts(language);
  const tabs = { 'truy-cap': t.auditReads, 'an-ninh': t.auditEvents, 'mo-khan-cap': t.auditOpenings };
  return (
    <Page title={tabs[current]} kind="officer" helpHref="/mot-cua/huong-dan#thanh-tra">
      <Stack>
        <h1>{tabs[current]}</h1>
        <LinkTabs
          label={t.audit}
          tabs={Object.entries(tabs).map(([key, label]) => ({
            href: `/kiem-toan/${key}`,
            label,
            current: key === current,
          }))}
        />
        <p class="muted">{t.auditLead}</p>
        {children}
      </Stack>
    </Page>
  );
}

/** Older pages begin before the last line shown: stable while new lines come in. */
export function Older({
  language,
  base,
  rows,
  pageSize,
  newest,
  query,
}: {
  language: Language;
  base: string;
  rows: readonly { at: Temporal.Instant }[];
  pageSize: number;
  /** The newest are shown: no way back to them is needed. */
  newest: boolean;
  query?: Record<string, string>;
}) {
  const t = adminTexts(language);
  const last = rows.at(-1);
  return (
    <div class="actions">
      {last !== undefined && rows.length === pageSize ? (
        <LinkButton
          href={`${base}?${new URLSearchParams({ ...query, truoc: last.at.toString() })}`}
          variant="secondary"
        >
          {t.older}
        </LinkButton>
      ) : null}
      {newest ? null : <a href={query === undefined ? base : `${base}?${new URLSearchParams(query)}`}>{t.newest}</a>}
    </div>
  );
}
