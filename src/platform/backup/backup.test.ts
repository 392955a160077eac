import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { untilReadable } from '../../../test/horizon.ts';
import { type Connection, Database } from '../database.ts';
import { consumeJournal } from '../journal.ts';
import { migrate } from '../migrate.ts';
import { createDatabase, dropDatabase, roomyFolder, startTestCluster, type TestCluster } from '../postgres/testing.ts';
import { backup } from './backup.ts';
import { checkArchive, type RestoreOptions, restore } from './index.ts';
import {
  fingerprint,
  makeProvince,
  migrations,
  onClient,
  schema,
  secret,
  testMigration,
  write,
  writeEntries,
} from './test-province.ts';
import { damage } from './testing.ts';

let cluster: TestCluster;
let work: string;
let owner: Connection;
let source: { filesDir: string; keysDir: string };
let file: string;
let made = 0;
const databases: string[] = [];

beforeAll(async () => {
  cluster = await startTestCluster();
  work = mkdtempSync(join(roomyFolder(), 'bkp-test-'));
  owner = await createDatabase(cluster.connection, 'source');
  source = await makeProvince(owner, join(work, 'source'));
  file = join(work, 'whole.cuaso');
  await backup({ owner, schema, secret, ...source, to: file, appVersion: '0.1.0' });
}, 60_000);

afterEach(async () => {
  for (const name of databases.splice(0)) await dropDatabase(cluster.connection, name);
});

afterAll(async () => {
  await cluster.stop();
  rmSync(work, { recursive: true, force: true });
});

describe('backup and restore', () => {
  test('bring every table, sequence, file and key back as they were', async () => {
    const target = await emptyPlace();
    const manifest = await restore(target);
    expect(manifest).toMatchObject({
      schema,
      appVersion: '0.1.0',
      journal: { entries: 3, streams: 3 },
      files: { count: 3 },
      keys: { count: 1 },
    });

    expect(await fingerprint(target.owner)).toEqual(await fingerprint(owner));
    for (const path of ['ab/cd/paper', 'ab/empty', 'long'.repeat(40)]) {
      expect(readFileSync(join(target.filesDir, path)).equals(readFileSync(join(source.filesDir, path)))).toBe(true);
    }
    expect(
      readFileSync(join(target.keysDir, 'master.key')).equals(readFileSync(join(source.keysDir, 'master.key'))),
    ).toBe(true);
    expect(statSync(join(target.keysDir, 'master.key')).mode & 0o777).toBe(0o600);
    expect(existsSync(join(target.filesDir, 'incoming'))).toBe(false);

    await onClient(target.owner, async (client) => {
      await client.query(`set search_path = ${schema}`);
      const next = await client.query(`select nextval('receipt_number') as receipt`);
      expect(next.rows).toEqual([{ receipt: '1002' }]);
      const sheet = await client.query(
        `insert into sheet (folder, title, at) values (1, 'Mới', now()) returning number, folded`,
      );
      expect(sheet.rows).toEqual([{ number: '3', folded: 'mới' }]);
      await expect(client.query(`insert into sheet (folder, title, at) values (99, '', now())`)).rejects.toThrow(
        /sheet_folder_fkey/,
      );
      await expect(client.query('insert into folder values (4, null, 99)')).rejects.toThrow(/folder_front_fkey/);
      const walls = await client.query(`select relrowsecurity as wall from pg_class where oid = 'sheet'::regclass`);
      expect(walls.rows).toEqual([{ wall: true }]);
    });
  });

  test('a backup of what was restored has the same content again', async () => {
    const target = await emptyPlace();
    const first = await restore(target);
    const again = await backup({ ...target, secret, schema, to: join(work, 'again.cuaso'), appVersion: '0.1.0' });
    const hashes = (manifest: typeof first) =>
      manifest.tables.filter(({ name }) => name !== 'province_state').map(({ name, sha256 }) => [name, sha256]);
    expect(hashes(again)).toEqual(hashes(first));
  });

  test('the journal goes on in a new epoch, and a consumer misses nothing and repeats nothing', async () => {
    const from = await createDatabase(cluster.connection, named());
    await makeProvince(from, join(work, 'journal'), 4);
    expect(await consume(from, 1)).toHaveLength(1);
    // As if it came from a database whose transaction numbers are far ahead of ours.
    const ahead = `xid = (xid::text::bigint + 1000000000)::text::xid8`;
    await onClient(from, (client) =>
      client.query(`update ${schema}.journal set ${ahead}; update ${schema}.journal_cursor set ${ahead}`),
    );
    const to = join(work, 'journal.cuaso');
    await backup({ owner: from, schema, to, appVersion: '0.1.0' });

    const target = { ...(await emptyPlace()), from: to };
    await restore(target);
    await writeEntries(target.owner, 2);
    const rest = await consume(target.owner, 100);
    expect(rest).toHaveLength(5);
    expect(await consume(target.owner, 100)).toEqual([]);
    expect(rest.slice(-2).map(({ epoch }) => epoch)).toEqual([2, 2]);
  });

  test('shows one moment: rows and files written while it runs are whole or absent', async () => {
    const from = await createDatabase(cluster.connection, named());
    const place = await makeProvince(from, join(work, 'moving'), 0);
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const writer = onClient(from, async (client) => {
      for (let number = 0; !stop.signal.aborted; number += 1) {
        write(join(place.filesDir, `moving-${number}`), Buffer.from(String(number)));
        await client.query(
          `begin; insert into ${schema}."Odd ""name""" values ('moving-${number}'); insert into ${schema}.folder values (${1000 + number}, 1, null); commit`,
        );
        if (number === 10) started.resolve();
      }
    });
    const to = join(work, 'moving.cuaso');
    await started.promise;
    await backup({ owner: from, schema, ...place, to, appVersion: '0.1.0' });
    stop.abort();
    await writer;

    const target = { ...(await emptyPlace()), from: to };
    await restore(target);
    await onClient(target.owner, async (client) => {
      const odd = await client.query<{ name: string }>(
        `select "a column" as name from ${schema}."Odd ""name""" where "a column" like 'moving-%'`,
      );
      const folders = await client.query(`select from ${schema}.folder where id >= 1000`);
      expect(odd.rowCount).toBeGreaterThan(5);
      expect(odd.rowCount).toBe(folders.rowCount);
      for (const { name } of odd.rows) expect(existsSync(join(target.filesDir, name))).toBe(true);
    });
  });

  test('runs later migrations over the restored rows at the next start', async () => {
    const target = await emptyPlace();
    const later = [
      ...migrations,
      testMigration(
        '209902010000-tests-add-column.sql',
        `alter table folder add column word text not null default 'mới'`,
      ),
    ];
    await restore({ ...target, migrations: later });
    expect(await migrate({ owner: target.owner, schema, secret, migrations: later })).toEqual([
      '209902010000-tests-add-column.sql',
    ]);
    const rows = await onClient(target.owner, (client) => client.query(`select word from ${schema}.folder`));
    expect(rows.rows).toHaveLength(3);
  });
});

