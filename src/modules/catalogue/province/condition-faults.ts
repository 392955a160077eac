import type { Condition, FormField, FormStep } from '../../../platform/forms/definition.ts';

export type Path = readonly (string | number)[];
export type Report = (path: Path, vi: string, en: string) => void;

const filedForValues = ['self', 'child', 'ward', 'authority', 'organisation'];

/** Conditions on questions that are not asked, or on answers that cannot be given. */
export function conditionFaults(
  condition: Condition,
  step: FormStep | undefined,
  asked: AskedFields,
  path: Path,
  report: Report,
): void {
  if ('all' in condition || 'any' in condition) {
    const member = 'all' in condition ? 'all' : 'any';
    const list = 'all' in condition ? condition.all : condition.any;
    for (const [index, each] of list.entries()) conditionFaults(each, step, asked, [...path, member, index], report);
    return;
  }
  if ('not' in condition) {
    conditionFaults(condition.not, step, asked, [...path, 'not'], report);
    return;
  }
  const values = 'is' in condition ? [condition.is] : 'in' in condition ? condition.in : [];
  let allowed: readonly (string | boolean)[] | undefined;
  if (condition.field === 'party.role') allowed = filedForValues;
  else if (condition.field === 'party.kind') allowed = ['person', 'organisation'];
  else {
    const field = asked.find(condition.field, step);
    if (field === undefined) {
      report(
        [...path, 'field'],
        `Điều kiện nhắc tới "${condition.field}", nhưng tờ khai không hỏi câu đó.`,
        `The condition refers to "${condition.field}", which the form does not ask.`,
      );
      return;
    }
    if (field.kind === 'yes-no') allowed = [true, false];
    if (field.options !== undefined) allowed = field.options.map((option) => option.value);
  }
  for (const value of values) {
    if (allowed !== undefined && !allowed.includes(value as string)) {
      const names = allowed.join(', ');
      report(
        path,
        `"${value}" không phải câu trả lời của "${condition.field}" (${names}).`,
        `"${value}" is no answer to "${condition.field}" (${names}).`,
      );
    }
  }
}

/** The questions of a form by the names that conditions use. */
export class AskedFields {
  readonly #steps: readonly FormStep[];

  constructor(steps: readonly FormStep[]) {
    this.#steps = steps;
  }

  /** A field of the same step by its key, or of another step that is not a list by `step.key`. */
  find(name: string, from: FormStep | undefined): FormField | undefined {
    const [first = '', second] = name.split('.');
    if (second === undefined) return from?.fields.find((field) => field.key === first);
    const step = this.#steps.find((each) => each.key === first);
    if (step === undefined || (step.repeat !== undefined && step !== from)) return undefined;
    return step.fields.find((field) => field.key === second);
  }
}
