import { expect, it } from 'vitest';
import type { StaffActor } from '../../../platform/actor.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { daysInWords, lastPeriodBy, periodInWords } from './model.ts';
import { nextState } from './policy.ts';
import { readNumber } from './read-answer.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

it('takes the latest period that is over at the end of a month', () => {
  const inWords = (length: 'month' | 'quarter' | 'year', month: string) =>
    periodInWords(lastPeriodBy(length, day(month)), 'vi');
  expect(inWords('month', '2022-09-01')).toBe('tháng 09/2022');
  expect(inWords('quarter', '2022-09-01')).toBe('quý III/2022');
  expect(inWords('quarter', '2022-08-01')).toBe('quý II/2022');
  expect(inWords('quarter', '2022-01-01')).toBe('quý IV/2021');
  expect(inWords('year', '2022-11-01')).toBe('năm 2021');
  expect(inWords('year', '2022-12-01')).toBe('năm 2022');
});

it('says in words how long there is', () => {
  const words = (due: string) => daysInWords(day(due), day('2022-10-10'), 'vi');
  expect([words('2022-10-13'), words('2022-10-10'), words('2022-10-08')]).toEqual([
    'còn 3 ngày',
    'hạn hôm nay',
    'quá hạn 2 ngày',
  ]);
  expect(daysInWords(day('2022-12-11'), day('2022-10-10'), 'en')).toBe('62 days left');
});

it('reads numbers as people write them', () => {
  expect(['0', '1.250', '1 250', '12,000,000', '007'].map((text) => readNumber(text, false))).toEqual([
    0, 1250, 1250, 12_000_000, 7,
  ]);
  for (const text of ['-1', '1,5', '1.25', '1e3', 'NaN', '', '1234567890123', '1.2345'])
    expect(readNumber(text, false)).toBe(undefined);
  expect(readNumber('12,5', true)).toBe(12.5);
});

it('leads a report up one agency after the other', () => {
  const [commune, district, province] = [newId<'agency'>(), newId<'agency'>(), newId<'agency'>()];
  const leader = (agencyId: Id<'agency'>): StaffActor => ({
    capacity: 'staff',
    personId: newId(),
    positionId: newId(),
    agencyId,
    roles: ['leader'],
    fields: [],
  });
  const states = ['declared', 'checked', 'approved', 'sent-back'] as const;
  const table = (agency: Id<'agency'>, chain: readonly Id<'agency'>[]) =>
    states.map((state) => nextState(leader(agency), chain, state));
  const nobody = [undefined, undefined, undefined, undefined];
  const three = [commune, district, province];
  expect(table(commune, three)).toEqual(nobody);
  expect(table(district, three)).toEqual(['checked', undefined, undefined, undefined]);
  expect(table(province, three)).toEqual([undefined, 'approved', undefined, undefined]);
  expect(table(province, [commune, province])).toEqual(['approved', 'approved', undefined, undefined]);
  expect(table(province, [province])[0]).toBe('approved');
  expect(nextState({ ...leader(district), roles: ['specialist'] }, three, 'declared')).toBeUndefined();
});
