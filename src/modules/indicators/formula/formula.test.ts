import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFormula, type FormulaRules, roundHalfUp } from './formula.ts';

const rules: FormulaRules = {
  inputs: new Map([
    ['a', { hamlet: 1 }],
    ['b', { hamlet: 1 }],
    ['p', { person: 1 }],
    ['x', { 'yes-no': 1 }],
    ['y', { 'yes-no': 1 }],
    ['share', {}],
    ['pc', { percent: 1 }],
    ['max', { point: 1 }],
  ]),
  unit: { point: 1 },
};
const made = (source: string) => {
  const { formula, faults } = checkFormula(source, rules);
  if (formula === undefined) throw new Error(faults.map(({ words }) => words.en).join('\n'));
  return formula;
};
const value = (source: string, values: Record<string, number>) => made(source).evaluate(values);

describe('a formula', () => {
  test('reckons as written, in points', () => {
    expect(value('min(max, a / b * max)', { a: 3, b: 4, max: 10 })).toEqual({ kind: 'value', value: 7.5 });
    expect(value('min(max, 2.5 * (a / b) * max)', { a: 3, b: 4, max: 2 })).toEqual({ kind: 'value', value: 2 });
    expect(value('x ? max : 0', { x: 1, max: 10 })).toEqual({ kind: 'value', value: 10 });
    expect(value('(x ? max / 2 : 0) + (y ? max / 2 : 0)', { x: 1, y: 0, max: 10 })).toEqual({
      kind: 'value',
      value: 5,
    });
    expect(value('share >= 0.8 && !x ? max : round(share * max, 1)', { share: 0.25, x: 0, max: 10 })).toEqual({
      kind: 'value',
      value: 2.5,
    });
    expect(value('-(-1) * max', { max: 4 })).toEqual({ kind: 'value', value: 4 });
  });

  test('over several lines, with a remark', () => {
    expect(value('// đủ điểm từ 80 %\nshare >= 0.8\n  ? max\n  : share / 0.8 * max', { share: 0.4, max: 8 })).toEqual({
      kind: 'value',
      value: 4,
    });
  });

  test('a missing input is missing, never a zero; only what the branch taken needs is asked for', () => {
    expect(value('a / b * max', { b: 4, max: 10 })).toEqual({ kind: 'missing', inputs: ['a'] });
    expect(value('min(max, a / b * max)', { max: 10 })).toEqual({ kind: 'missing', inputs: ['a', 'b'] });
    expect(value('x ? a / b * max : 0', { x: 0, max: 10 })).toEqual({ kind: 'value', value: 0 });
    expect(value('x ? max : 0', { max: 10 })).toEqual({ kind: 'missing', inputs: ['x'] });
    expect(value('x && y ? max : 0', { x: 0, max: 10 })).toEqual({ kind: 'value', value: 0 });
    expect(value('a / b * max', { a: Number.NaN, b: 1, max: 10 })).toEqual({ kind: 'missing', inputs: ['a'] });
  });

  test('a divisor of zero is nothing to measure, never full points', () => {
    expect(value('min(max, a / b * max)', { a: 0, b: 0, max: 10 })).toEqual({ kind: 'zero-divisor' });
    expect(value('min(max, a / b * max)', { a: 5, b: 0, max: 10 })).toEqual({ kind: 'zero-divisor' });
    expect(value('b == 0 ? max : a / b * max', { a: 0, b: 0, max: 6 })).toEqual({ kind: 'value', value: 6 });
  });

  test('reads nothing of an object but its own inputs', () => {
    const values = Object.create({ a: 1 }) as Record<string, number>;
    Object.assign(values, { b: 1, max: 1 });
    expect(made('a / b * max').evaluate(values)).toEqual({ kind: 'missing', inputs: ['a'] });
  });
});

