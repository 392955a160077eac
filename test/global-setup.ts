import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { publishFiles, readProvince } from '../src/app/publish-files.ts';
import type { Connection } from '../src/platform/database.ts';
import { Database } from '../src/platform/database.ts';
import { listMigrations, migrate } from '../src/platform/migrate.ts';
import { createDatabase, startTestCluster } from '../src/platform/postgres/testing.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The cluster of this test run. */
    readonly cluster: Connection;
  }
}

export const testSchema = 'bac_lieu';
export const testSecret = 'a secret that only tests know, 32 characters';

/** One cluster and one template for the whole run: migrated, with the demo province published. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const binDir = process.env['CUASO_TEST_POSTGRES_BIN'];
  const cluster = await startTestCluster({ binDir });
  const template = await createDatabase(cluster.connection, 'empty');
  await migrate({ owner: template, schema: testSchema, secret: testSecret, migrations: listMigrations(root) });
  await createDatabase(cluster.connection, 'template', 'empty').then(publishDemo);
  project.provide('cluster', { ...cluster.connection });
  return () => cluster.stop();
}

async function publishDemo(owner: Connection): Promise<void> {
  const files = readProvince(fileURLToPath(new URL('../provinces/bac-lieu', import.meta.url)));
  const database = new Database({ owner, schema: testSchema, secret: testSecret });
  try {
    await publishFiles(database, files, Temporal.Instant.from('2022-10-10T01:00:00Z'));
  } finally {
    await database.close();
  }
}