describe('a backup that cannot be taken', () => {
  test('never overwrites a file', async () => {
    await expect(backup({ owner, schema, to: file, appVersion: '0' })).rejects.toMatchObject({ code: 'BKP-0008' });
  });

  test('leaves no file behind when the province is not there', async () => {
    const to = join(work, 'none.cuaso');
    await expect(backup({ owner, schema: 'ca_mau', to, appVersion: '0' })).rejects.toMatchObject({ code: 'BKP-0009' });
    expect([existsSync(to), existsSync(`${to}.unfinished`)]).toEqual([false, false]);
  });

  test('says so when the folder to write to is not there', async () => {
    await expect(backup({ owner, schema, to: join(file, 'x.cuaso'), appVersion: '0' })).rejects.toMatchObject({
      code: 'PGS-0003',
    });
  });
});

describe('a full disk', () => {
  test('ends a backup in one clear line, and leaves no half of it', async ({ skip }) => {
    const folder = mkdtempSync(join(work, 'small-'));
    const mounted =
      process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status === 0;
    if (!mounted) skip('needs the right to mount a small disk');
    try {
      const to = join(folder, 'full.cuaso');
      await expect(backup({ owner, schema, ...source, to, appVersion: '0' })).rejects.toMatchObject({
        code: 'PGS-0002',
        words: { en: expect.stringContaining(folder) },
      });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      spawnSync('umount', [folder]);
    }
  });
});

