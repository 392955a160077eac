import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import pg from 'pg';
import type { Connection } from '../database.ts';
import { toStorageError } from '../postgres/errors.ts';
import { ownUser } from '../postgres/server-user.ts';
import { markOf } from '../secret-mark.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { dumpDatabase, openSnapshot } from './dump-database.ts';
import { backupErrors } from './errors.ts';
import { formatVersion, type Manifest } from './manifest.ts';

export interface BackupOptions {
  readonly owner: Connection;
  readonly schema: string;
  /** Left out where only the database is to be carried over (upgrade of a data folder). */
  readonly filesDir?: string | undefined;
  readonly keysDir?: string | undefined;
  /** The tar file to make; must not exist. Whoever can read it can read everything: keep it as safe as the server. */
  readonly to: string;
  /** The platform's secret, so that a restore under another one is refused. It is not put into the backup unless it lies in `keysDir`. */
  readonly secret?: string | undefined;
  readonly appVersion: string;
}

/**
 * Takes database, files and keys as one consistent whole, while the platform serves.
 *
 * Why it is consistent: the database is read in one snapshot, opened first. A file gets its name only when it is complete and on the disk,
 * before the row that names it is committed, and is never changed; so every file that the snapshot names exists when the files are copied
 * afterwards. Files that came later are copied too and named by no row: harmless. The one exception is right as well: what was erased
 * meanwhile, on request of the person, is not carried on. Keys are copied after the snapshot for the same reason.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  assertNewFile(options.to);
  const client = ownerClient(options.owner);
  const archive = new ArchiveWriter(options.to);
  try {
    await client.connect();
    await openSnapshot(client, options.schema);
    const keys = await addFolder(archive, 'keys', options.keysDir);
    const database = await dumpDatabase(client, options.schema, archive);
    await client.query('commit');
    const files = await addFolder(archive, 'files', options.filesDir);
    const madeAt = Temporal.Now.instant().round('second').toString();
    const { appVersion, secret } = options;
    const secretMark = secret === undefined ? null : markOf(secret);
    const facts = { format: 'cuaso-backup', formatVersion, madeAt, appVersion, secretMark } as const;
    return await archive.finish({ ...facts, ...database, files, keys });
  } catch (error) {
    await archive.abandon();
    throw toStorageError(error, dirname(options.to), ownUser().name) ?? error;
  } finally {
    await client.end();
  }
}

/** Before the database is asked for anything; the command tells it even before a database is started. */
export function assertNewFile(file: string): void {
  if (existsSync(file)) throw backupErrors.exists({ values: { file } });
  if (!existsSync(dirname(file))) throw backupErrors.noFolder({ values: { folder: dirname(file) } });
}

export function ownerClient({ ssl, ...owner }: Connection): pg.Client {
  const client = new pg.Client({ ...owner, ...(ssl === true ? { ssl: true } : {}), application_name: 'cuaso backup' });
  // A lost connection fails the statement under way; there is nothing else to do about it.
  client.on('error', () => undefined);
  return client;
}

/** Where the file store writes what is not complete yet. */
const draftFolder = 'incoming';

async function addFolder(
  archive: ArchiveWriter,
  prefix: string,
  folder: string | undefined,
): Promise<Manifest['files']> {
  const total = { count: 0, sizeBytes: 0 };
  if (folder === undefined || !existsSync(folder)) return total;
  for await (const path of filesUnder(folder)) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) continue;
    await archive.addFile(
      `${prefix}/${relative(folder, path).split(sep).join('/')}`,
      path,
      found.size,
      found.mode & 0o777,
    );
    total.count += 1;
    total.sizeBytes += found.size;
  }
  return total;
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter(({ name }) => name !== draftFolder).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}
