import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { checkBinaries, packagedBinaries } from './binaries.ts';
import {
  databaseName,
  ensureCluster,
  ensureOwnerAndDatabase,
  ownerName,
  socketPort,
  writeAccessRules,
} from './cluster.ts';
import { findClusterPlace, makeDataDir, makeFolders, removeRunFolder } from './cluster-place.ts';
import type { SocketConnection } from './embedded.ts';
import { findServer, isAlive, launchServer, stopServer } from './server-process.ts';
import { ownUser } from './server-user.ts';
import { fastAndLossySettings, serverSettings, usableMemory } from './settings.ts';

export interface TestCluster {
  readonly connection: SocketConnection;
  /** `18.4`, or what `binDir` holds. */
  readonly version: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

export interface TestClusterOptions {
  /** Runs these binaries instead of the bundled ones, e.g. Debian's /usr/lib/postgresql/15/bin. */
  readonly binDir?: string | undefined;
  /** Real settings with fsync on a real disk: for tests of what survives. */
  readonly durable?: boolean;
}

/** A throw-away cluster for one test run: in shared memory where there is room (a template is copied in 20-30 ms there, up to 580 ms on a slow disk). */
export async function startTestCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const durable = options.durable ?? false;
  const parent = durable ? tmpdir() : roomyFolder();
  sweep(parent);
  const outer = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  chmodSync(outer, ownUser().uid === 0 ? 0o711 : 0o700);
  const dataDir = makeDataDir(join(outer, 'd'));
  const place = makeFolders(findClusterPlace({ dataDir }));
  const quiet = () => undefined;
  const binaries =
    options.binDir === undefined
      ? packagedBinaries(place.user, place.home, quiet)
      : checkBinaries(options.binDir, place.user);
  await ensureCluster(place, binaries, durable);
  const settings = {
    ...(durable ? serverSettings(usableMemory()) : fastAndLossySettings()),
    ...writeAccessRules(place, binaries),
  };
  const pid = await launchServer(place, binaries, settings);
  await ensureOwnerAndDatabase(place, binaries.major);
  return {
    connection: { host: place.run, port: socketPort, user: ownerName, database: databaseName },
    version: binaries.version,
    stop: async () => {
      await stopServer(pid, quiet, 5_000);
      removeRunFolder(place);
      rmSync(outer, { recursive: true, force: true });
    },
  };
}

/** Makes a database, empty or as a copy of a template that nobody is connected to; returns the connection to it. */
export async function createDatabase<C extends SocketConnection>(
  connection: C,
  name: string,
  template?: string,
): Promise<C> {
  const source = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)} strategy file_copy`;
  await administer(connection, `create database ${pg.escapeIdentifier(name)}${source}`);
  return { ...connection, database: name };
}

export async function dropDatabase(connection: SocketConnection, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await administer(connection, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      return;
    } catch (error) {
      // Autovacuum is at work in it, and only a superuser may end that; it is soon done. What stays goes with the cluster.
      if (!(error instanceof pg.DatabaseError && error.code === '42501')) throw error;
      if (attempt === 20) return;
      await setTimeout(250);
    }
  }
}

async function administer(connection: SocketConnection, sql: string): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const prefix = 'cuaso-test-';
const roomyBytes = 2 * 1024 ** 3;

/** Test runs that were killed leave a server and its data behind; the next run clears them away. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const home = join(parent, name, 'd', 'postgres');
    try {
      const left = findServer({ data: join(home, 'data'), run: join(home, 'run') });
      if (left !== undefined) process.kill(-left.pid, 'SIGKILL');
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's, or being swept by another run: not ours to clear.
    }
  }
}

/** The bin folder of an older PostgreSQL that this machine happens to have (Debian's places), for tests of versions and upgrades. */
export function findOlderPostgres(): string | undefined {
  return [15, 16, 17]
    .map((major) => `/usr/lib/postgresql/${major}/bin`)
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** Shared memory where there is room for a test run, else the temp folder. */
export function roomyFolder(): string {
  try {
    const disk = statfsSync('/dev/shm');
    if (disk.bavail * disk.bsize >= roomyBytes) return '/dev/shm';
  } catch {
    // Not on this system.
  }
  return tmpdir();
}
