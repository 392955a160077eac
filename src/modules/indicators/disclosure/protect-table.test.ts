import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Quantity } from './model.ts';
import { protectTable } from './protect-table.ts';
import { idleUnits, LinearAttacker, possibleTotals, publishedOf, type Table, tables, totalOf } from './testing.ts';

const smallest = 5;
const isSmall = (value: number) => value > 0 && value < smallest;
const hiddenIn = (table: Table) => protectTable(table.tree, table.quantities, { smallest });

/** A province of two districts: the first has units 3 and 4, the second 5 and 6. */
const tree = { parents: [-1, 0, 0, 1, 1, 2, 2] };
const counts = (key: string, own: readonly number[], more: Partial<Quantity> = {}): Quantity => ({
  key,
  guarded: true,
  partOf: [],
  own: [undefined, undefined, undefined, ...own],
  ...more,
});
const hidden = (quantities: readonly Quantity[]) =>
  Object.fromEntries([...protectTable(tree, quantities, { smallest })].map(([key, units]) => [key, [...units].sort()]));

describe('what is hidden', () => {
  test('nothing, where no count is small; a zero tells of nobody', () => {
    expect(hidden([counts('received', [20, 0, 7, 5])])).toEqual({ received: [] });
  });

  test('a small count with the smallest of its like, so that the total of the district does not tell it', () => {
    expect(hidden([counts('received', [3, 20, 30, 40])])).toEqual({ received: [3, 4] });
  });

  test('no other where two small ones hide each other', () => {
    expect(hidden([counts('received', [3, 2, 30, 40])])).toEqual({ received: [3, 4] });
  });

  test('one of each of two districts and their totals, where a district has nobody to hide among', () => {
    expect(hidden([counts('received', [3, 0, 30, 40])])).toEqual({ received: [1, 2, 3, 5].sort() });
  });

  test('a numerator whose rest is small: who all but two did shows the two', () => {
    const received = counts('received', [20, 20, 30, 40]);
    expect(hidden([received, counts('onTime', [18, 15, 20, 20], { partOf: ['received'] })])).toEqual({
      received: [],
      onTime: [3, 4],
    });
  });

  test('what a district office has by itself, since it is the rest beside its communes', () => {
    const own = [undefined, 3, undefined, 20, 30, 40, 50];
    expect(hidden([{ ...counts('received', []), own }])).toEqual({ received: [3] });
    const large = [undefined, 30, undefined, 3, 30, 40, 50];
    expect(hidden([{ ...counts('received', []), own: large }])).toEqual({ received: [3] });
  });

  test('nothing of what is not about people', () => {
    expect(hidden([counts('hamlets', [3, 2, 1, 4], { guarded: false })])).toEqual({ hamlets: [] });
  });

  test('not everything where a further part goes with each case, as what is invented does in the demonstration', () => {
    const ones = Array.from({ length: 30 }, (_, n) => 1 + (n % 4));
    const wide = { parents: [-1, 0, 0, 0, ...ones.map((_, n) => 1 + (n % 3))] };
    const own = [undefined, undefined, undefined, undefined, ...ones];
    const some = own.map((value) => (value === undefined ? undefined : value > 3 ? 1 : 0));
    const all: Quantity = { key: 'all', guarded: true, partOf: [], own };
    const found = protectTable(
      wide,
      [all, { ...all, key: 'invented', partOf: ['all'] }, { ...all, key: 'some', own: some, partOf: ['all'] }],
      { smallest, topsKnown: true },
    );
    for (const key of ['all', 'invented'])
      for (const unit of [0, 1, 2, 3]) expect(found.get(key)?.has(unit)).toBe(false);
  });

  test('everything, zeros too, where a table is too small to hide in', () => {
    const alone = { parents: [-1, 0] };
    const quantity = { ...counts('received', []), own: [undefined, 1] };
    expect([...(protectTable(alone, [quantity], { smallest, topsKnown: true }).get('received') ?? [])]).toEqual([0, 1]);
  });
});

describe('an outsider', () => {
  test('is shown the truth or nothing, and no small count or rest', () => {
    fc.assert(
      fc.property(tables({ districts: 4, communes: 5, most: 30, quantities: 3 }), (table) => {
        const published = publishedOf(table, hiddenIn(table));
        published.totals.forEach((row, quantity) => {
          row.forEach((shown, unit) => {
            if (shown === undefined) return;
            expect(isSmall(shown)).toBe(false);
            const whole = published.totals[quantity - 1]?.[unit];
            if (whole !== undefined && shown > 0) expect(isSmall(whole - shown)).toBe(false);
          });
        });
      }),
    );
  });

  test('cannot work a secret out by adding and subtracting', () => {
    let secrets = 0;
    fc.assert(
      fc.property(tables({ districts: 5, communes: 5, most: 12, quantities: 3 }), (table) => {
        const attacker = new LinearAttacker(publishedOf(table, hiddenIn(table)), idleUnits(table));
        for (const { unit, quantity, whole } of secretsOf(table)) {
          secrets += 1;
          expect(attacker.knows(unit, quantity, whole)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
    expect(secrets).toBeGreaterThan(1000);
  });

  test('cannot narrow a secret to one number, knowing all that counts obey', () => {
    fc.assert(
      fc.property(tables({ districts: 2, communes: 3, most: 8, quantities: 2 }), (table) => {
        const published = publishedOf(table, hiddenIn(table));
        if (published.totals.flat().filter((each) => each === undefined).length > 9) return;
        const possible = possibleTotals(table, published);
        for (const { unit, quantity, whole } of secretsOf(table))
          if (whole === undefined) expect(possible[quantity]?.[unit]?.size).toBeGreaterThan(1);
      }),
      { numRuns: 200 },
    );
  });
});

test('a province of 10,000 communes is done in a moment', () => {
  const parents = [-1];
  for (let d = 0; d < 700; d += 1) parents.push(0);
  for (let c = 0; c < 10_000; c += 1) parents.push(1 + (c % 700));
  const own = parents.map((_, unit) => (unit <= 700 ? undefined : (unit * 7919) % 40));
  const part = own.map((value, unit) => (value === undefined ? undefined : Math.min(value, (unit * 31) % 9)));
  const quantities = [
    { key: 'all', guarded: true, partOf: [], own },
    { key: 'some', guarded: true, partOf: ['all'], own: part },
  ];
  const found = protectTable({ parents }, quantities, { smallest });
  expect(found.get('all')?.size).toBeLessThan(3000);
  expect(found.get('some')?.has(0)).toBe(false);
});

/** Every small total and every small rest of a table, as the rule has them and not as they were found. */
function secretsOf({ tree: { parents }, quantities }: Table) {
  return quantities.flatMap(({ own }, quantity) =>
    parents.flatMap((_, unit) => {
      const total = totalOf({ parents }, own, unit);
      const secrets: { unit: number; quantity: number; whole?: number }[] = [];
      if (isSmall(total)) secrets.push({ unit, quantity });
      for (let whole = 0; whole < quantity; whole += 1)
        if (total > 0 && isSmall(totalOf({ parents }, quantities[whole]?.own ?? [], unit) - total))
          secrets.push({ unit, quantity, whole });
      return secrets;
    }),
  );
}
