import { describe, expect, test } from 'vitest';
import {
  lastDayOf,
  monthsOf,
  quarterBefore,
  quarterInRoman,
  quarterKey,
  quarterOf,
  quartersOf,
  readQuarter,
  usualQuarter,
} from './quarter.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('a quarter', () => {
  test('is read from an address, and nothing else is', () => {
    expect(readQuarter('2022-4')).toEqual({ year: 2022, number: 4 });
    for (const odd of ['2022-5', '2022-0', '2022', '2022-10', '', undefined, ['2022-4']])
      expect(readQuarter(odd)).toBeUndefined();
  });

  test('has three months, a last day and one before it', () => {
    const fourth = { year: 2022, number: 4 };
    expect(monthsOf(fourth)).toEqual(['2022-10', '2022-11', '2022-12']);
    expect(monthsOf(fourth).map(quarterOf)).toEqual([fourth, fourth, fourth]);
    expect(lastDayOf(fourth).toString()).toBe('2022-12-31');
    expect(lastDayOf({ year: 2024, number: 1 }).toString()).toBe('2024-03-31');
    expect(quarterBefore({ year: 2023, number: 1 })).toEqual(fourth);
    expect(quarterInRoman(fourth)).toBe('quý IV năm 2022');
  });

  test('that is told of is the newest that is over, or what there is', () => {
    const months = ['2022-05', '2022-08', '2022-10'];
    expect(quartersOf(months).map(quarterKey)).toEqual(['2022-2', '2022-3', '2022-4']);
    expect(usualQuarter(months, day('2022-10-10'))).toEqual({ year: 2022, number: 3 });
    expect(usualQuarter(months, day('2023-01-01'))).toEqual({ year: 2022, number: 4 });
    expect(usualQuarter(['2022-10'], day('2022-10-10'))).toEqual({ year: 2022, number: 4 });
    expect(usualQuarter([], day('2022-10-10'))).toBeUndefined();
  });
});
