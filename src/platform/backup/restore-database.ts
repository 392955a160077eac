import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import pg from 'pg';
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams';
import type { MemberContent } from './archive-reader.ts';
import { columnList, listTables, qualified, type TableName } from './dump-database.ts';
import { backupErrors } from './errors.ts';
import type { Manifest, TableEntry } from './manifest.ts';

const decompress = promisify(zstdDecompress);

/**
 * Fills a freshly migrated schema from the parts of a backup, in one transaction: all rows or none. Foreign keys are taken off first and
 * put back at the end (PostgreSQL then checks them in one pass, whatever the order of the tables).
 */
export class DatabaseRestore {
  readonly #client: pg.Client;
  readonly #manifest: Manifest;
  readonly #schema: string;
  readonly #placed: readonly TableEntry[];
  #foreignKeys: readonly ForeignKey[] = [];
  #open: { readonly table: TableEntry; readonly copy: CopyStreamQuery } | undefined;

  /** `schema`: where to; it need not be named as it was. */
  constructor(client: pg.Client, manifest: Manifest, schema: string) {
    this.#client = client;
    this.#schema = schema;
    this.#manifest = manifest;
    this.#placed = manifest.tables.map((table) => ({ ...table, schema }));
  }

  async begin(): Promise<void> {
    const client = this.#client;
    await client.query('begin');
    await client.query(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC';
      set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local client_encoding = 'UTF8'`);
    const tables = this.#tables();
    await assertSameTables(client, this.#schemas(), tables);
    this.#foreignKeys = await listForeignKeys(client, this.#schemas());
    for (const key of this.#foreignKeys)
      await client.query(`alter table ${qualified(key)} drop constraint ${pg.escapeIdentifier(key.constraint)}`);
    await client.query(`truncate ${tables.map(qualified).join(', ')}`);
  }

  /** One member `database/<schema>/<table>/<part>`; parts come in the order in which they were written. */
  async part(name: string, content: MemberContent): Promise<void> {
    const [, schema, tableName] = name.split('/');
    if (schema !== this.#manifest.schema) return;
    const table = this.#tables().find((entry) => entry.name === tableName);
    if (table === undefined) return;
    if (this.#open?.table !== table) {
      await this.#closeTable();
      const copy = this.#client.query(copyFrom(`copy ${qualified(table)} (${columnList(table.columns)}) from stdin`));
      this.#open = { table, copy };
    }
    const { copy } = this.#open;
    const text = await decompress(await buffer(content));
    if (copy.errored !== null) throw copy.errored;
    if (!copy.write(text)) await once(copy, 'drain');
  }

  async finish(): Promise<void> {
    await this.#closeTable();
    const client = this.#client;
    for (const sequence of this.#manifest.sequences) {
      const name = qualified({ ...sequence, schema: this.#schema });
      await client.query('select setval($1::regclass, $2, $3)', [name, sequence.lastValue, sequence.isCalled]);
    }
    for (const key of this.#foreignKeys) {
      await client.query(
        `alter table ${qualified(key)} add constraint ${pg.escapeIdentifier(key.constraint)} ${key.definition}`,
      );
    }
    await this.#raiseEpoch();
    await client.query('commit');
    await client.query(
      `analyze ${this.#tables()
        .map((table) => qualified(table))
        .join(', ')}`,
    );
  }

  /**
   * Transaction numbers start anew in another database. The epoch puts everything restored before everything that follows, so the
   * journal's consumers go on where they stood.
   */
  async #raiseEpoch(): Promise<void> {
    const state = { schema: this.#schema, name: 'province_state' };
    if (!this.#tables().some((table) => table.name === state.name)) return;
    await this.#client.query(`update ${qualified(state)} set epoch = epoch + 1`);
  }

  async #closeTable(): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    this.#open = undefined;
    open.copy.end();
    await finished(open.copy);
    if (open.copy.rowCount !== open.table.rows) {
      throw backupErrors.otherTables({
        values: { what: `${open.table.name}: ${open.copy.rowCount} of ${open.table.rows} rows` },
      });
    }
  }

  #tables(): readonly TableEntry[] {
    return this.#placed;
  }

  #schemas(): string[] {
    return [this.#schema];
  }
}

interface ForeignKey extends TableName {
  readonly constraint: string;
  readonly definition: string;
}

async function listForeignKeys(client: pg.Client, schemas: readonly string[]): Promise<ForeignKey[]> {
  const result = await client.query<ForeignKey>(
    `select n.nspname as schema, c.relname as name, k.conname as constraint, pg_get_constraintdef(k.oid) as definition
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid
       join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.conparentid = 0 and n.nspname = any ($1)
      order by 1, 2, 3`,
    [schemas],
  );
  return result.rows;
}

async function assertSameTables(
  client: pg.Client,
  schemas: readonly string[],
  wanted: readonly TableEntry[],
): Promise<void> {
  const spell = (table: { schema: string; name: string; columns: readonly string[] }) =>
    `${table.schema}.${table.name} (${table.columns.toSorted((a, b) => (a < b ? -1 : 1)).join(', ')})`;
  const found = new Set((await listTables(client, schemas)).map(spell));
  const missing = wanted.map(spell).find((table) => !found.delete(table));
  const [left] = found;
  const what = missing ?? left;
  if (what !== undefined) throw backupErrors.otherTables({ values: { what } });
}
