import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Id } from '../../../platform/ids.ts';
import { type Succession, type Unit, type UnitHistory, unitIdOf } from '../../territory/index.ts';
import type { Definitions, Indicator } from '../definitions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import { type Basis, toBasis } from '../queries/basis.ts';
import { UnitMaps } from '../successions/unit-maps.ts';
import { type KnownInputs, tellValue } from '../values/model.ts';
import { publicBasis } from './public-basis.ts';
import { staffBasis } from './staff-basis.ts';
import { idleUnits, LinearAttacker, type Table, tables, totalOf } from './testing.ts';

const words = { vi: '', en: '' };
const [over, underWay] = ['2022-09', '2022-10'];
const facts = { declared: [], sample: { synthetic: 'd.all', of: 'd.all' } };

const { formula } = checkFormula('some / all', {
  inputs: new Map([
    ['some', { dossier: 1 }],
    ['all', { dossier: 1 }],
  ]),
});
const share: Indicator = {
  key: 'share',
  name: words,
  definition: words,
  inputs: ['some', 'all'].map((key) => ({ key, name: words, unit: 'dossier', measure: `d.${key}`, figure: undefined })),
  formula: formula as Indicator['formula'],
  base: 'all',
  unit: {},
  kind: undefined,
  better: 'up',
  levels: ['commune', 'district', 'province'],
  merged: 'sum',
  mergedBy: undefined,
  changed: undefined,
  headline: 1,
  advice: undefined,
  certainty: 'confirmed',
  source: undefined,
};
const definitions: Definitions = {
  figures: [],
  indicators: [share],
  targets: [],
  claims: [],
  facts: [],
  editions: [],
  outlines: [],
  publication: { smallestShown: 5, licence: { name: words, url: '' }, publisher: undefined },
};

/** Figures in full of one table, the same in each month; on an earlier day where `knownBy` says so. */
function rawOf({ tree, quantities }: Table, knownBy = '2022-10-10'): Basis {
  const units = tree.parents.map(
    (parent, index): Unit => ({
      id: `u${index}` as Id<'unit'>,
      code: String(index).padStart(3, '0'),
      name: words,
      shortName: '',
      level: parent < 0 ? 'province' : parent === 0 ? 'district' : 'commune',
      parentId: parent < 0 ? undefined : (`u${parent}` as Id<'unit'>),
      validFrom: Temporal.PlainDate.from('2000-01-01'),
      validTo: undefined,
    }),
  );
  return rawOn(
    { units, successions: [] },
    (measure, { id }) =>
      quantities.find(({ key }) => `d.${key}` === measure)?.own[units.findIndex((unit) => unit.id === id)] ?? 0,
    knownBy,
  );
}

const nothing: KnownInputs = {
  measures: new Map(),
  figure: () => undefined,
  levelOf: () => 'commune',
  below: () => [],
  components: () => 0,
};

/** Figures in full of what was recorded in each unit, on all maps. */
function rawOn(history: UnitHistory, recorded: (measure: string, unit: Unit) => number, knownBy: string): Basis {
  const maps = new UnitMaps(history, Temporal.PlainDate.from(knownBy));
  const upwards = maps.upwards();
  return toBasis(
    {
      definitions: { on: () => definitions, ever: [definitions] },
      maps,
      sums: {
        get: (measure, name) =>
          history.units.reduce(
            (sum, unit) => sum + (upwards.get(unit.id)?.includes(name) === true ? recorded(measure, unit) : 0),
            0,
          ),
        months: () => [over, underWay],
      },
      figure: () => undefined,
      reported: [],
      months: [over, underWay],
    },
    {
      stamp: '',
      today: Temporal.PlainDate.from('2022-10-10'),
      countedTo: undefined,
      knownBy: Temporal.PlainDate.from(knownBy),
      sample: facts.sample,
      numbers: () => ({
        value: () => tellValue(share, history.units[0]?.id as Id<'unit'>, nothing),
        amount: () => undefined,
      }),
    },
  );
}

const tree = { parents: [-1, 0, 0, 1, 1, 2, 2] };
const example: Table = {
  tree,
  quantities: [
    { key: 'all', guarded: true, partOf: [], own: [0, 0, 0, 20, 30, 40, 50] },
    { key: 'some', guarded: true, partOf: ['all'], own: [0, 0, 0, 3, 9, 0, 25] },
  ],
};
const look = (basis: Basis, index: number, month = over) => basis.value(share, basis.units[index] as Unit, month);

