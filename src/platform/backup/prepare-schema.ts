import pg from 'pg';
import { type Connection, roleName, rolePassword } from '../database.ts';
import { type Migration, migrate } from '../migrate.ts';
import { backupErrors } from './errors.ts';
import type { Manifest } from './manifest.ts';

export interface PrepareOptions {
  readonly owner: Connection;
  readonly schema: string;
  readonly secret: string;
  /** All that this program knows. */
  readonly migrations: readonly Migration[];
}

/** The migrations that bring an empty schema to where the backup stood; throws when this program does not know them all. */
export function migrationsOf(manifest: Manifest, known: readonly Migration[], file: string): Migration[] {
  return manifest.migrations.map((done) => {
    const migration = known.find(({ name }) => name === done.name);
    if (migration === undefined) throw backupErrors.newerSchema({ values: { file, migration: done.name } });
    if (migration.sha256 !== done.sha256) {
      throw backupErrors.otherMigration({ values: { migration: done.name, version: manifest.appVersion } });
    }
    return migration;
  });
}

/** Makes roles, schema and tables as they were; later migrations run at the next start, over the restored rows. */
export async function prepareSchema(options: PrepareOptions): Promise<void> {
  await migrate(options);
  const { ssl, ...owner } = options.owner;
  const pool = new pg.Pool({ ...owner, ...(ssl === true ? { ssl: true } : {}), max: 2 });
  // A lost connection fails the statement under way.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    // Roles outlive databases: they may be there already, with passwords of another secret.
    for (const capacity of ['public', 'citizen', 'staff', 'job'] as const) {
      const role = roleName(options.schema, capacity);
      await pool.query(`alter role ${role} password ${pg.escapeLiteral(rolePassword(options.secret, role))}`);
    }
  } finally {
    await pool.end();
  }
}
