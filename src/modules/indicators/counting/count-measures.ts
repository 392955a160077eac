import type { JsonObject } from '../../../platform/canonical-json.ts';
import { type Database, json, type Tx } from '../../../platform/database.ts';
import { consumeJournal, type ReadEntry } from '../../../platform/journal.ts';
import type { StreamMeasures } from '../../../platform/measures.ts';
import { declarationOf } from './declaration.ts';
import { foldEntries, isCounted, type KnownTo } from './fold.ts';

const batchSize = 5000;
const consumerOf = (generation: number) => `measures-${generation}`;

const job = { capacity: 'job', name: 'measures' } as const;

/** A rebuild put another generation in the place of the one that was being counted. */
class Replaced extends Error {}

/**
 * Counts everything that is in the journal and not yet counted; anew from the beginning, beside what serves, if something else was declared when
 * that was counted. Returns the number of entries read.
 */
export async function countMeasures(database: Database, declared: readonly StreamMeasures[]): Promise<number> {
  const declaration = declarationOf(declared);
  const before = await database.transact(job, async (tx) => {
    await tx.run('update measure_state set declared = $1 where serving and declared is null', [declaration]);
    return tx.row<{ declared: string }>('select declared from measure_state where serving');
  });
  if (before.declared !== declaration) return countAnew(database, declared, 'go on');
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
  const { generation } = await database.read(job, (tx) =>
    tx.row<{ generation: number }>('select generation from measure_state where serving'),
  );
  return generation;
}

/**
 * Counts the whole journal again beside the figures that serve, and puts the new ones in their place in one transaction. What an earlier,
 * interrupted rebuild left is removed first. Returns the number of entries read.
 */
export function rebuildMeasures(database: Database, declared: readonly StreamMeasures[]): Promise<number> {
  return countAnew(database, declared, 'from nothing');
}

/** `go on`: with what was begun for the same declaration, by a process that was killed or by another server. */
async function countAnew(
  database: Database,
  declared: readonly StreamMeasures[],
  how: 'go on' | 'from nothing',
): Promise<number> {
  const declaration = declarationOf(declared);
  const generation = await database.asOwner(async (tx) => {
    await lockCounting(tx);
    const begun = await tx.maybe<{ generation: number; declared: string | null }>(
      'select generation, declared from measure_state where not serving',
    );
    if (how === 'go on' && begun?.declared === declaration) return begun.generation;
    const { next } = await tx.row<{ next: number }>('select max(generation) + 1 as next from measure_state');
    await removeOthers(tx);
    await tx.run('insert into measure_state (generation, declared) values ($1, $2)', [next, declaration]);
    return next;
  });
  let read = 0;
  try {
    do read += await countGeneration(database, declared, generation);
    while (!(await database.asOwner((tx) => serve(tx, generation))));
  } catch (error) {
    // Whoever else counted the same declaration anew has put it in place.
    if (error instanceof Replaced && how === 'go on') return read;
    throw error;
  }
  return read;
}

/** Puts a generation in place of the serving one; false while that has read more of the journal, so that no figure goes back. */
async function serve(tx: Tx, generation: number): Promise<boolean> {
  await lockCounting(tx);
  const rows = await tx.rows<{ generation: number; serving: boolean; revision: number }>(
    'select generation, serving, revision from measure_state for update',
  );
  if (!rows.some((row) => row.generation === generation && !row.serving))
    throw new Replaced('another rebuild took its place');
  const old = rows.find(({ serving }) => serving);
  const { behind } = await tx.row<{ behind: boolean }>(
    `select exists (select from journal_cursor s, journal_cursor a where s.consumer = $1 and a.consumer = $2
       and (s.epoch, s.xid, s.stream_id, s.version) > (a.epoch, a.xid, a.stream_id, a.version)) as behind`,
    [consumerOf(old?.generation ?? 0), consumerOf(generation)],
  );
  if (behind) return false;
  await tx.run('update measure_state set serving = false where serving');
  await tx.run('update measure_state set serving = true, revision = greatest(revision, $2) + 1 where generation = $1', [
    generation,
    old?.revision ?? 0,
  ]);
  await removeOthers(tx);
  return true;
}

/** In the transaction of whoever changes what there is to count: the next counting begins from nothing, and the figures stay until it is done. */
export async function outdateMeasures(tx: Tx): Promise<void> {
  await lockCounting(tx);
  await removeOthers(tx);
  await tx.run(`update measure_state set declared = '' where serving`);
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
  entries: readonly ReadEntry[],
): Promise<void> {
  const [state] = await tx.rows<{ knownTo: KnownTo }>(
    'select known_to as "knownTo" from measure_state where generation = $1 for update',
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
    state.knownTo,
  );
  if (memories.size > 0)
    await tx.run(
      `insert into measure_memory (generation, stream_id, memory)
       select $1, m."streamId", m.memory from jsonb_to_recordset($2::jsonb) as m ("streamId" uuid, memory jsonb) order by m."streamId"
       on conflict (generation, stream_id) do update set memory = excluded.memory`,
      [generation, json([...memories].map(([streamId, memory]) => ({ streamId, memory })))],
    );
  if (days.length > 0)
    await tx.run(
      `with counted as (
         select * from jsonb_to_recordset($2::jsonb) as c (measure text, day date, "knownOn" date, "unitId" uuid, dimensions text, value bigint)
       ), days as (
         insert into measure_day as d (generation, measure, day, known_on, unit_id, dimensions, value)
         select $1, measure, day, "knownOn", "unitId", dimensions, value from counted order by measure, day, "unitId"
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
    [generation, latest === undefined ? 0 : 1, latest, json(knownTo)],
  );
}
