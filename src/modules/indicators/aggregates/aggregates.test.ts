import { expect, it } from 'vitest';
import { openTestDatabase } from '../../../../test/database.ts';
import { untilReadable } from '../../../../test/horizon.ts';
import { type Entry, entrySelect, findChainFault } from '../../../platform/journal.ts';
import { countMeasures, readMeasures, rebuildMeasures } from '../index.ts';
import { type AggregateFacts, aggregateMeasures } from './aggregate-measures.ts';
import { aggregateStreamId, takeAggregates } from './take-aggregates.ts';

const unitId = '00000000-0000-8000-8000-000000000001';
const september = (sums: AggregateFacts['sums']): AggregateFacts => ({ unitId, month: '2022-09', sums });

it('counts what a province tells of a month once, takes a later telling in its place, and knows what was told by a day', async () => {
  const test = await openTestDatabase('empty');
  try {
    const { database } = test;
    const tell = async (day: string, ...told: AggregateFacts[]) => {
      const at = Temporal.Instant.from(`${day}T03:00:00Z`);
      const written = await database.asOwner((tx) => takeAggregates(tx, told, at, at));
      await untilReadable(database);
      await countMeasures(database, [aggregateMeasures]);
      return written;
    };
    const known = (knownBy?: string) =>
      database.asOwner(async (tx) =>
        (
          await readMeasures(tx, {
            measures: ['dossiers.received', 'dossiers.online'],
            from: Temporal.PlainDate.from('2022-09-01'),
            to: Temporal.PlainDate.from('2022-10-31'),
            by: 'month',
            knownBy: knownBy === undefined ? undefined : Temporal.PlainDate.from(knownBy),
          })
        ).map(({ measure, period, value }) => `${measure} ${period} ${value}`),
      );
    expect(await tell('2022-10-01', september({ 'dossiers.received': 20, 'dossiers.online': 3 }))).toBe(1);
    expect(await tell('2022-10-02', september({ 'dossiers.received': 20, 'dossiers.online': 3 }))).toBe(0);
    const october = { unitId, month: '2022-10', sums: { 'dossiers.received': 7 } };
    expect(await tell('2022-10-09', september({ 'dossiers.received': 21 }), october)).toBe(2);
    const first = ['dossiers.online 2022-09 3', 'dossiers.received 2022-09 20'];
    const second = ['dossiers.received 2022-09 21', 'dossiers.received 2022-10 7'];
    expect([await known(), await known('2022-10-08')]).toEqual([second, first]);
    await rebuildMeasures(database, [aggregateMeasures]);
    expect([await known(), await known('2022-10-08')]).toEqual([second, first]);
    const stream = await database.asOwner((tx) =>
      tx.rows<Entry>(`select ${entrySelect} from journal where stream_id = $1 order by version`, [
        aggregateStreamId(october),
      ]),
    );
    expect(stream).toHaveLength(1);
    expect(findChainFault(stream)).toBeUndefined();
  } finally {
    await test.close();
  }
});
