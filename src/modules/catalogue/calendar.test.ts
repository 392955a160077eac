import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWorkingMinutes,
  addWorkingTime,
  answerDue,
  handOverDue,
  isCovered,
  isWorkingDay,
  nextWorkingDay,
  parseTime,
  type WorkingCalendar,
  workingMinutesBetween,
} from './calendar.ts';
import type { TimeLimit } from './model.ts';
import { loadProvince } from './province/load-province.ts';

const loaded = loadProvince(fileURLToPath(new URL('../../../provinces/bac-lieu', import.meta.url)));
if (loaded.files === undefined) throw new Error('the demo province does not load');
const { years, officeHours } = loaded.files.calendar;
const calendar: WorkingCalendar = {
  sessions: officeHours.sessions.map(({ from, to }) => ({ fromMinute: parseTime(from), toMinute: parseTime(to) })),
  daysOff: new Set(years.flatMap((year) => year.off.map((day) => day.date))),
  makeUpDays: new Set(years.flatMap((year) => year.makeUp.map((day) => day.date))),
  years: new Set(years.map((year) => year.year)),
};

const at = (text: string) => Temporal.Instant.from(`${text}+07:00`);
const local = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' });
const due = (start: string, limit: Omit<TimeLimit, 'note'>) =>
  local(addWorkingTime(at(start), { ...limit, note: undefined }, calendar));
const day = (text: string) => Temporal.PlainDate.from(text);

describe('days', () => {
  test.each([
    ['2022-10-10', true, 'a Monday'],
    ['2022-10-08', false, 'a Saturday'],
    ['2022-09-01', false, 'National Day, the day before'],
    ['2022-04-11', false, 'in lieu of a Sunday'],
    ['2024-04-29', false, 'swapped'],
    ['2024-05-04', true, 'the Saturday worked for it'],
    ['2025-04-26', true, 'the Saturday worked for 2 May 2025'],
    ['2026-11-24', false, 'Việt Nam Culture Day, new in 2026'],
  ])('%s: working %s (%s)', (date, working) => {
    expect(isWorkingDay(day(date), calendar)).toBe(working);
  });

  test('knows which years it covers', () => {
    expect(isCovered(day('2027-12-31'), calendar)).toBe(true);
    expect(isCovered(day('2028-01-01'), calendar)).toBe(false);
  });
});

describe('limits', () => {
  test.each([
    // A same-day procedure: by the close of the day; after 15:00 by the close of the next.
    ['2022-10-10T08:14', 1, '2022-10-10T17:00'],
    ['2022-10-10T15:00', 1, '2022-10-10T17:00'],
    ['2022-10-10T15:01', 1, '2022-10-11T17:00'],
    ['2022-10-07T16:00', 1, '2022-10-10T17:00'],
    ['2022-10-08T09:00', 1, '2022-10-10T17:00'],
    ['2022-08-31T15:30', 1, '2022-09-05T17:00'],
  ])('same day, accepted %s', (start, value, expected) => {
    expect(due(start, { value, unit: 'working-day', sameDayCutoff: '15:00' })).toBe(expected);
  });

  test.each([
    ['2022-10-10T08:00', 1, '2022-10-11T08:00'],
    ['2022-10-10T07:00', 1, '2022-10-10T17:00'],
    ['2022-10-10T17:00', 1, '2022-10-11T17:00'],
    ['2022-10-07T10:00', 3, '2022-10-12T10:00'],
    ['2022-10-08T10:00', 2, '2022-10-11T17:00'],
    ['2024-04-26T10:00', 1, '2024-05-02T10:00'],
    ['2024-05-03T10:00', 1, '2024-05-04T10:00'],
  ])('working days from %s, %i', (start, value, expected) => {
    expect(due(start, { value, unit: 'working-day' })).toBe(expected);
  });

  test.each([
    ['2022-10-10T08:00', 2, '2022-10-10T10:00'],
    ['2022-10-10T11:00', 1, '2022-10-10T14:00'],
    ['2022-10-10T12:00', 1, '2022-10-10T14:30'],
    ['2022-10-10T22:00', 1, '2022-10-11T08:00'],
  ])('working hours from %s, %i', (start, value, expected) => {
    expect(due(start, { value, unit: 'working-hour' })).toBe(expected);
  });

  test.each([
    ['2022-08-28T10:00', 5, '2022-09-05T17:00'],
    ['2022-10-10T10:00', 5, '2022-10-17T17:00'],
    ['2022-10-10T10:00', 4, '2022-10-14T17:00'],
    ['2024-04-29T10:00', 5, '2024-05-04T17:00'],
  ])('calendar days from %s, %i: moves off days off', (start, value, expected) => {
    expect(due(start, { value, unit: 'day' })).toBe(expected);
  });

  test('an answer is promised within 8 working hours', () => {
    expect(local(answerDue(at('2022-10-10T08:14'), calendar))).toBe('2022-10-11T08:14');
    expect(local(answerDue(at('2022-10-08T20:00'), calendar))).toBe('2022-10-10T17:00');
  });

  test('a file is handed over the same day, or at the start of the next working day after 15:00', () => {
    expect(local(handOverDue(at('2022-10-10T14:59'), calendar))).toBe('2022-10-10T17:00');
    expect(local(handOverDue(at('2022-10-07T15:20'), calendar))).toBe('2022-10-10T07:00');
    expect(local(handOverDue(at('2022-10-08T09:00'), calendar))).toBe('2022-10-10T17:00');
  });
});

