import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DomainError } from '../errors.ts';
import { type Binaries, programEnvironment } from './binaries.ts';
import { socketPort, superuserClient } from './cluster.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { postgresErrors, toStorageError } from './errors.ts';
import { asUser, ownUser } from './server-user.ts';

/** Recovery replays at most 1 GB of log: seconds on a good disk, a few minutes on the worst seen. */
const startLimitMs = 300_000;
const keptLogBytes = 8 * 1024 * 1024;

export interface ServerPid {
  readonly pid: number;
  /** Folder of its socket. */
  readonly run: string;
}

/** Starts the server and waits until it answers. Throws the reason that its log gives. */
export async function launchServer(
  place: ClusterPlace,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  clearStaleLocks(place);
  const logFd = openLog(place.log);
  const logStart = statSync(place.log).size;
  const flags = Object.entries({ ...settings, unix_socket_directories: place.run, port: String(socketPort) }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  // A session of its own, so that Ctrl-C at the terminal reaches us alone and we can drain first; its log goes straight to the
  // file, so that it can live on when this process is killed.
  const child = spawn(join(binaries.binDir, 'postgres'), ['-D', place.data, ...flags], {
    ...asUser(place.user),
    cwd: place.data,
    env: programEnvironment,
    detached: true,
    stdio: ['ignore', logFd, logFd],
  });
  closeSync(logFd);
  const spawned = await new Promise<Error | undefined>((resolve) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', resolve);
  });
  if (spawned !== undefined || child.pid === undefined) throw startError(place, String(spawned?.message));
  child.unref();
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  const ready = await waitUntilReady(place, () => !ended);
  if (!ready) {
    if (!ended) process.kill(child.pid, 'SIGKILL');
    throw startError(place, readFrom(place.log, logStart));
  }
  return child.pid;
}

/** True as soon as it answers; false when it ended or the limit passed. */
export async function waitUntilReady(
  place: ClusterPlace,
  lives: () => boolean,
  limitMs = startLimitMs,
): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (lives() && performance.now() < deadline) {
    if (existsSync(join(place.run, `.s.PGSQL.${socketPort}`)) && (await answers(place))) return lives();
    await sleep(40);
  }
  return false;
}

const notYet = new Set(['57P03', '57P01', '57P02', '53300']);

async function answers(place: ClusterPlace): Promise<boolean> {
  const client = superuserClient(place);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    // Still starting or stopping, or the socket of a server before this one: to be asked again. A refusal will not change.
    if (error instanceof pg.DatabaseError && !notYet.has(error.code ?? '')) {
      throw postgresErrors.startFailed({ values: { reason: error.message, log: place.log }, cause: error });
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The server that runs over this data, by its own pid file; undefined when the file is missing or speaks of a process long gone. */
export function findServer(place: Pick<ClusterPlace, 'data' | 'run'>): ServerPid | undefined {
  const lines = readPidFile(place);
  const pid = Number(lines?.[0]);
  if (lines === undefined || !Number.isInteger(pid) || pid <= 0) return undefined;
  return isServerOf(pid, place.data) ? { pid, run: lines[4] || place.run } : undefined;
}

/** Whether the process still runs; a process that ended and was not yet fetched by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
  } catch {
    return !existsSync('/proc/self/stat');
  }
}

/**
 * Fast shutdown: open transactions are rolled back, everything committed is written. Escalates only where that takes unreasonably long;
 * even then nothing acknowledged is lost, the next start replays the log.
 */
export async function stopServer(pid: number, log: (line: string) => void, patienceMs = 60_000): Promise<void> {
  const steps = [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const;
  for (const [signal, waitMs] of steps) {
    if (signal !== 'SIGINT') log(`PostgreSQL (pid ${pid}) has not stopped yet; sending ${signal}`);
    try {
      process.kill(signal === 'SIGKILL' ? -pid : pid, signal);
    } catch {
      // Gone in between.
    }
    const deadline = performance.now() + waitMs;
    while (performance.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(25);
    }
  }
}

/** A pid is given out again, after a reboot even to a process of ours, and PostgreSQL would then refuse to start: so we look who it really is. */
function isServerOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  const command = commandOf(pid);
  return /postgres/.test(command) && [data, realpathSync(data)].some((folder) => command.includes(`-D ${folder} `));
}

/** The command line, which a plain user and a container's root may read of any process (unlike its working directory). */
function commandOf(pid: number): string {
  if (!existsSync('/proc/self/cmdline'))
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function clearStaleLocks(place: ClusterPlace): void {
  if (findServer(place) !== undefined) return;
  for (const file of [
    join(place.data, 'postmaster.pid'),
    join(place.run, `.s.PGSQL.${socketPort}`),
    join(place.run, `.s.PGSQL.${socketPort}.lock`),
  ]) {
    rmSync(file, { force: true });
  }
}

function readPidFile(place: Pick<ClusterPlace, 'data'>): string[] | undefined {
  try {
    return readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}

function openLog(file: string): number {
  try {
    if (existsSync(file) && statSync(file).size > keptLogBytes) renameSync(file, `${file}.1`);
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw toStorageError(error, file, ownUser().name) ?? error;
  }
}

function readFrom(file: string, start: number): string {
  const fd = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(64 * 1024);
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, start));
  } finally {
    closeSync(fd);
  }
}

function startError(place: ClusterPlace, output: string): DomainError {
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return (
    toStorageError(output, place.data, place.user.name) ??
    postgresErrors.startFailed({ values: { reason: reason || 'no answer within five minutes', log: place.log } })
  );
}
