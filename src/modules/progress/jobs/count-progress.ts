import { type Database, json, type Tx } from '../../../platform/database.ts';
import { consumeJournal, type Entry, earliestEpoch } from '../../../platform/journal.ts';
import { type CountedDossier, countEntries, isCounted } from '../count.ts';

const consumer = 'progress';
const batchSize = 5000;

/** Counts everything that is in the journal and not yet counted; returns the number of entries read. */
export async function countProgress(database: Database): Promise<number> {
  let read = 0;
  for (;;) {
    const batch = await consumeJournal(database, consumer, handle, batchSize);
    read += batch;
    if (batch < batchSize) return read;
  }
}

async function handle(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const relevant = entries.filter(isCounted);
  if (relevant.length === 0) return;
  const filedHere = new Set(relevant.filter(({ action }) => action === 'file').map(({ streamId }) => streamId));
  const earlier = [...new Set(relevant.map(({ streamId }) => streamId))].filter((id) => !filedHere.has(id));
  const known = await tx.rows<Omit<CountedDossier, 'dueAt'> & { dueAt: Temporal.Instant | null }>(
    `select stream_id as "streamId", unit_id as "unitId", procedure_code as "procedureCode", due_at as "dueAt", extended, settled
     from progress_dossier where stream_id = any ($1)`,
    [earlier],
  );
  const { dossiers, days, latest } = countEntries(
    relevant,
    new Map(known.map((row) => [row.streamId, { ...row, dueAt: row.dueAt?.toString() ?? null }])),
  );
  await tx.run(
    `insert into progress_dossier (stream_id, unit_id, procedure_code, due_at, extended, settled)
     select d."streamId", d."unitId", d."procedureCode", d."dueAt", d.extended, d.settled
     from jsonb_to_recordset($1::jsonb) as d ("streamId" uuid, "unitId" uuid, "procedureCode" text, "dueAt" timestamptz, extended boolean, settled boolean)
     on conflict (stream_id) do update set due_at = excluded.due_at, extended = excluded.extended, settled = excluded.settled`,
    [json(dossiers)],
  );
  await tx.run(
    `with counted as (
       select * from jsonb_to_recordset($1::jsonb) as c (day date, "unitId" uuid, "procedureCode" text, received int, online int, "onlineAlone" int, finished int, "onTime" int, synthetic int)
     ), days as (
       insert into progress_day as p (day, unit_id, procedure_code, received, online, online_alone, finished, on_time, synthetic)
       select day, "unitId", "procedureCode", received, online, "onlineAlone", finished, "onTime", synthetic from counted
       on conflict (day, unit_id, procedure_code) do update set ${added}
     )
     insert into progress_month as p (month, unit_id, received, online, online_alone, finished, on_time, synthetic)
     select date_trunc('month', day)::date, "unitId", sum(received), sum(online), sum("onlineAlone"), sum(finished), sum("onTime"), sum(synthetic) from counted group by 1, 2
     on conflict (month, unit_id) do update set ${added}`,
    [json(days)],
  );
  await tx.run('update progress_state set revision = revision + 1, counted_to = greatest(counted_to, $1)', [latest]);
}

const added = ['received', 'online', 'online_alone', 'finished', 'on_time', 'synthetic']
  .map((name) => `${name} = p.${name} + excluded.${name}`)
  .join(', ');

/** Empties the counts and counts the whole journal again. */
export async function rebuildProgress(database: Database): Promise<number> {
  await database.asOwner(emptyProgress);
  return countProgress(database);
}

/** Empties the counts and sets the consumer back to the beginning, in the transaction of whoever changes what there is to count. */
export async function emptyProgress(tx: Tx): Promise<void> {
  // The cursor's row is the consumer's lock: a batch under way ends first, the next one begins from nothing.
  await tx.rows('select 1 from journal_cursor where consumer = $1 for update', [consumer]);
  await tx.run('delete from progress_day');
  await tx.run('delete from progress_month');
  await tx.run('delete from progress_dossier');
  await tx.run('update progress_state set revision = revision + 1, counted_to = null');
  await tx.run(
    `update journal_cursor set epoch = $2, xid = '0'::xid8, stream_id = '00000000-0000-0000-0000-000000000000', version = 0 where consumer = $1`,
    [consumer, earliestEpoch],
  );
}
