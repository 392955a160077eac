import { expect, it } from 'vitest';
import { openTestDatabase } from '../../../../test/database.ts';
import { untilReadable } from '../../../../test/horizon.ts';
import { randomJournal, writeJournal } from '../../../../test/recount/random-journal.ts';
import type { Database } from '../../../platform/database.ts';
import { dossierMeasures } from '../../dossiers/index.ts';
import { listUnits, rollUpMap } from '../../territory/index.ts';
import { countMeasures } from './count-measures.ts';
import { MonthSums } from './month-sums.ts';
import { measureState, readMeasures, rollUpMeasures } from './read-measures.ts';

const measures = dossierMeasures.measures.map(({ key }) => key);
// Under the map of after the merger of provinces, what the old units counted is under the new ones.
const maps = ['2022-10-10', '2025-07-02'];

it('keeps the sums of every unit and month by what changed, as if all were read again', async () => {
  const test = await openTestDatabase();
  try {
    const { database } = test;
    const units = await database.asOwner((tx) => tx.rows<{ id: string }>('select id from unit order by id'));
    const unitIds = units.map(({ id }) => id);
    const add = async (seed: number) => {
      const wish = { dossiers: 150, seed, unitIds, from: '2021-11-20', days: 400 };
      const made = [...randomJournal(wish)].flat();
      await database.asOwner((tx) => writeJournal(tx, made, 'now'));
      await untilReadable(database);
      await countMeasures(database, [dossierMeasures]);
    };
    await add(1);
    const kept = await Promise.all(maps.map((map) => load(database, map)));
    const first = await Promise.all(maps.map((map, n) => differences(database, map, kept[n] as MonthSums)));
    expect(first).toEqual([[], []]);
    const was = await Promise.all(maps.map((map, n) => tellAll(database, map, kept[n] as MonthSums)));
    for (const seed of [2, 3]) {
      await add(seed);
      for (const [n, map] of maps.entries()) {
        const before = kept[n] as MonthSums;
        const after = await database.asOwner(async (tx) => before.later(tx, await measureState(tx)));
        expect(await differences(database, map, after)).toEqual([]);
        if (seed === 2) {
          expect(await differences(database, map, before)).not.toEqual([]);
          expect(await tellAll(database, map, before)).toEqual(was[n]);
        }
        kept[n] = after;
      }
    }
  } finally {
    await test.close();
  }
});

function load(database: Database, map: string): Promise<MonthSums> {
  return database.asOwner(async (tx) => {
    const upwards = await rollUpMap(tx, Temporal.PlainDate.from(map));
    return MonthSums.load(tx, { measures, from: '2021-10', months: 36, upwards }, await measureState(tx));
  });
}

async function differences(database: Database, map: string, sums: MonthSums): Promise<string[]> {
  const rows = await database.asOwner(async (tx) =>
    rollUpMeasures(
      await readMeasures(tx, {
        measures,
        from: Temporal.PlainDate.from('2021-10-01'),
        to: Temporal.PlainDate.from('2024-09-30'),
        by: 'month',
      }),
      await rollUpMap(tx, Temporal.PlainDate.from(map)),
    ),
  );
  const should = new Map(
    rows
      .filter(({ value }) => value !== 0)
      .map(({ measure, unitId, period, value }) => [`${measure} ${unitId} ${period}`, value]),
  );
  const is = await tellAll(database, map, sums);
  return [...new Set([...should.keys(), ...is.keys()])].filter((key) => should.get(key) !== is.get(key));
}

async function tellAll(database: Database, map: string, sums: MonthSums): Promise<Map<string, number>> {
  const units = await database.asOwner((tx) => listUnits(tx, Temporal.PlainDate.from(map)));
  const told = new Map<string, number>();
  for (const measure of measures)
    for (const { id } of units)
      for (const month of sums.months()) {
        const value = sums.get(measure, id, month);
        if (value !== 0) told.set(`${measure} ${id} ${month}`, value);
      }
  return told;
}