describe('a restore that is refused touches nothing', () => {
  test('of any file with one changed byte, wherever it is', async () => {
    const whole = readFileSync(file);
    const target = await emptyPlace();
    // Places all over the file: table parts, keys, files, index, manifest.
    for (let step = 1; step < 24; step += 1) {
      const { damaged, at } = damage(whole, step / 24);
      const from = join(work, 'damaged.cuaso');
      writeFileSync(from, damaged);
      await expect(checkArchive(from), `byte ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^BKP-000[12]$/),
      });
      if (step % 8 === 0)
        await expect(restore({ ...target, from })).rejects.toMatchObject({ code: expect.stringMatching(/^BKP/) });
    }
    await expectUntouched(target);
  });

  test('of a file that was cut', async () => {
    const target = await emptyPlace();
    const from = join(work, 'cut.cuaso');
    for (const share of [0.3, 0.7, 0.99]) {
      writeFileSync(from, readFileSync(file));
      truncateSync(from, Math.floor((statSync(file).size * share) / 512) * 512);
      await expect(restore({ ...target, from })).rejects.toMatchObject({
        code: 'BKP-0002',
        words: { en: expect.stringContaining('nothing was restored') },
      });
    }
    await expectUntouched(target);
  });

  test('of something that is no backup', async () => {
    const target = await emptyPlace();
    const from = join(work, 'letter.pdf');
    writeFileSync(from, Buffer.alloc(5000, 'letter '));
    await expect(restore({ ...target, from })).rejects.toMatchObject({ code: 'BKP-0001' });
  });

  test('of another province, or under another secret', async () => {
    const target = await emptyPlace();
    await expect(restore({ ...target, schema: 'ca_mau' })).rejects.toMatchObject({
      code: 'BKP-0012',
      words: { en: expect.stringMatching(/of province bac_lieu; this program serves ca_mau/) },
    });
    await expect(restore({ ...target, secret: () => 'another' })).rejects.toMatchObject({ code: 'BKP-0013' });
    await expectUntouched(target);
  });

  test('of a newer program, or one with other migrations', async () => {
    const target = await emptyPlace();
    await expect(restore({ ...target, migrations: migrations.slice(0, -1) })).rejects.toMatchObject({
      code: 'BKP-0004',
    });
    const changed = [...migrations.slice(0, -1), testMigration('209901010000-tests-create-tables.sql', 'select 1')];
    await expect(restore({ ...target, migrations: changed })).rejects.toMatchObject({ code: 'BKP-0005' });
    await expectUntouched(target);
  });

  test('into a place in use, unless told to replace it; then all of it is replaced', async () => {
    const target = await emptyPlace();
    await restore(target);
    await expect(restore(target)).rejects.toMatchObject({
      code: 'BKP-0006',
      words: { en: expect.stringContaining(target.filesDir) },
    });
    await onClient(target.owner, (client) =>
      client.query(`insert into ${schema}.empty_one values (gen_random_uuid())`),
    );
    write(join(target.filesDir, 'stray'), Buffer.from('x'));
    await restore({ ...target, overwrite: true });
    expect(await fingerprint(target.owner)).toEqual(await fingerprint(owner));
    expect(existsSync(join(target.filesDir, 'stray'))).toBe(false);
  });

  test('and a restore that fails half-way gives back what was there', async () => {
    const target = await emptyPlace();
    await restore(target);
    await onClient(target.owner, (client) =>
      client.query(`insert into ${schema}.empty_one values (gen_random_uuid())`),
    );
    const before = await fingerprint(target.owner);
    const failing = () => {
      throw new Error('no secret');
    };
    await expect(restore({ ...target, overwrite: true, secret: failing })).rejects.toThrow('no secret');
    expect(await fingerprint(target.owner)).toEqual(before);
    expect(existsSync(join(target.filesDir, 'ab', 'cd', 'paper'))).toBe(true);
  });
});

type Target = RestoreOptions & { readonly filesDir: string; readonly keysDir: string };

async function emptyPlace(): Promise<Target> {
  const name = named();
  const folder = join(work, name);
  return {
    from: file,
    owner: await createDatabase(cluster.connection, name),
    filesDir: join(folder, 'files'),
    keysDir: join(folder, 'keys'),
    schema,
    secret: () => secret,
    migrations,
    log: () => undefined,
  };
}

function named(): string {
  made += 1;
  databases.push(`place_${made}`);
  return `place_${made}`;
}

async function expectUntouched(target: Target): Promise<void> {
  expect([existsSync(target.filesDir), existsSync(target.keysDir)]).toEqual([false, false]);
  expect(
    await onClient(target.owner, (client) => client.query('select from pg_namespace where nspname = $1', [schema])),
  ).toMatchObject({ rowCount: 0 });
}

async function consume(at: Connection, limit: number): Promise<{ epoch: number }[]> {
  const database = new Database({ owner: at, schema, secret });
  const seen: { epoch: number }[] = [];
  try {
    await untilReadable(database);
    await consumeJournal(
      database,
      'tests',
      async (_tx, entries) => void seen.push(...(entries as unknown as { epoch: number }[])),
      limit,
    );
  } finally {
    await database.close();
  }
  return seen;
}
