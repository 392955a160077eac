import { type Clock, OffsetClock, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { type Connection, Database } from '../platform/database.ts';
import { defineErrors } from '../platform/errors.ts';
import { hasSchema, listMigrations, migrate } from '../platform/migrate.ts';
import { findRunningPostgres, holdsCluster, startEmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { markOf } from '../platform/secret-mark.ts';
import { type Keys, openKeys } from './keys.ts';
import { settingDateOf } from './publish-files.ts';

/** The schema of the demo province; another province is named by its folder. */
export function schemaOf(config: Config): string {
  const name = config.provinceDir.split(/[\\/]/).filter(Boolean).at(-1) ?? 'province';
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/^(\d)/, 'p$1');
}

/** A province's database, keys and clock, open for work. */
export interface OpenProvince {
  readonly config: Config;
  readonly schema: string;
  readonly owner: Connection;
  readonly database: Database;
  readonly keys: Keys;
  readonly clock: Clock;
  /** Migrations that ran at this opening. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

type Log = (line: string) => void;

const errors = defineErrors('PRO', {
  nothingKept: [
    '0001',
    'not-found',
    'Ở {place} chưa có dữ liệu nào nên không có gì để làm. Hãy đặt {setting} đúng nơi có dữ liệu, hoặc khởi động nền tảng một lần (npm start).',
    'There is nothing kept in {place} yet, so nothing was done. Set {setting} to where the data are, or start the platform there once (npm start).',
  ],
});

/**
 * `beside`: a command that may run while the platform serves uses the server that is running, and leaves it running. `kept`: the same,
 * for a command that is about what is there already; a folder or database that holds nothing is refused and left as it was.
 */
export type Opening = 'alone' | 'beside' | 'kept';

/** A demonstration begins at eight in the morning of the day that its province's files are set on. */
export function demoStartOf(settingDate: Temporal.PlainDate): Temporal.Instant {
  return settingDate.toZonedDateTime({ timeZone: 'Asia/Ho_Chi_Minh', plainTime: '08:00' }).toInstant();
}

/** Starts PostgreSQL, brings the schema up to date and opens it. */
export async function openProvince(config: Config, log: Log, how: Opening = 'alone'): Promise<OpenProvince> {
  if (how === 'kept' && config.database === undefined && !holdsCluster({ dataDir: config.dataDir }))
    throw errors.nothingKept({ values: { place: config.dataDir, setting: 'CUASO_DATA' } });
  const running =
    how !== 'alone' && config.database === undefined ? findRunningPostgres({ dataDir: config.dataDir }) : undefined;
  const embedded =
    config.database === undefined && running === undefined
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, log })
      : undefined;
  try {
    const owner = config.database ?? running ?? (embedded as { connection: Connection }).connection;
    const schema = schemaOf(config);
    if (how === 'kept' && !(await hasSchema(owner, schema))) {
      const setting = config.database === undefined ? 'CUASO_PROVINCE' : 'DATABASE_URL, CUASO_PROVINCE';
      throw errors.nothingKept({ values: { place: `${owner.database}.${schema}`, setting } });
    }
    const keys = openKeys(config);
    const migrated = await migrate({ owner, schema, secret: keys.secret, migrations: listMigrations(config.root) });
    const database = new Database({ owner, schema, secret: keys.secret });
    const clock = await openClock(config, database);
    return {
      config,
      schema,
      owner,
      database,
      keys,
      clock,
      migrated,
      close: async () => {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** From its first serving on, a province is bound to its secret. */
export async function bindToSecret({ database, keys }: OpenProvince): Promise<void> {
  await database.asOwner((tx) =>
    tx.run('update province_state set secret_mark = $1 where secret_mark is null', [markOf(keys.secret)]),
  );
}

/** The demo's offset is fixed at the first start and kept, so that business time runs on over restarts and never back. */
async function openClock(config: Config, database: Database): Promise<Clock> {
  if (config.mode === 'production') return systemClock;
  const select = 'select business_offset_ms as "offset" from province_state';
  const kept = await database.asOwner((tx) => tx.row<{ offset: number | null }>(select));
  if (kept.offset !== null) return new OffsetClock(kept.offset);
  const offset = demoStartOf(settingDateOf(config.provinceDir)).epochMilliseconds - Date.now();
  const set = await database.asOwner(async (tx) => {
    await tx.run('update province_state set business_offset_ms = $1 where business_offset_ms is null', [offset]);
    return tx.row<{ offset: number }>(select);
  });
  return new OffsetClock(set.offset);
}
