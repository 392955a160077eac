import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openTestDatabase } from '../../../../test/database.ts';
import { untilReadable } from '../../../../test/horizon.ts';
import { appendAsOwner, streamStart } from '../../../platform/journal.ts';
import type { StreamMeasures } from '../../../platform/measures.ts';
import { countMeasures, rebuildMeasures } from './count-measures.ts';
import { readMeasures } from './read-measures.ts';

const unit = randomUUID();
const one = (at: Temporal.Instant) => ({ measure: 'things', at, unitId: unit, dimensions: {}, value: 1 });
const things: StreamMeasures = {
  streamKind: 'dossier',
  version: 1,
  measures: [],
  actions: new Set(['file']),
  count: (_memory, { at }) => ({ memory: { unit }, counts: [one(at)] }),
};
const dying: StreamMeasures = {
  ...things,
  count: () => {
    throw new Error('died');
  },
};

it('counts once after a batch that died, serves while a rebuild dies, and knows late things late', async () => {
  const test = await openTestDatabase();
  try {
    const { database } = test;
    const file = async (day: string) => {
      const at = Temporal.Instant.from(`${day}T03:00:00Z`);
      const entry = { streamKind: 'dossier', streamId: randomUUID(), action: 'file', at, schemaVersion: 1, facts: {} };
      await database.asOwner((tx) => appendAsOwner(tx, { capacity: 'job', name: 'test' }, streamStart, entry, at));
      await untilReadable(database);
    };
    const december = (knownBy?: string) =>
      database.asOwner(async (tx) => {
        const rows = await readMeasures(tx, {
          measures: ['things'],
          from: Temporal.PlainDate.from('2022-12-01'),
          to: Temporal.PlainDate.from('2022-12-31'),
          by: 'month',
          knownBy: knownBy === undefined ? undefined : Temporal.PlainDate.from(knownBy),
        });
        return rows.reduce((sum, { value }) => sum + value, 0);
      });
    await file('2022-12-05');
    await expect(countMeasures(database, [dying])).rejects.toThrow('died');
    expect(await december()).toBe(0);
    await countMeasures(database, [things]);
    await file('2023-04-02');
    await file('2022-12-06');
    await countMeasures(database, [things]);
    expect([await december(), await december('2023-03-31')]).toEqual([2, 1]);
    await expect(rebuildMeasures(database, [dying])).rejects.toThrow('died');
    expect(await december()).toBe(2);
    // What died is told from what is under way by its age alone.
    const generations = () =>
      database.asOwner(async (tx) => (await tx.rows('select generation from measure_state')).length);
    await countMeasures(database, [things]);
    expect(await generations()).toBe(2);
    await database.asOwner((tx) => tx.run(`update measure_state set worked_at = worked_at - interval '11 minutes'`));
    await countMeasures(database, [things]);
    expect([await generations(), await december()]).toEqual([1, 2]);
    await Promise.all([rebuildMeasures(database, [things]), countMeasures(database, [things])]);
    expect([await december(), await december('2023-03-31')]).toEqual([2, 1]);
  } finally {
    await test.close();
  }
});
