import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import type { Definitions, Indicator } from '../definitions/model.ts';
import { checkFormula } from '../formula/formula.ts';
import type { Basis } from '../queries/basis.ts';
import { SharedTargets } from '../targets/shared-targets.ts';
import { tellValue } from '../values/model.ts';
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
  better: 'up',
  levels: ['commune', 'district', 'province'],
  merged: 'sum',
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
  const sum = (measure: string, unit: Unit) => {
    const own = quantities.find(({ key }) => `d.${key}` === measure)?.own ?? [];
    return totalOf(tree, own, units.indexOf(unit));
  };
  const inputs: Basis['inputs'] = () => ({
    measures: new Map(
      quantities.map(({ key }) => [`d.${key}`, new Map(units.map((unit) => [unit.id, sum(`d.${key}`, unit)]))]),
    ),
    figure: () => undefined,
    levelOf: () => 'commune',
    below: () => [],
    components: () => 0,
  });
  return {
    stamp: '',
    today: Temporal.PlainDate.from('2022-10-10'),
    countedTo: undefined,
    knownBy: Temporal.PlainDate.from(knownBy),
    definitions: { ...definitions },
    units,
    byCode: new Map(),
    province: units[0],
    months: [over, underWay],
    value: (indicator, unit, month) => tellValue(indicator, unit.id, inputs(month)),
    inputs,
    reported: [],
    targets: new SharedTargets({
      definitions,
      byCode: new Map(),
      parentOf: () => undefined,
      childrenOf: () => [],
      numbers: () => ({ value: () => tellValue(share, 'u0' as Id<'unit'>, inputs(over)), amount: () => undefined }),
    }),
    below: (unit) => units.filter(({ parentId }) => parentId === unit.id),
    sample: (unit) => ({ some: true, synthetic: sum('d.all', unit), of: sum('d.all', unit) }),
    sum,
  };
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
