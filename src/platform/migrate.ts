import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { type Connection, roleName, rolePassword } from './database.ts';
import { defineErrors } from './errors.ts';
import { markOf } from './secret-mark.ts';

export const migrateErrors = defineErrors('MIG', {
  tooOld: [
    '0001',
    'unavailable',
    'Phần mềm này cũ hơn cơ sở dữ liệu ({name}). Hãy chạy bản mới hơn.',
    'This program is older than the database ({name}). Run a newer version.',
  ],
  changed: [
    '0002',
    'unavailable',
    'Tệp nâng cấp {name} đã bị sửa sau khi chạy. Hãy lấy lại bản gốc.',
    'Migration {name} was changed after it ran. Restore its original text.',
  ],
  notAllowed: [
    '0003',
    'unavailable',
    'Tài khoản cơ sở dữ liệu {user} không được tạo vai trò hoặc lược đồ. Hãy cấp quyền CREATEROLE và CREATE trên cơ sở dữ liệu.',
    'Database user {user} may not create roles or schemas. Grant it CREATEROLE, and CREATE on the database.',
  ],
  tooOldServer: [
    '0004',
    'unavailable',
    'Cần PostgreSQL 15 trở lên; máy chủ này là {version}.',
    'PostgreSQL 15 or newer is needed; this server is {version}.',
  ],
  otherSecret: [
    '0006',
    'conflict',
    'Dữ liệu này được mở bằng một bí mật khác; nội dung cá nhân và khóa ký sẽ không mở được. Hãy đặt lại CUASO_SECRET như trước, hoặc bỏ nó đi nếu trước đây không đặt.',
    'These data were served with another secret; personal content and signing keys could not be opened. Set CUASO_SECRET to the one in use before, or leave it out if it was not set then.',
  ],
  noConnection: [
    '0005',
    'unavailable',
    'Không kết nối được PostgreSQL tại {place}: {reason}. Hãy xem lại DATABASE_URL.',
    'Cannot connect to PostgreSQL at {place}: {reason}. Check DATABASE_URL and that the server runs.',
  ],
});

export interface Migration {
  /** `202611231200-dossiers-create-dossier.sql` */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
  /** Older programs fail on the schema it leaves. */
  readonly breaking: boolean;
}

