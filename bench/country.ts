// All indicators of all communes of the country over months, in the country's own tenant: `node --import ./scripts/tsx-hook.mjs bench/country.ts [months] [data folder]`.
// Every number is invented; nothing of it is a fact about any unit.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { declaredMeasures, measureFacts } from '../src/app/measures.ts';
import {
  type AggregateFacts,
  IndicatorReader,
  rebuildMeasures,
  takeAggregates,
} from '../src/modules/indicators/index.ts';
import { Chance } from '../src/modules/progress/demo-past/chance.ts';
import { OffsetClock } from '../src/platform/clock.ts';
import type { Database } from '../src/platform/database.ts';
import { addOtherProvinces, countryCode, writeCountryFiles } from './country-files.ts';
import { bareRate } from './limit.ts';
import { atRate, median, saturate, type Work } from './load.ts';
import { seconds as inSeconds, ms, perSecond, type Row, toTable } from './report.ts';
import { countryTargets } from './targets.ts';
import { World } from './world.ts';

const months = Number(process.argv[2] ?? 36);
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'cuaso-country-'));
const lastMonth = Temporal.PlainYearMonth.from('2022-09');
const begun = performance.now();
const say = (line: string) => process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0)} s  ${line}\n`);
const rows: Row[] = [];
const add = (row: Row) => {
  rows.push(row);
  say(`${row.what}: ${row.ours}; bare SQL ${row.limit}`);
};

writeCountryFiles(`${folder}-files/country`);
let communes = 0;
let communeIds: string[] = [];
let toldMeasures: string[] = [];
const world = await World.make({ folder, provinceDir: `${folder}-files/country` });
const stopEarly = () => void world.remove().finally(() => process.exit(130));
process.once('SIGINT', stopEarly);
process.once('SIGTERM', stopEarly);
try {
  // The server brings in its own province's units and the indicators.
  await world.start();
  await world.stop();
  await world.seeding(async (database) => {
    const added = await addOtherProvinces(database);
    communes = added.communes;
    say(`${communes} communes${added.invented ? ', invented ones' : ''}`);
    await feed(database);
    await recompute(database);
  });
  await pages();
} finally {
  await world.remove();
}
process.stdout.write(`\n${toTable(rows)}\n`);

/** Every month of every commune, told on the fifth of the next; one in twenty is corrected a month later. */
async function feed(database: Database): Promise<void> {
  const units = await database.asOwner((tx) =>
    tx.rows<{ id: string }>(`select id from unit where level = 'commune' order by code`),
  );
  const keys = await database.asOwner((tx) =>
    tx.rows<{ key: string }>(
      `select distinct i ->> 'measure' as key from definition_version, jsonb_array_elements(content -> 'inputs') i where kind = 'indicator' and i ? 'measure'`,
    ),
  );
  const { always, sample } = measureFacts;
  const measures = [...new Set([...keys.map(({ key }) => key), ...always, sample.synthetic, sample.of])].sort();
  const { told } = await database.asOwner((tx) =>
    tx.row<{ told: number }>(`select count(*)::int as told from journal where stream_kind = 'aggregate'`),
  );
  if (told > 0) return;
  const chance = new Chance(20_221_010);
  let entries = 0;
  for (let back = months - 1; back >= 0; back -= 1) {
    const month = lastMonth.subtract({ months: back });
    const tell = (each: { id: string }, at: Temporal.PlainYearMonth): AggregateFacts => ({
      unitId: each.id,
      month: at.toString(),
      sums: Object.fromEntries(measures.map((measure) => [measure, chance.whole(20, 400)])),
    });
    const facts = units.map((each) => tell(each, month));
    if (back < months - 1)
      facts.push(...units.filter(() => chance.happens(0.05)).map((each) => tell(each, month.subtract({ months: 1 }))));
    const at = Temporal.Instant.from(`${month.add({ months: 1 })}-05T01:00:00Z`);
    entries += await database.asOwner((tx) => takeAggregates(tx, facts, at, at));
  }
  await database.asOwner((tx) => tx.run('analyze journal'));
  say(`${entries} entries told, ${measures.length} measures each`);
}

async function recompute(database: Database): Promise<void> {
  const counting = performance.now();
  await rebuildMeasures(database, declaredMeasures);
  const counted = (performance.now() - counting) / 1000;
  const { sums } = await database.asOwner((tx) =>
    tx.row<{ sums: number }>('select count(*)::int as sums from measure_month'),
  );
  const limit = await bareCount(database);
  add(
    row(
      `count ${sums.toLocaleString('en')} sums of months from the journal anew`,
      inSeconds(counted),
      inSeconds(limit),
      `<= ${countryTargets.countSeconds} s`,
      counted <= countryTargets.countSeconds,
      { counted, limit, sums },
    ),
  );

  const clock = new OffsetClock(Temporal.Instant.from('2022-10-10T01:00:00Z').epochMilliseconds - Date.now());
  const loading = performance.now();
  const basis = await new IndicatorReader(database, clock, measureFacts).current();
  const loaded = (performance.now() - loading) / 1000;
  const evaluating = performance.now();
  let values = 0;
  let known = 0;
  for (const indicator of basis.definitions.indicators)
    for (const unit of basis.units)
      for (const month of basis.months) {
        values += 1;
        if (basis.value(indicator, unit, month).state === 'known') known += 1;
      }
  const evaluated = (performance.now() - evaluating) / 1000;
  const sql = performance.now();
  await database.asOwner((tx) =>
    tx.rows(
      `select measure, month, p.id, sum(value) from measure_month m join unit c on c.id = m.unit_id join unit d on d.id = c.parent_id join unit p on p.id = d.parent_id
       where generation = (select generation from measure_state where serving) group by 1, 2, 3`,
    ),
  );
  const summed = (performance.now() - sql) / 1000;
  add(
    row(
      `read all sums into memory, every level`,
      inSeconds(loaded),
      `${inSeconds(summed)} for one level`,
      `<= ${countryTargets.loadSeconds} s`,
      loaded <= countryTargets.loadSeconds,
      { loaded, summed },
    ),
  );
  add(
    row(
      `${values.toLocaleString('en')} values (${basis.definitions.indicators.length} indicators, ${basis.units.length.toLocaleString('en')} units, ${basis.months.length} months)`,
      inSeconds(evaluated),
      'no SQL',
      `<= ${countryTargets.valuesSeconds} s`,
      evaluated <= countryTargets.valuesSeconds && known > 0,
      { evaluated, values, known },
    ),
  );
}

/** The same sums by one statement: the newest telling of each unit and month, taken apart and stored under the same keys. */
function bareCount(database: Database): Promise<number> {
  return database.asOwner(async (tx) => {
    await tx.run('create temp table bare (like measure_month including all) on commit drop');
    const since = performance.now();
    await tx.run(
      `insert into bare (generation, measure, month, unit_id, value)
       select 1, s.key, ((facts ->> 'month') || '-01')::date, (facts ->> 'unitId')::uuid, s.value::bigint from (
         select distinct on (stream_id) facts from journal where stream_kind = 'aggregate' order by stream_id, version desc) told, jsonb_each_text(facts -> 'sums') s`,
    );
    return (performance.now() - since) / 1000;
  });
}

async function pages(): Promise<void> {
  const started = await world.start();
  const first = performance.now();
  const answer = await world.client.ask({ method: 'GET', path: '/chi-so' });
  if (answer.status !== 200) throw new Error(`the country's page: ${answer.status}`);
  say(
    `first page ${started.toFixed(1)} s after start, the country's figures ${((performance.now() - first) / 1000).toFixed(1)} s later`,
  );
  const units = await world.database.asOwner((tx) =>
    tx.rows<{ id: string; code: string; level: string }>('select id, code, level from unit order by md5(code)'),
  );
  communeIds = units.flatMap(({ id, level }) => (level === 'commune' ? [id] : []));
  toldMeasures = (
    await world.database.asOwner((tx) =>
      tx.rows<{ measure: string }>(
        'select distinct measure from measure_month where month = (select max(month) from measure_month)',
      ),
    )
  ).map(({ measure }) => measure);
  for (const [level, name] of [
    ['country', 'the country'],
    ['province', 'a province'],
    ['commune', 'a commune'],
  ] as const) {
    const own = units.filter((unit) => unit.level === level);
    await page(`page of ${name}`, '', own);
    await page(`one indicator of ${name}`, '/online-share', own);
  }
  const { now, most } = world.memory();
  add(
    row(
      'server resident after load',
      `${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB`,
      '',
      '<= 400 MB',
      now <= 400,
      { now, most },
    ),
  );
}

