import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DossierState } from '../src/modules/dossiers/index.ts';
import { chainEntry, type Entry, entryInsert, entrySelect, hashEntry } from '../src/platform/journal.ts';
import { makeDailyRoots } from '../src/platform/journal-roots.ts';
import { dateOf } from '../src/platform/text.ts';
import { cuaso } from './cuaso.ts';
import { act, fileOne } from './dossiers.ts';
import { testSecret } from './global-setup.ts';
import { type House, openHouse } from './house.ts';

// Somebody with the owner's rights on the database changes history; the command has to say where, by stream, entry and day, and to fail.

const tables = ['journal', 'journal_payload', 'stream_key', 'journal_root', 'dossier'];
let house: House;
/** Acted on three and two days ago. */
let first: DossierState;
let second: DossierState;
let days: Temporal.PlainDate[];
beforeAll(async () => {
  house = await openHouse();
  const three = daysAgo(3);
  first = await fileOne(three);
  second = await fileOne(three);
  first = await act(three, first, 'accept', 'reception');
  const two = daysAgo(2);
  first = await act(two, first, 'assign', 'reception');
  first = await act(two, first, 'propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện.' });
  second = await act(two, second, 'accept', 'reception');
  await fileOne(house);
  const real = house.clock.real();
  const seed = house.keys.derive('journal root');
  days = await makeDailyRoots(house.database, seed, dateOf(real), real, house.dossiers.signers.timeStamp);
  expect(days).toHaveLength(2);
  await owner('create schema kept');
  for (const table of tables) await owner(`create table kept.${table} as table ${table}`);
}, 300_000);
afterAll(() => house.close());
beforeEach(async () => {
  for (const table of tables) {
    await owner(`delete from ${table}`);
    await owner(`insert into ${table} select * from kept.${table}`);
  }
});

/** The house as it was some days ago, by the real clock. */
function daysAgo(count: number): House {
  const clock = {
    business: () => house.clock.business(),
    real: () => house.clock.real().subtract({ hours: 24 * count }),
  };
  return { ...house, dossiers: { ...house.dossiers, clock } };
}

function owner(sql: string, values: readonly unknown[] = []): Promise<number> {
  return house.database.asOwner((tx) => tx.run(sql, values));
}

async function verify(): Promise<{ code: number | null; output: string }> {
  const { host, port, user, database } = house.database.owner;
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const run = await cuaso(['verify-journal'], {
    DATABASE_URL: url,
    CUASO_DATA: house.config.dataDir,
    CUASO_SECRET: testSecret,
  });
  expect(run.errors).toBe('');
  return run;
}

async function expectFaults(...wanted: string[]): Promise<void> {
  const run = await verify();
  const lines = run.output.trim().split('\n');
  expect(lines).toEqual(expect.arrayContaining(wanted));
  expect(run.code).toBe(1);
  expect(run.output).toContain('What to do: stop the platform');
}

const day = (index: number) => String(days[index]);
const entryName = (state: DossierState, version: number, on: number) =>
  `dossier ${state.id}, entry ${version} of ${day(on)}`;
const notThose = (on: number) => `daily root of ${day(on)}: the entries of that day are not those it was made over`;

async function entriesOf(state: DossierState): Promise<Entry[]> {
  return house.database.asOwner((tx) =>
    tx.rows<Entry>(`select ${entrySelect} from journal where stream_id = $1 order by version`, [state.id]),
  );
}

it('finds a history whole that nobody touched', async () => {
  expect(await verify()).toMatchObject({ code: 0, output: expect.stringMatching(/2 daily roots: whole\.\n$/) });
});

describe('an entry', { timeout: 120_000 }, () => {
  it('that was changed', async () => {
    await owner(`update journal set facts = facts || '{"x": 1}' where stream_id = $1 and version = 2`, [first.id]);
    await expectFaults(`${entryName(first, 2, 0)}: was changed after it was written`);
  });

  it('that was changed by somebody who computes all hashes anew, the row’s too', async () => {
    let previous: Buffer | null = null;
    for (const { hash: _hash, ...entry } of await entriesOf(first)) {
      const facts = entry.version === 1 ? { ...entry.facts, channel: 'counter' } : entry.facts;
      const hash = hashEntry({ ...entry, facts, previousHash: previous });
      await owner(
        'update journal set facts = $3, previous_hash = $4, hash = $5 where stream_id = $1 and version = $2',
        [first.id, entry.version, JSON.stringify(facts), previous, hash],
      );
      previous = hash;
    }
    await owner('update dossier set head = $2 where id = $1', [first.id, previous]);
    await expectFaults(
      notThose(0),
      `daily root of ${day(0)}: stream ${first.id}, entry 2 was exchanged`,
      `daily root of ${day(1)}: stream ${first.id}, entry 4 was exchanged`,
    );
  });

  it('that was deleted in the middle', async () => {
    await owner('delete from journal where stream_id = $1 and version = 3', [first.id]);
    await expectFaults(`${entryName(first, 4, 1)}: an entry before it is missing`);
  });

  it('that was the last one of its stream, whether its row was set back or not', async () => {
    await owner('delete from journal where stream_id = $1 and version = 4', [first.id]);
    const gone = [notThose(1), `daily root of ${day(1)}: stream ${first.id}: entries 4 to 4 are missing`];
    await expectFaults(
      ...gone,
      `${entryName(first, 3, 1)}, is the last one, but the row stands at entry 4: later entries are missing`,
    );
    await owner(
      'update dossier d set version = 3, head = j.hash from journal j where d.id = $1 and j.stream_id = d.id and j.version = 3',
      [first.id],
    );
    await expectFaults(...gone);
  });

  it('that was inserted late, with a right hash', async () => {
    const last = (await entriesOf(second)).at(-1) as Entry;
    const { entry } = chainEntry(
      { capacity: 'job', name: 'forger' },
      { version: last.version, hash: last.hash },
      {
        streamKind: 'dossier',
        streamId: second.id,
        action: 'assign',
        at: last.at,
        schemaVersion: 1,
        facts: { holder: 'somebody' },
      },
      undefined,
      last.recordedAt.add({ seconds: 1 }),
    );
    const insert = entryInsert(entry);
    await owner(insert.sql, insert.params);
    await expectFaults(
      `${entryName(second, 3, 1)}: came past the row, which stands at entry 2: it was inserted by other means`,
      `daily root of ${day(1)}: stream ${second.id}: entries 3 to 3 were inserted after the day was closed`,
    );
  });
});

