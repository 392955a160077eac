import type { Language } from '../../../platform/text.ts';
import { DataTable, EmptyState, Page, SearchBox } from '../../../web/index.ts';
import type { DueState } from '../status.ts';
import { dossierTexts } from '../texts.ts';
import { DossierCell } from './dossier-cell.tsx';
import { Due } from './due.tsx';

export interface SearchPageProps {
  readonly language: Language;
  readonly text: string;
  readonly rows: readonly {
    readonly id: string;
    readonly code: string;
    readonly procedure: string;
    readonly applicantName: string | undefined;
    readonly status: string;
    readonly due: DueState;
    readonly deadline: Temporal.Instant | undefined;
    readonly holder: string | undefined;
    readonly filed: string;
  }[];
  /** There were more than are shown. */
  readonly more: boolean;
  readonly now: Temporal.Instant;
}

/** Finds open and finished dossiers of the agency. */
export function SearchPage({ language, text, rows, more, now }: SearchPageProps) {
  const t = dossierTexts(language);
  return (
    <Page title={t.searchAll} kind="officer" scripts={['inbox-keys.js']} helpHref="/mot-cua/huong-dan#ban-viec" noIndex>
      <h1>{t.searchAll}</h1>
      <SearchBox action="/mot-cua/tim" name="q" value={text} label={t.searchAll} placeholder={t.searchHint} hotkey />
      {text === '' ? (
        <p class="muted">{t.searchWhat}</p>
      ) : (
        <DataTable
          caption={t.searchAll}
          hideCaption
          keyboard
          columns={[
            {
              key: 'code',
              label: t.dossier,
              heading: true,
              wide: true,
              cell: (row) => <DossierCell code={row.code} procedure={row.procedure} />,
            },
            { key: 'applicant', label: t.applicant, name: true, cell: (row) => row.applicantName ?? '–' },
            {
              key: 'status',
              label: t.status,
              cell: (row) => (
                <>
                  {row.status}
                  {row.due === 'none' ? null : (
                    <Due due={row.due} deadline={row.deadline} now={now} language={language} />
                  )}
                </>
              ),
            },
            { key: 'holder', label: t.holder, name: true, cell: (row) => row.holder ?? '–' },
            { key: 'filed', label: t.received, cell: (row) => <span class="num">{row.filed}</span> },
          ]}
          rows={rows}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t.notFound}>{t.notFoundWhat}</EmptyState>}
        />
      )}
      {more ? <p class="muted">{t.searchMore}</p> : null}
    </Page>
  );
}
