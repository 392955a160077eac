import type { Words } from '../../../../platform/errors.ts';
import { fill, type Language } from '../../../../platform/text.ts';
import { described, ShortQuestion } from '../../../../web/form/index.ts';
import {
  Alert,
  Button,
  Card,
  CsrfField,
  DataTable,
  DateText,
  Details,
  EmptyState,
  ErrorSummary,
  LinkButton,
  Page,
  Stack,
  Tag,
} from '../../../../web/index.ts';
import { baseUnits } from '../../formula/units-of-measure.ts';
import type { CellFault } from '../form-file.ts';
import { type Duty, daysInWords, missingReasons, periodInWords } from '../model.ts';
import type { ReportForm } from '../office.ts';
import { needsReason } from '../policy.ts';
import type { AnswerFault, AnswerField, TypedAnswer } from '../read-answer.ts';
import { reasonNames, reportTexts, told } from '../texts.ts';
import type { ReportsWaiting } from '../waiting.ts';
import { ReportTabs, StateTag } from './parts.tsx';

export interface DeclarePageProps {
  readonly language: Language;
  readonly csrf: string;
  readonly form: ReportForm | undefined;
  readonly month: Temporal.PlainDate;
  readonly latest: Temporal.PlainDate;
  readonly today: Temporal.PlainDate;
  readonly mayDeclare: boolean;
  readonly typed?: ReadonlyMap<string, TypedAnswer> | undefined;
  readonly faults?: readonly AnswerFault[] | undefined;
  readonly doubts?: readonly AnswerFault[] | undefined;
  readonly cellFaults?: readonly CellFault[] | undefined;
  /** Why a file could not be read at all. */
  readonly fileFault?: Words | undefined;
  readonly waiting: ReportsWaiting;
  /** How many figures were just written. */
  readonly saved?: number | undefined;
}

/** What an agency has to report as of a month, all figures in one form. */
export function DeclarePage(props: DeclarePageProps) {
  const { language, form, month, faults = [], doubts = [], saved } = props;
  const t = reportTexts(language);
  return (
    <Page title={t.title} kind="officer" helpHref="/mot-cua/huong-dan/bao-cao-so-lieu">
      <Stack>
        <h1>{t.title}</h1>
        <ReportTabs language={language} current="mine" waiting={props.waiting} />
        {saved === undefined ? null : (
          <Alert kind="success" live>
            {saved === 0 ? t.savedNone : fill(t.saved, { count: saved })}
          </Alert>
        )}
        <ErrorSummary
          // Of a file, the cells are named instead.
          faults={(props.cellFaults === undefined ? [...faults, ...doubts] : []).map((fault) => ({
            fieldId: idOf(fault.field, fault.figure),
            text: `${nameOf(form, fault.figure, language)}: ${fault.words[language]}`,
          }))}
        />
        <FileFaults {...props} />
        <ErrorSummary
          faults={props.fileFault === undefined ? [] : [{ fieldId: 'tep', text: props.fileFault[language] }]}
        />
        {form === undefined ? (
          <EmptyState title={t.nothing} />
        ) : (
          <>
            <p class="muted">{t.lead}</p>
            <MissingBefore language={language} missing={form.missingBefore} />
            <Months {...props} month={month} />
            <FormOfDuties {...props} form={form} />
            {props.mayDeclare ? <FileCard {...props} /> : null}
          </>
        )}
      </Stack>
    </Page>
  );
}

/** Earlier periods that are still owed, each with the form that it stands in. */
function MissingBefore({ language, missing }: { language: Language; missing: readonly Duty[] }) {
  const t = reportTexts(language);
  if (missing.length === 0) return null;
  const periods = [...Map.groupBy(missing, ({ period }) => `${period.from} ${period.to}`).values()];
  return (
    <Alert kind="warning" title={t.missingBefore}>
      <ul>
        {periods.map(([first, ...others]) =>
          first === undefined ? null : (
            <li key={`${first.period.from} ${first.period.to}`}>
              <a href={addressOf(first.period.to.with({ day: 1 }))}>{periodInWords(first.period, language)}</a>:{' '}
              {fill(t.figureCount, { count: others.length + 1 })}
            </li>
          ),
        )}
      </ul>
    </Alert>
  );
}

const addressOf = (month: Temporal.PlainDate) => `/mot-cua/so-lieu?ky=${month.toPlainYearMonth().toString()}`;

