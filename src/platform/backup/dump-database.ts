import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ArchiveWriter } from './archive-writer.ts';
import { backupErrors } from './errors.ts';
import type { Manifest, SequenceEntry, TableEntry } from './manifest.ts';

const compress = promisify(zstdCompress);

/** A table is cut into parts of this size: members of known length without a temporary copy, and memory does not grow with the table. */
const partBytes = 8 * 1024 * 1024;

export type DatabaseFacts = Pick<
  Manifest,
  'postgresVersion' | 'postgresMajor' | 'schema' | 'migrations' | 'tables' | 'sequences' | 'journal'
>;

/**
 * Opens the one moment that the whole backup shows: a read-only snapshot, with a share lock on every table so that no migration changes
 * them meanwhile. Writers are not held up; it has no transaction id, so the journal's consumers do not wait for it either.
 */
export async function openSnapshot(client: pg.Client, schema: string): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(`set local statement_timeout = 0; set local lock_timeout = '30s'; set local idle_in_transaction_session_timeout = 0;
    set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex';
    set local extra_float_digits = 1; set local client_encoding = 'UTF8'`);
  const tables = await listTables(client, [schema]);
  if (!tables.some((table) => table.schema === schema && table.name === 'migration'))
    throw backupErrors.noSchema({ values: { schema } });
  await client.query(`lock table ${tables.map(qualified).join(', ')} in access share mode`);
}

/** Streams every table of the snapshot into the archive. */
export async function dumpDatabase(client: pg.Client, schema: string, archive: ArchiveWriter): Promise<DatabaseFacts> {
  const tables: TableEntry[] = [];
  for (const table of await listTables(client, [schema])) tables.push(await dumpTable(client, table, archive));
  const server = await one<{ version: string; number: string }>(
    client,
    `select current_setting('server_version') as version, current_setting('server_version_num') as number`,
  );
  const migrations = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${pg.escapeIdentifier(schema)}.migration order by name`,
  );
  return {
    postgresVersion: server.version,
    postgresMajor: Math.floor(Number(server.number) / 10_000),
    schema,
    migrations: migrations.rows,
    tables,
    // After the tables: a sequence knows no snapshot, and one that is ahead of its table is right, one behind it is not.
    sequences: await listSequences(client, [schema]),
    journal: await countJournal(client, schema, tables),
  };
}

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

export interface TableShape extends TableName {
  readonly columns: readonly string[];
}

/** Tables that hold rows of their own, with the columns that can be written. */
export async function listTables(client: pg.Client, schemas: readonly string[]): Promise<TableShape[]> {
  const result = await client.query<TableShape>(
    `select n.nspname as schema, c.relname as name,
            coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = ''), '{}') as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where n.nspname = any ($1) and c.relkind = 'r'
      group by n.nspname, c.relname
      order by n.nspname, c.relname`,
    [schemas],
  );
  return result.rows;
}

export function qualified({ schema, name }: TableName): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

export function columnList(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(', ');
}

export function partName(table: TableName, part: number): string {
  return `database/${table.schema}/${table.name}/${String(part).padStart(6, '0')}.copy.zst`;
}

async function dumpTable(client: pg.Client, table: TableShape, archive: ArchiveWriter): Promise<TableEntry> {
  const stream = client.query(copyTo(`copy ${qualified(table)} (${columnList(table.columns)}) to stdout`));
  const hash = createHash('sha256');
  let chunks: Buffer[] = [];
  let gathered = 0;
  let parts = 0;
  const flush = async () => {
    if (gathered === 0) return;
    parts += 1;
    await archive.add(partName(table, parts), await compress(Buffer.concat(chunks)));
    chunks = [];
    gathered = 0;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    chunks.push(chunk);
    gathered += chunk.length;
    if (gathered >= partBytes) await flush();
  }
  await flush();
  return { ...table, rows: stream.rowCount, sha256: hash.digest('hex') };
}

async function listSequences(client: pg.Client, schemas: readonly string[]): Promise<SequenceEntry[]> {
  const found = await client.query<TableName>(
    'select schemaname as schema, sequencename as name from pg_sequences where schemaname = any ($1) order by 1, 2',
    [schemas],
  );
  const sequences: SequenceEntry[] = [];
  for (const sequence of found.rows) {
    const state = await one<{ lastValue: string; isCalled: boolean }>(
      client,
      `select last_value::text as "lastValue", is_called as "isCalled" from ${qualified(sequence)}`,
    );
    sequences.push({ ...sequence, ...state });
  }
  return sequences;
}

async function countJournal(
  client: pg.Client,
  schema: string,
  tables: readonly TableEntry[],
): Promise<Manifest['journal']> {
  const journal = tables.find((table) => table.schema === schema && table.name === 'journal');
  if (journal === undefined) return { entries: 0, streams: 0 };
  const { streams } = await one<{ streams: string }>(
    client,
    `select count(*) as streams from ${qualified(journal)} where version = 1`,
  );
  return { entries: journal.rows, streams: Number(streams) };
}

async function one<Row extends pg.QueryResultRow>(client: pg.Client, sql: string): Promise<Row> {
  return (await client.query<Row>(sql)).rows[0] as Row;
}
