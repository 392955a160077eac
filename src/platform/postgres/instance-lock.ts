import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
// biome-ignore lint/correctness/noUnresolvedImports: part of Node since 22.5; the linter's list is older
import { DatabaseSync } from 'node:sqlite';
import { postgresErrors, toStorageError } from './errors.ts';
import { ownUser } from './server-user.ts';

/** Who holds a data folder; only meaningful while the lock is held. */
export interface LockHolder {
  readonly pid: number;
  readonly since: string;
}

export interface InstanceLock {
  release(): void;
}

/**
 * Takes the data folder for this process, or throws PGS-0001 naming the holder.
 *
 * The lock is the operating system's own, taken through SQLite (the only file lock Node offers): it ends with its process whatever ends
 * it, so a killed holder leaves nothing stale, and unlike a pid file it cannot be fooled by a pid that was given out again after a
 * reboot or in another container.
 */
export function takeInstanceLock(dataDir: string): InstanceLock {
  const held = tryLock(dataDir);
  if (held !== undefined) return held;
  const holder = readHolder(dataDir);
  throw postgresErrors.inUse({
    values: { folder: dataDir, pid: holder?.pid ?? '?', since: holder?.since ?? '?' },
    detail: { ...holder },
  });
}

/** Whether another process holds the folder right now. */
export function isInstanceLocked(dataDir: string): boolean {
  if (!existsSync(lockFile(dataDir))) return false;
  const held = tryLock(dataDir, { quiet: true });
  held?.release();
  return held === undefined;
}

function tryLock(dataDir: string, { quiet = false } = {}): InstanceLock | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockFile(dataDir));
    // Nobody else may hold it, not even to read. (Never open this file otherwise: closing it would give up the lock.)
    chmodSync(lockFile(dataDir), 0o600);
    lock.exec('pragma busy_timeout = 0; begin exclusive');
  } catch (error) {
    lock?.close();
    if (isBusy(error)) return undefined;
    // SQLite says only "unable to open"; the attempt to write beside it gives the system's reason.
    writeHolder(dataDir);
    throw error;
  }
  if (!quiet) writeHolder(dataDir);
  const taken = lock;
  return {
    release: () => {
      if (taken.isOpen) taken.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

const lockFile = (dataDir: string) => join(dataDir, 'instance.lock');
const holderFile = (dataDir: string) => join(dataDir, 'instance.json');

function writeHolder(dataDir: string): void {
  const holder: LockHolder = { pid: process.pid, since: new Date().toISOString() };
  try {
    writeFileSync(holderFile(dataDir), `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  } catch (error) {
    throw toStorageError(error, dataDir, ownUser().name) ?? error;
  }
}

function readHolder(dataDir: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(dataDir), 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}