describe('properties', () => {
  const first = at('2022-01-01T00:00').epochMilliseconds;
  const last = at('2027-06-01T00:00').epochMilliseconds;
  const instant = fc.integer({ min: first, max: last }).map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
  const limit = fc.record({
    value: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom('working-day', 'working-hour', 'day'),
    note: fc.constant(undefined),
  }) satisfies fc.Arbitrary<TimeLimit>;

  test('a limit never ends on a day off or outside office hours', () => {
    fc.assert(
      fc.property(instant, limit, (start, each) => {
        const end = addWorkingTime(start, each, calendar).toZonedDateTimeISO('Asia/Ho_Chi_Minh');
        expect(isWorkingDay(end.toPlainDate(), calendar)).toBe(true);
        const minute = end.hour * 60 + end.minute + end.second / 60 + end.millisecond / 60_000;
        expect(calendar.sessions.some((session) => minute > session.fromMinute && minute <= session.toMinute)).toBe(
          true,
        );
      }),
    );
  });

  test('who starts later is never due earlier, and more time is never less', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 20 * 86_400_000 }), limit, (start, later, each) => {
        const end = addWorkingTime(start, each, calendar);
        expect(Temporal.Instant.compare(end, start)).toBe(1);
        expect(
          Temporal.Instant.compare(addWorkingTime(start.add({ milliseconds: later }), each, calendar), end),
        ).not.toBe(-1);
        expect(
          Temporal.Instant.compare(addWorkingTime(start, { ...each, value: each.value + 1 }, calendar), end),
        ).not.toBe(-1);
      }),
    );
  });

  test('time added in two parts is time added at once, and measuring gives back what was added', () => {
    const minutes = fc.integer({ min: 1, max: 6000 });
    // Whole minutes, because instants are rounded to the millisecond and thirds of a second would drift.
    const wholeMinute = instant.map((each) => each.round({ smallestUnit: 'minute' }));
    fc.assert(
      fc.property(wholeMinute, minutes, minutes, (start, a, b) => {
        const end = addWorkingMinutes(start, a + b, calendar);
        expect(addWorkingMinutes(addWorkingMinutes(start, a, calendar), b, calendar).epochMilliseconds).toBe(
          end.epochMilliseconds,
        );
        expect(workingMinutesBetween(start, end, calendar)).toBe(a + b);
        expect(workingMinutesBetween(end, start, calendar)).toBe(0);
      }),
    );
  });

  test('the next working day is later and works', () => {
    fc.assert(
      fc.property(instant, (start) => {
        const date = start.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate();
        const next = nextWorkingDay(date, calendar);
        expect(Temporal.PlainDate.compare(next, date)).toBe(1);
        expect(isWorkingDay(next, calendar)).toBe(true);
      }),
    );
  });
});
