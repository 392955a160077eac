import type { Words } from '../errors.ts';
import { namesIn, resolveName } from './condition.ts';
import { resolveDate } from './dates.ts';
import { type FieldKind, type FormDefinition, type FormField, type FormStep, fieldKinds } from './definition.ts';

const keyPattern = /^[a-z][A-Za-z0-9]{0,39}$/;
const partyNames = ['role', 'kind'];
const withOptions: readonly FieldKind[] = ['choice', 'choices'];
const withDates: readonly FieldKind[] = ['date', 'partial-date'];

/**
 * What is wrong with a form as a province wrote it, one line each, with the place (`child.birthDate: …`); empty when it can be published.
 * Conditions may look only back, so that one pass in the order of the form decides what is asked.
 */
export function formFaults(form: FormDefinition): readonly string[] {
  const faults: string[] = [];
  const seen = new Map<string, FormStep>();
  if (form.steps.length === 0) faults.push('the form has no step');
  for (const step of form.steps) {
    const at = step.key;
    if (!isKey(at) || at === 'party') faults.push(`${at}: is no key (letters and digits, not a word of the language)`);
    if (seen.has(at)) faults.push(`${at}: a step of this key exists already`);
    faults.push(...conditionFaults(step.when, step, undefined, seen).map((fault) => `${at}: ${fault}`));
    if (
      step.repeat !== undefined &&
      !(step.repeat.min >= 0 && step.repeat.max >= step.repeat.min && step.repeat.max <= 50)
    ) {
      faults.push(`${at}: repeat needs 0 <= min <= max <= 50`);
    }
    if (step.fields.length === 0) faults.push(`${at}: has no field`);
    const before: FormField[] = [];
    for (const field of step.fields) {
      const place = `${at}.${field.key}`;
      if (before.some((one) => one.key === field.key)) faults.push(`${place}: a field of this key exists already`);
      faults.push(...fieldFaults(field).map((fault) => `${place}: ${fault}`));
      faults.push(...conditionFaults(field.when, step, before, seen).map((fault) => `${place}: ${fault}`));
      before.push(field);
    }
    seen.set(at, step);
  }
  return faults;
}

function fieldFaults(field: FormField): string[] {
  const faults: string[] = [];
  if (!isKey(field.key)) faults.push('is no key (letters and digits, not a word of the language)');
  if (!fieldKinds.includes(field.kind)) faults.push(`there is no kind of field “${String(field.kind)}”`);
  const label = field.label as Partial<Words> | undefined;
  for (const language of ['vi', 'en'] as const) {
    if (!label?.[language]?.trim()) faults.push(`has no label in “${language}”`);
  }
  const values = (field.options ?? []).map((option) => option.value);
  if (withOptions.includes(field.kind) !== values.length > 0)
    faults.push('options belong to choice and choices, at least one');
  if (new Set(values).size !== values.length) faults.push('an option comes twice');
  for (const bound of [field.min, field.max]) {
    if (bound === undefined) continue;
    const good = withDates.includes(field.kind)
      ? resolveDate(bound, '2022-10-10') !== undefined
      : typeof bound === 'number';
    if (!good) faults.push(`“${bound}” is no bound for a field of kind ${field.kind}`);
  }
  return faults;
}

/** `before`: fields of the same step that come earlier; undefined for the condition of the step itself. */
function conditionFaults(
  condition: FormField['when'],
  step: FormStep,
  before: readonly FormField[] | undefined,
  seen: ReadonlyMap<string, FormStep>,
): string[] {
  const faults: string[] = [];
  const steps = new Set<string>();
  for (const name of namesIn(condition)) {
    const target = resolveName(name, step.key);
    steps.add(target.step);
    if (target.step === 'party') {
      if (!partyNames.includes(target.field))
        faults.push(`condition: the party has no “${target.field}”, only ${partyNames.join(', ')}`);
      continue;
    }
    const own = target.step === step.key;
    const fields = own ? before : seen.get(target.step)?.fields;
    if (!own && seen.get(target.step)?.repeat !== undefined)
      faults.push(`condition: “${name}” is in a repeated step, which one is meant cannot be told`);
    if (!fields?.some((field) => field.key === target.field)) faults.push(`condition: “${name}” is no earlier field`);
  }
  steps.delete('party');
  if (step.repeat !== undefined && steps.has(step.key) && steps.size > 1) {
    faults.push('condition: in a repeated step it looks either at its own item or at other steps, not at both');
  }
  return faults;
}

function isKey(key: string): boolean {
  return keyPattern.test(key) && !(key in Object.prototype);
}
