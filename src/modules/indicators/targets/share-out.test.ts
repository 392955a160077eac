import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShareQuestion, ShareUnit } from './model.ts';
import { shareOut } from './share-out.ts';

const unit = (code: string, given: Partial<ShareUnit> = {}): ShareUnit => ({
  code,
  weight: 100,
  standing: 0,
  base: 100,
  own: undefined,
  listed: undefined,
  ...given,
});
const share: Omit<ShareQuestion, 'units'> = { rule: 'same', kind: 'share', better: 'up', target: 0.4 };
const valuesOf = (question: ShareQuestion) =>
  Object.fromEntries(shareOut(question).parts.map(({ code, value, noPart }) => [code, value ?? noPart]));

describe('a share', () => {
  test('is the same for all, and a unit of which nobody knows what it is a share of is in no mean', () => {
    const { parts, check } = shareOut({ ...share, units: [unit('a'), unit('b', { weight: undefined })] });
    expect(parts.map(({ value }) => value)).toEqual([0.4, 0.4]);
    expect(check).toMatchObject({ reached: 0.4, difference: 0, holds: true, unweighed: ['b'], without: [] });
  });

  test('an own target of a unit stands in the place of its part, and the check says by how much it misses', () => {
    const units = [unit('a', { own: 0.3, weight: 300 }), unit('b', { own: 0.5 }), unit('c')];
    const { parts, check } = shareOut({ ...share, units });
    expect(parts).toMatchObject([
      { value: 0.3, byRule: 0.4, own: true },
      { value: 0.5, own: true },
      { value: 0.4, own: false },
    ]);
    expect(check).toMatchObject({ reached: 0.36, difference: -0.04, holds: false });
  });

  test('by a base shares out what has to be counted; nobody gets more than all of it, the others get the rest', () => {
    const units = [unit('a', { base: 900 }), unit('b', { base: 50 }), unit('c', { base: 50 })];
    expect(valuesOf({ ...share, rule: 'proportional', units })).toEqual({ a: 1, b: 0.1, c: 0.1 });
    expect(valuesOf({ ...share, rule: 'proportional', cap: 0.6, units })).toEqual({ a: 0.6, b: 0.3, c: 0.3 });
    const all = shareOut({ ...share, rule: 'proportional', cap: 0.3, units });
    expect(all.check).toMatchObject({ reached: 0.3, difference: -0.1, holds: false });
  });

  test('by the gap every unit goes the same part of its way', () => {
    const units = [
      unit('ahead', { standing: 0.6 }),
      unit('behind', { standing: 0.1 }),
      unit('new', { standing: undefined }),
    ];
    // A third of the way that is left brings 0.35 to 0.5666...
    expect(valuesOf({ ...share, rule: 'by-gap', target: 0.5667, step: 0.0001, units })).toEqual({
      ahead: 0.7334,
      behind: 0.4,
      new: 'standing-unknown',
    });
    expect(valuesOf({ ...share, rule: 'by-gap', target: 0.2, units })).toMatchObject({ ahead: 0.6, behind: 0.1 });
    const fewer = { ...share, rule: 'by-gap', better: 'down', target: 0.1 } as const;
    expect(valuesOf({ ...fewer, units: [unit('a', { standing: 0.3 }), unit('b', { standing: 0.1 })] })).toEqual({
      a: 0.15,
      b: 0.05,
    });
  });

  test('of a table says whom the table leaves out', () => {
    const { parts, check } = shareOut({ ...share, rule: 'explicit', units: [unit('a', { listed: 0.45 }), unit('b')] });
    expect(parts[1]).toMatchObject({ value: undefined, noPart: 'not-listed' });
    expect(check).toMatchObject({ reached: 0.45, holds: true, without: ['b'] });
  });

  test('without any base there is nothing to check, which is not a success', () => {
    const units = [unit('a', { weight: undefined }), unit('b', { weight: 0 })];
    expect(shareOut({ ...share, units }).check).toMatchObject({ reached: undefined, holds: undefined });
    expect(valuesOf({ ...share, rule: 'proportional', units })).toEqual({ a: 'base-unknown', b: 'base-zero' });
  });
});

const count: Omit<ShareQuestion, 'units'> = { rule: 'proportional', kind: 'count', better: 'up', target: 10 };

describe('a count', () => {
  test('adds up exactly by the largest remainders', () => {
    const units = ['a', 'b', 'c'].map((code) => unit(code));
    expect(valuesOf({ ...count, units })).toEqual({ a: 4, b: 3, c: 3 });
    expect(valuesOf({ ...count, rule: 'same', units })).toEqual({ a: 4, b: 3, c: 3 });
    expect(valuesOf({ ...count, cap: 3, units })).toEqual({ a: 3, b: 3, c: 3 });
  });

  test('by the gap goes towards the base, the most there can be', () => {
    const units = [
      unit('full', { base: 8, standing: 8 }),
      unit('half', { base: 8, standing: 4 }),
      unit('none', { base: 8 }),
    ];
    expect(valuesOf({ ...count, rule: 'by-gap', target: 18, units })).toEqual({ full: 8, half: 6, none: 4 });
  });
});