function Months({ language, month, latest, form }: DeclarePageProps) {
  const t = reportTexts(language);
  const words = `${String(month.month).padStart(2, '0')}/${month.year}`;
  return (
    <div class="actions">
      <p>
        <b>{form?.unit.name[language]}</b>
        <br />
        {fill(t.formOf, { month: words })}
      </p>
      <LinkButton href={addressOf(month.subtract({ months: 1 }))} variant="secondary">
        {t.earlier}
      </LinkButton>
      {Temporal.PlainDate.compare(month, latest) < 0 ? (
        <LinkButton href={addressOf(month.add({ months: 1 }))} variant="secondary">
          {t.later}
        </LinkButton>
      ) : null}
      <LinkButton href={`/mot-cua/so-lieu.xlsx?ky=${month.toPlainYearMonth().toString()}`} variant="secondary">
        {t.downloadXlsx}
      </LinkButton>
      <LinkButton href={`/mot-cua/so-lieu.csv?ky=${month.toPlainYearMonth().toString()}`} variant="secondary">
        {t.download}
      </LinkButton>
    </div>
  );
}

type FormProps = DeclarePageProps & { readonly form: ReportForm };

function FormOfDuties(props: FormProps) {
  const { language, form, month, csrf, mayDeclare, today } = props;
  const t = reportTexts(language);
  return (
    <form method="post" action="/mot-cua/so-lieu" novalidate>
      <CsrfField token={csrf} />
      <input type="hidden" name="ky" value={month.toPlainYearMonth().toString()} />
      <Stack>
        <Card plain>
          <DataTable
            caption={t.title}
            hideCaption
            rows={form.duties}
            rowKey={({ definition }) => definition.key}
            columns={[
              {
                key: 'figure',
                label: t.figure,
                heading: true,
                cell: ({ definition }) => (
                  <>
                    {definition.name[language]}
                    <br />
                    <span class="muted small">{definition.definition[language]}</span>
                  </>
                ),
              },
              {
                key: 'due',
                label: t.due,
                hideLabel: true,
                cell: (duty) => <DueCell {...{ language, form, duty, today }} />,
              },
              {
                key: 'answer',
                label: t.value,
                // The question in the cell says it; on a phone the cell gets all the room.
                hideLabel: true,
                wide: true,
                cell: (duty) =>
                  mayDeclare ? <AnswerCell {...props} duty={duty} /> : <StandsCell {...props} duty={duty} />,
              },
            ]}
          />
        </Card>
        {mayDeclare ? <SendRow {...props} /> : null}
      </Stack>
    </form>
  );
}

function SendRow({ language, doubts = [] }: DeclarePageProps) {
  const t = reportTexts(language);
  return (
    <>
      {doubts.length === 0 ? null : (
        <Alert kind="warning" title={t.confirmTitle}>
          <label class="tick">
            <input type="checkbox" name="confirmed" value="1" />
            <span>{t.confirm}</span>
          </label>
        </Alert>
      )}
      <div class="actions">
        <Button>{t.send}</Button>
      </div>
    </>
  );
}

function DueCell({
  language,
  form,
  duty: { definition, period, dueOn, asked },
  today,
}: {
  language: Language;
  form: ReportForm;
  duty: Duty;
  today: Temporal.PlainDate;
}) {
  const t = reportTexts(language);
  const known = form.stands.get(definition.key);
  const open = known === undefined || known.state === 'sent-back';
  const days = today.until(dueOn).days;
  return (
    <>
      {periodInWords(period, language)}
      <br />
      {asked ? (
        <span class="small">
          {t.due} <DateText value={dueOn} />
        </span>
      ) : (
        <span class="muted small">{t.beforeAsked}</span>
      )}
      <br />
      {open && asked ? (
        <Tag tone={days < 0 ? 'late' : days <= 5 ? 'soon' : 'neutral'}>{daysInWords(dueOn, today, language)}</Tag>
      ) : null}{' '}
      {known === undefined ? (
        asked ? (
          <Tag>{t.notReported}</Tag>
        ) : null
      ) : (
        <StateTag language={language} state={known.state} />
      )}
      {known?.state === 'sent-back' ? <p class="small">{fill(t.sentBackWhy, { note: known.note ?? '' })}</p> : null}
    </>
  );
}

function StandsCell({ language, form, duty }: FormProps & { duty: Duty }) {
  const known = form.stands.get(duty.definition.key);
  return known === undefined ? <>–</> : <span class="num">{told(known, language)}</span>;
}

