import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { Database } from '../src/platform/database.ts';
import { createDatabase, dropDatabase } from '../src/platform/postgres/testing.ts';
import { testSchema, testSecret } from './global-setup.ts';

export interface TestDatabase {
  readonly database: Database;
  /** Closes the pools and drops the clone. */
  close(): Promise<void>;
}

/** A database of one's own, cloned in some 30 ms: `empty` has the schema, `template` the demo province as well. */
export async function openTestDatabase(from: 'empty' | 'template' = 'template'): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `t_${randomBytes(6).toString('hex')}`;
  const owner = await createDatabase({ ...cluster }, name, from);
  const database = new Database({ owner, schema: testSchema, secret: testSecret });
  return {
    database,
    close: async () => {
      await database.close();
      await dropDatabase(cluster, name);
    },
  };
}
