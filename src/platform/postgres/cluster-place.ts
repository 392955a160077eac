import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { postgresErrors, toStorageError } from './errors.ts';
import { canEnter, chooseServerUser, ownUser, type ServerUser } from './server-user.ts';

/** Where one cluster lives. `home` belongs to us, `data` and `run` to the user of the server; whatever we write as root stays out of those two. */
export interface ClusterPlace {
  readonly home: string;
  readonly data: string;
  /** Holds the Unix socket; closed to every other user. */
  readonly run: string;
  readonly log: string;
  readonly user: ServerUser;
}

/** For data whose user cannot enter the data folder itself, e.g. a clone in root's closed home. */
export const defaultSystemFolder = '/var/lib/cuaso';

export interface PlaceOptions {
  readonly dataDir: string;
  readonly systemFolder?: string | undefined;
}

/** Makes the data folder where it is missing (as root it can be passed through, not listed, by the server's user). */
export function makeDataDir(dataDir: string): string {
  const { uid, name } = ownUser();
  try {
    if (!existsSync(dataDir)) {
      makeFolderAndParents(dataDir);
      chmodSync(dataDir, uid === 0 ? 0o711 : 0o700);
    }
    return realpathSync(dataDir);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw (
      toStorageError(error, dataDir, name) ??
      postgresErrors.noPlace({ values: { folder: dataDir, reason }, cause: error })
    );
  }
}

/** One after the other: Node's own `recursive` never returns where the system says of each new folder that its parent is missing (/proc). */
function makeFolderAndParents(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolderAndParents(parent);
  mkdirSync(folder);
}

/**
 * Finds the cluster of a data folder, or decides where a new one goes: inside it, unless the server's user cannot enter it. A cluster
 * that exists wins over the rule, so that a later change of rights never starts an empty one beside it. One outside belongs to the data
 * folder that names it, not to its path: a fresh folder of the same path starts anew.
 */
export function findClusterPlace(options: PlaceOptions): ClusterPlace {
  const inside = join(options.dataDir, 'postgres');
  if (hasCluster(inside)) {
    const place = placeAt(inside);
    if (!canEnter(place.user, place.data))
      throw postgresErrors.unreachable({ values: { folder: inside, user: place.user.name } });
    return place;
  }
  const named = readPointer(options.dataDir);
  if (named !== undefined) {
    if (!existsSync(dirname(named)))
      throw postgresErrors.vanished({ values: { folder: named, pointer: pointerFile(options.dataDir) } });
    return placeAt(named);
  }
  const user = chooseServerUser(join(inside, 'data'));
  return placeAt(canEnter(user, options.dataDir) ? inside : join(newSystemHome(options), 'postgres'));
}

/** Notes in the data folder where its cluster lies, once there is one. */
export function writePointer(dataDir: string, place: ClusterPlace): void {
  if (place.home !== join(dataDir, 'postgres')) writeFileSync(pointerFile(dataDir), `${place.home}\n`, { mode: 0o600 });
}

/** Removes the cluster of a data folder, wherever it lies; its server must have been stopped. */
export function removeCluster(dataDir: string): void {
  rmSync(join(dataDir, 'postgres'), { recursive: true, force: true });
  const named = readPointer(dataDir);
  if (named === undefined) return;
  rmSync(dirname(named), { recursive: true, force: true });
  rmSync(pointerFile(dataDir));
}

function newSystemHome({ dataDir, systemFolder = defaultSystemFolder }: PlaceOptions): string {
  // Named after the clone for the administrator's eye; the random part tells folders of one name apart.
  const name = basename(dirname(dataDir))
    .replaceAll(/[^\w-]/g, '')
    .slice(0, 20);
  return join(systemFolder, `${name || 'data'}-${randomBytes(6).toString('hex')}`);
}

const pointerFile = (dataDir: string) => join(dataDir, 'postgres.place');

function readPointer(dataDir: string): string | undefined {
  return existsSync(pointerFile(dataDir)) ? readFileSync(pointerFile(dataDir), 'utf8').trim() : undefined;
}

export function hasCluster(home: string): boolean {
  return existsSync(join(home, 'data', 'PG_VERSION'));
}

export function clusterMajor(place: ClusterPlace): number {
  return Number.parseInt(readFileSync(join(place.data, 'PG_VERSION'), 'utf8'), 10);
}

/** Makes the folders around the data with the owners they need. */
export function makeFolders(place: ClusterPlace): ClusterPlace {
  try {
    makePassableFolder(place.home);
    chmodSync(place.home, place.user.stepDown ? 0o711 : 0o700);
    return { ...place, run: makeRunFolder(place) };
  } catch (error) {
    throw toStorageError(error, place.home, ownUser().name) ?? error;
  }
}

/** A folder, and the missing ones above it, that others can pass through whatever our umask is. */
export function makePassableFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o755);
}

/** An empty folder of the server's user. */
export function makeOwnedFolder(folder: string, user: ServerUser): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (user.stepDown) chownSync(folder, user.uid, user.gid);
}

export function removeRunFolder(place: ClusterPlace): void {
  if (!place.run.startsWith(place.home)) rmSync(place.run, { recursive: true, force: true });
}

function placeAt(home: string): ClusterPlace {
  const data = join(home, 'data');
  return { home, data, run: join(home, 'run'), log: join(home, 'server.log'), user: chooseServerUser(data) };
}

/** A socket's path has at most 107 bytes on Linux, 103 on macOS; a deep data folder gets a private one of a random name in the temp folder. */
function makeRunFolder(place: ClusterPlace): string {
  if (Buffer.byteLength(join(place.run, '.s.PGSQL.5432.lock')) <= 103) {
    makeOwnedFolder(place.run, place.user);
    return place.run;
  }
  const folder = mkdtempSync(join(tmpdir().length < 40 ? tmpdir() : '/tmp', 'cuaso-'));
  makeOwnedFolder(folder, place.user);
  return folder;
}
