import type { Answers, AnswerValue, Condition, FormDefinition, PartyFacts, StepAnswers } from './definition.ts';

/** The group that a condition stands in: its fields may be named without their step. */
export interface Scope {
  readonly step: string;
  readonly answers: StepAnswers;
}

export function isAsked(
  condition: Condition | undefined,
  answers: Answers,
  party: PartyFacts = {},
  scope?: Scope,
): boolean {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((one) => isAsked(one, answers, party, scope));
  if ('any' in condition) return condition.any.some((one) => isAsked(one, answers, party, scope));
  if ('not' in condition) return !isAsked(condition.not, answers, party, scope);
  const value = answerTo(condition.field, answers, party, scope);
  if ('answered' in condition) return (value !== undefined) === condition.answered;
  const wanted: readonly unknown[] = 'is' in condition ? [condition.is] : condition.in;
  return Array.isArray(value) ? value.some((one) => wanted.includes(one)) : wanted.includes(value);
}

export interface FieldName {
  readonly step: string;
  readonly field: string;
}

/** `child.birthDate` as it stands; `birthDate` within its own step. */
export function resolveName(name: string, ownStep: string | undefined): FieldName {
  const dot = name.indexOf('.');
  return dot < 0 ? { step: ownStep ?? '', field: name } : { step: name.slice(0, dot), field: name.slice(dot + 1) };
}

function answerTo(name: string, answers: Answers, party: PartyFacts, scope?: Scope): AnswerValue | undefined {
  const { step, field } = resolveName(name, scope?.step);
  if (step === 'party') return own(party, field);
  if (step === scope?.step) return own(scope.answers, field);
  const group = own(answers, step);
  return group === undefined || Array.isArray(group) ? undefined : own(group as StepAnswers, field);
}

export function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Every field that a condition looks at, as written. */
export function namesIn(condition: Condition | undefined): readonly string[] {
  if (condition === undefined) return [];
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  if ('not' in condition) return namesIn(condition.not);
  return [condition.field];
}

/** True when the answer to the condition can change while this step is being filled in. */
export function looksAtOwnStep(condition: Condition | undefined, step: string): boolean {
  return namesIn(condition).some((name) => resolveName(name, step).step === step);
}

export function findStep(form: FormDefinition, key: string) {
  return form.steps.find((step) => step.key === key);
}
