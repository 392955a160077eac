import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { JsonObject } from '../src/platform/canonical-json.ts';
import { addBallast, makeOpenable, settleProgress } from './ballast.ts';
import { findMoulds, makeMoulds } from './moulds.ts';
import { People } from './people.ts';
import { fileMany, takeCourses } from './real-dossiers.ts';
import { type Row, toTable } from './report.ts';
import { measureBurst } from './rows/burst.ts';
import { measureIndicators } from './rows/indicators.ts';
import { measureWeight, memoryRow, startRow } from './rows/process.ts';
import { measureRead, readNames } from './rows/reads.ts';
import { measureRebuild } from './rows/rebuild.ts';
import { measureSubmit } from './rows/submit.ts';
import { root, World } from './world.ts';

const rowNames = ['start', ...readNames, 'indicators', 'burst', 'weight', 'rebuild', 'submit', 'memory'] as const;
type RowName = (typeof rowNames)[number];

const flags = {
  sizes: { type: 'string', default: '10000' },
  only: { type: 'string' },
  /** Length of one measurement; rounds and warming come on top. */
  seconds: { type: 'string', default: '3' },
  'rebuild-seconds': { type: 'string', default: '900' },
  real: { type: 'string', default: '2000' },
  /** A data folder to keep: what an earlier run brought in is used again. */
  data: { type: 'string' },
  /** A folder for processor profiles of the server, one at each of its stops. */
  profile: { type: 'string' },
} as const;
const usage = `--sizes from 1000 on, numbers above 0, --only of: ${rowNames.join(', ')}; ${Object.keys(flags)
  .map((name) => `--${name}`)
  .join(' ')}`;
const values = readFlags();
const sizes = values.sizes
  .split(',')
  .map(Number)
  .sort((a, b) => a - b);
const only = values.only?.split(',');
const wanted = (name: RowName) => only === undefined || only.includes(name);
const seconds = Number(values.seconds);
// None new is fine where an earlier run left some.
const numbers = [seconds, Number(values['rebuild-seconds']), Number(values.real) + 1];
const unknown = only?.filter((name) => !(rowNames as readonly string[]).includes(name)) ?? [];

if (
  unknown.length > 0 ||
  sizes.some((size) => !Number.isInteger(size) || size < 1000) ||
  numbers.some((number) => !(number > 0))
) {
  refuse(usage);
}

const begunAt = new Date();
const say = (line: string) =>
  console.log(`${((Date.now() - begunAt.getTime()) / 1000).toFixed(0).padStart(5)} s  ${line}`);
const rows: Row[] = [];
const world = await World.make({ folder: values.data, profileDir: values.profile });
const stopEarly = () => void world.remove().finally(() => process.exit(130));
process.once('SIGINT', stopEarly);
process.once('SIGTERM', stopEarly);
try {
  await measure(world);
} catch (error) {
  console.error(error);
} finally {
  await world.remove();
}
print();

/** What is wrong with the command line is one line, as with every command. */
function readFlags() {
  try {
    return parseArgs({ options: flags }).values;
  } catch (error) {
    return refuse(`${(error as Error).message.split(/\.? *\n|\. /)[0]}. Known: ${usage}`);
  }
}

function refuse(why: string): never {
  console.error(`bench: ${why}`);
  process.exit(2);
}

async function measure(world: World): Promise<void> {
  await world.start();
  const people = await People.find(world);
  let moulds = await world.database.asOwner(findMoulds);
  const codes: string[] = [];
  if (moulds === undefined) {
    say(`${people.communes.length} communes; filing ${values.real} dossiers by the API`);
    codes.push(...(await takeCourses(world, people)));
    await fileMany(world, people, Number(values.real));
  }
  let { stored } = await world.database.asOwner((tx) =>
    tx.row<{ stored: number }>('select count(*)::int as stored from dossier'),
  );
  await world.stop();
  for (const size of sizes) {
    if (stored < size) {
      say(`${size} dossiers: bringing in ballast`);
      await world.seeding(async (database) => {
        moulds ??= await database.asOwner((tx) => makeMoulds(tx, people, codes));
        await addBallast(database, size, moulds, say);
        const [commune] = people.communes;
        if (commune === undefined) throw new Error('no commune');
        await makeOpenable(
          world,
          database,
          (JSON.parse(people.submission(commune)) as { answers: JsonObject }).answers,
        );
        await settleProgress(database);
        await database.asOwner((tx) => tx.run('analyze'));
      });
      stored = size;
    }
    await vacuum(world);
    await measureSize(world, people, size, moulds);
  }
}

/** Visibility maps and statistics as they are in a database that has lived for a while. */
async function vacuum(world: World): Promise<void> {
  const { default: pg } = await import('pg');
  await world.start();
  const { ssl: _, ...owner } = world.owner;
  const client = new pg.Client({ ...owner, options: `-c search_path=${world.schema}` });
  await client.connect();
  await client.query('vacuum (analyze) dossier');
  await client.query('checkpoint').catch(() => undefined);
  const { rows } = await client.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  );
  await client.end();
  await world.stop();
  say(`the database has ${rows[0]?.size}`);
}

async function measureSize(
  world: World,
  people: People,
  size: number,
  moulds: Awaited<ReturnType<typeof findMoulds>>,
): Promise<void> {
  people.forgetSessions();
  const starts: number[] = [];
  for (let turn = 0; turn < (wanted('start') ? 3 : 1); turn += 1) {
    if (turn > 0) await world.stop();
    starts.push(await world.start());
  }
  if (wanted('start')) add(startRow(size, starts));
  for (const name of readNames) if (wanted(name)) add(await measureRead(name, world, people, size, seconds));
  if (wanted('indicators')) add(await measureIndicators(world, people, size));
  if (wanted('burst') && moulds !== undefined) add(await measureBurst(world, people, size, moulds));
  if (wanted('weight')) add(await measureWeight(world, size));
  if (wanted('rebuild')) add(await measureRebuild(world, people, size, Number(values['rebuild-seconds'])));
  // Submissions and their limit leave tens of thousands of dossiers behind, so they come last, at the largest size.
  if (wanted('submit') && size === sizes.at(-1))
    for (const row of await measureSubmit(world, people, size, seconds)) add(row);
  if (wanted('memory')) add(memoryRow(world, size));
  await world.stop();
}

function add(row: Row): void {
  rows.push(row);
  say(`${row.what}: ${row.ours}${row.limit === '' ? '' : `; bare SQL ${row.limit}, ${row.share}`}`);
}

function print(): void {
  const machine = {
    at: begunAt.toISOString(),
    seconds: Math.round((Date.now() - begunAt.getTime()) / 1000),
    cores: cpus().length,
    processor: cpus()[0]?.model ?? '',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    loadOverFifteenMinutes: loadavg()[2] ?? 0,
    node: process.version,
  };
  console.log(`\n${JSON.stringify(machine)}\n\n${toTable(rows)}`);
  const folder = join(root, 'bench/results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${begunAt.toISOString().replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
  console.log(`\n${file}`);
}
