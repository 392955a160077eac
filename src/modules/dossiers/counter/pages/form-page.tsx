import type { FieldFault } from '../../../../platform/errors.ts';
import { isAsked } from '../../../../platform/forms/condition.ts';
import type { Answers } from '../../../../platform/forms/definition.ts';
import type { Typed } from '../../../../platform/forms/parse.ts';
import { fieldId, StepFields } from '../../../../web/form/index.ts';
import { Actions, Button, Card, CsrfField, ErrorSummary, inLanguage, useLanguage } from '../../../../web/index.ts';
import { itemsIn } from '../../filing/wizard.ts';
import { partyFacts } from '../../party-facts.ts';
import type { OpenIntake, OpenMatter } from '../operations/open-intake.ts';
import { counterTexts } from '../texts.ts';
import { CounterFrame, intakeHref } from './counter-frame.tsx';

export interface FormPageProps {
  readonly open: OpenIntake;
  readonly matter: OpenMatter;
  readonly typed: Typed;
  /** Answers to decide by which groups and questions are open. */
  readonly answers: Answers;
  readonly faults: readonly FieldFault[];
}

/** Every question group of the procedure on one dense page; groups that depend on an answer come after it is sent. */
export function CounterFormPage({ open, matter, typed, answers, faults }: FormPageProps) {
  const language = useLanguage();
  const t = counterTexts(language);
  const party = partyFacts(matter.filedFor);
  const steps = matter.form.steps.filter((step) => isAsked(step.when, answers, party));
  return (
    <CounterFrame open={open} page="to-khai">
      <ErrorSummary
        faults={faults.map(({ path, words }) => ({
          text: inLanguage(words, language),
          ...(path === '' ? {} : { fieldId: fieldId(path) }),
        }))}
      />
      <p class="muted">{t.formHelp}</p>
      <form method="post" action={intakeHref(open.intake.id, 'to-khai')} noValidate autocomplete="off">
        <CsrfField />
        {/* Enter in a field does the same as the main button, also where a group has buttons before it. */}
        <button type="submit" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
          {t.saveForm}
        </button>
        {steps.map((step) => (
          <Card key={step.key} title={inLanguage(step.title, language)}>
            {step.help === undefined ? null : <p class="muted small">{inLanguage(step.help, language)}</p>}
            <div class="deskform">
              <StepFields
                form={matter.form}
                step={step}
                answers={answers}
                typed={typed}
                faults={faults}
                party={party}
                communes={open.communes}
                items={itemsIn(typed, step)}
                named
              />
            </div>
          </Card>
        ))}
        <Actions>
          <Button>{t.saveForm}</Button>
        </Actions>
      </form>
    </CounterFrame>
  );
}