/** Formula, the reason that has to be told, and the line where it is not the first. */
const hostile: readonly (readonly [string, RegExp, number?])[] = [
  // What cannot be read.
  ['', /cannot be read/],
  ['a +', /cannot be read/],
  ['a / / b', /cannot be read/],
  ['(a / b', /cannot be read/],
  ['a ** 99999999', /cannot be read/],
  ['a ^ 9', /cannot be read/],
  ['max; max', /cannot be read/],
  ['while (true) {}', /cannot be read/],
  ['for (;;) max', /cannot be read/],
  ['() => max', /cannot be read/],
  ['function f() {}', /cannot be read/],
  ['max = 5', /cannot be read/],
  ['max++', /cannot be read/],
  ['`max`', /cannot be read/],
  ['1e999', /cannot be read/],
  ['0x', /cannot be read/],
  ['đ / b', /cannot be read/],
  ['__proto__', /cannot be read/],
  ['import("fs")', /cannot be read/],
  ['new Date()', /cannot be read/],
  ['a / b\n* max\n* *', /cannot be read/, 3],
  [`${'('.repeat(60)}max${')'.repeat(60)}`, /cannot be read/],
  [`max${' + max'.repeat(300)}`, /more than 1000/],
  [Array.from({ length: 150 }, () => 'max').join('+'), /cannot be read/],
  // Names that are no inputs, prototype names among them.
  ['constructor', /no input called/],
  ['prototype', /cannot be read/],
  ['toString', /no input called/],
  ['hasOwnProperty', /no input called/],
  ['valueOf / b * max', /no input called/],
  ['globalThis', /no input called/],
  ['process', /no input called/],
  ['c / b * max', /no input called "c"/],
  // Members, indexes, calls, texts, lists, loops over lists.
  ['a.constructor', /numbers, inputs/],
  ['max.__proto__', /cannot be read|numbers, inputs/],
  ['a["constructor"]', /numbers, inputs/],
  ['max.toString()', /numbers, inputs/],
  ['toString()', /cannot be used/],
  ['constructor("return 1")()', /cannot be read/],
  ['eval("1")', /quoted text/],
  ['require("fs")', /quoted text/],
  ['size("abc")', /quoted text/],
  ['[1, 2, 3]', /numbers, inputs/],
  ['{"a": 1}', /numbers, inputs/],
  ['[1, 2].map(i, i * 2)', /numbers, inputs/],
  ['[1, 2].all(i, i > 0)', /numbers, inputs/],
  ['a in [1, 2]', /numbers, inputs/],
  ['a % b', /numbers, inputs/],
  ['"max"', /quoted text/],
  ['b"max"', /quoted text/],
  ['null', /quoted text/],
  ['timestamp("2022-01-01T00:00:00Z")', /quoted text/],
  ['pow(a, 999)', /cannot be used/],
  ['min(max)', /cannot be used/],
  ['round(max, a)', /cannot be used/],
  ['round(max, 99)', /cannot be used/],
  // Zero divisors and numbers beyond all counts.
  ['max / 0', /divides by zero/],
  ['max / (1 - 1)', /divides by zero/],
  ['a / b * max\n+ max / 0.0', /divides by zero/, 2],
  ['max * 9999999999999999999999', /larger than/],
  // Units that do not go together, and yes-no in place of a number.
  ['a + p', /cannot be added/],
  ['a / b * max\n  + a', /cannot be added/, 1],
  ['a > p ? max : 0', /compared/],
  ['share + pc', /cannot be added/],
  ['min(max, a)', /cannot be added/],
  ['a / p * max', /is needed/],
  ['a * a * a * a', /is needed/],
  ['a / b', /is needed/],
  ['pc * max', /is needed/],
  ['x', /yes or no/],
  ['x + max', /number is needed/],
  ['max ? max : 0', /condition/],
  ['!max ? max : 0', /condition/],
  ['x ? max : y', /number is needed/],
  ['a > b', /yes or no/],
];

describe('a hostile or mistaken formula', () => {
  test.each(hostile.map(([source, reason, line = 1]) => ({ source, reason, line })))(
    '$source',
    ({ source, reason, line }) => {
      const { formula, faults } = checkFormula(source, rules);
      expect(formula).toBeUndefined();
      expect(faults.length).toBeGreaterThan(0);
      expect(faults.map(({ words }) => words.en).join('\n')).toMatch(reason);
      expect(faults.every(({ words }) => words.vi.length > 10)).toBe(true);
      expect(faults[0]?.line).toBe(line);
    },
  );

  test('whatever is written: a fault or a formula that ends with a number, quickly and without an exception', () => {
    const part = fc.constantFrom(
      ...'a b p x share max 0 1 2.5 + - * / ( ) ? : , . [ ] < > = ! & | min round " constructor \n'.split(' '),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 40 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'x', 'max'), fc.double()),
        (parts, values) => {
          const { formula, faults } = checkFormula(parts.join(' '), rules);
          if (formula === undefined) return faults.length > 0;
          const result = formula.evaluate(values);
          return result.kind !== 'value' || Number.isFinite(result.value);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

test('halves are rounded up as tables do it, binary fractions or not', () => {
  expect([1.005, 2.675, 0.00005, -1.005, 0.3, 123_456_789_012.345].map((number) => roundHalfUp(number, 2))).toEqual([
    1.01, 2.68, 0, -1.01, 0.3, 123_456_789_012.35,
  ]);
  expect(roundHalfUp(0.00005, 4)).toBe(0.0001);
});
