import type { FieldFault, Words } from '../errors.ts';
import { cleanText, longestText } from './clean-text.ts';
import { own } from './condition.ts';
import type { Answers, AnswerValue, FormDefinition, FormField, FormStep, StepAnswers } from './definition.ts';
import { about, type FormLanguage, type Parsed, say } from './field-type.ts';
import { fieldTypes } from './fields/index.ts';

export interface Parsing {
  /** What could be read; a field that could not is missing here and has a fault. */
  readonly answers: Answers;
  readonly faults: readonly FieldFault[];
  /** What was typed, by input name, to be shown again. */
  readonly typed: Typed;
}

/** Input name (`child.birthDate.day`) -> what it holds. */
export type Typed = Readonly<Record<string, readonly string[]>>;

const mostNames = 3000;

/**
 * Reads a posted page (or several). Only names of the form are looked up, so that no name can reach anything else; a name with a dot that
 * is not of the form, a name sent twice, a nested value or an oversized one is refused.
 */
export function parsePosted(form: FormDefinition, body: unknown, language: FormLanguage): Parsing {
  const typed: Record<string, readonly string[]> = {};
  const faults: FieldFault[] = [];
  const answers: Record<string, StepAnswers | readonly StepAnswers[]> = {};
  const posted = asRecord(body);
  if (posted === undefined) return { answers, faults: [{ path: '', words: strange }], typed };
  const names = Object.keys(posted);
  const known = new Set<string>();
  for (const step of form.steps) {
    const of = (prefix: string, path: string) =>
      readGroup(step, prefix, path, posted, language, { typed, faults, known });
    if (step.repeat === undefined) {
      const group = of(step.key, `/${step.key}`);
      if (group !== undefined) answers[step.key] = group;
    } else {
      const count = itemCount(names, step);
      if (count === 0) continue;
      answers[step.key] = Array.from({ length: count }, (_, at) => of(`${step.key}.${at}`, `/${step.key}/${at}`) ?? {});
    }
  }
  if (names.length > mostNames || names.some((name) => /[.[\]]/.test(name) && !known.has(name))) {
    faults.unshift({ path: '', words: strange });
  }
  return { answers, faults, typed };
}

interface Sink {
  readonly typed: Record<string, readonly string[]>;
  readonly faults: FieldFault[];
  readonly known: Set<string>;
}

function readGroup(
  step: FormStep,
  prefix: string,
  path: string,
  posted: Readonly<Record<string, unknown>>,
  language: FormLanguage,
  sink: Sink,
): StepAnswers | undefined {
  const group: Record<string, AnswerValue> = {};
  let there = false;
  for (const field of step.fields) {
    const inputs = inputNames(field, `${prefix}.${field.key}`);
    for (const name of inputs) {
      sink.known.add(name);
      there ||= Object.hasOwn(posted, name);
    }
    const parsed = readField(field, inputs, posted, language, sink.typed);
    if (parsed === undefined) continue;
    if ('fault' in parsed) sink.faults.push({ path: `${path}/${field.key}`, words: parsed.fault });
    else group[field.key] = parsed.value;
  }
  // A page whose tick boxes are all empty posts nothing: the group is there when any of its names, or its marker, is.
  sink.known.add(`${prefix}.`);
  return there || Object.hasOwn(posted, `${prefix}.`) ? group : undefined;
}

export function inputNames(field: FormField, name: string): readonly string[] {
  const { parts } = fieldTypes[field.kind];
  return parts.length === 0 ? [name] : parts.map((part) => `${name}.${part}`);
}

function readField(
  field: FormField,
  inputs: readonly string[],
  posted: Readonly<Record<string, unknown>>,
  language: FormLanguage,
  typed: Record<string, readonly string[]>,
): Parsed | undefined {
  const type = fieldTypes[field.kind];
  const texts: string[] = [];
  for (const name of inputs) {
    const value = own(posted, name);
    const list = value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
    if ((list.length > 1 && type.many !== true) || list.length > 200 || !list.every((one) => typeof one === 'string')) {
      return {
        fault: about(field, 'được gửi không đúng cách; hãy nhập lại.', 'was not sent properly; enter it again.'),
      };
    }
    const strings = list as string[];
    if (strings.some((one) => one.length > longestText)) return { fault: type.wrong(field) };
    typed[name] = strings;
    const clean = strings.map((one) => cleanText(one, type.lines === true));
    if (clean.includes(undefined)) return { fault: hiddenMarks(field) };
    texts.push(...(type.many ? clean.filter((one) => one !== '') : [clean[0] ?? '']).map(String));
  }
  if (texts.every((one) => one === '')) return undefined;
  return type.parse(texts, field, language);
}

/** The inputs of stored answers, as `parsePosted` would read them. */
export function toTyped(form: FormDefinition, answers: Answers, language: FormLanguage): Typed {
  const typed: Record<string, readonly string[]> = {};
  for (const step of form.steps) {
    const group = own(answers, step.key);
    if (group === undefined) continue;
    const items = Array.isArray(group) ? (group as readonly StepAnswers[]) : [group as StepAnswers];
    items.forEach((item, at) => {
      const prefix = step.repeat === undefined ? step.key : `${step.key}.${at}`;
      for (const field of step.fields) {
        const value = own(item, field.key);
        if (value === undefined) continue;
        const type = fieldTypes[field.kind];
        const texts = type.post(value, language);
        const names = inputNames(field, `${prefix}.${field.key}`);
        names.forEach((name, part) => {
          typed[name] = type.many ? texts : [texts[part] ?? ''];
        });
      }
    });
  }
  return typed;
}

/** Items are numbered from 0 without a gap; a gap is an item left empty. */
function itemCount(names: readonly string[], step: FormStep): number {
  const most = (step.repeat?.max ?? 0) + 1;
  let count = 0;
  for (const name of names) {
    if (!name.startsWith(`${step.key}.`)) continue;
    const at = /^(\d{1,3})\./.exec(name.slice(step.key.length + 1))?.[1];
    if (at !== undefined && Number(at) < most) count = Math.max(count, Number(at) + 1);
  }
  return count;
}

export function hiddenMarks(field: FormField): Words {
  return about(
    field,
    'có ký tự ẩn hoặc quá dài; hãy xóa và gõ lại bằng bàn phím.',
    'holds hidden characters or is too long; delete it and type it again.',
  );
}

const strange = say(
  'Trang này gửi lên những mục không có trong biểu mẫu. Hãy tải lại trang rồi điền tiếp.',
  'This page sent entries that the form does not have. Load the page again and go on.',
);

function asRecord(body: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : undefined;
}
