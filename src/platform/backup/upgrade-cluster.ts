import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '../migrate.ts';
import { bundledMajor, checkBinaries } from '../postgres/binaries.ts';
import { clusterMajor, findClusterPlace, makeDataDir } from '../postgres/cluster-place.ts';
import { type EmbeddedOptions, holdsCluster, startEmbeddedPostgres } from '../postgres/embedded.ts';
import { backup } from './backup.ts';
import { backupErrors } from './errors.ts';
import type { Manifest } from './manifest.ts';
import { restore } from './restore.ts';

export interface UpgradeOptions extends Pick<EmbeddedOptions, 'dataDir' | 'log' | 'systemFolder'> {
  /** The bin folder of the PostgreSQL that the data belongs to. */
  readonly oldBinDir: string;
  readonly schema: string;
  readonly secret: string;
  readonly migrations: readonly Migration[];
  readonly appVersion: string;
}

/**
 * Brings the data folder of an older PostgreSQL up to the bundled one: its own program reads it out, the bundled one takes it in. A
 * backup does not depend on the PostgreSQL that made it, so this is backup and restore of the database alone. The old cluster is kept
 * beside the new one, under its version, until the administrator removes it.
 */
export async function upgradeCluster(options: UpgradeOptions): Promise<Manifest> {
  if (!holdsCluster(options)) throw backupErrors.noCluster({ values: { folder: options.dataDir } });
  const dataDir = makeDataDir(options.dataDir);
  const { home, user, ...place } = findClusterPlace({ ...options, dataDir });
  const found = clusterMajor({ home, user, ...place });
  if (found === bundledMajor()) throw backupErrors.upToDate({ values: { folder: home, found } });
  const program = join(options.oldBinDir, 'postgres');
  if (!existsSync(program)) throw backupErrors.noOldProgram({ values: { program, found } });
  const old = checkBinaries(options.oldBinDir, user);
  if (old.major !== found) {
    throw backupErrors.notOlder({ values: { folder: home, found, binDir: options.oldBinDir, old: old.major } });
  }
  const file = join(dataDir, `upgrade-from-${found}.cuaso`);
  const kept = `${home}-${found}`;
  rmSync(file, { force: true });
  await readOut(options, file);
  renameSync(home, kept);
  try {
    const manifest = await takeIn(options, file);
    options.log(`PostgreSQL ${found} data was brought up; the old data is kept in ${kept} and may be removed`);
    return manifest;
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    renameSync(kept, home);
    throw error;
  } finally {
    rmSync(file, { force: true });
  }
}

async function readOut(options: UpgradeOptions, file: string): Promise<void> {
  const server = await startEmbeddedPostgres({ ...options, binDir: options.oldBinDir });
  try {
    await backup({
      owner: server.connection,
      schema: options.schema,
      secret: options.secret,
      to: file,
      appVersion: options.appVersion,
    });
  } finally {
    await server.stop();
  }
}

async function takeIn({ secret, migrations, schema, ...options }: UpgradeOptions, file: string): Promise<Manifest> {
  const server = await startEmbeddedPostgres(options);
  try {
    return await restore({
      from: file,
      owner: server.connection,
      schema,
      secret: () => secret,
      migrations,
      log: options.log,
    });
  } finally {
    await server.stop();
  }
}
