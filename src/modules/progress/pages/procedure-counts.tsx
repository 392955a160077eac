import { fill, formatNumber } from '../../../platform/text.ts';
import { DataTable, useLanguage } from '../../../web/index.ts';
import { progressTexts } from '../texts.ts';
import { monthInWords } from './addresses.ts';

/** What may be shown of one commune in one month. */
export interface ProcedureCounts {
  readonly month: string;
  readonly shown: readonly {
    readonly code: string;
    readonly name: { readonly vi: string; readonly en: string };
    readonly slug: string | undefined;
    readonly received: number;
  }[];
  /** Dossiers of all procedures not shown by themselves; undefined when that may not be told either. */
  readonly others: number | undefined;
}

export function ByProcedure({ counts }: { counts: ProcedureCounts }) {
  const language = useLanguage();
  const t = progressTexts(language);
  const title = fill(t.byProcedure, { month: monthInWords(counts.month, language) });
  return (
    <section class="progress-table">
      <h2>{title}</h2>
      {counts.shown.length === 0 ? <p class="muted">{t.noneAbove}</p> : null}
      <DataTable
        caption={title}
        hideCaption
        rows={counts.shown}
        rowKey={({ code }) => code}
        empty={
          <p class="muted small">{`${t.others}: ${counts.others === undefined ? t.hiddenSum : formatNumber(counts.others, language)}`}</p>
        }
        columns={[
          {
            key: 'name',
            label: t.procedure,
            heading: true,
            cell: ({ name, slug }) =>
              slug === undefined ? name[language] : <a href={`/thu-tuc/${slug}`}>{name[language]}</a>,
          },
          {
            key: 'received',
            label: t.columnReceived,
            numeric: true,
            cell: ({ received }) => formatNumber(received, language),
          },
        ]}
        footer={[t.others, counts.others === undefined ? t.hiddenSum : formatNumber(counts.others, language)]}
      />
    </section>
  );
}
