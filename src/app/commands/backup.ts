import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertBackupFile, assertNewFile, backup, restore, upgradeCluster } from '../../platform/backup/index.ts';
import { defineErrors } from '../../platform/errors.ts';
import { listMigrations } from '../../platform/migrate.ts';
import { startEmbeddedPostgres } from '../../platform/postgres/embedded.ts';
import { openProvince, schemaOf } from '../open-province.ts';
import { assertAtMost, type CommandContext, plainArguments } from './context.ts';

const errors = defineErrors('CMD', {
  fileNeeded: [
    '0001',
    'invalid',
    'Hãy cho biết tên tệp sao lưu.',
    'Name the backup file: cuaso backup FILE, cuaso restore FILE.',
  ],
});

/** Database, files and keys as one consistent whole; the platform may go on serving. */
export async function backupCommand({ args, config, print }: CommandContext): Promise<number> {
  const to = fileArgument(plainArguments(args, 1)[0]);
  assertNewFile(to);
  const province = await openProvince(config, print, 'kept');
  try {
    const { files, journal } = await backup({
      owner: province.owner,
      schema: province.schema,
      filesDir: join(config.dataDir, 'files'),
      keysDir: join(config.dataDir, 'keys'),
      to,
      secret: province.keys.secret,
      appVersion: versionOf(config.root),
    });
    print(
      `Backup written to ${to}: ${journal.entries} entries of the journal, ${files.count} files. It holds the keys: keep it where the keys may lie.`,
    );
    return 0;
  } finally {
    await province.close();
  }
}

/** Into an empty data folder, or over what is there with --overwrite; with --old-postgres, what an older PostgreSQL left in the data folder. */
export async function restoreCommand({ args, config, print }: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { overwrite: { type: 'boolean', default: false }, 'old-postgres': { type: 'string' } },
  });
  const oldBinDir = values['old-postgres'];
  assertAtMost(positionals, oldBinDir === undefined ? 1 : 0);
  if (oldBinDir !== undefined) return upgrade({ args, config, print }, oldBinDir);
  const from = fileArgument(positionals[0]);
  assertBackupFile(from);
  const embedded =
    config.database === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir, log: print }) : undefined;
  try {
    await restore({
      from,
      owner: config.database ?? (embedded as NonNullable<typeof embedded>).connection,
      schema: schemaOf(config),
      filesDir: join(config.dataDir, 'files'),
      keysDir: join(config.dataDir, 'keys'),
      migrations: listMigrations(config.root),
      overwrite: values.overwrite,
      log: print,
      secret: (keysDir) => config.secret ?? readSecret(keysDir ?? join(config.dataDir, 'keys')),
    });
    print('Restored. Start the platform with: npm start');
    return 0;
  } finally {
    await embedded?.stop();
  }
}

/** Brings the data folder of an older PostgreSQL up; files and keys stay where they are. */
async function upgrade({ config, print }: CommandContext, oldBinDir: string): Promise<number> {
  await upgradeCluster({
    dataDir: config.dataDir,
    oldBinDir: resolve(oldBinDir),
    schema: schemaOf(config),
    secret: config.secret ?? readSecret(join(config.dataDir, 'keys')),
    migrations: listMigrations(config.root),
    appVersion: versionOf(config.root),
    log: print,
  });
  print('Brought up. Start the platform with: npm start');
  return 0;
}

function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function readSecret(keysDir: string): string {
  const file = join(keysDir, 'secret');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

function fileArgument(given: string | undefined): string {
  if (given === undefined || given.startsWith('-')) throw errors.fileNeeded();
  return resolve(given);
}
