import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { dossierMeasures } from '../src/modules/dossiers/index.ts';
import { baseUnits } from '../src/modules/indicators/formula/units-of-measure.ts';
import { countMeasures, outdateMeasures, readMeasures, rebuildMeasures } from '../src/modules/indicators/index.ts';
import type { JsonObject } from '../src/platform/canonical-json.ts';
import { json } from '../src/platform/database.ts';
import type { CountedEntry } from '../src/platform/measures.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { untilReadable } from './horizon.ts';
import { differenceAtEveryLevel } from './recount/compare.ts';
import { randomJournal, writeJournal } from './recount/random-journal.ts';
import { recount, type Sum, sumsOf } from './recount/recount.ts';

const declared = [dossierMeasures];
const names = dossierMeasures.measures.map(({ key }) => key);
const units = [1, 2, 3].map((n) => `00000000-0000-8000-8000-00000000000${n}`);
const streams = [1, 2, 3, 4, 5, 6].map((n) => `00000000-0000-8000-9000-00000000000${n}`);

interface Act {
  readonly stream: string;
  readonly action: string;
  readonly day: number;
  readonly origin: string | null;
  readonly facts: JsonObject;
}

const instantOf = (day: number, hour: number) =>
  Temporal.Instant.from('2022-09-01T00:00:00Z').add({ hours: day * 24 + hour });

/** Acts in the order in which they reach the journal; many are late, and dossiers are settled, recalled and rated again in every order. */
const acts = fc.array(
  fc.record({
    stream: fc.nat(streams.length - 1),
    action: fc.constantFrom(
      'accept',
      'issue',
      'recall',
      'end',
      'extend',
      'supplement',
      'request-supplement',
      'expire-supplement',
      'approve-supplement',
      'reject-supplement',
      'refuse-intake',
      'withdraw',
      'rate',
      'assign',
    ),
    day: fc.nat(70),
    due: fc.nat(70),
    number: fc.integer({ min: 1, max: 5 }),
  }),
  { minLength: 1, maxLength: 50 },
);

interface MadeAct {
  readonly stream: number;
  readonly action: string;
  readonly day: number;
  readonly due: number;
  readonly number: number;
}

/** The first act of a stream files it. */
function toActs(made: readonly MadeAct[]): Act[] {
  const begun = new Set<number>();
  return made.map(({ stream, action, day, due, number }) => {
    const first = !begun.has(stream);
    begun.add(stream);
    const facts: JsonObject = first
      ? {
          unitId: units[number % 3] as string,
          procedureCode: `1.00${number % 2}`,
          channel: ['online', 'counter', 'post'][number % 3] as string,
          helper: ['nobody', 'desk', 'team', 'post-office'][due % 4] as string,
          synthetic: number === 5,
        }
      : {
          ...(['accept', 'extend', 'supplement'].includes(action) ? { dueAt: instantOf(due, 3).toString() } : {}),
          ...(action === 'rate' ? { stars: number } : {}),
          ...(action === 'request-supplement' ? { needsApproval: due % 2 === 1, list: number } : {}),
        };
    // Two of the streams came with a merger.
    return {
      stream: streams[stream] as string,
      action: first ? 'file' : action,
      day,
      origin: stream > 3 ? '95' : null,
      facts,
    };
  });
}
it('declares each measure once, in a unit that indicators count in', () => {
  const all = declaredMeasures.flatMap(({ measures }) => measures);
  expect(all.filter(({ unit }) => !(unit in baseUnits))).toEqual([]);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});

it('counts anew by itself when something else was declared', async () => {
  const test = await openTestDatabase('empty');
  try {
    const generation = async () =>
      (await test.database.asOwner((tx) => tx.rows<{ generation: number }>('select generation from measure_state')))[0]
        ?.generation;
    await countMeasures(test.database, declared);
    await countMeasures(test.database, declared);
    expect(await generation()).toBe(1);
    await countMeasures(test.database, [{ ...dossierMeasures, version: dossierMeasures.version + 1 }]);
    expect(await generation()).toBe(2);
  } finally {
    await test.close();
  }
});

