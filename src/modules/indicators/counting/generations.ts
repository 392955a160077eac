import type { Database, Tx } from '../../../platform/database.ts';

export const consumerOf = (generation: number) => `measures-${generation}`;

export const job = { capacity: 'job', name: 'measures' } as const;

/** A rebuild put another generation in the place of the one that was being counted. */
export class Replaced extends Error {}

/** The generation that readers see, and whether the one beside it was given up: a batch takes seconds. */
export interface Standing {
  readonly generation: number;
  /** What was declared when it was counted; null: nothing was counted yet. */
  readonly declared: string | null;
  readonly hasDead: boolean;
}

const deadAfter = `interval '10 minutes'`;

export function standing(database: Database, declaration: string): Promise<Standing> {
  return database.read(job, (tx) =>
    tx.row<Standing>(
      `select generation, declared, exists (select from measure_state d where ${dead('d')}) as "hasDead" from measure_state where serving`,
      [declaration],
    ),
  );
}

/** Begun for another declaration it is not dead: the next counting by that one goes on with it. */
const dead = (row: string) => `not ${row}.serving and ${row}.declared = $1 and ${row}.worked_at < now() - ${deadAfter}`;

/** What a rebuild that was killed left behind; one under way is worked on every few seconds. */
export async function removeDead(database: Database, declaration: string): Promise<void> {
  await database.asOwner(async (tx) => {
    await lockCounting(tx);
    const still = await tx.rows(`select 1 from measure_state d where ${dead('d')}`, [declaration]);
    if (still.length > 0) await removeOthers(tx);
  });
}

/** Begins the next generation beside the one that serves; `go on`: unless one for the same declaration was begun. */
export function beginGeneration(
  database: Database,
  declaration: string,
  how: 'go on' | 'from nothing',
): Promise<number> {
  return database.asOwner(async (tx) => {
    await lockCounting(tx);
    const begun = await tx.maybe<{ generation: number; declared: string | null }>(
      'select generation, declared from measure_state where not serving',
    );
    if (how === 'go on' && begun?.declared === declaration) return begun.generation;
    const { next } = await tx.row<{ next: number }>('select max(generation) + 1 as next from measure_state');
    await removeOthers(tx);
    await tx.run('insert into measure_state (generation, declared, worked_at) values ($1, $2, now())', [
      next,
      declaration,
    ]);
    return next;
  });
}

/** Puts a generation in place of the serving one; false while that has read more of the journal, so that no figure goes back. */
export async function serve(tx: Tx, generation: number): Promise<boolean> {
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
  for (const table of ['measure_day', 'measure_month', 'measure_record', 'measure_memory'])
    await tx.run(`delete from ${table} where generation in ${others}`);
  await tx.run(`delete from journal_cursor where consumer in (select 'measures-' || generation from ${others} o)`);
  await tx.run('delete from measure_state where not serving');
}
