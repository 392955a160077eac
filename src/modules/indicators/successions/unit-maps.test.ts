import { describe, expect, test } from 'vitest';
import { type Succession, type Unit, unitIdOf } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import { unitOf } from '../formula/units-of-measure.ts';
import type { ReportedFigure } from '../values/model.ts';
import { mergingRuleOf } from './merging-rule.ts';
import { tellOnMap } from './tell-on-map.ts';
import { UnitMaps } from './unit-maps.ts';

const day = (date: string) => Temporal.PlainDate.from(date);
const [first, second] = ['2025-07-01', '2027-01-01'];

function unit(code: string, from: string, level: Unit['level'], parent?: Unit, to?: string): Unit {
  return {
    id: unitIdOf('9', code, day(from)),
    code,
    name: { vi: code, en: code },
    shortName: code,
    level,
    parentId: parent?.id,
    validFrom: day(from),
    validTo: to === undefined ? undefined : day(to),
  };
}
const full = (from: Unit, to: Unit, on: string): Succession => ({
  fromUnitId: from.id,
  toUnitId: to.id,
  on: day(on),
  coverage: 'full',
  document: undefined,
});
const part = (from: Unit, to: Unit, on: string): Succession => ({ ...full(from, to, on), coverage: 'part' });

// Province 95 with wards 1 to 4 becomes 96 with ward 1 (of 1 and 2), ward 3 (of 3 and a part of 4) and ward 5 (the rest of 4); in 2027 all of them
// become one, which has the code 1 for the third time.
const old = unit('95', '2022-01-01', 'province', undefined, first);
const district = unit('954', '2022-01-01', 'district', old, first);
const [one, two, three, four] = ['1', '2', '3', '4'].map((code) =>
  unit(code, '2022-01-01', 'commune', district, first),
) as [Unit, Unit, Unit, Unit];
const province = unit('96', first, 'province');
const [newOne, newThree, newFive] = ['1', '3', '5'].map((code) => unit(code, first, 'commune', province, second)) as [
  Unit,
  Unit,
  Unit,
];
const last = unit('1', second, 'commune', province);
const history = {
  units: [old, district, one, two, three, four, province, newOne, newThree, newFive, last],
  successions: [
    full(old, province, first),
    full(one, newOne, first),
    full(two, newOne, first),
    full(three, newThree, first),
    part(four, newThree, first),
    part(four, newFive, first),
    ...[newOne, newThree, newFive].map((each) => full(each, last, second)),
  ],
};
const maps = new UnitMaps(history, day('2022-10-10'));
const [before, between, after] = maps.maps as [UnitMaps['usual'], UnitMaps['usual'], UnitMaps['usual']];
const codes = (units: readonly Unit[]) => units.map(({ code }) => code);

describe('maps of units that change', () => {
  test('there is one between each two days of change; the one of the day asked about is the usual one', () => {
    expect(maps.maps.map(({ from, until }) => [from?.toString(), until?.toString()])).toEqual([
      [undefined, first],
      [first, second],
      [second, undefined],
    ]);
    expect(maps.usual).toBe(before);
    expect(maps.at(day(first))).toBe(between);
    expect(maps.at(day('2026-12-31'))).toBe(between);
  });

  test('a unit is made of those that went into it whole, over two successions too', () => {
    expect(codes(maps.parts(between, before, newOne.id, 'commune'))).toEqual(['1', '2']);
    expect(codes(maps.parts(between, before, newThree.id, 'commune'))).toEqual(['3']);
    expect(codes(maps.divided(between, before, newThree.id))).toEqual(['4']);
    expect(codes(maps.divided(between, before, newFive.id))).toEqual(['4']);
    expect(codes(maps.parts(after, before, last.id, 'commune'))).toEqual(['1', '2', '3', '4']);
    expect(maps.divided(after, before, last.id)).toEqual([]);
    expect(codes(maps.parts(after, before, province.id, 'district'))).toEqual(['954']);
  });

  test('a code names another unit on another day', () => {
    expect(['2020-01-01', '2024-01-01', '2025-07-01', '2030-01-01'].map((on) => maps.named('1', day(on))?.id)).toEqual([
      one.id,
      one.id,
      newOne.id,
      last.id,
    ]);
    expect(maps.named('2', day('2026-01-01'))?.id).toBe(two.id);
    expect(maps.named('99', day('2026-01-01'))).toBeUndefined();
  });
});

