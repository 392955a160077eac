import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '../errors.ts';
import { type Binaries, checkBinaries, packagedBinaries } from './binaries.ts';
import {
  databaseName,
  ensureCluster,
  ensureOwnerAndDatabase,
  ownerName,
  socketPort,
  superuserClient,
  writeAccessRules,
} from './cluster.ts';
import {
  type ClusterPlace,
  defaultSystemFolder,
  findClusterPlace,
  hasCluster,
  makeDataDir,
  makeFolders,
  removeCluster,
  removeRunFolder,
  writePointer,
} from './cluster-place.ts';
import { postgresErrors } from './errors.ts';
import { type InstanceLock, takeInstanceLock } from './instance-lock.ts';
import { findServer, isAlive, launchServer, stopServer, waitUntilReady } from './server-process.ts';
import { serverSettings, usableMemory } from './settings.ts';

type Log = (line: string) => void;

export interface EmbeddedOptions {
  /** Holds everything of one instance; the cluster goes to `postgres/` in it. */
  readonly dataDir: string;
  readonly log: Log;
  /** Where data goes whose user cannot enter `dataDir`; /var/lib/cuaso unless said. */
  readonly systemFolder?: string | undefined;
  /** Other binaries than the bundled ones: tests and upgrades. */
  readonly binDir?: string | undefined;
  /** Over the computed settings: tests. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

export interface SocketConnection {
  /** The folder of the socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface EmbeddedPostgres {
  readonly connection: SocketConnection;
  /** `18.4` */
  readonly version: string;
  /** Another start left this server running; it goes on serving. */
  readonly adopted: boolean;
  /** Changes when the server had to be started again. */
  readonly pid: number;
  /** The cluster's folder, in the data folder or outside. */
  readonly home: string;
  /** Drains and ends the server, and frees the data folder. */
  stop(): Promise<void>;
}

/**
 * Starts (or adopts) the PostgreSQL of a data folder and keeps it running until `stop`. One process at a time per folder. Errors are
 * DomainErrors PGS-0001 to 0013, each a line that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = makeDataDir(options.dataDir);
  const lock = takeInstanceLock(dataDir);
  try {
    return await startLocked({ ...options, dataDir }, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Forgets the cluster of a data folder, wherever it lies: `--fresh`. Refused while an instance runs; a server left over is stopped. */
export async function removeEmbeddedPostgres(
  options: Pick<EmbeddedOptions, 'dataDir' | 'log' | 'systemFolder'>,
): Promise<void> {
  const dataDir = makeDataDir(options.dataDir);
  const lock = takeInstanceLock(dataDir);
  try {
    const place = findClusterPlace({ ...options, dataDir });
    const left = findServer(place);
    if (left !== undefined) await stopServer(left.pid, options.log);
    removeCluster(dataDir);
  } finally {
    lock.release();
  }
}

/** Whether a data folder holds a cluster; nothing is made where it holds none. */
export function holdsCluster(options: Pick<EmbeddedOptions, 'dataDir' | 'systemFolder'>): boolean {
  return existsSync(options.dataDir) && hasCluster(findClusterPlace(options).home);
}

/**
 * The server of a data folder that another process of ours runs, for commands beside it (clock, backup); undefined when none runs.
 * The caller does not own it and must not stop it.
 */
export function findRunningPostgres(
  options: Pick<EmbeddedOptions, 'dataDir' | 'systemFolder'>,
): SocketConnection | undefined {
  const place = findClusterPlace({ ...options, dataDir: makeDataDir(options.dataDir) });
  const found = hasCluster(place.home) ? findServer(place) : undefined;
  return found && connectionAt(found.run);
}

async function startLocked(options: EmbeddedOptions, lock: InstanceLock): Promise<EmbeddedPostgres> {
  const { log } = options;
  const place = makeFolders(findClusterPlace(options));
  const inside = place.home === join(options.dataDir, 'postgres');
  if (!inside) {
    log(
      `user ${place.user.name}, who runs PostgreSQL, cannot enter ${options.dataDir}; the database is kept in ${place.home}`,
    );
  }
  // A copy of the program stays with the data; outside the data folder all data folders of the machine share it.
  const copyTo = inside ? place.home : (options.systemFolder ?? defaultSystemFolder);
  const binaries =
    options.binDir === undefined
      ? packagedBinaries(place.user, copyTo, log)
      : checkBinaries(options.binDir, place.user);
  await ensureCluster(place, binaries, true);
  writePointer(options.dataDir, place);
  const settings = { ...serverSettings(usableMemory()), ...options.settings, ...writeAccessRules(place, binaries) };
  const server = new SupervisedServer({
    place,
    binaries,
    settings: { ...settings, 'cuaso.launch': launchMark(binaries, settings) },
    log,
  });
  const adopted = await server.start();
  await ensureOwnerAndDatabase(server.place, binaries.major);
  return {
    connection: connectionAt(server.place.run),
    version: binaries.version,
    adopted,
    home: place.home,
    get pid() {
      return server.pid;
    },
    stop: async () => {
      await server.stop();
      lock.release();
    },
  };
}

