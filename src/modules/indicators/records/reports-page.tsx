import { fill, formatDate, formatNumber, type Language, say } from '../../../platform/text.ts';
import { DataTable, EmptyState, Tag } from '../../../web/index.ts';
import type { Unit } from '../../territory/index.ts';
import type { BaseFact } from '../definitions/model.ts';
import { told } from '../reporting/texts.ts';
import type { ReportAct, ReportOfUnit } from './read-reports.ts';
import { type FigureBehind, FigureFrame } from './records-page.tsx';
import { actNames, recordTexts } from './texts.ts';

export interface ReportsPageProps extends FigureBehind {
  readonly to: Temporal.PlainDate;
  /** Those whose report, or established number, the officer may read. */
  readonly rows: readonly {
    readonly unit: Unit;
    readonly report: ReportOfUnit | undefined;
    readonly fact: BaseFact | undefined;
  }[];
  /** Units of which nothing can be shown to the officer. */
  readonly others: number;
  agencyName(act: ReportAct): string;
  officerName(act: ReportAct): string;
}

/** The reports behind a reported number: who declared it, who checked and approved it, with their words. */
export function ReportsPage(props: ReportsPageProps) {
  const { language, to, rows, others } = props;
  const t = recordTexts(language);
  return (
    <FigureFrame {...props}>
      <p>{fill(t.figureOf, { date: formatDate(to, language) })}</p>
      {others === 0 ? null : <p class="muted">{fill(t.notReadable, { count: formatNumber(others, language) })}</p>}
      <DataTable
        caption={t.openReports}
        hideCaption
        rows={rows}
        rowKey={({ unit }) => unit.id}
        empty={<EmptyState title={t.noReports} />}
        columns={[
          { key: 'unit', label: t.unit, heading: true, cell: ({ unit }) => say(unit.name, language) },
          {
            key: 'period',
            label: t.period,
            cell: ({ report, fact }) =>
              report === undefined
                ? formatDate(Temporal.PlainDate.from(fact?.on ?? to.toString()), language)
                : `${formatDate(report.from, language)} – ${formatDate(report.to, language)}`,
          },
          {
            key: 'value',
            label: t.value,
            numeric: true,
            cell: ({ report, fact }) => (
              <>
                {numberShown(report, fact, language)} {report?.synthetic === true ? <Tag>{t.sample}</Tag> : null}
              </>
            ),
          },
          {
            key: 'history',
            label: t.history,
            wide: true,
            cell: ({ report, fact }) =>
              report === undefined ? (
                fill(t.fact, { source: say(fact?.source ?? { vi: '', en: '' }, language) })
              ) : (
                <ul>
                  {report.acts.map((act) => (
                    <li key={act.version}>
                      <b>{say(actNames[act.state], language)}</b> {formatDate(act.knownOn, language)},{' '}
                      {props.agencyName(act)} ({props.officerName(act)}): {told(act, language)}
                      {act.note === undefined ? null : `. ${act.note}`}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
    </FigureFrame>
  );
}

/** The number that counts: the last one approved. */
function numberShown(report: ReportOfUnit | undefined, fact: BaseFact | undefined, language: Language): string {
  const approved = report?.acts.findLast(({ state }) => state === 'approved');
  return approved === undefined ? formatNumber(fact?.value ?? 0, language) : told(approved, language);
}
