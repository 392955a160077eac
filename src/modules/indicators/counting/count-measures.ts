import type { JsonObject } from '../../../platform/canonical-json.ts';
import { type Database, json, type Tx } from '../../../platform/database.ts';
import { movePlace, type Place, placeOf, readAfter } from '../../../platform/journal-place.ts';
import type { StreamMeasures } from '../../../platform/measures.ts';
import { declarationOf } from './declaration.ts';
import { addFolded, type DaySum, type Folded, foldEntries, isCounted, type KnownTo } from './fold.ts';
import { beginGeneration, consumerOf, job, Replaced, removeDead, serve, standing } from './generations.ts';

/** Entries of one transaction: many, since the same sums are added to again and again. */
const usualBatch = 400_000;
/** Sums that one transaction writes, and one statement: also on a busy machine well within the time that statements have. */
const mostSums = 60_000;
const sumsOfStatement = 10_000;
const recordsOfStatement = 10_000;
/** Entries of one reading; the first is small, since nobody knows how many sums they make. */
const mostRead = 20_000;
const firstRead = 2000;
/** Streams whose memory is kept from batch to batch. */
const mostRemembered = 50_000;

/**
 * Counts everything that is in the journal and not yet counted; anew from the beginning, beside what serves, if something else was declared when
 * that was counted. Returns the number of entries read.
 */
export async function countMeasures(
  database: Database,
  declared: readonly StreamMeasures[],
  batchSize = usualBatch,
): Promise<number> {
  const declaration = declarationOf(declared);
  const now = await standing(database, declaration);
  if (now.hasDead) await removeDead(database, declaration);
  if (now.declared === null)
    await database.transact(job, (tx) =>
      tx.run('update measure_state set declared = $1 where serving and declared is null', [declaration]),
    );
  else if (now.declared !== declaration) return countAnew(database, declared, 'go on', batchSize);
  try {
    return await countGeneration(database, declared, now.generation, batchSize);
  } catch (error) {
    // A rebuild takes rows and cursor of the old generation away together.
    if ((await standing(database, declaration)).generation === now.generation) throw error;
    return countMeasures(database, declared, batchSize);
  }
}

/**
 * Counts the whole journal again beside the figures that serve, and puts the new ones in their place in one transaction. What an earlier,
 * interrupted rebuild left is removed first. Returns the number of entries read.
 */
export function rebuildMeasures(
  database: Database,
  declared: readonly StreamMeasures[],
  batchSize = usualBatch,
): Promise<number> {
  return countAnew(database, declared, 'from nothing', batchSize);
}

/** `go on`: with what was begun for the same declaration, by a process that was killed or by another server. */
async function countAnew(
  database: Database,
  declared: readonly StreamMeasures[],
  how: 'go on' | 'from nothing',
  batchSize: number,
): Promise<number> {
  const generation = await beginGeneration(database, declarationOf(declared), how);
  let read = 0;
  try {
    do read += await countGeneration(database, declared, generation, batchSize);
    while (!(await database.asOwner((tx) => serve(tx, generation))));
  } catch (error) {
    // Whoever else counted the same declaration anew has put it in place.
    if (error instanceof Replaced && how === 'go on') return read;
    throw error;
  }
  return read;
}

async function countGeneration(
  database: Database,
  declared: readonly StreamMeasures[],
  generation: number,
  batchSize: number,
): Promise<number> {
  const source: BatchSource = {
    generation,
    actions: [...new Set(declared.flatMap((each) => [...each.actions]))],
    // What this run remembered is not asked for again, as long as nobody else counts.
    remembered: new Map(),
  };
  let read = 0;
  let size = Math.min(batchSize, firstRead);
  let pending: Pending | undefined;
  for (;;) {
    const { entries, from, place, knownTo } = await database.read(job, (tx) =>
      readBatch(tx, declared, source, size, pending),
    );
    const folded = foldEntries(declared, entries, source.remembered, pending?.folded.knownTo ?? knownTo);
    for (const [streamId, memory] of folded.memories) source.remembered.set(streamId, memory);
    pending = {
      from: pending?.from ?? from,
      place,
      entries: (pending?.entries ?? 0) + entries.length,
      folded: pending === undefined ? folded : addFolded(pending.folded, folded),
    };
    const isOver = entries.length < size;
    if (!isOver && pending.entries < batchSize && pending.folded.days.length < mostSums) continue;
    if (pending.entries === 0) return read;
    const done = await write(database, generation, pending);
    if (done) read += pending.entries;
    if (done && isOver) return read;
    if (!done || source.remembered.size > mostRemembered) source.remembered.clear();
    // Where entries make many sums, fewer are read before they are written.
    const sumsOfEach = pending.folded.days.length / Math.max(1, pending.entries);
    size = Math.max(1, Math.min(batchSize, mostRead, Math.floor(mostSums / Math.max(sumsOfEach, 0.1))));
    pending = undefined;
  }
}

/** Read and folded, not yet stored. */
interface Pending {
  readonly from: Place;
  readonly place: Place;
  readonly entries: number;
  readonly folded: Folded;
}

interface BatchSource {
  readonly generation: number;
  readonly actions: readonly string[];
  /** Added to: what is stored of the streams that go on in a batch. */
  readonly remembered: Map<string, JsonObject>;
}

