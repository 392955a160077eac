import type { FieldFault } from '../../platform/errors.ts';
import { isAsked, looksAtOwnStep } from '../../platform/forms/condition.ts';
import { conditionWords } from '../../platform/forms/condition-words.ts';
import type {
  Answers,
  Choice,
  Condition,
  FormDefinition,
  FormField,
  FormStep,
  PartyFacts,
  StepAnswers,
} from '../../platform/forms/definition.ts';
import type { Typed } from '../../platform/forms/parse.ts';
import { useLanguage } from '../frame.ts';
import { FieldInput } from './field-input.tsx';
import { fieldId } from './field-view.ts';
import { formTexts } from './texts.ts';

export interface StepFieldsProps {
  readonly form: FormDefinition;
  readonly step: FormStep;
  readonly answers: Answers;
  readonly typed: Typed;
  readonly faults: readonly FieldFault[];
  readonly party: PartyFacts;
  readonly communes: readonly Choice[];
  /** Number of items shown of a repeated step. */
  readonly items?: number;
  /** Buttons name their group (`add:plots`, `remove:plots:1`), for a page that holds several. */
  readonly named?: boolean;
}

/** The questions of one page. Buttons that add and remove items post `do=add` and `do=remove:1`. */
export function StepFields(props: StepFieldsProps) {
  const { step } = props;
  const language = useLanguage();
  const t = formTexts(language);
  if (step.repeat === undefined) return <Group {...props} prefix={step.key} path={`/${step.key}`} own={0} />;
  const { itemTitle, min, max } = step.repeat;
  const count = props.items ?? min;
  const whole = props.faults.find((fault) => fault.path === `/${step.key}`);
  return (
    <div class="items" id={fieldId(step.key)} tabIndex={-1}>
      {whole === undefined ? null : <p class="q__fault">{whole.words[language]}</p>}
      {Array.from({ length: count }, (_, at) => (
        <fieldset key={at} class="item" id={fieldId(`/${step.key}/${at}`)} tabIndex={-1}>
          <legend>
            {itemTitle[language]} {at + 1}
          </legend>
          <Group {...props} prefix={`${step.key}.${at}`} path={`/${step.key}/${at}`} own={at} />
          {count > min ? (
            <button
              type="submit"
              class="ds-button"
              data-variant="tertiary"
              name="do"
              value={props.named === true ? `remove:${step.key}:${at}` : `remove:${at}`}
              formNoValidate
            >
              {t.remove(`${itemTitle[language]} ${at + 1}`)}
            </button>
          ) : null}
        </fieldset>
      ))}
      {count < max ? (
        <button
          type="submit"
          class="ds-button"
          data-variant="secondary"
          name="do"
          value={props.named === true ? `add:${step.key}` : 'add'}
          formNoValidate
        >
          {t.add(itemTitle[language])}
        </button>
      ) : null}
    </div>
  );
}

function Group(props: StepFieldsProps & { prefix: string; path: string; own: number }) {
  const language = useLanguage();
  const { step, form, answers, party } = props;
  const saved = answers[step.key];
  const scope = {
    step: step.key,
    answers: (Array.isArray(saved) ? saved[props.own] : saved) as StepAnswers | undefined,
  };
  const isNow = (when: Condition | undefined) =>
    isAsked(when, answers, party, { step: step.key, answers: scope.answers ?? {} });
  const show = (field: FormField) => {
    const name = `${props.prefix}.${field.key}`;
    const fault = props.faults.find((one) => one.path === `${props.path}/${field.key}`)?.words[language];
    return (
      <FieldInput key={name} view={{ field, name, typed: props.typed, fault, language, choices: props.communes }} />
    );
  };
  return (
    <>
      {/* Says that this group was on the page, even when every box of it is left empty. */}
      <input type="hidden" name={`${props.prefix}.`} value="" />
      {together(step.fields.filter((field) => looksAtOwnStep(field.when, step.key) || isNow(field.when))).map(
        (fields) => {
          const when = fields[0]?.when;
          if (when === undefined || !looksAtOwnStep(when, step.key)) return fields.map(show);
          const names = fields.map((field) => `${props.prefix}.${field.key}`);
          const faulty = fields.some((field) => props.faults.some((one) => one.path === `${props.path}/${field.key}`));
          return (
            <div key={names[0]} class="cond" data-cond={names[0]} data-off={isNow(when) || faulty ? undefined : ''}>
              <p class="cond__when">{formTexts(language).onlyIf(conditionWords(when, form, step.key)[language])}</p>
              {fields.map(show)}
            </div>
          );
        },
      )}
    </>
  );
}

/** Neighbours that hang on the same condition stand under one heading. */
function together(fields: readonly FormField[]): FormField[][] {
  const runs: FormField[][] = [];
  for (const field of fields) {
    const last = runs.at(-1);
    const same = last !== undefined && JSON.stringify(last[0]?.when) === JSON.stringify(field.when);
    if (same) last.push(field);
    else runs.push([field]);
  }
  return runs;
}
