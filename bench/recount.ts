// The counting against SQL over the journal, for every measure, day, month and level: `node --import ./scripts/tsx-hook.mjs bench/recount.ts [dossiers] [seed] [data folder]`.
import process from 'node:process';
import { declaredMeasures } from '../src/app/measures.ts';
import { rebuildMeasures } from '../src/modules/indicators/index.ts';
import type { Database } from '../src/platform/database.ts';
import { differenceAtEveryLevel } from '../test/recount/compare.ts';
import { randomJournal, writeJournal } from '../test/recount/random-journal.ts';
import { World } from './world.ts';

const dossiers = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const years = 3;
const begun = performance.now();
const seconds = (since: number) => Math.round((performance.now() - since) / 100) / 10;
const say = (line: string) => process.stderr.write(`${seconds(begun)} s  ${line}\n`);

const world = await World.make({ folder: process.argv[4] });
const stopEarly = () => void world.remove().finally(() => process.exit(130));
process.once('SIGINT', stopEarly);
process.once('SIGTERM', stopEarly);
try {
  // The server brings in the province's units.
  await world.start();
  await world.stop();
  await world.seeding(compare);
} finally {
  await world.remove();
}

async function compare(database: Database): Promise<void> {
  const entries = await write(database);
  say(`${entries} entries of ${dossiers} dossiers written`);
  const counting = performance.now();
  await rebuildMeasures(database, declaredMeasures);
  const countedIn = seconds(counting);
  say(`counted in ${countedIn} s`);
  const { different, ...compared } = await differenceAtEveryLevel(
    database,
    declaredMeasures,
    { from: '2019-10-01', to: '2023-03-31', maps: ['2022-10-10'], knownBy: '2021-12-31' },
    say,
  );
  const rows = await database.asOwner((tx) =>
    tx.row(`select (select count(*) from measure_day) as days, (select count(*) from measure_month) as months`),
  );
  const mostMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${JSON.stringify({ dossiers, seed, entries, countedIn, rows, compared: compared.compared, measures: compared.measures.length, different: different.length, mostMegabytes })}\n`,
  );
  for (const line of different) process.stdout.write(`${line}\n`);
  if (different.length > 0) process.exitCode = 1;
}

/** Dossiers of an earlier run on a kept folder are left and compared too. */
async function write(database: Database): Promise<number> {
  const units = await database.asOwner((tx) => tx.rows<{ id: string }>('select id from unit order by id'));
  const wish = { dossiers, seed, unitIds: units.map(({ id }) => id), from: '2019-11-01', days: years * 365 };
  let waiting: Parameters<typeof writeJournal>[1][number][] = [];
  let written = 0;
  const flush = async () => {
    const entries = waiting;
    waiting = [];
    written += entries.length;
    await database.asOwner((tx) => writeJournal(tx, entries, 'past'));
  };
  for (const stream of randomJournal(wish)) {
    waiting.push(...stream);
    if (waiting.length > 50_000) await flush();
  }
  await flush();
  await database.asOwner((tx) => tx.run('analyze journal'));
  return written;
}