/** The migration files of the platform and of every room, in the order in which they run. */
export function listMigrations(root: string): Migration[] {
  return globSync(['src/platform/migrations/*.sql', 'src/modules/*/migrations/*.sql'], { cwd: root })
    .map((file) => {
      const sql = readFileSync(join(root, file), 'utf8');
      return {
        name: basename(file),
        sql,
        sha256: createHash('sha256').update(sql).digest('hex'),
        breaking: /^-- breaking\b/m.test(sql),
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface MigrateOptions {
  readonly owner: Connection;
  readonly schema: string;
  readonly secret: string;
  readonly migrations: readonly Migration[];
}

/** Brings the province's schema up to date, each file in one transaction under one lock; returns the names of those that ran. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const client = await connectOwner(options.owner);
  try {
    const version = (
      await client.query<{ server_version: string; num: string }>(
        "select current_setting('server_version') server_version, current_setting('server_version_num') num",
      )
    ).rows[0];
    if (Number(version?.num) < 150_000)
      throw migrateErrors.tooOldServer({ values: { version: version?.server_version ?? '?' } });
    await client.query('select pg_advisory_lock(hashtext($1))', [`cuaso migrate ${options.schema}`]);
    await assertSameSecret(client, options);
    await prepare(client, options);
    const done = new Map(
      (
        await client.query<{ name: string; sha256: string; breaking: boolean }>(
          'select name, sha256, breaking from migration',
        )
      ).rows.map((row) => [row.name, row]),
    );
    for (const row of done.values()) {
      if (row.breaking && !options.migrations.some((known) => known.name === row.name))
        throw migrateErrors.tooOld({ values: { name: row.name } });
    }
    const ran: string[] = [];
    for (const migration of options.migrations) {
      const before = done.get(migration.name);
      if (before !== undefined) {
        if (before.sha256 !== migration.sha256) throw migrateErrors.changed({ values: { name: migration.name } });
        continue;
      }
      await runOne(client, options, migration);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

/** Whether a province was ever set up here. */
export async function hasSchema(owner: Connection, schema: string): Promise<boolean> {
  const client = await connectOwner(owner);
  try {
    return (await client.query('select from pg_namespace where nspname = $1', [schema])).rowCount === 1;
  } finally {
    await client.end();
  }
}

async function connectOwner({ ssl, ...owner }: Connection): Promise<pg.Client> {
  const client = new pg.Client({ ...owner, ...(ssl === true ? { ssl: true } : {}), options: '-c timezone=UTC' });
  await client.connect().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
    throw migrateErrors.noConnection({
      values: { place: `${owner.host}:${owner.port}/${owner.database}`, reason },
      cause: error,
    });
  });
  return client;
}

/** Before the passwords of roles follow it: a wrong secret must not shut out a server that runs under the right one. */
async function assertSameSecret(client: pg.Client, { schema, secret }: MigrateOptions): Promise<void> {
  const table = `${schema}.province_state`;
  const there = await client.query<{ oid: string | null }>('select to_regclass($1) as oid', [table]);
  if (there.rows[0]?.oid === null) return;
  // Data of before the column have no mark.
  const { rows } = await client.query<{ mark: string | null }>(
    `select to_jsonb(s) ->> 'secret_mark' as mark from ${table} s`,
  );
  const mark = rows[0]?.mark ?? null;
  if (mark !== null && mark !== markOf(secret)) throw migrateErrors.otherSecret();
}

async function prepare(client: pg.Client, options: MigrateOptions): Promise<void> {
  try {
    for (const capacity of ['public', 'citizen', 'staff', 'job'] as const) {
      const role = roleName(options.schema, capacity);
      const exists = (await client.query('select from pg_roles where rolname = $1', [role])).rowCount === 1;
      if (exists) {
        await followSecret(client, options, role);
        continue;
      }
      await client
        .query(
          `create role ${role} login nosuperuser nocreatedb nocreaterole noinherit password '${rolePassword(options.secret, role)}'`,
        )
        .catch((error: pg.DatabaseError) => {
          // Another province's or test's migration made it in between.
          if (error.code !== '42710' && error.code !== '23505') throw error;
        });
    }
    await client.query(`create schema if not exists ${options.schema}`);
    await client.query(`set search_path = ${options.schema}`);
    await client.query(
      'create table if not exists migration (name text constraint migration_key primary key, sha256 text not null, breaking boolean not null, applied_at timestamptz not null)',
    );
    for (const capacity of ['public', 'citizen', 'staff', 'job'] as const) {
      await client.query(`grant usage on schema ${options.schema} to ${roleName(options.schema, capacity)}`);
    }
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '42501')
      throw migrateErrors.notAllowed({ values: { user: options.owner.user }, cause: error });
    throw error;
  }
}

/**
 * A role that was made under another secret gets the password that this one gives. Only where it cannot log in: a change of password
 * writes to a catalog that all databases of the cluster share, and every start would.
 */
async function followSecret(client: pg.Client, options: MigrateOptions, role: string): Promise<void> {
  const { ssl, ...owner } = options.owner;
  const password = rolePassword(options.secret, role);
  const probe = new pg.Client({ ...owner, ...(ssl === true ? { ssl: true } : {}), user: role, password });
  try {
    await probe.connect();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '28P01') throw error;
    await client.query(`alter role ${role} password '${password}'`);
  } finally {
    await probe.end().catch(() => undefined);
  }
}

async function runOne(client: pg.Client, options: MigrateOptions, migration: Migration): Promise<void> {
  const sql = migration.sql
    .replaceAll(/(?<![:\w]):(public|citizen|staff|job)\b/g, (_whole, capacity: 'public') =>
      roleName(options.schema, capacity),
    )
    .replaceAll(/(?<![:\w]):schema\b/g, options.schema);
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration (name, sha256, breaking, applied_at) values ($1, $2, $3, now())', [
      migration.name,
      migration.sha256,
      migration.breaking,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