/** The next entries and all that their folding needs, at one moment and without a lock; behind what is pending, if anything is. */
async function readBatch(
  tx: Tx,
  declared: readonly StreamMeasures[],
  { generation, actions, remembered }: BatchSource,
  size: number,
  pending: Pending | undefined,
) {
  const state = await tx.maybe<{ knownTo: KnownTo }>(
    'select known_to as "knownTo" from measure_state where generation = $1',
    [generation],
  );
  if (state === undefined) throw new Replaced();
  const from = pending?.place ?? (await placeOf(tx, consumerOf(generation)));
  const { entries, place } = await readAfter(tx, from, size, actions);
  const counted = entries.filter((entry) => isCounted(declared, entry));
  const begun = new Set(counted.filter(({ version }) => version === 1).map(({ streamId }) => streamId));
  const missing = new Set(
    counted.flatMap(({ streamId }) => (begun.has(streamId) || remembered.has(streamId) ? [] : [streamId])),
  );
  const stored =
    missing.size === 0
      ? []
      : await tx.rows<{ streamId: string; memory: JsonObject }>(
          'select stream_id as "streamId", memory from measure_memory where generation = $1 and stream_id = any ($2)',
          [generation, [...missing]],
        );
  for (const { streamId, memory } of stored) remembered.set(streamId, memory);
  return { entries, from, place, knownTo: state.knownTo };
}

/** In one transaction with the cursor; false when somebody else has counted these entries. */
function write(database: Database, generation: number, { from, place, folded }: Pending): Promise<boolean> {
  return database.transact(job, async (tx) => {
    if (!(await movePlace(tx, consumerOf(generation), from, place))) return false;
    await store(tx, generation, folded);
    return true;
  });
}

async function store(tx: Tx, generation: number, { memories, days, records, latest, knownTo }: Folded): Promise<void> {
  // Readers need to look again only when a figure may have changed.
  const state = await tx.maybe<{ revision: number }>(
    'select revision from measure_state where generation = $1 for update',
    [generation],
  );
  if (state === undefined) throw new Replaced();
  const revision = state.revision + (latest === undefined ? 0 : 1);
  await tx.run(
    'update measure_state set revision = $2, counted_to = greatest(counted_to, $3), known_to = $4, worked_at = now() where generation = $1',
    [generation, revision, latest, json(knownTo)],
  );
  if (memories.size > 0)
    await tx.run(
      `insert into measure_memory (generation, stream_id, memory)
       select $1, m.stream_id, m.memory from unnest($2::uuid[], $3::jsonb[]) as m (stream_id, memory) order by m.stream_id
       on conflict (generation, stream_id) do update set memory = excluded.memory`,
      [generation, [...memories.keys()], [...memories.values()].map(json)],
    );
  for (let from = 0; from < days.length; from += sumsOfStatement)
    await tx.run(
      `with counted as (
         select m.measure, ($3::date[])[c.t] as day, ($4::date[])[c.k] as known_on, ($5::uuid[])[c.u] as unit_id, s.dimensions, c.value
         from unnest($7::int[], $8::int[], $9::int[], $10::int[], $11::int[], $12::bigint[]) as c (m, t, k, u, s, value)
           join unnest($2::text[]) with ordinality as m (measure, n) on m.n = c.m join unnest($6::text[]) with ordinality as s (dimensions, n) on s.n = c.s
       ), days as (
         insert into measure_day as d (generation, measure, day, known_on, unit_id, dimensions, value)
         select $1, measure, day, known_on, unit_id, dimensions, value from counted order by measure, day, unit_id, dimensions, known_on
         on conflict (generation, measure, day, unit_id, dimensions, known_on) do update set value = d.value + excluded.value
       )
       insert into measure_month as m (generation, measure, month, unit_id, value, revision)
       select $1, measure, date_trunc('month', day)::date, unit_id, sum(value), $13 from counted group by 2, 3, 4 order by 2, 3, 4
       on conflict (generation, measure, month, unit_id) do update set value = m.value + excluded.value, revision = excluded.revision`,
      [generation, ...inColumns(days.slice(from, from + sumsOfStatement)), revision],
    );
  for (let from = 0; from < records.length; from += recordsOfStatement) {
    const some = records.slice(from, from + recordsOfStatement);
    await tx.run(
      // Mostly other measures are added; only what is there already has to be summed.
      `insert into measure_record as r (generation, unit_id, month, stream_id, counts)
       select $1, c.unit_id, c.month, c.stream_id, c.counts from unnest($2::uuid[], $3::date[], $4::uuid[], $5::jsonb[]) as c (unit_id, month, stream_id, counts)
       order by c.unit_id, c.month, c.stream_id
       on conflict (generation, unit_id, month, stream_id) do update set counts = case
         when r.counts ?| array (select jsonb_object_keys(excluded.counts)) then add_counts(r.counts, excluded.counts) else r.counts || excluded.counts end`,
      [
        generation,
        some.map(({ unitId }) => unitId),
        some.map(({ month }) => month),
        some.map(({ streamId }) => streamId),
        some.map(({ counts }) => json(counts)),
      ],
    );
  }
}

/**
 * Sums in columns, each distinct text of a column once and its place in the rows: parsing them as JSON took longer than storing them. What is
 * of one length is found by its place; joined, some thousand days or units would be looked through for each row.
 */
function inColumns(days: readonly DaySum[]): unknown[] {
  const words = [
    (sum: DaySum) => sum.measure,
    (sum: DaySum) => sum.day,
    (sum: DaySum) => sum.knownOn,
    (sum: DaySum) => sum.unitId,
    (sum: DaySum) => sum.dimensions,
  ].map((of) => {
    const places = new Map<string, number>();
    const column = days.map((sum) => {
      const word = of(sum);
      const place = places.get(word) ?? places.size + 1;
      places.set(word, place);
      return place;
    });
    return { words: [...places.keys()], column: `{${column.join(',')}}` };
  });
  return [
    ...words.map((each) => each.words),
    ...words.map(({ column }) => column),
    `{${days.map(({ value }) => value).join(',')}}`,
  ];
}
