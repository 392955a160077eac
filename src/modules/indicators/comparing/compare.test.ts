import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Indicator } from '../definitions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import type { Value } from '../values/model.ts';
import { compare } from './compare.ts';

const words = { vi: '', en: '' };
const units = new Map([
  ['part', { dossier: 1 }],
  ['whole', { dossier: 1 }],
]);
const { formula } = checkFormula('part / whole', { inputs: units });
const share: Indicator = {
  key: 'share',
  name: words,
  definition: words,
  inputs: ['part', 'whole'].map((key) => ({
    key,
    name: words,
    unit: 'dossier' as const,
    measure: key,
    figure: undefined,
  })),
  formula: formula as Indicator['formula'],
  unit: {},
  base: 'whole',
  better: 'up',
  levels: ['commune'],
  kind: undefined,
  merged: 'sum',
  mergedBy: undefined,
  changed: undefined,
  headline: undefined,
  advice: undefined,
  certainty: 'confirmed',
  source: undefined,
};
const value = (part: number, whole: number, state: Value['state'] = 'known'): Value => ({
  state,
  value: whole === 0 ? undefined : part / whole,
  inputs: { part, whole },
  coverage: undefined,
  reportedTo: undefined,
  synthetic: false,
});
const told = (...values: readonly Value[]) => compare(share, values, 20);

describe('a comparison', () => {
  test('says which is better where it is clear, by the direction of the indicator', () => {
    expect(told(value(10, 100), value(40, 100))).toEqual({ kind: 'better', at: 1, by: expect.closeTo(0.3, 9) });
    expect(compare({ ...share, better: 'down' }, [value(10, 100), value(40, 100)], 20)).toMatchObject({ at: 0 });
    expect(told(value(10, 100), value(40, 100), value(80, 100))).toMatchObject({ at: 2, by: expect.closeTo(0.4, 9) });
  });

  test('claims nothing where cases are few, chance may do it, or a value is not whole', () => {
    expect(told(value(0, 19), value(400, 400))).toEqual({ kind: 'too-few' });
    expect(told(value(9, 20), value(11, 20))).toEqual({ kind: 'unclear' });
    expect(told(value(10, 100), value(39, 100), value(40, 100))).toEqual({ kind: 'unclear' });
    expect(told(value(10, 100), value(0, 0))).toEqual({ kind: 'missing' });
    expect(told(value(10, 100), value(80, 100, 'partly'))).toEqual({ kind: 'partly' });
    expect(told(value(10, 50), value(20, 100))).toEqual({ kind: 'equal' });
    expect(compare({ ...share, unit: { dossier: 1 } }, [value(10, 50), value(20, 100)], 20)).toEqual({
      kind: 'quantity',
    });
    expect(told(value(10, 50))).toEqual({ kind: 'missing' });
  });

  test('is the same whoever is named first, and never for the worse', () => {
    const made = fc.integer({ min: 0, max: 400 }).chain((whole) => fc.nat(whole).map((part) => value(part, whole)));
    fc.assert(
      fc.property(made, made, (a, b) => {
        const [one, other] = [told(a, b), told(b, a)];
        expect(other.kind).toBe(one.kind);
        if (one.kind !== 'better' || other.kind !== 'better') return;
        expect(one.at).toBe(1 - other.at);
        const [better, worse] = one.at === 0 ? [a, b] : [b, a];
        expect(better.value ?? 0).toBeGreaterThan(worse.value ?? 0);
      }),
    );
  });
});
