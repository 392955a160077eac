import type { FieldFault, Words } from '../errors.ts';
import { cleanText } from './clean-text.ts';
import { isAsked, own } from './condition.ts';
import type {
  Answers,
  AnswerValue,
  FormDefinition,
  FormField,
  FormStep,
  PartyFacts,
  StepAnswers,
} from './definition.ts';
import { type FieldContext, say } from './field-type.ts';
import { fieldTypes } from './fields/index.ts';
import { hiddenMarks } from './parse.ts';

/** The compiled schema: Ajv on the server, standalone code in the browser. */
export interface SchemaCheck {
  (answers: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface CoreContext extends FieldContext {
  readonly party: PartyFacts;
  /** Only faults of this step are told. */
  readonly step?: string;
  /** Faults already found while reading what was typed; they stand before "missing". */
  readonly already?: readonly FieldFault[];
}

export interface Checked {
  /** Cleaned: texts trimmed and NFC, fields that are not asked left out. */
  readonly answers: Answers;
  /** At most one per field, in the order of the form. */
  readonly faults: readonly FieldFault[];
}

/** Checks everything at once. The definition is walked, never the input: a strange key reaches nothing. */
export function checkCore(form: FormDefinition, schema: SchemaCheck, input: unknown, context: CoreContext): Checked {
  const found = new Map<string, Words>((context.already ?? []).map((fault) => [fault.path, fault.words]));
  const tell = (path: string, words: Words) => {
    if (!found.has(path)) found.set(path, words);
  };
  const answers = keepAsked(form, clean(form, input, tell), context.party);
  if (schema(answers) === false) {
    for (const error of schema.errors ?? []) {
      const fault = toFault(form, error);
      if (fault !== undefined) tell(fault.path, fault.words);
    }
  }
  eachField(form, answers, (path, field, value) => {
    const words = found.has(path) ? undefined : fieldTypes[field.kind].check?.(value, field, context);
    if (words !== undefined) tell(path, words);
  });
  return { answers, faults: inOrder(form, answers, found, context.step) };
}

type Tell = (path: string, words: Words) => void;

function clean(form: FormDefinition, input: unknown, tell: Tell): Answers {
  const answers: Record<string, StepAnswers | readonly StepAnswers[]> = {};
  const given = record(input);
  if (given === undefined) {
    tell('', noAnswers);
    return answers;
  }
  for (const key of unknownKeys(given, form.steps)) tell(`/${pointer(key)}`, notInForm);
  for (const step of form.steps) {
    const path = `/${step.key}`;
    const value = own(given, step.key);
    if (value === undefined) continue;
    if (step.repeat === undefined) {
      const group = record(value);
      if (group === undefined) tell(path, noAnswers);
      else answers[step.key] = cleanGroup(step, group, path, tell);
    } else if (!Array.isArray(value) || value.length > step.repeat.max) {
      tell(path, tooMany(step));
      answers[step.key] = [];
    } else {
      answers[step.key] = (value as unknown[]).map((item, at) => {
        const group = record(item);
        if (group === undefined) tell(`${path}/${at}`, noAnswers);
        return cleanGroup(step, group ?? {}, `${path}/${at}`, tell);
      });
    }
  }
  return answers;
}

function cleanGroup(step: FormStep, given: Readonly<Record<string, unknown>>, path: string, tell: Tell): StepAnswers {
  const group: Record<string, AnswerValue> = {};
  for (const key of unknownKeys(given, step.fields)) tell(`${path}/${pointer(key)}`, notInForm);
  for (const field of step.fields) {
    const value = cleanValue(own(given, field.key), field, (words) => tell(`${path}/${field.key}`, words));
    if (value !== undefined) group[field.key] = value;
  }
  return group;
}

function cleanValue(value: unknown, field: FormField, fault: (words: Words) => void): AnswerValue | undefined {
  const type = fieldTypes[field.kind];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  const list =
    typeof value === 'string'
      ? [value]
      : Array.isArray(value) && value.length <= 200
        ? (value as unknown[])
        : [undefined];
  if (!list.every((one) => typeof one === 'string') || (Array.isArray(value) && type.many !== true)) {
    fault(type.wrong(field));
    return undefined;
  }
  const texts = (list as string[]).map((one) => cleanText(one, type.lines === true));
  if (texts.includes(undefined)) {
    fault(hiddenMarks(field));
    return undefined;
  }
  if (Array.isArray(value)) return texts.length === 0 ? undefined : (texts as string[]);
  return texts[0] === '' ? undefined : texts[0];
}

/** In the order of the form, so that what hangs on a question that is not asked is not asked either. Asked steps are there, if empty. */
function keepAsked(form: FormDefinition, answers: Answers, party: PartyFacts): Answers {
  const kept: Record<string, StepAnswers | readonly StepAnswers[]> = {};
  for (const step of form.steps) {
    if (!isAsked(step.when, kept, party)) continue;
    const group = own(answers, step.key);
    if (step.repeat === undefined) {
      kept[step.key] = keepFields(step, (group as StepAnswers | undefined) ?? {}, kept, party);
    } else {
      const items = Array.isArray(group) ? (group as readonly StepAnswers[]) : [];
      kept[step.key] = items.map((item) => keepFields(step, item, kept, party));
    }
  }
  return kept;
}

function keepFields(step: FormStep, group: StepAnswers, answers: Answers, party: PartyFacts): StepAnswers {
  const kept: Record<string, AnswerValue> = {};
  for (const field of step.fields) {
    const value = own(group, field.key);
    if (value !== undefined && isAsked(field.when, answers, party, { step: step.key, answers: kept }))
      kept[field.key] = value;
  }
  return kept;
}

function toFault(form: FormDefinition, error: SchemaError): FieldFault | undefined {
  if (error.keyword === 'if') return undefined;
  const [, stepKey = '', ...rest] = error.instancePath.split('/');
  const step = form.steps.find((one) => one.key === stepKey);
  if (step === undefined) return undefined;
  const at = step.repeat === undefined ? [] : rest.splice(0, 1);
  const base = ['', stepKey, ...at].join('/');
  if (step.repeat !== undefined && at.length === 0) return { path: base, words: tooMany(step) };
  const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
  const field = step.fields.find((one) => one.key === (missing ?? rest[0]));
  if (field === undefined) return undefined;
  const type = fieldTypes[field.kind];
  return { path: `${base}/${field.key}`, words: missing === undefined ? type.wrong(field) : type.missing(field) };
}

export function eachField(
  form: FormDefinition,
  answers: Answers,
  visit: (path: string, field: FormField, value: AnswerValue) => void,
): void {
  for (const step of form.steps) {
    const group = own(answers, step.key);
    const items = Array.isArray(group)
      ? (group as readonly StepAnswers[])
      : group === undefined
        ? []
        : [group as StepAnswers];
    items.forEach((item, at) => {
      const base = step.repeat === undefined ? `/${step.key}` : `/${step.key}/${at}`;
      for (const field of step.fields) {
        const value = own(item, field.key);
        if (value !== undefined) visit(`${base}/${field.key}`, field, value);
      }
    });
  }
}

function inOrder(
  form: FormDefinition,
  answers: Answers,
  found: ReadonlyMap<string, Words>,
  only?: string,
): FieldFault[] {
  const order = new Map<string, number>([['', 0]]);
  const place = (path: string) => order.set(path, order.size);
  for (const step of form.steps) {
    place(`/${step.key}`);
    const group = own(answers, step.key);
    const bases = Array.isArray(group) ? group.map((_, at) => `/${step.key}/${at}`) : [`/${step.key}`];
    for (const base of bases) {
      if (!order.has(base)) place(base);
      for (const field of step.fields) place(`${base}/${field.key}`);
    }
  }
  return [...found]
    .filter(
      ([path]) => asked(path, form, answers) && (only === undefined || path === '' || path.split('/')[1] === only),
    )
    .map(([path, words]) => ({ path, words }))
    .sort((a, b) => (order.get(a.path) ?? order.size) - (order.get(b.path) ?? order.size));
}

/** A fault of reading at a step that is not asked does not count. */
function asked(path: string, form: FormDefinition, answers: Answers): boolean {
  const key = path.split('/')[1] ?? '';
  return !form.steps.some((step) => step.key === key) || Object.hasOwn(answers, key);
}

function tooMany(step: FormStep): Words {
  const { min, max, itemTitle } = step.repeat ?? { min: 0, max: 0, itemTitle: step.title };
  return say(
    `“${step.title.vi}”: khai từ ${min} đến ${max} (${itemTitle.vi}).`,
    `“${step.title.en}”: give ${min} to ${max} (${itemTitle.en}).`,
  );
}

const noAnswers = say(
  'Chưa có câu trả lời ở phần này. Hãy điền rồi gửi lại.',
  'There are no answers in this part. Fill it in and send again.',
);
const notInForm = say(
  'Mục này không có trong biểu mẫu. Hãy bỏ đi rồi gửi lại.',
  'The form has no such entry. Leave it out and send again.',
);

/** The first few: a body of a million strange keys does not deserve a million answers. */
function unknownKeys(given: Readonly<Record<string, unknown>>, known: readonly { readonly key: string }[]): string[] {
  return Object.keys(given)
    .filter((key) => !known.some((one) => one.key === key))
    .slice(0, 10);
}

function pointer(key: string): string {
  return key
    .slice(0, 60)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
