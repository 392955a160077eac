import { findStep, isAsked, looksAtOwnStep, namesIn, resolveName } from './condition.ts';
import type { Condition, FormDefinition, FormField, FormStep, PartyFacts } from './definition.ts';
import type { JsonSchema } from './field-type.ts';
import { fieldTypes } from './fields/index.ts';

export interface SchemaContext {
  /** Conditions on the party are decided when the schema is made: it is known before the first question. */
  readonly party?: PartyFacts;
}

/**
 * JSON Schema 2020-12 of the complete answers. A field is required, and allowed at all, exactly where it is asked. What depends on the day
 * (`today-14y`), on the province's units or on check digits is beyond a schema: `checkAnswers` adds it.
 */
export function toJsonSchema(
  form: FormDefinition,
  context: SchemaContext = {},
): { readonly [keyword: string]: unknown } {
  const about: About = { form, party: context.party ?? {} };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(form.steps.map((step) => [step.key, stepSchema(step, about)])),
    ...required(form.steps.filter((step) => step.when === undefined).map((step) => step.key)),
    ...rules(form.steps.flatMap((step) => rootRules(step, about))),
  };
}

interface About {
  readonly form: FormDefinition;
  readonly party: PartyFacts;
}

function stepSchema(step: FormStep, about: About): JsonSchema {
  const own = step.fields.filter((field) => field.when !== undefined && inOwnItem(step, field.when));
  const group = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(step.fields.map((field) => [field.key, fieldTypes[field.kind].schema(field)])),
    ...required(step.fields.filter((field) => isRequired(field) && field.when === undefined).map((field) => field.key)),
    ...rules(own.map((field) => rule(conditionSchema(field.when as Condition, about, step.key, false), field))),
  };
  if (step.repeat === undefined) return group;
  return { type: 'array', minItems: step.repeat.min, maxItems: step.repeat.max, items: group };
}

/** Conditions that look beyond their own group stand at the root, where every step can be seen. */
function rootRules(step: FormStep, about: About): JsonSchema[] {
  const found: JsonSchema[] = [];
  if (step.when !== undefined) {
    found.push({
      if: conditionSchema(step.when, about, step.key, true),
      // biome-ignore lint/suspicious/noThenProperty: keyword of JSON Schema
      then: { required: [step.key] },
      else: { properties: { [step.key]: false } },
    });
  }
  for (const field of step.fields) {
    if (field.when === undefined || inOwnItem(step, field.when)) continue;
    const inner = rule(conditionSchema(field.when, about, step.key, true), field);
    const within = (schema: unknown) => ({
      properties: { [step.key]: step.repeat === undefined ? schema : { items: schema } },
    });
    // biome-ignore lint/suspicious/noThenProperty: keyword of JSON Schema
    found.push({ if: inner.if, then: within(inner.then), else: within(inner.else) });
  }
  return found;
}

function rule(condition: JsonSchema, field: FormField) {
  return {
    if: condition,
    // biome-ignore lint/suspicious/noThenProperty: keyword of JSON Schema
    then: isRequired(field) ? { required: [field.key] } : {},
    else: { properties: { [field.key]: false } },
  };
}

function inOwnItem(step: FormStep, condition: Condition): boolean {
  return (
    looksAtOwnStep(condition, step.key) &&
    namesIn(condition).every((name) => [step.key, 'party'].includes(resolveName(name, step.key).step))
  );
}

/** `fromRoot`: the condition is applied to all answers; otherwise to one group (an item of a repeated step). */
function conditionSchema(condition: Condition, about: About, ownStep: string, fromRoot: boolean): JsonSchema {
  const inner = (one: Condition) => conditionSchema(one, about, ownStep, fromRoot);
  if ('all' in condition) return { allOf: condition.all.map(inner) };
  if ('any' in condition) return condition.any.length === 0 ? false : { anyOf: condition.any.map(inner) };
  if ('not' in condition) return { not: inner(condition.not) };
  const { step, field } = resolveName(condition.field, ownStep);
  if (step === 'party') return isAsked(condition, {}, about.party) ? {} : false;
  const many = findStep(about.form, step)?.fields.find((one) => one.key === field)?.kind === 'choices';
  const group = groupCondition(condition, field, many);
  const schema = fromRoot ? { type: 'object', required: [step], properties: { [step]: group } } : group;
  // "Not answered" also holds where the whole step is not there.
  return 'answered' in condition && !condition.answered ? { not: schema } : schema;
}

function groupCondition(condition: Extract<Condition, { field: string }>, field: string, many: boolean) {
  const there = { type: 'object', required: [field] };
  if ('answered' in condition) return there;
  const one = { enum: 'is' in condition ? [condition.is] : condition.in };
  return { ...there, properties: { [field]: many ? { type: 'array', contains: one } : one } };
}

function isRequired(field: FormField): boolean {
  return field.required !== false;
}

function required(keys: readonly string[]) {
  return keys.length === 0 ? {} : { required: keys };
}

function rules(all: readonly JsonSchema[]) {
  return all.length === 0 ? {} : { allOf: all };
}