function AnswerCell({ language, form, month, duty, typed, faults = [], doubts = [] }: FormProps & { duty: Duty }) {
  const t = reportTexts(language);
  const { key, unit, name } = duty.definition;
  const known = form.stands.get(key);
  const given = typed?.get(key);
  const earlier = form.before.get(key);
  const faultOf = (field: AnswerField) =>
    [...faults, ...doubts].find((fault) => fault.figure === key && fault.field === field)?.words[language];
  const value = given?.value ?? (known?.value === undefined ? '' : told(known, language));
  const reason = given?.reason ?? known?.reason ?? '';
  const look = (field: AnswerField) => ({ id: idOf(field, key), fault: faultOf(field) });
  const corrects = needsReason(known?.state);
  // A number that stands is rarely corrected: its words are folded away until somebody has tried.
  const more =
    reason !== '' ||
    (corrects && given !== undefined) ||
    known?.state === 'sent-back' ||
    faultOf('note') !== undefined ||
    faultOf('reason') !== undefined;
  const unitName = baseUnits[unit][language];
  const shown = {
    ...look('value'),
    hint: earlier === undefined ? undefined : fill(t.lastKnown, { value: told(earlier, language) }),
  };
  return (
    <>
      <input type="hidden" name={`version.${key}`} value={known?.version ?? 0} />
      <ShortQuestion {...shown} label={`${t.value} (${unitName})`}>
        <input
          class="ds-input"
          id={shown.id}
          name={`value.${key}`}
          inputMode="decimal"
          autocomplete="off"
          maxLength={20}
          value={value}
          aria-label={`${name[language]} (${unitName})`}
          {...described(shown)}
        />
      </ShortQuestion>
      <Details summary={corrects ? t.noteCorrect : t.none} open={more}>
        <ShortQuestion {...look('reason')} label={t.missing}>
          <select
            class="ds-input"
            id={idOf('reason', key)}
            name={`reason.${key}`}
            {...described({ ...look('reason'), hint: undefined })}
          >
            <option value="">{t.hasValue}</option>
            {missingReasons.map((each) => (
              <option key={each} value={each} selected={each === reason}>
                {reasonNames[each][language]}
              </option>
            ))}
          </select>
        </ShortQuestion>
        <ShortQuestion {...look('note')} label={corrects ? t.noteCorrect : t.note}>
          <input
            class="ds-input"
            id={idOf('note', key)}
            name={`note.${key}`}
            maxLength={500}
            value={given?.note ?? ''}
            {...described({ ...look('note'), hint: undefined })}
          />
        </ShortQuestion>
      </Details>
      <EvidenceLink {...{ language, form, month, figure: key }} />
    </>
  );
}

function EvidenceLink({
  language,
  form,
  month,
  figure,
}: Pick<FormProps, 'language' | 'form' | 'month'> & { figure: string }) {
  const t = reportTexts(language);
  const [sent, waiting] = [
    form.stands.get(figure)?.evidence.length ?? 0,
    form.waitingEvidence.get(figure)?.length ?? 0,
  ];
  return (
    <p class="small">
      <a href={`/mot-cua/so-lieu/minh-chung/${figure}?ky=${month.toPlainYearMonth().toString()}`}>
        {sent + waiting === 0 ? t.evidenceAdd : fill(t.evidenceSome, { sent, waiting })}
      </a>
    </p>
  );
}

function FileCard({ language, csrf, month, fileFault }: DeclarePageProps) {
  const t = reportTexts(language);
  const look = { id: 'tep', hint: t.fileHint, fault: fileFault?.[language] };
  return (
    <Card title={t.file} id="gui-tep">
      <form method="post" action="/mot-cua/so-lieu/tep" enctype="multipart/form-data">
        <CsrfField token={csrf} />
        <input type="hidden" name="ky" value={month.toPlainYearMonth().toString()} />
        <ShortQuestion {...look} label={t.fileField}>
          <input
            class="ds-input"
            type="file"
            id="tep"
            name="file"
            accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            required
            {...described(look)}
          />
        </ShortQuestion>
        <div class="actions">
          <Button variant="secondary">{t.fileSend}</Button>
        </div>
      </form>
    </Card>
  );
}

function FileFaults({ language, cellFaults = [] }: DeclarePageProps) {
  const t = reportTexts(language);
  return (
    <ErrorSummary
      title={fill(t.fileFaults, { count: cellFaults.length })}
      faults={cellFaults.map(({ sheet, cell, words }) => ({
        text:
          sheet === undefined
            ? fill(t.cell, { cell, words: words[language] })
            : fill(t.sheetCell, { sheet, cell, words: words[language] }),
      }))}
    />
  );
}

function idOf(field: AnswerField, figure: string): string {
  return `${field}-${figure}`;
}

function nameOf(form: ReportForm | undefined, figure: string, language: Language): string {
  return form?.duties.find(({ definition }) => definition.key === figure)?.definition.name[language] ?? figure;
}