describe('a stream', { timeout: 120_000 }, () => {
  it('of which every entry was deleted, with its row or without', async () => {
    await owner('delete from journal where stream_id = $1', [second.id]);
    const gone = [
      `daily root of ${day(0)}: stream ${second.id}: its entries up to 1 are missing`,
      `daily root of ${day(1)}: stream ${second.id}: its entries up to 2 are missing`,
    ];
    await expectFaults(...gone, `dossier ${second.id}: the whole stream is missing from the journal, entries 1 to 2`);
    for (const table of ['dossier where id', 'journal_payload where stream_id', 'stream_key where stream_id'])
      await owner(`delete from ${table} = $1`, [second.id]);
    await expectFaults(...gone);
  });
});

describe('personal content', { timeout: 120_000 }, () => {
  it('that was exchanged between entries of one stream', async () => {
    const [one, two] = (await entriesOf(first)).filter((entry) => entry.payloadId !== null);
    await owner(
      `update journal_payload p set sealed = o.sealed from journal_payload o where (p.id, o.id) in (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))`,
      [one?.payloadId, two?.payloadId],
    );
    const words = 'its personal content is not what was written with it: changed, or of another entry';
    await expectFaults(`${entryName(first, 1, 0)}: ${words}`, `${entryName(first, two?.version ?? 0, 1)}: ${words}`);
  });

  it('that was exchanged between streams, or deleted, or whose key was', async () => {
    await owner(`update journal_payload p set sealed = o.sealed from journal_payload o where p.id = $1 and o.id = $2`, [
      first.id,
      second.id,
    ]);
    await expectFaults(
      `${entryName(first, 1, 0)}: its personal content cannot be opened: changed, or of another stream`,
    );
    await owner('delete from journal_payload where id = $1', [first.id]);
    await owner('update stream_key set wrapped = null where stream_id = $1', [second.id]);
    await expectFaults(
      `${entryName(first, 1, 0)}: its personal content is missing`,
      `${entryName(second, 1, 0)}: the key of its personal content is missing`,
    );
  });
});

describe('a daily root', { timeout: 120_000 }, () => {
  it('that was deleted, the first or the last', async () => {
    await owner('delete from journal_root where day = $1', [days[0]]);
    await expectFaults(
      `daily root of ${day(0)}: is missing, though the day has entries and later days have roots`,
      `daily root of ${day(1)}: does not follow the root before it: one was deleted or exchanged`,
    );
    await owner('insert into journal_root select * from kept.journal_root where day = $1', [days[0]]);
    await owner('delete from journal_root where day = $1', [days[1]]);
    await expectFaults(
      `daily root of ${day(1)}: is missing. If the platform did not run since then, start it, wait a minute and check again; if it did, the root was deleted`,
    );
  });

  it('whose signature or time stamp was changed, exchanged or taken away', async () => {
    await owner(
      `update journal_root set signature = set_byte(signature, 0, get_byte(signature, 0) # 1) where day = $1`,
      [days[0]],
    );
    await owner(
      `update journal_root r set time_stamp = o.time_stamp from kept.journal_root o where r.day = $1 and o.day = $2`,
      [days[1], days[0]],
    );
    await expectFaults(
      `daily root of ${day(0)}: the signature is not ours`,
      `daily root of ${day(0)}: the time stamp was given for something else`,
      `daily root of ${day(1)}: the time stamp was given for something else`,
    );
    await owner(
      `update journal_root set time_stamp = set_byte(time_stamp, length(time_stamp) - 1, get_byte(time_stamp, length(time_stamp) - 1) # 1) where day = $1`,
      [days[0]],
    );
    await owner('update journal_root set time_stamp = null where day = $1', [days[1]]);
    await expectFaults(
      `daily root of ${day(0)}: the time stamp is broken`,
      `daily root of ${day(1)}: has no time stamp`,
    );
  });

  it('that was exchanged for one over the changed entries, which only the key’s holder can sign', async () => {
    await owner('delete from journal where stream_id = $1', [second.id]);
    await owner('delete from journal_root');
    const forged = Buffer.alloc(32, 7);
    const real = house.clock.real();
    await makeDailyRoots(house.database, forged, dateOf(real), real, house.dossiers.signers.timeStamp);
    await expectFaults(`daily root of ${day(0)}: the signature is not ours`);
  });
});
