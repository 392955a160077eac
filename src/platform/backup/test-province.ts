// A small province of the tests: the platform's own migrations, and tables with every kind of content and tie that a dump can trip over.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Connection, Database } from '../database.ts';
import { newId } from '../ids.ts';
import { appendEntry, streamStart } from '../journal.ts';
import { listMigrations, type Migration, migrate } from '../migrate.ts';
import { columnList, listTables, qualified } from './dump-database.ts';

export const schema = 'bac_lieu';
export const secret = 'a secret of the tests, long enough for anybody';

const tables = `
  create table folder (
    id integer constraint folder_key primary key,
    parent integer constraint folder_parent_fkey references folder,
    front integer
  );
  create table sheet (
    number bigint generated always as identity constraint sheet_key primary key,
    folder integer not null constraint sheet_folder_fkey references folder,
    title text not null,
    folded text generated always as (lower(title)) stored,
    photo bytea,
    facts jsonb,
    tags text[] not null default '{}',
    amount numeric(18, 0),
    ratio double precision,
    signed_on date,
    at timestamptz not null,
    valid tstzrange,
    seen xid8
  );
  alter table folder add constraint folder_front_fkey foreign key (front) references folder deferrable initially deferred;
  create table "Odd ""name""" ("a column" text constraint odd_key primary key);
  create table empty_one (id uuid constraint empty_one_key primary key);
  create table bulk (id integer constraint bulk_key primary key, text text not null);
  create sequence receipt_number start 1000;
  alter table sheet enable row level security;
  create policy sheet_of_staff on sheet for select to :staff using (true);
  grant select on sheet to :staff;
`;

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const migrations: readonly Migration[] = [
  ...listMigrations(root).filter(({ name }) => name.includes('-platform-')),
  testMigration('209901010000-tests-create-tables.sql', tables),
];

export function testMigration(name: string, sql: string): Migration {
  return { name, sql, sha256: createHash('sha256').update(sql).digest('hex'), breaking: false };
}

/** Makes the province with rows, `entries` journal entries, files and keys; returns where the last two lie. */
export async function makeProvince(
  owner: Connection,
  folder: string,
  entries = 3,
): Promise<{ filesDir: string; keysDir: string }> {
  await migrate({ owner, schema, secret, migrations });
  await onClient(owner, async (client) => {
    await client.query(`set search_path = ${schema}`);
    await client.query('begin; insert into folder values (1, null, 2), (2, 1, null), (3, 2, 1); commit');
    await client.query(
      `insert into sheet (folder, title, photo, facts, tags, amount, ratio, signed_on, at, valid, seen) values
         (1, $1, $2, $3, $4, 8000, 0.1, '2022-10-10', '2022-10-10T08:14:00.123456+07:00', '[2022-10-10,infinity)', '123456789012'),
         (2, $5, null, 'null', '{}', null, 'NaN', 'infinity', '-infinity', 'empty', null)`,
      [
        'Đăng ký khai sinh\t\\N\n\\.',
        randomBytes(300),
        { 'tên "lạ"': ['\u0001', '😀'] },
        ['a,b', 'NULL', '{}', '"'],
        '',
      ],
    );
    await client.query('insert into "Odd ""name""" values ($1)', ['x']);
    await client.query(`insert into bulk select n, repeat(md5(n::text), 8) from generate_series(1, 60000) n`);
    await client.query(`select nextval('receipt_number'), nextval('receipt_number')`);
  });
  await writeEntries(owner, entries);
  const filesDir = join(folder, 'files');
  const keysDir = join(folder, 'keys');
  write(join(filesDir, 'ab', 'cd', 'paper'), randomBytes(70_000));
  write(join(filesDir, 'ab', 'empty'), Buffer.alloc(0));
  write(join(filesDir, `${'long'.repeat(40)}`), Buffer.from('a long name'));
  write(join(filesDir, 'incoming', 'draft'), Buffer.from('half a file'));
  write(join(keysDir, 'master.key'), randomBytes(32));
  return { filesDir, keysDir };
}

export async function writeEntries(owner: Connection, count: number): Promise<void> {
  const database = new Database({ owner, schema, secret });
  try {
    for (let number = 0; number < count; number += 1) {
      const at = Temporal.Instant.from('2022-10-10T08:00:00+07:00');
      const entry = {
        streamKind: 'test',
        streamId: newId<'test'>(),
        action: 'noted',
        at,
        schemaVersion: 1,
        facts: { number },
      };
      await database.transact({ capacity: 'job', name: 'tests' }, (tx) =>
        appendEntry(tx, streamStart, entry, undefined, at),
      );
    }
  } finally {
    await database.close();
  }
}

/** Rows and a hash of the content of every table, apart from what a restore changes by intent. */
export async function fingerprint(owner: Connection, inSchema = schema): Promise<Record<string, string>> {
  return onClient(owner, async (client) => {
    await client.query(`set timezone = 'UTC'`);
    const prints: Record<string, string> = {};
    for (const table of await listTables(client, [inSchema])) {
      if (table.name === 'province_state') continue;
      const columns = columnList(table.columns);
      const result = await client.query<{ print: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(line, '|' order by line collate "C")), '') as print
           from (select row(${columns})::text as line from ${qualified(table)}) as lines`,
      );
      prints[table.name] = result.rows[0]?.print ?? '';
    }
    return prints;
  });
}

export async function onClient<T>(owner: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { ssl: _plain, ...connection } = owner;
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function write(path: string, content: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode: 0o600 });
}