function connectionAt(run: string): SocketConnection {
  return { host: run, port: socketPort, user: ownerName, database: databaseName };
}

/** A server left over is adopted only when it runs the program and the settings that we would start. */
function launchMark(binaries: Binaries, settings: Readonly<Record<string, string>>): string {
  return createHash('sha256')
    .update(JSON.stringify([binaries, settings]))
    .digest('hex')
    .slice(0, 16);
}

interface ServerParts {
  readonly place: ClusterPlace;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: Log;
}

const watchEveryMs = 250;
const longestWaitMs = 30_000;

/** One server process over time: adopted or started, started again when something kills it, stopped once. */
class SupervisedServer {
  place: ClusterPlace;
  pid = 0;
  readonly #parts: ServerParts;
  #watch: NodeJS.Timeout | undefined;
  #restarting: Promise<void> | undefined;
  #state: 'running' | 'stopped' = 'running';
  #failures = 0;
  #nextStartAt = 0;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.place = parts.place;
  }

  /** Returns whether a running server was adopted. */
  async start(): Promise<boolean> {
    const adopted = await this.#adopt();
    if (!adopted) await this.#launch();
    // However this process ends (a fault of ours, a closed terminal), short of kill -9 it takes the server with it.
    process.once('exit', this.#endWithUs);
    this.#watch = setInterval(() => this.#look(), watchEveryMs).unref();
    return adopted;
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    process.off('exit', this.#endWithUs);
    clearInterval(this.#watch);
    await this.#restarting;
    if (isAlive(this.pid)) await stopServer(this.pid, this.#parts.log);
    removeRunFolder(this.place);
  }

  readonly #endWithUs = () => {
    if (isAlive(this.pid)) process.kill(this.pid, 'SIGINT');
  };

  async #adopt(): Promise<boolean> {
    const found = findServer(this.place);
    if (found === undefined) return false;
    const { log, settings } = this.#parts;
    const place = { ...this.place, run: found.run };
    // The access rules may name the user of the start before this one.
    if (isAlive(found.pid)) process.kill(found.pid, 'SIGHUP');
    const ready = await waitUntilReady(place, () => isAlive(found.pid), 20_000);
    if (ready && (await askLaunchMark(place)) === settings['cuaso.launch']) {
      if (place.run !== this.place.run) removeRunFolder(this.place);
      this.place = place;
      this.pid = found.pid;
      log(`PostgreSQL was still running (pid ${found.pid}); it goes on`);
      return true;
    }
    log(`PostgreSQL was still running (pid ${found.pid}) with other settings; starting it again`);
    await stopServer(found.pid, log);
    return false;
  }

  async #launch(): Promise<void> {
    const { binaries, settings, log } = this.#parts;
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.pid = await launchServer(this.place, binaries, settings);
        return;
      } catch (error) {
        // After a kill -9 of the postmaster its children may hold the shared memory for a moment: a second start succeeds.
        const hopeless = !(error instanceof DomainError) || error.code !== startFailedCode;
        if (hopeless || attempt === 4) throw error;
        log(`PostgreSQL did not start (${error.words.en}); trying again`);
        await sleep(attempt * 700);
      }
    }
  }

  /** A server that keeps ending (a full disk) is tried again at growing intervals, so that it comes back by itself once the cause is gone. */
  #look(): void {
    const now = performance.now();
    if (this.#state === 'stopped' || this.#restarting !== undefined || now < this.#nextStartAt || isAlive(this.pid))
      return;
    const { log } = this.#parts;
    if (now > this.#nextStartAt + longestWaitMs) this.#failures = 0;
    this.#failures += 1;
    if (this.#failures === 1) log(`PostgreSQL (pid ${this.pid}) ended unexpectedly; starting it again`);
    this.#restarting = this.#launch()
      .then(() => log(`PostgreSQL runs again (pid ${this.pid})`))
      .catch((error: unknown) => log(error instanceof DomainError ? error.words.en : String(error)))
      .finally(() => {
        this.#nextStartAt = performance.now() + Math.min(longestWaitMs, 250 * 2 ** this.#failures);
        this.#restarting = undefined;
      });
  }
}

const startFailedCode = postgresErrors.startFailed().code;

async function askLaunchMark(place: ClusterPlace): Promise<string | null> {
  const client = superuserClient(place);
  await client.connect();
  try {
    const answer = await client.query<{ mark: string | null }>(`select current_setting('cuaso.launch', true) as mark`);
    return answer.rows[0]?.mark ?? null;
  } finally {
    await client.end();
  }
}
