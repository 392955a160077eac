import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { dossierMeasures } from '../../src/modules/dossiers/index.ts';
import { countMeasures } from '../../src/modules/indicators/index.ts';
import { Database, type DatabaseOptions } from '../../src/platform/database.ts';
import { untilReadable } from '../horizon.ts';
import { root } from '../provinces.ts';
import { differenceAtEveryLevel } from '../recount/compare.ts';
import { randomJournal, writeJournal } from '../recount/random-journal.ts';

/** What a counter that is to be killed is told. */
export interface CounterWish {
  readonly connection: DatabaseOptions;
  /** Of the declaration: another one makes it count anew beside what serves. */
  readonly version: number;
  readonly rebuilds: boolean;
  /** Small, so that there are many transactions to die in. */
  readonly batchSize: number;
}

export interface CountingOutcome {
  readonly kills: number;
  /** Kills that left a generation half counted beside the serving one. */
  readonly halfCounted: number;
  readonly entries: number;
  readonly compared: number;
  readonly measures: readonly string[];
  /** Sums that are not what SQL over the journal says, and generations that nobody removed. */
  readonly faults: readonly string[];
}

const turns = ['counting', 'rebuilding', 'declared otherwise'] as const;

/**
 * Acts go on while a counter runs as a process of its own and dies by SIGKILL at random moments: while it counts, while it rebuilds, and while it
 * counts anew since something else was declared. Then one counts to the end, and every figure must be what the journal says.
 */
export async function countAndKill(
  connection: DatabaseOptions,
  kills: number,
  { dossiers, seed }: { readonly dossiers: number; readonly seed: number },
  told: (line: string) => void = () => undefined,
): Promise<CountingOutcome> {
  const database = new Database(connection);
  try {
    const units = await database.asOwner((tx) => tx.rows<{ id: string }>('select id from unit order by id'));
    const wish = { unitIds: units.map(({ id }) => id), from: '2021-11-20', days: 400 };
    const past = [...randomJournal({ ...wish, dossiers, seed })].flat();
    await database.asOwner((tx) => writeJournal(tx, past, 'past'));
    let entries = past.length;
    const acts = randomJournal({ ...wish, dossiers: 1_000_000, seed: seed + 1 });
    let version = dossierMeasures.version;
    let halfCounted = 0;
    const faults: string[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const turn = turns[kill % turns.length] as (typeof turns)[number];
      if (turn === 'declared otherwise') version += 1;
      const rebuilds = turn === 'rebuilding';
      const counter = await startCounter({ connection, version, rebuilds, batchSize: 150 });
      const end = performance.now() + 20 + Math.random() * 700;
      while (performance.now() < end) {
        const act = acts.next().value ?? [];
        entries += act.length;
        await database.asOwner((tx) => writeJournal(tx, act, 'now'));
        await pause(5);
      }
      await killHard(counter);
      const { half } = await database.asOwner((tx) =>
        tx.row<{ half: boolean }>('select exists (select from measure_state where not serving) as half'),
      );
      if (half) halfCounted += 1;
      // Compared at once: the next rebuild would wipe out what this kill spoilt.
      faults.push(...(await countAndCompare(database, version, [])).different);
      told(`kill ${kill} of ${kills}: ${turn}, ${entries} entries${half ? ', a generation half counted' : ''}`);
    }
    // Whatever was left is old by the time the next one counts.
    await database.asOwner((tx) => tx.run(`update measure_state set worked_at = worked_at - interval '1 hour'`));
    const difference = await countAndCompare(database, version, ['2022-10-10']);
    const { compared, measures, different } = difference;
    return {
      kills,
      halfCounted,
      entries,
      compared,
      measures,
      faults: [...faults, ...different, ...(await leftovers(database))],
    };
  } finally {
    await database.close();
  }
}

/** Goes on with what was left, and compares. */
async function countAndCompare(database: Database, version: number, maps: readonly string[]) {
  await untilReadable(database);
  const declared = [{ ...dossierMeasures, version }];
  await countMeasures(database, declared);
  return differenceAtEveryLevel(database, declared, {
    from: '2021-10-01',
    to: '2023-06-30',
    maps,
    knownBy: '2022-08-15',
  });
}

/** Generations and cursors that nobody counts any more. */
async function leftovers(database: Database): Promise<string[]> {
  const rows = await database.asOwner((tx) =>
    tx.rows<{ left: string }>(
      `with serving as (select generation from measure_state where serving)
       select 'generation ' || generation as "left" from (
         select generation from measure_state union select generation from measure_day union select generation from measure_month
         union select generation from measure_memory) g where generation not in (select generation from serving)
       union all select consumer from journal_cursor where consumer like 'measures-%' and consumer <> 'measures-' || (select generation from serving)`,
    ),
  );
  return rows.map(({ left }) => `left for ever: ${left}`);
}

async function startCounter(wish: CounterWish): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--import', './scripts/tsx-hook.mjs', 'test/kill/counter.ts', JSON.stringify(wish)],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the counter ended:\n${said}`);
  });
  await Promise.race([once(child.stdout, 'data'), ended]);
  // From here on its end is what the test wants.
  ended.catch(() => undefined);
  child.stderr.removeAllListeners('data');
  child.stderr.resume();
  return child;
}

async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error(`the counter ended by itself with ${child.exitCode}`);
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
