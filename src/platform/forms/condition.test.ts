import { describe, expect, test } from 'vitest';
import { isAsked, looksAtOwnStep } from './condition.ts';
import { conditionWords } from './condition-words.ts';
import type { Condition } from './definition.ts';
import { rowsOf } from './rows.ts';
import { everyKindAnswers, everyKindCommune, everyKindForm as form } from './testing.ts';

const answers = everyKindAnswers;

describe('a condition', () => {
  test.each<[Condition, boolean]>([
    [{ field: 'child.bornAt', is: 'facility' }, true],
    [{ field: 'child.bornAt', in: ['home'] }, false],
    [{ field: 'guardian.paper', is: 'decision' }, true],
    [{ field: 'guardian.paper', in: ['letter'] }, false],
    [{ field: 'mother.known', is: true }, true],
    [{ field: 'child.birthTime', answered: false }, true],
    [{ field: 'nowhere.at', answered: true }, false],
    [{ field: 'child.toString', answered: true }, false],
    [{ field: 'party.role', in: ['ward'] }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [
      {
        not: {
          any: [
            { field: 'party.role', is: 'self' },
            { field: 'mother.known', is: false },
          ],
        },
      },
      true,
    ],
  ])('%j is %s', (condition, asked) => {
    expect(isAsked(condition, answers, { role: 'ward' })).toBe(asked);
  });

  test('within its own step may leave the step out, and looks at the item of a repeated one', () => {
    const when: Condition = { field: 'area', is: 5 };
    expect(isAsked(when, answers, {}, { step: 'plots', answers: { area: 5 } })).toBe(true);
    expect(isAsked({ field: 'plots.area', is: 5 }, answers, {}, { step: 'plots', answers: { area: 6 } })).toBe(false);
    expect(looksAtOwnStep(when, 'plots')).toBe(true);
    expect(looksAtOwnStep({ field: 'child.bornAt', is: 'home' }, 'plots')).toBe(false);
  });
});

test('a condition is said in words', () => {
  const say = (condition: Condition) => conditionWords(condition, form, 'child').vi;
  expect(say({ field: 'bornAt', is: 'facility' })).toBe('“Nơi sinh” là “Cơ sở y tế”');
  expect(say({ not: { field: 'bornAt', in: ['facility', 'home'] } })).toBe(
    '“Nơi sinh” không phải là “Cơ sở y tế” hoặc “Ở nhà”',
  );
  expect(say({ all: [{ field: 'mother.known', is: true }, { not: { field: 'birthTime', answered: true } }] })).toBe(
    '“Có thông tin về mẹ” là “Có” và chưa trả lời “Giờ sinh”',
  );
});

test('answers are shown as a person reads them, with the place each came from', () => {
  const communes = [{ value: everyKindCommune, label: { vi: 'Phường 7', en: 'Ward 7' } }];
  const vi = rowsOf(form, answers, 'vi', { communes });
  expect(vi.map((group) => group.stepTitle)).toEqual(['Trẻ', 'Mẹ', 'Người giám hộ', 'Thửa 1']);
  expect(Object.fromEntries(vi.flatMap((group) => group.rows.map((row) => [row.path, row.value])))).toMatchObject({
    '/child/birthDate': '01/10/2022',
    '/child/ethnicity': 'Khmer',
    '/child/nationality': 'Việt Nam',
    '/child/bornAt': 'Cơ sở y tế',
    '/mother/known': 'Có',
    '/mother/birth': '1995',
    '/mother/phone': '0912 345 678',
    '/guardian/paper': 'Quyết định',
    '/plots/0/commune': 'Phường 7',
    '/plots/0/area': '1.234,5',
    '/plots/0/price': '50.000.000\u00a0đ',
  });
  expect(rowsOf(form, answers, 'en')[3]?.rows.map((row) => row.value)).toEqual([
    everyKindCommune,
    '1,234.5',
    '50,000,000\u00a0đ',
    'không',
  ]);
});
