import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, programEnvironment } from './binaries.ts';
import { type ClusterPlace, clusterMajor, hasCluster, makeOwnedFolder } from './cluster-place.ts';
import { postgresErrors, toStorageError } from './errors.ts';
import { asUser, ownUser } from './server-user.ts';

/** Owns the schemas; may make roles and databases, is no superuser: the same rights that a DATABASE_URL account needs. */
export const ownerName = 'cuaso_owner';
export const databaseName = 'cuaso';
/** The cluster's bootstrap account; used here only. */
export const superuserName = 'postgres';
/** Names the socket file; nothing listens on the network. */
export const socketPort = 5432;

const leastFreeBytes = 250 * 1024 * 1024;
const run = promisify(execFile);

/** Runs initdb where there is no data yet, and refuses data of another major version. Returns whether the cluster is new. */
export async function ensureCluster(place: ClusterPlace, binaries: Binaries, sync: boolean): Promise<boolean> {
  if (hasCluster(place.home)) {
    const found = clusterMajor(place);
    if (found === binaries.major) return false;
    throw postgresErrors.otherVersion({ values: { folder: place.data, found, wanted: binaries.major } });
  }
  if (existsSync(place.data) && readdirSync(place.data).length > 0)
    throw postgresErrors.occupied({ values: { folder: place.data } });
  const disk = statfsSync(place.home);
  if (disk.bavail * disk.bsize < leastFreeBytes) throw postgresErrors.diskFull({ values: { folder: place.home } });
  await initialise(place, binaries, sync);
  return true;
}

/** Into a folder beside, renamed when whole: a first start that is killed leaves nothing that looks like data. */
async function initialise(place: ClusterPlace, binaries: Binaries, sync: boolean): Promise<void> {
  const unfinished = `${place.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  makeOwnedFolder(unfinished, place.user);
  // Order and case rules that come with PostgreSQL, not with the operating system: an index stays valid when the data moves to
  // another machine or libc. Version 15 has no provider of its own; its C.UTF-8 compares by code point too.
  const locale =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8', '--lc-messages=C'];
  const flags = [
    '-D',
    unfinished,
    '-U',
    superuserName,
    '-E',
    'UTF8',
    ...locale,
    '--auth=peer',
    ...(sync ? [] : ['--no-sync']),
  ];
  try {
    // A session of its own: Ctrl-C at the terminal is for us to answer, after this short step.
    const options = { ...asUser(place.user), cwd: '/', env: programEnvironment, detached: true };
    await run(join(binaries.binDir, 'initdb'), flags, options);
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const reason = output.split('\n').find((line) => /error|FATAL/.test(line)) ?? output.trim().split('\n')[0] ?? '';
    throw (
      toStorageError(output, place.home, place.user.name) ??
      postgresErrors.startFailed({ values: { reason, log: place.home }, cause: error })
    );
  }
  rmSync(place.data, { recursive: true, force: true });
  renameSync(unfinished, place.data);
}

/**
 * Who may connect: over the socket, the operating-system user of this process and root, as any database role. The folder of the
 * socket is closed as well, and nothing listens on the network. The files lie outside the data, where only we can change them.
 */
export function writeAccessRules(place: ClusterPlace, binaries: Binaries): Record<string, string> {
  const folder = join(place.home, 'config');
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  // "all" as a database user in a map came with version 16; older servers run here in tests and upgrades only.
  const peer = binaries.major >= 16;
  const files = {
    hba_file: ['pg_hba.conf', peer ? 'local all all peer map=cuaso\n' : 'local all all trust\n'],
    ident_file: [
      'pg_ident.conf',
      [...new Set([ownUser().name, 'root'])].map((name) => `cuaso "${name}" all\n`).join(''),
    ],
  } as const;
  return Object.fromEntries(
    Object.entries(files).map(([setting, [name, text]]) => {
      const file = join(folder, name);
      writeFileSync(file, peer || setting === 'hba_file' ? text : '');
      chmodSync(file, 0o644);
      return [setting, file];
    }),
  );
}

/** Makes owner and database where they are missing, so that a first start that was cut short is completed by the next. */
export async function ensureOwnerAndDatabase(place: ClusterPlace, major: number): Promise<void> {
  const client = superuserClient(place);
  await client.connect();
  try {
    const has = async (sql: string, name: string) => (await client.query(sql, [name])).rowCount === 1;
    if (!(await has('select from pg_roles where rolname = $1', ownerName))) {
      await client.query(`create role ${ownerName} login createrole createdb`);
    }
    // Since version 16 the maker of a role is no member of it unless said so.
    if (major >= 16) await client.query(`alter role ${ownerName} set createrole_self_grant = 'set'`);
    if (!(await has('select from pg_database where datname = $1', databaseName))) {
      await client.query(`create database ${databaseName} owner ${ownerName}`);
      await client.query(`revoke all on database ${databaseName} from public`);
      await client.query(`grant connect on database ${databaseName} to public`);
    }
  } finally {
    await client.end();
  }
}

export function superuserClient(place: ClusterPlace): pg.Client {
  return new pg.Client({
    host: place.run,
    port: socketPort,
    user: superuserName,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
    application_name: 'cuaso start',
  });
}