const words = { vi: '', en: '' };
function indicator(more: Partial<Indicator> & { inputs: Indicator['inputs'] }, formula: string): Indicator {
  const checked = checkFormula(formula, { inputs: new Map(more.inputs.map(({ key, unit: of }) => [key, unitOf(of)])) });
  return {
    key: 'indicator',
    name: words,
    definition: words,
    formula: checked.formula as Indicator['formula'],
    unit: {},
    kind: undefined,
    better: 'up',
    levels: ['commune', 'province'],
    merged: undefined,
    mergedBy: undefined,
    changed: undefined,
    headline: undefined,
    advice: undefined,
    base: undefined,
    certainty: 'confirmed',
    source: undefined,
    ...more,
  };
}
const input = (key: string, of: Indicator['inputs'][number]['unit']) => ({
  key,
  name: words,
  unit: of,
  measure: undefined,
  figure: key,
});
const share = (more: Partial<Indicator> = {}) =>
  indicator({ inputs: [input('online', 'household'), input('all', 'household')], ...more }, 'online / all');
const reported: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  online: { '1': 10, '2': 30, '3': 5, '4': 50 },
  all: { '1': 100, '2': 100, '3': 50, '4': 50 },
  population: { '1': 3000, '2': 1000, '3': 500, '4': 500 },
};
const tell = (of: Indicator, asked: Unit, map = between) =>
  tellOnMap(of, asked, {
    maps,
    map,
    recorded: before,
    sums: () => new Map(),
    figure: (figure, unitId): ReportedFigure | undefined => {
      const code = before.units.find(({ id }) => id === unitId)?.code ?? '';
      const value = reported[figure]?.[code];
      return value === undefined ? undefined : { figure, unitId, to: day('2022-09-30'), value, synthetic: false };
    },
    levelOf: () => 'commune',
    components: () => 0,
  });

describe('the figure of a merged unit', () => {
  test('adds numerators and bases of a share', () => {
    expect(tell(share(), newOne)).toMatchObject({ state: 'known', value: 0.2, inputs: { online: 40, all: 200 } });
    expect(tell(share(), last, after)).toMatchObject({ value: 95 / 300, coverage: { reported: 4, units: 4 } });
  });

  test('is the mean of its parts, plainly or by a base that is named', () => {
    expect(tell(share({ merged: 'mean' }), newOne)).toMatchObject({ state: 'known', value: 0.2 });
    const weighted = share({ merged: 'weighted-mean', mergedBy: 'population' });
    expect(tell(weighted, newOne).value).toBeCloseTo((0.1 * 3000 + 0.3 * 1000) / 4000);
    expect(tell(share({ merged: 'weighted-mean', mergedBy: 'all' }), last, after).value).toBeCloseTo(95 / 300);
  });

  test('begins anew where the rule says so, but one unit that only changed its name goes on', () => {
    expect(tell(share({ merged: 'restart' }), newOne)).toMatchObject({ state: 'restarted', value: undefined });
    const renamed = new UnitMaps({ units: [one, newOne], successions: [full(one, newOne, first)] }, day('2022-10-10'));
    expect(renamed.parts(renamed.maps[1] as UnitMaps['usual'], renamed.usual, newOne.id, 'commune')).toEqual([one]);
  });

  test('of which a part came nobody knows how large is not told; the province is whole', () => {
    expect(tell(share(), newThree)).toMatchObject({ state: 'divided', value: undefined });
    expect(tell(share(), newFive)).toMatchObject({ state: 'divided', value: undefined });
    expect(tell(share(), province)).toMatchObject({ value: 95 / 300, coverage: { reported: 4, units: 4 } });
  });

  test('is partly known where a part has not reported', () => {
    const lone = share({ inputs: [input('online', 'household'), input('nobody', 'household')] });
    expect(tell(lone, newOne)).toMatchObject({ state: 'missing' });
    expect(tell(share({ merged: 'weighted-mean', mergedBy: 'nobody' }), newOne)).toMatchObject({ state: 'missing' });
  });

  test('goes by a rule that fits its kind unless the file names one', () => {
    const rules = (['ratio', 'count', 'tiered', 'yes-no', 'survey'] as const).map((kind) =>
      mergingRuleOf(share({ kind, mergedBy: 'all' })),
    );
    expect(rules).toEqual(['sum', 'sum', 'sum', 'restart', 'weighted-mean']);
    expect(mergingRuleOf(share())).toBe('sum');
    expect(mergingRuleOf({ ...share(), inputs: [input('is', 'yes-no')] })).toBe('restart');
    expect(mergingRuleOf({ ...share(), inputs: [input('mark', 'percent')] })).toBe('mean');
    expect(mergingRuleOf(share({ kind: 'survey' }))).toBe('mean');
    expect(mergingRuleOf(share({ kind: 'survey', merged: 'restart' }))).toBe('restart');
  });
});