describe('what everybody sees', () => {
  const open = publicBasis(rawOf(example), facts);

  test('is no share of a small count, nor of the one beside it, but the base and a zero', () => {
    expect(look(open, 3)).toMatchObject({ state: 'hidden', hidden: 'few', value: undefined, inputs: { all: 20 } });
    expect(look(open, 4)).toMatchObject({ state: 'hidden', value: undefined, inputs: { all: 30 } });
    expect(look(open, 5)).toMatchObject({ state: 'known', value: 0, inputs: { some: 0, all: 40 } });
    expect(look(open, 0)).toMatchObject({ state: 'known', inputs: { some: 37, all: 140 } });
    expect(open.sum('d.some', open.units[3] as Unit, over)).toBeUndefined();
  });

  test('is of a month under way, and of an earlier day, the figure of the topmost unit alone', () => {
    const before = publicBasis(rawOf(example, '2022-10-01'), facts);
    for (const [basis, month, why] of [
      [open, underWay, 'under-way'],
      [before, over, 'earlier-day'],
    ] as const) {
      expect(look(basis, 0, month)).toMatchObject({ state: 'known', inputs: { some: 37 } });
      for (const unit of [1, 4, 6]) expect(look(basis, unit, month)).toMatchObject({ hidden: why, inputs: {} });
      expect(basis.sample(basis.units[4] as Unit, month)).toEqual({ some: true, synthetic: undefined, of: undefined });
    }
  });

  test('leaves no way to what it was worked out from', () => {
    expect(() => open.inputs(over)).toThrow();
    expect(open.reported).toEqual([]);
  });

  test('tells no secret to an outsider who adds and subtracts everything, the province month by month included', () => {
    fc.assert(
      fc.property(tables({ districts: 4, communes: 4, most: 20, quantities: 2 }), (table) => {
        // A place with all the dossiers of its province cannot be hidden from whoever knows those of the province.
        const busy = table.tree.parents.filter((_, unit) => (table.quantities[1]?.own[unit] ?? 0) > 1).length;
        fc.pre(busy > 3 && table.tree.parents.length > 6);
        const raw = rawOf(table);
        const basis = publicBasis(raw, facts);
        const { inputs: top } = look(basis, 0, underWay);
        const totals = ['all', 'some'].map((key) =>
          basis.units.map((unit, index) => {
            const shown = look(basis, index).inputs[key];
            expect(basis.sum(`d.${key}`, unit, over)).toBe(shown);
            return shown ?? (index === 0 ? top[key] : undefined);
          }),
        );
        const attacker = new LinearAttacker({ tree: table.tree, keys: ['all', 'some'], totals }, idleUnits(table));
        basis.units.forEach((unit, index) => {
          const [all, some] = ['d.all', 'd.some'].map((measure) => raw.sum(measure, unit, over) ?? 0) as [
            number,
            number,
          ];
          const secret = (value: number) => value > 0 && value < 5;
          if (secret(all)) expect(attacker.knows(index, 0)).toBe(false);
          if (secret(some)) expect(attacker.knows(index, 1)).toBe(false);
          if (some > 0 && secret(all - some)) expect(attacker.knows(index, 1, 0)).toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });
});

test('an officer sees their own unit and those below it in full, and of others what everybody sees', () => {
  const raw = rawOf(example);
  const open = publicBasis(raw, facts);
  const mine = staffBasis(raw, open, 'u1' as Id<'unit'>);
  expect(look(mine, 3)).toMatchObject({ state: 'known', inputs: { some: 3, all: 20 } });
  expect(look(mine, 3, underWay)).toMatchObject({ state: 'known' });
  expect(look(mine, 6, underWay)).toMatchObject({ hidden: 'under-way' });
  expect(mine.sum('d.some', mine.units[3] as Unit, over)).toBe(3);
});

describe('what everybody sees on another map', () => {
  const day = (date: string) => Temporal.PlainDate.from(date);
  const since = '2025-07-01';
  const unit = (code: string, from: string, level: Unit['level'], parent?: Unit, to?: string): Unit => ({
    id: unitIdOf('9', code, day(from)),
    code,
    name: words,
    shortName: '',
    level,
    parentId: parent?.id,
    validFrom: day(from),
    validTo: to === undefined ? undefined : day(to),
  });
  const into = (from: Unit, to: Unit): Succession => ({
    fromUnitId: from.id,
    toUnitId: to.id,
    on: day(since),
    coverage: 'full',
    document: undefined,
  });
  // Wards 1 and 2 become ward 7, wards 3 and 4 become ward 8, ward 5 becomes ward 9, of another province.
  const old = unit('95', '2022-01-01', 'province', undefined, since);
  const wards = ['1', '2', '3', '4', '5'].map((code) => unit(code, '2022-01-01', 'commune', old, since));
  const province = unit('96', since, 'province');
  const merged = ['7', '8', '9'].map((code) => unit(code, since, 'commune', province));
  const [one, two, three, four, five] = wards as [Unit, Unit, Unit, Unit, Unit];
  const [seven, eight, nine] = merged as [Unit, Unit, Unit];
  const history: UnitHistory = {
    units: [old, ...wards, province, ...merged],
    successions: [
      into(old, province),
      into(one, seven),
      into(two, seven),
      into(three, eight),
      into(four, eight),
      into(five, nine),
    ],
  };
  // Of wards 1 and 2 the numerators are hidden: 2 are few, 9 are the rest. Of 3, 4 and 5 everything is told.
  const some = new Map([
    [one.id, 2],
    [two.id, 9],
    [three.id, 20],
    [four.id, 30],
    [five.id, 40],
  ]);
  const recorded = (measure: string, { id, level }: Unit) =>
    level !== 'commune' || !some.has(id) ? 0 : measure === 'd.some' ? (some.get(id) ?? 0) : 100;
  const raw = rawOn(history, recorded, '2022-10-10');
  const open = publicBasis(raw, facts);
  const look = (basis: Basis, of: Unit, month = over) => basis.value(share, of, month);

  test('is a figure of which every part is told, and no other', () => {
    expect(wards.map((ward) => look(open, ward).state)).toEqual(['hidden', 'hidden', 'known', 'known', 'known']);
    const there = open.onMap(day(since));
    expect(look(there, eight)).toMatchObject({ state: 'known', inputs: { some: 50, all: 200 } });
    expect(look(there, nine)).toMatchObject({ state: 'known', inputs: { some: 40, all: 100 } });
    expect(look(there, seven)).toMatchObject({
      state: 'hidden',
      hidden: 'few',
      value: undefined,
      inputs: { all: 200 },
    });
    expect(there.sum('d.some', seven, over)).toBeUndefined();
    expect(there.sum('d.some', eight, over)).toBe(50);
  });

  test('is the province in every month, and no unit of it while the month is under way', () => {
    const there = open.onMap(day(since));
    expect(look(there, province)).toMatchObject({ state: 'known', inputs: { some: 101, all: 500 } });
    expect(look(there, province, underWay)).toMatchObject({ state: 'known', inputs: { some: 101 } });
    for (const of of merged) expect(look(there, of, underWay)).toMatchObject({ hidden: 'under-way', inputs: {} });
  });

  test('is nothing where more was recorded in a unit than in its parts of then', () => {
    const late = rawOn(history, (measure, of) => recorded(measure, of) + (of === eight ? 1 : 0), '2022-10-10');
    expect(look(publicBasis(late, facts).onMap(day(since)), eight)).toMatchObject({ state: 'hidden', inputs: {} });
  });

  test('by a mean, nothing of which a part is hidden', () => {
    const mean: Indicator = { ...share, merged: 'mean' };
    const there = open.onMap(day(since));
    expect(there.value(mean, seven, over)).toMatchObject({ state: 'hidden', value: undefined });
    expect(there.value(mean, eight, over)).toMatchObject({ state: 'known', value: 0.25 });
  });

  test('leaves no other way round, and comes back to the same figures', () => {
    const there = open.onMap(day(since));
    expect(() => there.inputs(over)).toThrow();
    expect(() => there.tell(share, seven, over, () => undefined)).toThrow();
    expect(there.onMap(day('2022-10-10'))).toBe(open);
  });

  test('officers see all of what lies in their unit, by the units of any day', () => {
    const today = staffBasis(raw, open, one.id);
    expect(look(today, one)).toMatchObject({ state: 'known', inputs: { some: 2 } });
    expect(look(today.onMap(day(since)), seven)).toMatchObject({ state: 'hidden' });
    const whole = staffBasis(raw, open, old.id);
    for (const of of [province, seven])
      expect(look(whole.onMap(day(since)), of, underWay)).toMatchObject({ state: 'known' });
  });
});