async function page(what: string, path: string, units: readonly { id: string; code: string }[]): Promise<void> {
  let turn = 0;
  // With a month and a language in turn, few pages are the ones kept from before.
  const work: Work = async () => {
    turn += 1;
    const month = lastMonth.subtract({ months: Math.floor(turn / units.length) % Math.min(months, 12) });
    const { code } = units[turn % units.length] ?? { code: countryCode };
    return (
      (await world.client.ask({ method: 'GET', path: `/chi-so/${code}${path}?thang=${month}&n=${turn}` })).status ===
      200
    );
  };
  await saturate(4, 2, work);
  const highest = median([
    (await saturate(8, 3, work)).perSecond,
    (await saturate(8, 3, work)).perSecond,
    (await saturate(8, 3, work)).perSecond,
  ]);
  const steady = await atRate(Math.max(1, highest / 2), 5, work);
  const bare = await bareRate(
    world,
    {
      name: 'month',
      // Of a unit of the lowest level; those above would have to add up all below them.
      sql: `select measure, month, value from measure_month where generation = (select generation from measure_state where serving) and unit_id = $1
        and measure = any ($4) and month between $2 and $3`,
      next: () => {
        turn += 1;
        return {
          actor: { capacity: 'public' },
          values: [communeIds[turn % communeIds.length], '2019-10-01', '2022-09-01', toldMeasures],
        };
      },
    },
    8,
    2,
  );
  add(
    row(
      what,
      `p95 ${ms(steady.p95Ms)} at ${perSecond(steady.perSecond)}, highest ${perSecond(highest)}${steady.failed > 0 ? `, ${steady.failed} FAILED` : ''}`,
      `${perSecond(bare.perSecond)} communes`,
      `p95 <= ${countryTargets.pageP95Ms} ms`,
      steady.p95Ms <= countryTargets.pageP95Ms && steady.failed === 0,
      { p50Ms: steady.p50Ms, p95Ms: steady.p95Ms, highest },
    ),
  );
}

function row(what: string, ours: string, limit: string, bar: string, holds: boolean, figures: Row['figures']): Row {
  return { what, size: communes, ours, limit, share: '', bar, holds, figures };
}
