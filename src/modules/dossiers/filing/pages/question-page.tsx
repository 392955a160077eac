import type { FieldFault } from '../../../../platform/errors.ts';
import { namesIn, own, resolveName } from '../../../../platform/forms/condition.ts';
import type { Answers, AnswerValue, FormDefinition, StepAnswers } from '../../../../platform/forms/definition.ts';
import type { Typed } from '../../../../platform/forms/parse.ts';
import type { AnswerRow } from '../../../../platform/forms/rows.ts';
import { fieldId, StepFields, summaryWords } from '../../../../web/form/index.ts';
import {
  Actions,
  Alert,
  Button,
  CsrfField,
  DescriptionList,
  ErrorSummary,
  inLanguage,
  useLanguage,
} from '../../../../web/index.ts';
import { partyFacts } from '../../party-facts.ts';
import type { OpenDraft } from '../operations/open-draft.ts';
import { markField, markOfPage } from '../other-device.ts';
import { filingTexts } from '../texts.ts';
import { itemsIn, type QuestionPage } from '../wizard.ts';
import { DraftFrame, draftHref } from './draft-frame.tsx';

export interface QuestionPageProps {
  readonly open: OpenDraft;
  readonly page: QuestionPage;
  readonly typed: Typed;
  /** Answers to decide by which conditional questions are open: with what is typed on this page. */
  readonly answers: Answers;
  readonly faults: readonly FieldFault[];
  readonly prefilled: boolean;
  /** Address of the check for the browser. */
  readonly script: string;
  /** Where saving leads when it is not the next page: `kiem-tra`. */
  readonly returnTo?: string | undefined;
  /** What was kept from elsewhere since this page was opened; nothing of this page is saved yet. */
  readonly elsewhere?: readonly AnswerRow[] | undefined;
}

/** One group of questions. Complete without script; with it, what does not apply is hidden and faults are told before sending. */
export function DraftQuestionPage(props: QuestionPageProps) {
  const { open, page, faults } = props;
  const language = useLanguage();
  const t = filingTexts(language);
  const { step, form } = page;
  const title = inLanguage(step.title, language);
  const items = itemsIn(props.typed, step);
  return (
    <DraftFrame open={open} page={page.key} title={title} faulty={faults.length > 0}>
      {step.help === undefined ? null : <p class="lead">{inLanguage(step.help, language)}</p>}
      {props.prefilled && step.help === undefined ? <p class="muted">{t.prefilled}</p> : null}
      <div data-summary>
        <ErrorSummary
          faults={faults.map((fault) => ({
            text: summaryWords(fault, step, language),
            ...(fault.path === '' ? {} : { fieldId: fieldId(fault.path) }),
          }))}
        />
      </div>
      {props.elsewhere === undefined ? null : (
        <ChangedElsewhere rows={props.elsewhere} href={draftHref(open.draft.id, page.key)} />
      )}
      <form
        method="post"
        action={`${draftHref(open.draft.id, page.key)}${props.returnTo === undefined ? '' : `?ve=${props.returnTo}`}`}
        noValidate
        data-check
      >
        <CsrfField />
        <input type="hidden" name={markField} value={markOfPage(open.draft.content, page)} />
        {/* Pressing Enter in a field does the same as the main button, also where the page has buttons before it. */}
        <button type="submit" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
          {t.next}
        </button>
        <StepFields
          form={form}
          step={step}
          answers={props.answers}
          typed={props.typed}
          faults={faults}
          party={partyFacts(open.draft.filedFor)}
          communes={open.communes}
          items={items}
        />
        <Actions>
          <Button>{t.next}</Button>
          <Button variant="secondary" name="do" value="later" formNoValidate>
            {t.later}
          </Button>
        </Actions>
        {/* JSON with every "<" escaped cannot end the element. */}
        <script type="application/json" dangerouslySetInnerHTML={{ __html: islandJson(props, language) }} />
      </form>
      <script type="module" src={props.script} />
    </DraftFrame>
  );
}

function ChangedElsewhere({ rows, href }: { rows: readonly AnswerRow[]; href: string }) {
  const t = filingTexts(useLanguage());
  return (
    <Alert kind="warning" title={t.elsewhereTitle} live>
      <p>{t.elsewhereWhat}</p>
      <h3>{t.elsewhereKept}</h3>
      {rows.length === 0 ? <p class="muted">{t.notAnswered}</p> : null}
      <DescriptionList items={rows.map((row) => ({ term: row.label, value: <span class="kept">{row.value}</span> }))} />
      <p>
        <a href={href}>{t.elsewhereTake}</a>
      </p>
    </Alert>
  );
}

function islandJson({ open, page }: QuestionPageProps, language: string): string {
  const context = {
    language,
    today: open.today.toString(),
    step: page.step.key,
    saved: lookedAt(page.form, open.draft.content[page.part], page.step.key),
  };
  return JSON.stringify(context).replaceAll('<', '\\u003c');
}

/** Of the other pages' answers only those that conditions look at: nothing more of them lies in the page. */
function lookedAt(form: FormDefinition, answers: Answers, ownStep: string): Answers {
  const found: Record<string, Record<string, AnswerValue>> = {};
  const conditions = form.steps.flatMap((step) => [
    ...namesIn(step.when).map((name) => resolveName(name, step.key)),
    ...step.fields.flatMap((field) => namesIn(field.when).map((name) => resolveName(name, step.key))),
  ]);
  for (const { step, field } of conditions) {
    const group = own(answers, step);
    if (step === ownStep || group === undefined || Array.isArray(group)) continue;
    const value = own(group as StepAnswers, field);
    if (value !== undefined) found[step] = { ...found[step], [field]: value };
  }
  return found;
}
