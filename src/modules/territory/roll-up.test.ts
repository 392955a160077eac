import { describe, expect, test } from 'vitest';
import type { Succession, Unit } from './model.ts';
import { unitIdOf } from './records.ts';
import { isValidOn, placeUnits } from './unit-history.ts';

const on = Temporal.PlainDate.from('2025-07-01');
const before = Temporal.PlainDate.from('2022-10-10');
const after = Temporal.PlainDate.from('2025-10-10');

function unit(
  province: string,
  code: string,
  from: string,
  level: Unit['level'],
  parent?: Unit,
  to?: Temporal.PlainDate,
): Unit {
  const validFrom = Temporal.PlainDate.from(from);
  return {
    id: unitIdOf(province, code, validFrom),
    code,
    name: { vi: code, en: code },
    shortName: code,
    level,
    parentId: parent?.id,
    validFrom,
    validTo: to,
  };
}

const oldProvince = unit('95', '95', '2022-01-01', 'province', undefined, on);
const district = unit('95', '954', '2022-01-01', 'district', oldProvince, on);
const ward1 = unit('95', '31825', '2022-01-01', 'commune', district, on);
const ward5 = unit('95', '31819', '2022-01-01', 'commune', district, on);
const newProvince = unit('96', '96', '2025-07-01', 'province');
const baclieu = unit('96', '31825', '2025-07-01', 'commune', newProvince);
const vinhtrach = unit('96', '31834', '2025-07-01', 'commune', newProvince);
const units = [oldProvince, district, ward1, ward5, newProvince, baclieu, vinhtrach];
const succession = (from: Unit, to: Unit, coverage: Succession['coverage']): Succession => ({
  fromUnitId: from.id,
  toUnitId: to.id,
  on,
  coverage,
  document: undefined,
});

const rollUp = (units: readonly Unit[], successions: readonly Succession[], onDate: Temporal.PlainDate) =>
  placeUnits({ units, successions }, onDate).within;

describe('rolling figures up under the map of a date', () => {
  const successions = [
    succession(ward1, baclieu, 'full'),
    succession(oldProvince, newProvince, 'full'),
    succession(ward5, vinhtrach, 'part'),
    succession(ward5, baclieu, 'part'),
  ];

  test('a unit in force counts under itself and what it belongs to', () => {
    expect(rollUp(units, successions, before).get(ward1.id)).toEqual([ward1.id, district.id, oldProvince.id]);
    expect(rollUp(units, successions, after).get(baclieu.id)).toEqual([baclieu.id, newProvince.id]);
  });

  test('a unit that ended counts under its heir; of several parts, only under what all of them lie in', () => {
    const map = rollUp(units, successions, after);
    expect(map.get(ward1.id)).toEqual([baclieu.id, newProvince.id]);
    expect(map.get(ward5.id)).toEqual([newProvince.id]);
    expect(placeUnits({ units, successions }, after).partly).toEqual(new Map([[ward5.id, [vinhtrach.id, baclieu.id]]]));
    expect(map.get(oldProvince.id)).toEqual([newProvince.id]);
  });

  test('a level that was abolished without heir counts where its parent went, and a unit of the future not yet', () => {
    expect(rollUp(units, successions, after).get(district.id)).toEqual([newProvince.id]);
    expect(rollUp(units, successions, before).has(baclieu.id)).toBe(false);
  });

  test('a circle in the data ends', () => {
    const other = unit('95', '31828', '2022-01-01', 'commune', district, on);
    const circle = [succession(ward1, other, 'full'), succession(other, ward1, 'full')];
    expect(rollUp([...units, other], circle, after).has(ward1.id)).toBe(false);
  });

  test('two successions are followed one after the other', () => {
    const later = Temporal.PlainDate.from('2027-01-01');
    const merged = { ...baclieu, validTo: later };
    const last = unit('96', '31825', '2027-01-01', 'commune', newProvince);
    const chain = [...successions, { ...succession(merged, last, 'full'), on: later }];
    const map = rollUp(
      [...units.filter(({ id }) => id !== merged.id), merged, last],
      chain,
      Temporal.PlainDate.from('2027-02-01'),
    );
    expect(map.get(ward1.id)).toEqual([last.id, newProvince.id]);
    expect(map.get(merged.id)).toEqual([last.id, newProvince.id]);
  });

  test('one code is two units over time', () => {
    expect(ward1.code).toBe(baclieu.code);
    expect(ward1.id).not.toBe(baclieu.id);
    expect(isValidOn(ward1, Temporal.PlainDate.from('2025-06-30'))).toBe(true);
    expect(isValidOn(ward1, on)).toBe(false);
    expect(isValidOn(baclieu, on)).toBe(true);
  });
});