const known = fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined, freq: 8 });
const shareUnits = fc.array(
  fc.record({
    weight: known,
    standing: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined, freq: 8 }),
    base: known,
    own: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined, freq: 1 }),
    listed: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 40 },
);
const named = (units: readonly Omit<ShareUnit, 'code'>[]) =>
  units.map((each, index) => ({ ...each, code: String(index).padStart(2, '0') }));

describe('whatever the units', () => {
  test('parts of a share reach the target together unless all are at the most they can; rounding costs less than a step each', () => {
    fc.assert(
      fc.property(
        shareUnits,
        fc.constantFrom('same', 'proportional', 'by-gap'),
        fc.constantFrom('up', 'down'),
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        (made, rule, better, target, capped) => {
          const cap = Math.max(capped, 1) / 1000;
          const units = named(made).map((each) => ({ ...each, own: undefined }));
          const question = { rule, kind: 'share', better, target: target / 1000, cap, units } as const;
          const { parts, check } = shareOut(question);
          for (const { value, noPart } of parts) {
            expect((value === undefined) !== (noPart === undefined)).toBe(true);
            if (value !== undefined && rule !== 'same' && better === 'up') expect(value).toBeLessThanOrEqual(cap);
          }
          if (rule === 'same' || check.reached === undefined) return;
          const full = parts.every(({ value }) => value === undefined || value >= cap);
          const standing = units.every(
            ({ code, standing: at }) =>
              parts.find((part) => part.code === code)?.value === undefined || at !== undefined,
          );
          expect(standing || rule !== 'by-gap').toBe(true);
          if (better === 'up') expect(check.holds || full).toBe(true);
          // By a base, fewer is shared out up to the target and not over it; what is reached already stays.
          if (better === 'down') expect(check.holds).toBe(true);
          if (rule === 'proportional' && check.holds && !full && better === 'up') {
            const weights = units.filter(({ code }) => parts.find((part) => part.code === code)?.value !== undefined);
            const heaviest = Math.max(...weights.map(({ weight }) => weight ?? 0));
            const all = weights.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
            expect(check.difference ?? 0).toBeLessThanOrEqual((0.001 * heaviest) / all + 1e-9);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('parts of a count add up exactly, are whole, and follow the base', () => {
    fc.assert(
      fc.property(shareUnits, fc.integer({ min: 0, max: 100_000 }), (made, target) => {
        const units = named(made);
        const { parts } = shareOut({ ...count, target, units });
        const given = parts.flatMap(({ byRule }) => byRule ?? []);
        if (given.length === 0) return;
        expect(given.reduce((sum, value) => sum + value, 0)).toBe(target);
        expect(given.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
        const bases = units.reduce((sum, { base }) => sum + (base ?? 0), 0);
        for (const [index, { byRule }] of parts.entries())
          if (byRule !== undefined)
            expect(Math.abs(byRule - (target * (units[index]?.base ?? 0)) / bases)).toBeLessThan(1);
      }),
      { numRuns: 500 },
    );
  });

  test('an own target is never changed, and the check is the plain mean or sum of what stands', () => {
    fc.assert(
      fc.property(shareUnits, fc.constantFrom('same', 'proportional', 'by-gap', 'explicit'), (made, rule) => {
        const units = named(made);
        const { parts, check } = shareOut({ ...share, rule, units });
        for (const [index, part] of parts.entries())
          if (units[index]?.own !== undefined) expect(part).toMatchObject({ value: units[index]?.own, own: true });
        const rows = parts.flatMap(({ value }, index) =>
          value === undefined || units[index]?.weight === undefined
            ? []
            : [[value, units[index]?.weight ?? 0] as const],
        );
        const weight = rows.reduce((sum, [, each]) => sum + each, 0);
        if (weight === 0) expect(check.reached).toBeUndefined();
        else expect(check.reached).toBeCloseTo(rows.reduce((sum, [value, each]) => sum + value * each, 0) / weight, 9);
      }),
    );
  });

  test('by the gap whoever is further behind has no less to gain, and nobody falls back by a step', () => {
    fc.assert(
      fc.property(shareUnits, fc.integer({ min: 0, max: 1000 }), (made, target) => {
        const units = named(made);
        const { parts } = shareOut({ ...share, rule: 'by-gap', target: target / 1000, units });
        const gains = parts.flatMap(({ byRule }, index) => {
          const at = units[index]?.standing;
          return byRule === undefined || at === undefined ? [] : [{ at, gain: byRule - at }];
        });
        for (const a of gains) {
          expect(a.gain).toBeGreaterThan(-0.001);
          for (const b of gains) if (a.at < b.at) expect(a.gain).toBeGreaterThan(b.gain - 0.002);
        }
      }),
    );
  });
});
