import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FieldFault } from '../errors.ts';
import { type Checked, checkCore, type SchemaCheck } from './check-core.ts';
import type { Answers, Choice, FormDefinition, PartyFacts } from './definition.ts';
import type { FormLanguage } from './field-type.ts';
import { parsePosted, type Typed } from './parse.ts';
import { toJsonSchema } from './schema.ts';

export interface CheckContext {
  /** The business date. */
  readonly today: Temporal.PlainDate;
  /** Tell the faults of this step only (one page of the wizard). */
  readonly step?: string;
  readonly party?: PartyFacts;
  readonly communes?: readonly Choice[];
}

/** Cleaned answers and all faults at once, each with its JSON pointer and words that say what to do. */
export function checkAnswers(
  form: FormDefinition,
  answers: unknown,
  context: CheckContext & { readonly already?: readonly FieldFault[] },
): Checked {
  const { today, party = {}, ...rest } = context;
  return checkCore(form, compiled(form, party), answers, { ...rest, party, today: today.toString() });
}

export interface CheckedPage extends Checked {
  readonly typed: Typed;
}

/** One posted page checked in the light of the answers given on other pages. */
export function checkPosted(
  form: FormDefinition,
  step: string,
  body: unknown,
  saved: Answers,
  language: FormLanguage,
  context: CheckContext,
): CheckedPage {
  const parsed = parsePosted(form, body, language);
  const merged = { ...saved, [step]: parsed.answers[step] ?? {} };
  const repeated = form.steps.some((one) => one.key === step && one.repeat !== undefined);
  if (repeated && parsed.answers[step] === undefined) merged[step] = [];
  const already = parsed.faults.filter((fault) => fault.path === '' || fault.path.split('/')[1] === step);
  return { ...checkAnswers(form, merged, { ...context, step, already }), typed: parsed.typed };
}

const perForm = new WeakMap<FormDefinition, Map<string, SchemaCheck>>();

function compiled(form: FormDefinition, party: PartyFacts): SchemaCheck {
  const perParty = perForm.get(form) ?? new Map<string, SchemaCheck>();
  perForm.set(form, perParty);
  const key = JSON.stringify(Object.entries(party).sort());
  const found = perParty.get(key);
  if (found !== undefined) return found;
  const made = new Ajv2020(ajvOptions).compile(toJsonSchema(form, { party })) as SchemaCheck;
  perParty.set(key, made);
  return made;
}

/** Formats are for readers of the schema; the kinds of fields check them with words of their own. */
export const ajvOptions = {
  allErrors: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  validateFormats: false,
} as const;
