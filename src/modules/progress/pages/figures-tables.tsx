import { formatNumber, formatPercent, type Language } from '../../../platform/text.ts';
import { type Column, DataTable, useLanguage } from '../../../web/index.ts';
import { type Figures, figuresOf, type ProgressTree, shareOf, type UnitProgress } from '../model.ts';
import { progressTexts } from '../texts.ts';
import { monthInWords, progressHref } from './addresses.ts';

/** A count, or that it is not public. */
export function countInWords(count: number | undefined, language: Language): string {
  return count === undefined ? progressTexts(language).notPublic : formatNumber(count, language);
}

/** `4 % (12 trong 300)`: a share is never without what it is a share of. */
function shareWithCounts(numerator: number | undefined, denominator: number | undefined, language: Language) {
  if (numerator === undefined || denominator === undefined) return progressTexts(language).notPublic;
  const share = shareOf(numerator, denominator);
  if (share === undefined) return '–';
  return (
    <span>
      {formatPercent(share, language)}{' '}
      <small class="muted nowrap">
        ({`${formatNumber(numerator, language)}/${formatNumber(denominator, language)}`})
      </small>
    </span>
  );
}

/** The same five columns for units and months. */
function figureColumns<Row>(language: Language, of: (row: Row) => Figures): Column<Row>[] {
  const t = progressTexts(language);
  return [
    {
      key: 'received',
      label: t.columnReceived,
      numeric: true,
      cell: (row) => countInWords(of(row).received, language),
    },
    {
      key: 'online',
      label: t.columnOnline,
      numeric: true,
      cell: (row) => shareWithCounts(of(row).online, of(row).received, language),
    },
    { key: 'alone', label: t.columnAlone, numeric: true, cell: (row) => countInWords(of(row).onlineAlone, language) },
    {
      key: 'on-time',
      label: t.columnOnTime,
      numeric: true,
      cell: (row) => shareWithCounts(of(row).onTime, of(row).finished, language),
    },
  ];
}

export function FiguresByUnit(props: {
  title: string;
  units: readonly UnitProgress[];
  month: string | undefined;
  total: Figures;
}) {
  const language = useLanguage();
  const t = progressTexts(language);
  const { total } = props;
  return (
    <section class="progress-table">
      <h2>{props.title}</h2>
      <DataTable
        caption={props.title}
        hideCaption
        rows={props.units}
        rowKey={({ unit }) => unit.id}
        columns={[
          {
            key: 'unit',
            label: t.unit,
            heading: true,
            cell: (child) => <a href={progressHref(child, props.month)}>{child.unit.name[language]}</a>,
          },
          ...figureColumns<UnitProgress>(language, (child) => figuresOf(child, props.month)),
        ]}
        footer={[
          t.total,
          countInWords(total.received, language),
          shareWithCounts(total.online, total.received, language),
          countInWords(total.onlineAlone, language),
          shareWithCounts(total.onTime, total.finished, language),
        ]}
      />
    </section>
  );
}

export function FiguresByMonth({ tree, progress }: { tree: ProgressTree; progress: UnitProgress }) {
  const language = useLanguage();
  const t = progressTexts(language);
  return (
    <section class="progress-table">
      <h2>{t.byMonth}</h2>
      <DataTable
        caption={t.byMonth}
        hideCaption
        rows={tree.months}
        rowKey={(month) => month}
        columns={[
          {
            key: 'month',
            label: t.months,
            heading: true,
            cell: (month) => <a href={progressHref(progress, month)}>{monthInWords(month, language)}</a>,
          },
          ...figureColumns<string>(language, (month) => figuresOf(progress, month)),
        ]}
      />
    </section>
  );
}
