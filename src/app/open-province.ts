import { type Clock, OffsetClock, systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { type Connection, Database } from '../platform/database.ts';
import { listMigrations, migrate } from '../platform/migrate.ts';
import { findRunningPostgres, startEmbeddedPostgres } from '../platform/postgres/embedded.ts';
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

/** A demonstration begins at eight in the morning of the day that its province's files are set on. */
export function demoStartOf(settingDate: Temporal.PlainDate): Temporal.Instant {
  return settingDate.toZonedDateTime({ timeZone: 'Asia/Ho_Chi_Minh', plainTime: '08:00' }).toInstant();
}

/**
 * Starts PostgreSQL, brings the schema up to date and opens it. `beside`: a command that may run while the platform serves uses the
 * server that is running, and leaves it running.
 */
export async function openProvince(config: Config, log: Log, how: 'alone' | 'beside' = 'alone'): Promise<OpenProvince> {
  const running =
    how === 'beside' && config.database === undefined ? findRunningPostgres({ dataDir: config.dataDir }) : undefined;
  const embedded =
    config.database === undefined && running === undefined
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, log })
      : undefined;
  try {
    const owner = config.database ?? running ?? (embedded as { connection: Connection }).connection;
    const keys = openKeys(config);
    const schema = schemaOf(config);
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
