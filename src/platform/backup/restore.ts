import { createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import type { Connection } from '../database.ts';
import type { Migration } from '../migrate.ts';
import { toStorageError } from '../postgres/errors.ts';
import { ownUser } from '../postgres/server-user.ts';
import { markOf } from '../secret-mark.ts';
import { checkArchive, type MemberContent, readArchive } from './archive-reader.ts';
import { ownerClient } from './backup.ts';
import { backupErrors } from './errors.ts';
import type { Manifest } from './manifest.ts';
import { migrationsOf, prepareSchema } from './prepare-schema.ts';
import { DatabaseRestore } from './restore-database.ts';

export interface RestoreOptions {
  readonly from: string;
  readonly owner: Connection;
  /** The schema of the province this program is set up for; a backup of another one is refused, unless it goes `into` another. */
  readonly schema: string;
  /** Restores under another name, beside the province that is served: how a merger looks at the other one. */
  readonly into?: string | undefined;
  readonly filesDir?: string | undefined;
  readonly keysDir?: string | undefined;
  /** The secret that passwords of roles come from; asked when the keys lie in the folder given, since it may be one of them. */
  readonly secret: (restoredKeysDir: string | undefined) => string;
  /** All migrations that this program knows. */
  readonly migrations: readonly Migration[];
  /** Replaces what is there; what was there is removed only after everything restored is in place. */
  readonly overwrite?: boolean | undefined;
  readonly log: (line: string) => void;
}

/**
 * Restores a backup, with the platform stopped. The file is read twice: first to prove it whole, before anything is touched; then to
 * restore. Fails without traces: the schema is dropped again, files and keys get their places only at the very end.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  assertBackupFile(options.from);
  const manifest = await checkArchive(options.from);
  if (options.into === undefined && manifest.schema !== options.schema) {
    throw backupErrors.otherProvince({
      values: { file: options.from, found: manifest.schema, wanted: options.schema },
    });
  }
  const schema = options.into ?? options.schema;
  const migrations = migrationsOf(manifest, options.migrations, options.from);
  const folders = [new FolderRestore('keys', options.keysDir), new FolderRestore('files', options.filesDir)] as const;
  const client = ownerClient(options.owner);
  await client.connect();
  try {
    const kept = await makeRoom(client, schema, folders, options.overwrite ?? false);
    try {
      await restoreMembers({ options, manifest, migrations, schema, client, folders });
      if (kept !== undefined) await client.query(`drop schema ${pg.escapeIdentifier(kept)} cascade`);
      for (const folder of folders) await folder.settle();
      return manifest;
    } catch (error) {
      await undo(client, schema, kept, folders);
      throw toStorageError(error, options.filesDir ?? dirname(options.from), ownUser().name) ?? error;
    }
  } finally {
    await client.end();
  }
}

export function assertBackupFile(file: string): void {
  if (!existsSync(file)) throw backupErrors.noFile({ values: { file } });
  if (!statSync(file).isFile()) throw backupErrors.notABackup({ values: { file } });
}

interface Work {
  readonly options: RestoreOptions;
  readonly manifest: Manifest;
  readonly migrations: readonly Migration[];
  readonly schema: string;
  readonly client: pg.Client;
  readonly folders: readonly [keys: FolderRestore, files: FolderRestore];
}

async function restoreMembers({
  options,
  manifest,
  migrations,
  schema,
  client,
  folders: [keys, files],
}: Work): Promise<void> {
  let database: DatabaseRestore | undefined;
  // After the keys, which come first in the file: one of them may be the secret.
  const startDatabase = async () => {
    const secret = options.secret(keys.unfinished);
    if (manifest.secretMark !== null && manifest.secretMark !== markOf(secret)) throw backupErrors.otherSecret();
    await prepareSchema({ owner: options.owner, schema, secret, migrations });
    const started = new DatabaseRestore(client, manifest, schema);
    await started.begin();
    return started;
  };
  await readArchive(options.from, async (name, content, mode) => {
    if (name.startsWith('keys/')) await keys.write(name, content, mode);
    else if (name.startsWith('files/')) await files.write(name, content, mode);
    else if (name.startsWith('database/')) {
      database ??= await startDatabase();
      await database.part(name, content);
    }
  });
  database ??= await startDatabase();
  await database.finish();
}

/** Refuses a place that is in use, or (told to overwrite) moves the schema that is there out of the way; returns its new name. */
async function makeRoom(
  client: pg.Client,
  schema: string,
  folders: readonly FolderRestore[],
  overwrite: boolean,
): Promise<string | undefined> {
  const exists = (await client.query('select from pg_namespace where nspname = $1', [schema])).rowCount === 1;
  const tables = await client.query('select from pg_tables where schemaname = $1 limit 1', [schema]);
  const taken = [
    ...(tables.rowCount === 1 ? [`schema ${schema}`] : []),
    ...folders.flatMap((folder) => folder.occupied()),
  ];
  if (taken.length > 0 && !overwrite) throw backupErrors.notEmpty({ values: { what: taken.join(', ') } });
  for (const folder of folders) await folder.clear();
  if (!exists) return undefined;
  const kept = `${schema}_replaced`;
  await client.query(`drop schema if exists ${pg.escapeIdentifier(kept)} cascade`);
  await client.query(`alter schema ${pg.escapeIdentifier(schema)} rename to ${pg.escapeIdentifier(kept)}`);
  return kept;
}

async function undo(
  client: pg.Client,
  schema: string,
  kept: string | undefined,
  folders: readonly FolderRestore[],
): Promise<void> {
  await client.query('rollback');
  await client.query(`drop schema if exists ${pg.escapeIdentifier(schema)} cascade`);
  if (kept !== undefined)
    await client.query(`alter schema ${pg.escapeIdentifier(kept)} rename to ${pg.escapeIdentifier(schema)}`);
  for (const folder of folders) await folder.clear();
}

/** Fills a folder beside its place, which it takes at the end. */
class FolderRestore {
  readonly #prefix: string;
  readonly #place: string | undefined;

  constructor(prefix: string, place: string | undefined) {
    this.#prefix = prefix;
    this.#place = place;
  }

  get unfinished(): string | undefined {
    return this.#place === undefined ? undefined : `${this.#place}.restoring`;
  }

  occupied(): string[] {
    return this.#place !== undefined && existsSync(this.#place) && readdirSync(this.#place).length > 0
      ? [this.#place]
      : [];
  }

  async clear(): Promise<void> {
    if (this.unfinished !== undefined) await rm(this.unfinished, { recursive: true, force: true });
  }

  async write(name: string, content: MemberContent, mode: number): Promise<void> {
    if (this.unfinished === undefined) return;
    const path = normalize(name.slice(this.#prefix.length + 1));
    // Our own files are flat and plain; a name that climbs out of the folder was not written by us.
    if (path.startsWith('..') || path.startsWith('/'))
      throw backupErrors.damaged({ values: { file: name, what: 'name' } });
    const target = join(this.unfinished, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await pipeline(content, createWriteStream(target, { mode, flush: true }));
  }

  async settle(): Promise<void> {
    const place = this.#place;
    if (place === undefined || this.unfinished === undefined) return;
    await mkdir(this.unfinished, { recursive: true, mode: 0o700 });
    const replaced = `${place}.replaced`;
    await rm(replaced, { recursive: true, force: true });
    if (existsSync(place)) await rename(place, replaced);
    await rename(this.unfinished, place);
    await rm(replaced, { recursive: true, force: true });
  }
}