describe('measures out of the journal', () => {
  let test: TestDatabase;
  let xid = 0;
  const versions = new Map<string, number>();

  /** Straight into the journal, behind the horizon: each act a transaction, or two. */
  async function write(made: readonly Act[]): Promise<void> {
    const rows = made.map((act, index) => {
      const version = (versions.get(act.stream) ?? 0) + 1;
      versions.set(act.stream, version);
      if (index % 3 !== 1) xid += 1;
      return { ...act, version, at: instantOf(act.day, index % 24).toString(), xid };
    });
    await test.database.asOwner((tx) =>
      tx.run(
        `insert into journal (stream_kind, stream_id, version, action, capacity, at, recorded_at, schema_version, facts, hash, epoch, xid, origin)
         select 'dossier', stream, version, action, 'job', at, at, 1, facts, '\\x00', 0, xid::text::xid8, origin
         from jsonb_to_recordset($1::jsonb) as r (stream uuid, version int, action text, at timestamptz, facts jsonb, xid int, origin text)`,
        [json(rows)],
      ),
    );
  }

  const counted = (by: 'day' | 'month', knownBy?: string): Promise<Sum[]> =>
    test.database.asOwner(async (tx) =>
      (
        await readMeasures(tx, {
          measures: names,
          from: Temporal.PlainDate.from('2022-01-01'),
          to: Temporal.PlainDate.from('2023-12-31'),
          by,
          knownBy: knownBy === undefined ? undefined : Temporal.PlainDate.from(knownBy),
        })
      ).map(({ measure, period, unitId, value }) => ({ measure, period, unitId, procedure: '', value })),
    );
  const recounted = (by: 'day' | 'month', knownBy?: string) =>
    test.database.asOwner(async (tx) => {
      await recount(tx, knownBy);
      return sumsOf(tx, { by, from: '2022-01-01', to: '2023-12-31' });
    });

  /** What the records behind the figures come to. */
  const recorded = () =>
    test.database.asOwner((tx) =>
      tx.rows<Sum>(
        `select key as measure, to_char(month, 'YYYY-MM') as period, unit_id as "unitId", '' as procedure, sum(each.value::int)::int as value
         from measure_record, jsonb_each_text(counts) each where generation = (select generation from measure_state where serving)
         group by 1, 2, 3 having sum(each.value::int) <> 0 order by key collate "C", 2, 3`,
      ),
    );
  const recordedByStream = async () => {
    const rows = await test.database.asOwner((tx) =>
      tx.rows<{ stream: string; month: string; counts: JsonObject }>(
        `select stream_id as stream, month::text as month, counts from measure_record where generation = (select generation from measure_state where serving)
           and counts <> '{}' order by 1, 2`,
      ),
    );
    return new Map(rows.map(({ stream, month, counts }) => [`${stream} ${month}`, counts]));
  };

  /** What each stream adds, folded alone from its first entry to its last. */
  async function addedByStream(): Promise<ReadonlyMap<string, JsonObject>> {
    const entries = await test.database.asOwner((tx) =>
      tx.rows<CountedEntry>(
        `select 'dossier' as "streamKind", stream_id as "streamId", version, action, at, facts from journal order by stream_id, version`,
      ),
    );
    const adds = new Map<string, Record<string, number>>();
    for (const [stream, its] of Map.groupBy(entries, ({ streamId }) => streamId)) {
      let memory: JsonObject | undefined;
      for (const entry of its.filter(({ action }) => dossierMeasures.actions.has(action))) {
        const folded = dossierMeasures.count(memory, entry);
        memory = folded.memory;
        for (const { measure, at, value } of folded.counts) {
          const name = `${stream} ${at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().with({ day: 1 })}`;
          const of = adds.get(name) ?? {};
          adds.set(name, { ...of, [measure]: (of[measure] ?? 0) + value });
        }
      }
    }
    const left = [...adds].map(
      ([name, counts]) =>
        [name, Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0))] as const,
    );
    return new Map(left.filter(([, counts]) => Object.keys(counts).length > 0));
  }

  beforeAll(async () => {
    test = await openTestDatabase('empty');
  });
  afterAll(() => test.close());
  beforeEach(clear);

  async function clear(): Promise<void> {
    versions.clear();
    xid = 0;
    await test.database.asOwner(async (tx) => {
      await tx.run('truncate journal, measure_day, measure_month, measure_record, measure_memory');
      await tx.run(`delete from journal_cursor where consumer like 'measures-%'`);
      await tx.run(`update measure_state set counted_to = null, known_to = '{}', declared = null`);
    });
  }

  it('agrees with a plain recount for every measure, unit and day, as known on any day, counted in parts or anew', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.array(fc.nat(40), { maxLength: 3 }), async (made, cuts) => {
        await clear();
        const all = toActs(made);
        const ends = [...new Set([...cuts, all.length])].sort((a, b) => a - b);
        for (const [index, end] of ends.entries()) {
          await write(all.slice(ends[index - 1] ?? 0, end));
          await countMeasures(test.database, declared);
        }
        for (const again of [false, true]) {
          if (again) await rebuildMeasures(test.database, declared);
          expect(await counted('day')).toEqual(await recounted('day'));
          expect(await counted('month')).toEqual(await recounted('month'));
          expect(await recorded()).toEqual(await counted('month'));
          expect(await recordedByStream()).toEqual(await addedByStream());
          for (const day of ['2022-09-15', '2022-10-10'])
            expect(await counted('month', day)).toEqual(await recounted('month', day));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('believes of an earlier day what it did then, after late entries and after counting anew', async () => {
    const filed = (stream: number, day: number): Act =>
      toActs([{ stream, action: 'file', day, due: 0, number: 1 }])[0] as Act;
    await write([filed(0, 2), filed(1, 20)]);
    await countMeasures(test.database, declared);
    const then = await counted('month', '2022-09-21');
    expect(then.find(({ measure }) => measure === 'dossiers.received')?.value).toBe(2);
    await write([filed(2, 40), filed(3, 3)]);
    await countMeasures(test.database, declared);
    await rebuildMeasures(test.database, declared);
    expect(await counted('month', '2022-09-21')).toEqual(then);
    expect(
      (await counted('month')).find(({ period, measure }) => period === '2022-09' && measure === 'dossiers.received')
        ?.value,
    ).toBe(3);
  });

  it('does not put off what was known here by what a merger brought', async () => {
    const made = (stream: number, day: number) => ({ stream, action: 'file', day, due: 0, number: 1 });
    await write(toActs([made(5, 60), made(0, 2)]));
    await countMeasures(test.database, declared);
    expect((await counted('day', '2022-09-03')).filter(({ measure }) => measure === 'dossiers.received')).toEqual([
      { measure: 'dossiers.received', period: '2022-09-03', unitId: units[1], procedure: '', value: 1 },
    ]);
  });

  it('counts a batch whose connection was killed once, when it is tried again', async () => {
    const made = Array.from({ length: 40 }, (_, n) => ({ stream: n % 6, action: 'issue', day: n, due: 60, number: 2 }));
    await write(toActs(made));
    const waiting = `select pid from pg_locks where relation = 'measure_month'::regclass and not granted`;
    // Another transaction holds a table that a batch writes to near its end; the batch that waits for it loses its connection.
    const failed = await test.database.asOwner(async (tx) => {
      await tx.run('lock table measure_month in share mode');
      const outcome = countMeasures(test.database, declared).then(
        () => 'counted',
        () => 'failed',
      );
      for (let turn = 0; turn < 3000 && (await tx.rows(waiting)).length === 0; turn += 1) await pause(10);
      // A role may end its own connections.
      await test.database.transact({ capacity: 'job', name: 'test' }, (end) =>
        end.rows(`select pg_terminate_backend(pid) from (${waiting}) w`),
      );
      return await outcome;
    });
    expect(failed).toBe('failed');
    expect(await counted('day')).toEqual([]);
    await countMeasures(test.database, declared);
    expect(await counted('day')).toEqual(await recounted('day'));
    expect((await counted('day')).length).toBeGreaterThan(0);
  });

  it('shows no figure going back while it counts anew, and loses no act of meanwhile', async () => {
    const many = (from: number, count: number): Act[] =>
      Array.from({ length: count }, (_, n) => ({
        stream: `00000000-0000-8000-a000-${String(from + n).padStart(12, '0')}`,
        action: 'file',
        day: n % 60,
        origin: null,
        facts: {
          unitId: units[n % 3] as string,
          procedureCode: '1.000',
          channel: 'online',
          helper: 'nobody',
          synthetic: false,
        },
      }));
    await write(many(0, 12_000));
    await countMeasures(test.database, declared);
    const received = async () =>
      (await counted('month')).reduce(
        (sum, { measure, value }) => sum + (measure === 'dossiers.received' ? value : 0),
        0,
      );
    expect(await received()).toBe(12_000);
    await test.database.asOwner(outdateMeasures);
    expect(await received()).toBe(12_000);
    await countMeasures(test.database, declared);
    const { generation } = await test.database.asOwner((tx) =>
      tx.row<{ generation: number }>('select generation from measure_state'),
    );
    expect(generation).toBeGreaterThan(1);
    let over = false;
    const rebuilding = rebuildMeasures(test.database, declared).finally(() => {
      over = true;
    });
    let last = 0;
    for (let written = 12_000; !over; written += 10) {
      await write(many(written, 10));
      await countMeasures(test.database, declared);
      const now = await received();
      expect(now).toBeGreaterThanOrEqual(Math.max(last, 12_000));
      last = now;
      await pause(5);
    }
    await rebuilding;
    await countMeasures(test.database, declared);
    expect(await counted('day')).toEqual(await recounted('day'));
  });
});

it('agrees with SQL over the journal for every measure, procedure, day and month at every level, under the maps of before and after a merger of units', async () => {
  const test = await openTestDatabase();
  try {
    const { database } = test;
    // A commune that went into two, one that went into another, and one that ended without an heir.
    const ended = await database.asOwner(async (tx) => {
      const rows = await tx.rows<{ id: string }>(
        `update unit set valid_to = '2022-06-01' where id in (select id from unit where level = 'commune' and valid_from < '2022-06-01' order by code limit 3) returning id`,
      );
      await tx.run(
        `insert into unit_succession (from_unit_id, to_unit_id, effective_on, coverage)
         select e.id, u.id, '2022-06-01', case when e.n = 2 then 'part' else 'full' end from unnest($1::uuid[]) with ordinality e (id, n)
         join (select id, row_number() over (order by code) n from unit where level = 'commune' and valid_from < '2022-06-01' and valid_to is distinct from '2022-06-01') u on u.n = e.n or (e.n = 2 and u.n = 5) where e.n < 3`,
        [rows.map(({ id }) => id)],
      );
      return rows.length;
    });
    expect(ended).toBe(3);
    const units = await database.asOwner((tx) => tx.rows<{ id: string }>('select id from unit order by id'));
    const wish = { unitIds: units.map(({ id }) => id), from: '2021-11-20', days: 400 };
    const write = (dossiers: number, seed: number, when: 'past' | 'now') =>
      database.asOwner((tx) => writeJournal(tx, [...randomJournal({ ...wish, dossiers, seed })].flat(), when));
    const differences = () =>
      differenceAtEveryLevel(database, declared, {
        from: '2021-10-01',
        to: '2023-03-31',
        maps: ['2022-05-31', '2022-10-10', '2025-07-02'],
        knownBy: '2022-08-15',
      });
    await write(600, 1, 'past');
    await countMeasures(database, declared);
    const first = await differences();
    expect(first.different).toEqual([]);
    // Every measure was there to be compared, at all levels.
    expect(new Set(first.measures)).toEqual(new Set(names));
    expect(first.compared).toBeGreaterThan(20_000);
    await write(200, 2, 'now');
    await untilReadable(database);
    await countMeasures(database, declared);
    expect((await differences()).different).toEqual([]);
    await rebuildMeasures(database, declared);
    expect((await differences()).different).toEqual([]);
  } finally {
    await test.close();
  }
});
