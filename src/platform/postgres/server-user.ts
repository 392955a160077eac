import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import process from 'node:process';
import { postgresErrors } from './errors.ts';

/** The operating-system user PostgreSQL runs as. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** True where we are root and must step down: the server refuses to run as root. */
  readonly stepDown: boolean;
}

/** The name of the user this process runs as; initdb and peer authentication both look it up. */
export function ownUser(): ServerUser {
  const uid = process.getuid?.();
  if (uid === undefined)
    throw postgresErrors.noBinaries({ values: { platform: `${process.platform}-${process.arch}` } });
  try {
    const { username, gid } = userInfo();
    return { name: username, uid, gid, stepDown: false };
  } catch (cause) {
    throw postgresErrors.noAccount({ values: { uid }, cause });
  }
}

/**
 * Who shall run the server over this data: the owner of what is there already, else ourselves, else (as root) a plain user of the
 * machine: `cuaso` where the administrator made one, else `nobody`.
 */
export function chooseServerUser(dataFolder: string): ServerUser {
  const own = ownUser();
  const owner = ownerOf(dataFolder);
  if (own.uid !== 0) {
    if (owner !== undefined && owner.uid !== own.uid) {
      const values = { folder: dataFolder, owner: accountName(owner.uid), user: own.name };
      throw postgresErrors.foreignOwner({ values });
    }
    return own;
  }
  if (owner !== undefined && owner.uid !== 0) return { name: accountName(owner.uid), ...owner, stepDown: true };
  const plain = accounts().find(({ name }) => name === 'cuaso') ?? accounts().find(({ name }) => name === 'nobody');
  if (plain === undefined || plain.uid === 0) throw postgresErrors.noPlainUser();
  return { ...plain, stepDown: true };
}

/** What `spawn` needs to run something as this user. */
export function asUser(user: ServerUser): { uid: number; gid: number } | Record<string, never> {
  return user.stepDown ? { uid: user.uid, gid: user.gid } : {};
}

/** Asks the system itself, which knows of access lists and mounts that mode bits do not show. */
export function canEnter(user: ServerUser, folder: string): boolean {
  if (!user.stepDown) return true;
  return (
    spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { ...asUser(user), cwd: '/', stdio: 'ignore' }).status ===
    0
  );
}

function ownerOf(folder: string): { uid: number; gid: number } | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined ? undefined : { uid: found.uid, gid: found.gid };
}

function accountName(uid: number): string {
  return accounts().find((account) => account.uid === uid)?.name ?? String(uid);
}

function accounts(): { name: string; uid: number; gid: number }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
