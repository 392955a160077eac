import type { FieldFault } from '../errors.ts';
import { checkCore, type SchemaCheck } from './check-core.ts';
import { isAsked } from './condition.ts';
import type { Answers, Choice, FormDefinition, PartyFacts, StepAnswers } from './definition.ts';
import type { FormLanguage } from './field-type.ts';
import { parsePosted } from './parse.ts';

export interface BrowserContext {
  readonly language: FormLanguage;
  /** The business date, ISO. */
  readonly today: string;
  readonly step: string;
  readonly communes?: readonly Choice[];
}

export interface BrowserResult {
  readonly answers: Answers;
  readonly faults: readonly FieldFault[];
  /** Names of the conditional fields and whether each is asked, given what is typed now: `child.birthPlace`, `children.0.name`. */
  readonly asked: Readonly<Record<string, boolean>>;
}

export type BrowserCheck = (body: unknown, saved: Answers, context: BrowserContext) => BrowserResult;

/** The same reading and checking as on the server, around the standalone code of the schema. */
export function makeBrowserCheck(form: FormDefinition, schema: SchemaCheck, party: PartyFacts): BrowserCheck {
  return (body, saved, context) => {
    const parsed = parsePosted(form, body, context.language);
    const repeated = form.steps.find((step) => step.key === context.step)?.repeat !== undefined;
    const merged = { ...saved, [context.step]: parsed.answers[context.step] ?? (repeated ? [] : {}) };
    const already = parsed.faults.filter(({ path }) => path === '' || path.split('/')[1] === context.step);
    const { answers, faults } = checkCore(form, schema, merged, { ...context, party, already });
    return { answers, faults, asked: askedFields(form, context.step, answers, party) };
  };
}

function askedFields(form: FormDefinition, key: string, answers: Answers, party: PartyFacts): Record<string, boolean> {
  const asked: Record<string, boolean> = {};
  const step = form.steps.find((one) => one.key === key);
  const group = answers[key];
  if (step === undefined || group === undefined) return asked;
  const items = Array.isArray(group) ? (group as readonly StepAnswers[]) : [group as StepAnswers];
  items.forEach((item, at) => {
    const prefix = step.repeat === undefined ? key : `${key}.${at}`;
    for (const field of step.fields) {
      if (field.when === undefined) continue;
      asked[`${prefix}.${field.key}`] = isAsked(field.when, answers, party, { step: key, answers: item });
    }
  });
  return asked;
}
