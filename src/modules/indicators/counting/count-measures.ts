import type { JsonObject } from '../../../platform/canonical-json.ts';
import { type Database, json, type Tx } from '../../../platform/database.ts';
import { consumeJournal, type Entry, earliestEpoch } from '../../../platform/journal.ts';
import type { StreamMeasures } from '../../../platform/measures.ts';
import { foldEntries, isCounted } from './fold.ts';

const batchSize = 5000;
const consumerOf = (generation: number) => `measures-${generation}`;

/** A rebuild put another generation in the place of the one that was being counted. */
class Replaced extends Error {}

/** Counts everything that is in the journal and not yet counted; returns the number of entries read. */
export async function countMeasures(database: Database, declared: readonly StreamMeasures[]): Promise<number> {
  const generation = await servingGeneration(database);
  try {
    return await countGeneration(database, declared, generation);
  } catch (error) {
    // A rebuild takes rows and cursor of the old generation away together.
    if ((await servingGeneration(database)) === generation) throw error;
    return countMeasures(database, declared);
  }
}

async function servingGeneration(database: Database): Promise<number> {
  const { generation } = await database.read({ capacity: 'job', name: 'measures' }, (tx) =>
    tx.row<{ generation: number }>('select generation from measure_state where serving'),
  );
  return generation;
}

/**
 * Counts the whole journal again beside the figures that serve, and puts the new ones in their place in one transaction. What an earlier,
 * interrupted rebuild left is removed first. Returns the number of entries read.
 */
export async function rebuildMeasures(database: Database, declared: readonly StreamMeasures[]): Promise<number> {
  const { generation } = await database.asOwner(async (tx) => {
    await lockCounting(tx);
    await removeOthers(tx);
    return tx.row<{ generation: number }>(
      'insert into measure_state (generation, revision) select generation + 1, revision from measure_state where serving returning generation',
    );
  });
  const read = await countGeneration(database, declared, generation);
  await database.asOwner(async (tx) => {
    await lockCounting(tx);
    const rows = await tx.rows<{ generation: number }>('select generation from measure_state for update');
    if (!rows.some((row) => row.generation === generation)) throw new Replaced('another rebuild took its place');
    const { revision } = await tx.row<{ revision: number }>('select max(revision) as revision from measure_state');
    await tx.run('update measure_state set serving = false where serving');
    await tx.run('update measure_state set serving = true, revision = $2 where generation = $1', [
      generation,
      revision + 1,
    ]);
    await removeOthers(tx);
  });
  return read;
}

/** Empties the counts, so that counting begins anew, in the transaction of whoever changes what there is to count. */
export async function emptyMeasures(tx: Tx): Promise<void> {
  await lockCounting(tx);
  await removeOthers(tx);
  for (const table of ['measure_day', 'measure_month', 'measure_memory']) await tx.run(`delete from ${table}`);
  await tx.run('update measure_state set revision = revision + 1, counted_to = null, known_to = null');
  await tx.run(
    `update journal_cursor set epoch = $1, xid = '0'::xid8, stream_id = '00000000-0000-0000-0000-000000000000', version = 0 where consumer like 'measures-%'`,
    [earliestEpoch],
  );
}

/** Cursors first, as every batch does: a batch under way ends before, the next one begins after. */
async function lockCounting(tx: Tx): Promise<void> {
  await tx.rows(`select 1 from journal_cursor where consumer like 'measures-%' order by consumer for update`);
}

async function removeOthers(tx: Tx): Promise<void> {
  const others = '(select generation from measure_state where not serving)';
  for (const table of ['measure_day', 'measure_month', 'measure_memory'])
    await tx.run(`delete from ${table} where generation in ${others}`);
  await tx.run(`delete from journal_cursor where consumer in (select 'measures-' || generation from ${others} o)`);
  await tx.run('delete from measure_state where not serving');
}

async function countGeneration(
  database: Database,
  declared: readonly StreamMeasures[],
  generation: number,
): Promise<number> {
  let read = 0;
  for (;;) {
    const batch = await consumeJournal(
      database,
      consumerOf(generation),
      (tx, entries) => handle(tx, declared, generation, entries),
      batchSize,
    );
    read += batch;
    if (batch < batchSize) return read;
  }
}

async function handle(
  tx: Tx,
  declared: readonly StreamMeasures[],
  generation: number,
  entries: readonly Entry[],
): Promise<void> {
  const [state] = await tx.rows<{ knownTo: string | null }>(
    'select known_to::text as "knownTo" from measure_state where generation = $1 for update',
    [generation],
  );
  if (state === undefined) throw new Replaced();
  const touched = entries.filter((entry) => isCounted(declared, entry)).map(({ streamId }) => streamId);
  const begun = new Set(entries.filter(({ version }) => version === 1).map(({ streamId }) => streamId));
  const known = await tx.rows<{ streamId: string; memory: JsonObject }>(
    'select stream_id as "streamId", memory from measure_memory where generation = $1 and stream_id = any ($2)',
    [generation, [...new Set(touched)].filter((id) => !begun.has(id))],
  );
  const { memories, days, latest, knownTo } = foldEntries(
    declared,
    entries,
    new Map(known.map(({ streamId, memory }) => [streamId, memory])),
    state.knownTo ?? undefined,
  );
  if (memories.size > 0)
    await tx.run(
      `insert into measure_memory (generation, stream_id, memory)
       select $1, m."streamId", m.memory from jsonb_to_recordset($2::jsonb) as m ("streamId" uuid, memory jsonb)
       on conflict (generation, stream_id) do update set memory = excluded.memory`,
      [generation, json([...memories].map(([streamId, memory]) => ({ streamId, memory })))],
    );
  if (days.length > 0)
    await tx.run(
      `with counted as (
         select * from jsonb_to_recordset($2::jsonb) as c (measure text, day date, "knownOn" date, "unitId" uuid, dimensions jsonb, value bigint)
       ), days as (
         insert into measure_day as d (generation, measure, day, known_on, unit_id, dimensions, value)
         select $1, measure, day, "knownOn", "unitId", dimensions, value from counted
         on conflict (generation, measure, day, unit_id, dimensions, known_on) do update set value = d.value + excluded.value
       )
       insert into measure_month as m (generation, measure, month, unit_id, value)
       select $1, measure, date_trunc('month', day)::date, "unitId", sum(value) from counted group by 2, 3, 4
       on conflict (generation, measure, month, unit_id) do update set value = m.value + excluded.value`,
      [generation, json(days)],
    );
  // Readers need to look again only when a figure may have changed.
  await tx.run(
    'update measure_state set revision = revision + $2, counted_to = greatest(counted_to, $3), known_to = $4 where generation = $1',
    [generation, memories.size > 0 ? 1 : 0, latest, knownTo],
  );
}
