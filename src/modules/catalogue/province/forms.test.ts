import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAnswers } from '../../../platform/forms/check.ts';
import { isAsked } from '../../../platform/forms/condition.ts';
import { resolveDate } from '../../../platform/forms/dates.ts';
import type {
  Answers,
  AnswerValue,
  FormDefinition,
  FormField,
  FormStep,
  PartyFacts,
  StepAnswers,
} from '../../../platform/forms/definition.ts';
import { fieldTypes } from '../../../platform/forms/fields/index.ts';
import { loadProvince } from './load-province.ts';

const { files } = loadProvince(fileURLToPath(new URL('../../../../provinces/bac-lieu', import.meta.url)));
const today = '2022-10-10';
const commune = { value: '00000000-0000-8000-8000-000000000001', label: { vi: 'Phường 7', en: 'Ward 7' } };
const fileable = (files?.procedures ?? []).flatMap(({ content }) =>
  content.form === undefined ? [] : [{ ...content, form: content.form }],
);

/** Numbers that decide which option is taken and which optional question is answered. */
type Dice = () => number;

function answer(field: FormField, dice: Dice): AnswerValue {
  const pick = <T>(list: readonly T[]): T => list[dice() % list.length] as T;
  const date = () => resolveDate(field.max, today) ?? resolveDate(field.min, today) ?? today;
  switch (field.kind) {
    case 'choice':
      return pick(field.options ?? []).value;
    case 'choices':
      return [pick(field.options ?? []).value];
    case 'yes-no':
      return dice() % 2 === 0;
    case 'commune':
      return commune.value;
    case 'ethnicity':
    case 'nationality':
      return fieldTypes[field.kind].choices?.({})[0]?.value ?? '';
    case 'date':
      return date();
    case 'partial-date':
      return pick([date(), date().slice(0, 7), String(Number(date().slice(0, 4)) - 1)]);
    case 'time':
      return '08:14';
    case 'integer':
    case 'decimal':
    case 'money':
      return Number(pick([field.min ?? 1, field.max ?? 1]));
    case 'person-name':
      return 'Nguyễn Thị Bưởi';
    case 'identity-number':
      return 'ZZ0000001';
    case 'phone':
      return '0912345678';
    case 'email':
      return 'buoi@vidu.example';
    default:
      return 'Khóm 2'.padEnd(Number(field.min ?? 0), '.').slice(0, Number(field.max ?? 200));
  }
}

function fill(form: FormDefinition, party: PartyFacts, dice: Dice): Answers {
  const answers: Record<string, StepAnswers | StepAnswers[]> = {};
  for (const step of form.steps) {
    if (!isAsked(step.when, answers, party)) continue;
    const count =
      step.repeat === undefined
        ? undefined
        : step.repeat.min + (dice() % (Math.min(step.repeat.max, step.repeat.min + 2) - step.repeat.min + 1));
    answers[step.key] =
      count === undefined
        ? group(step, answers, party, dice)
        : Array.from({ length: count }, () => group(step, answers, party, dice));
  }
  return answers;
}

function group(step: FormStep, answers: Answers, party: PartyFacts, dice: Dice): StepAnswers {
  const made: Record<string, AnswerValue> = {};
  for (const field of step.fields) {
    if (!isAsked(field.when, { ...answers, [step.key]: made }, party, { step: step.key, answers: made })) continue;
    if (field.required === false && dice() % 2 === 0) continue;
    made[field.key] = answer(field, dice);
  }
  return made;
}

describe('forms of the demo province', () => {
  test('at least the eight deep ones and twenty more can be filed', () => {
    expect(fileable.length).toBeGreaterThanOrEqual(28);
    const deep = ['1.001193', '1.000894', '1.004873', '2.000815', '1.001612', '3.000333', '1.013225', '1.013831'];
    expect(fileable.map(({ code }) => code)).toEqual(expect.arrayContaining(deep));
    for (const { form, code } of fileable)
      if (deep.includes(code)) expect(form.steps.length, code).toBeGreaterThanOrEqual(4);
  });

  test.each(fileable.map((content) => [content.slug, content] as const))(
    '%s: whatever way it is answered, complete answers have no fault',
    (_slug, content) => {
      const dice = fc.infiniteStream(fc.nat(1000));
      fc.assert(
        fc.property(fc.constantFrom(...content.filedFor), dice, (role, stream) => {
          const party = { role, kind: role === 'organisation' ? 'organisation' : 'person' };
          const answers = fill(content.form, party, () => stream.next().value as number);
          const checked = checkAnswers(content.form, answers, {
            today: Temporal.PlainDate.from(today),
            party,
            communes: [commune],
          });
          expect(checked.faults.map((fault) => `${fault.path} ${fault.words.en}`)).toEqual([]);
        }),
        { numRuns: 10 },
      );
    },
  );

  test.each(fileable.map((content) => [content.slug, content] as const))(
    '%s: nothing answered is told at every required question of the first step',
    (_slug, content) => {
      const { faults } = checkAnswers(
        content.form,
        {},
        { today: Temporal.PlainDate.from(today), party: { role: 'self', kind: 'person' }, communes: [commune] },
      );
      expect(faults.length).toBeGreaterThan(0);
    },
  );
});
