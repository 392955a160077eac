import type { Words } from '../../../../platform/errors.ts';
import { fill, type Language } from '../../../../platform/text.ts';
import { described, ShortQuestion } from '../../../../web/form/index.ts';
import {
  Alert,
  Button,
  Card,
  CsrfField,
  DataTable,
  EmptyState,
  ErrorSummary,
  Page,
  Stack,
} from '../../../../web/index.ts';
import type { Unit } from '../../../territory/index.ts';
import { type KnownFigure, periodInWords, streamOf } from '../model.ts';
import { reportTexts, told } from '../texts.ts';
import type { ReportsWaiting } from '../waiting.ts';
import { ReportTabs, StateTag } from './parts.tsx';

export interface UnitToCheck {
  readonly unit: Unit;
  readonly reports: readonly KnownFigure[];
  /** What agreeing does here; undefined for those who only look. */
  readonly next: 'checked' | 'approved' | undefined;
}

export interface CheckPageProps {
  readonly language: Language;
  readonly csrf: string;
  readonly units: readonly UnitToCheck[];
  readonly names: ReadonlyMap<string, Words>;
  readonly waiting: ReportsWaiting;
  readonly saved?: number | undefined;
  readonly problem?: string | undefined;
  /** What was sent and refused: of one unit. */
  readonly refused?: RefusedJudgement | undefined;
}

export interface RefusedJudgement {
  readonly unitId: string;
  readonly chosen: readonly string[];
  readonly note: string;
  readonly fault: { readonly field: 'note' | 'chosen'; readonly words: Words } | undefined;
}

/** Reports of the units below that wait for this agency, unit by unit. */
export function CheckPage(props: CheckPageProps) {
  const { language, units, refused, saved, problem } = props;
  const t = reportTexts(language);
  const fault = refused?.fault;
  return (
    <Page title={t.checkTitle} kind="officer" helpHref="/mot-cua/huong-dan/kiem-tra-so-lieu">
      <Stack>
        <h1>{t.checkTitle}</h1>
        <ReportTabs language={language} current="check" waiting={props.waiting} />
        {saved === undefined ? null : (
          <Alert kind="success" live>
            {fill(t.judged, { count: saved })}
          </Alert>
        )}
        {problem === undefined ? null : (
          <Alert kind="danger" live>
            {problem}
          </Alert>
        )}
        {fault === undefined ? null : (
          <ErrorSummary
            faults={[
              {
                fieldId: fault.field === 'note' ? `note-${refused?.unitId}` : `unit-${refused?.unitId}`,
                text: fault.words[language],
              },
            ]}
          />
        )}
        {units.length === 0 ? <EmptyState title={t.nothingToCheck} /> : <p class="muted">{t.checkLead}</p>}
        {units.map((each) => (
          <UnitCard key={each.unit.id} {...props} each={each} />
        ))}
      </Stack>
    </Page>
  );
}

function UnitCard({
  language,
  csrf,
  names,
  refused,
  each: { unit, reports, next },
}: CheckPageProps & { each: UnitToCheck }) {
  const t = reportTexts(language);
  const mine = refused?.unitId === unit.id ? refused : undefined;
  const keyOf = (report: KnownFigure) => `${streamOf(report.figure, report.unitId, report)}:${report.version}`;
  const look = {
    id: `note-${unit.id}`,
    fault: mine?.fault?.field === 'note' ? mine.fault.words[language] : undefined,
    hint: undefined,
  };
  return (
    <Card title={unit.name[language]} id={`unit-${unit.id}`}>
      <form method="post" action="/mot-cua/so-lieu/cho-kiem-tra" novalidate>
        <CsrfField token={csrf} />
        <input type="hidden" name="unit" value={unit.id} />
        <Stack>
          <DataTable
            caption={unit.name[language]}
            hideCaption
            rows={reports}
            rowKey={keyOf}
            columns={[
              {
                key: 'figure',
                label: t.figure,
                heading: true,
                wide: true,
                cell: (report) =>
                  next === undefined ? (
                    nameOf(names, report, language)
                  ) : (
                    <label class="tick">
                      <input
                        type="checkbox"
                        name="report"
                        value={keyOf(report)}
                        checked={mine === undefined || mine.chosen.includes(keyOf(report))}
                      />
                      <span>{nameOf(names, report, language)}</span>
                    </label>
                  ),
              },
              { key: 'period', label: t.period, cell: (report) => periodInWords(report, language) },
              {
                key: 'value',
                label: t.value,
                numeric: true,
                cell: (report) => (
                  <>
                    {told(report, language)}
                    {report.note === undefined ? null : <span class="muted small"> · {report.note}</span>}
                    {report.evidence.map((paper, index) => (
                      <span class="small" key={paper}>
                        {' '}
                        <a href={`/giay-to/${paper}`}>{fill(t.file1, { number: index + 1 })}</a>
                      </span>
                    ))}
                  </>
                ),
              },
              {
                key: 'state',
                label: t.state,
                hideLabel: true,
                cell: (report) => <StateTag language={language} state={report.state} />,
              },
            ]}
          />
          {next === undefined ? null : (
            <div>
              <ShortQuestion {...look} label={t.sendBackWhy}>
                <input
                  class="ds-input"
                  id={look.id}
                  name="note"
                  maxLength={500}
                  value={mine?.note ?? ''}
                  {...described(look)}
                />
              </ShortQuestion>
              <div class="actions">
                <Button name="act" value="agree">
                  {next === 'approved' ? t.approve : t.check}
                </Button>
                <Button name="act" value="send-back" variant="secondary">
                  {t.sendBack}
                </Button>
              </div>
            </div>
          )}
        </Stack>
      </form>
    </Card>
  );
}

function nameOf(names: ReadonlyMap<string, Words>, { figure }: KnownFigure, language: Language): string {
  return names.get(figure)?.[language] ?? figure;
}
