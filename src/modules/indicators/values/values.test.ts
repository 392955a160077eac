import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Id } from '../../../platform/ids.ts';
import type { Indicator } from '../definitions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import { fewestMonths, forecast } from './forecast.ts';
import { type KnownInputs, tellValue } from './model.ts';
import { standsSince, stillNeeded } from './position.ts';
import { outlookOf } from './standing.ts';

const unit = (name: string) => name as Id<'unit'>;
const [province, north, south] = [unit('province'), unit('north'), unit('south')];
const { formula } = checkFormula('withTeam / hamlets', {
  inputs: new Map([
    ['withTeam', { hamlet: 1 }],
    ['hamlets', { hamlet: 1 }],
  ]),
});
const words = { vi: '', en: '' };
const coverage: Indicator = {
  key: 'team-coverage',
  name: words,
  definition: words,
  inputs: ['withTeam', 'hamlets'].map((key) => ({
    key,
    name: words,
    unit: 'hamlet' as const,
    measure: undefined,
    figure: key,
  })),
  formula: formula as Indicator['formula'],
  base: 'hamlets',
  unit: {},
  better: 'up',
  levels: ['commune', 'province'],
  kind: undefined,
  merged: 'sum',
  mergedBy: undefined,
  changed: undefined,
  headline: undefined,
  advice: undefined,
  certainty: 'confirmed',
  source: undefined,
};

function known(
  reports: Readonly<Record<string, readonly [withTeam: number | undefined, hamlets: number | undefined]>>,
) {
  const inputs: KnownInputs = {
    measures: new Map(),
    components: () => 0,
    figure: (figure, unitId) => {
      const value = reports[unitId]?.[figure === 'withTeam' ? 0 : 1];
      return value === undefined
        ? undefined
        : { figure, unitId, to: Temporal.PlainDate.from('2022-09-30'), value, synthetic: false };
    },
    levelOf: () => 'commune',
    below: (unitId) => (unitId === province ? [north, south] : [unitId]),
  };
  return inputs;
}

describe('a value of reported figures', () => {
  test('is of the units that reported all of it; the others are coverage, not zeros', () => {
    expect(tellValue(coverage, province, known({ north: [3, 10], south: [4, 4] }))).toMatchObject({
      state: 'known',
      value: 0.5,
      coverage: { reported: 2, units: 2 },
    });
    // A unit that said how many hamlets it has, and not how many teams, is in neither sum.
    expect(tellValue(coverage, province, known({ north: [3, 10], south: [undefined, 4] }))).toMatchObject({
      state: 'partly',
      value: 0.3,
      inputs: { withTeam: 3, hamlets: 10 },
      coverage: { reported: 1, units: 2 },
    });
    expect(tellValue(coverage, province, known({}))).toMatchObject({ state: 'missing', value: undefined });
    expect(tellValue(coverage, north, known({ north: [0, 10] }))).toMatchObject({ state: 'known', value: 0 });
    expect(tellValue(coverage, north, known({ north: [0, 0] }))).toMatchObject({ state: 'not-applicable' });
  });
});

const share = { low: 0, high: 1 };

describe('a forecast', () => {
  test('is not made of few months', () => {
    expect(forecast([0.1, 0.2, 0.3, 0.4], 3, share)).toBeUndefined();
    expect(fewestMonths).toBe(5);
  });

  test('follows a steady rise, keeps to the level of noise, and says how far it was off', () => {
    const rise = forecast([0.04, 0.06, 0.08, 0.1, 0.12, 0.14], 3, share);
    expect(rise).toMatchObject({ method: 'trend' });
    expect(rise?.value).toBeCloseTo(0.2, 9);
    expect(rise?.meanError).toBeCloseTo(0, 9);
    const flat = forecast([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], 12, share);
    expect(flat?.value).toBeCloseTo(0.5, 9);
  });

  test('never leaves what is possible, and its range holds it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
        fc.nat(36),
        (series, ahead) => {
          const made = forecast(series, ahead, share);
          if (made === undefined) return series.length < fewestMonths;
          return made.low >= 0 && made.high <= 1 && made.low <= made.value && made.value <= made.high && made.tests > 0;
        },
      ),
    );
  });
});

describe('the standing against a target', () => {
  const ask = (series: readonly (number | undefined)[], target: number, monthsLeft = 3) =>
    outlookOf({ series, current: series.at(-1), target, better: 'up', monthsLeft, bounds: share }).standing;

  test('follows rules that can be read', () => {
    const rise = [0.04, 0.06, 0.08, 0.1, 0.12, 0.14];
    expect(ask(rise, 0.14)).toBe('reached');
    expect(ask(rise, 0.2)).toBe('on-track');
    expect(ask(rise, 0.4)).toBe('off-track');
    expect(ask(rise, 0.4, 0)).toBe('off-track');
    expect(ask([0.1, 0.2], 0.4)).toBe('unknown');
    const noisy = [0.1, 0.2, 0.2, 0.1, 0.1, 0.2];
    expect(ask(noisy, 0.28)).toBe('at-risk');
  });

  test('a gap in the series is a gap: what lies before it is not forecast from', () => {
    expect(ask([0.04, 0.06, 0.08, undefined, 0.12, 0.14], 0.9)).toBe('unknown');
  });

  test('fewer is better where the indicator says so', () => {
    const { standing, gap } = outlookOf({
      series: [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
      current: 0.3,
      target: 0.1,
      better: 'down',
      monthsLeft: 3,
      bounds: share,
    });
    expect(standing).toBe('off-track');
    expect(gap).toBeCloseTo(0.2, 9);
  });
});

describe('where a unit stands', () => {
  const series = (...values: readonly (number | undefined)[]) =>
    values.map((value, index) => ({ month: `2022-0${index + 1}`, value }));

  test('since which month, as far back as there are values', () => {
    expect(standsSince(series(0.1, 0.2), 0.5, 'up')).toEqual({ reached: false, month: '2022-01', sinceFirst: true });
    expect(standsSince(series(undefined, 0.2, 0.3), 0.5, 'up')).toMatchObject({ month: '2022-02', sinceFirst: true });
    expect(standsSince(series(0.1, 0.5, 0.7), 0.5, 'up')).toEqual({
      reached: true,
      month: '2022-02',
      sinceFirst: false,
    });
    expect(standsSince(series(0.1, 0.5, 0.7), 0.5, 'down')).toMatchObject({ reached: false, month: '2022-03' });
    expect(standsSince(series(0.1, undefined), 0.5, 'up')).toBeUndefined();
    expect(standsSince([], 0.5, 'up')).toBeUndefined();
  });

  test('how many more reach the target, and one fewer does not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (hamlets, team, target) => {
          const withTeam = Math.min(team, hamlets);
          const needed = stillNeeded(coverage, { inputs: { withTeam, hamlets } }, target);
          if (needed === undefined) throw new Error('a share of at most all is always within reach');
          expect((withTeam + needed) / hamlets).toBeGreaterThanOrEqual(target);
          if (needed > 0) expect((withTeam + needed - 1) / hamlets).toBeLessThan(target);
        },
      ),
    );
    expect(stillNeeded(coverage, { inputs: { withTeam: 3, hamlets: 10 } }, 1.2)).toBeUndefined();
    expect(stillNeeded(coverage, { inputs: { withTeam: 0, hamlets: 0 } }, 0.5)).toBeUndefined();
    expect(stillNeeded({ ...coverage, better: 'down' }, { inputs: { withTeam: 6, hamlets: 10 } }, 0.25)).toBe(4);
  });
});
