import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { SocketConnection } from './embedded.ts';
import { createDatabase, dropDatabase, findOlderPostgres, startTestCluster } from './testing.ts';

test('clones a template, drops the clone, and leaves nothing behind', async () => {
  const cluster = await startTestCluster();
  const template = await createDatabase(cluster.connection, 'the template');
  await query(template, 'create table kept as select 7 as value');
  const clone = await createDatabase(cluster.connection, 'clone', 'the template');
  expect(await query(clone, 'select value from kept')).toEqual([{ value: 7 }]);
  await dropDatabase(cluster.connection, 'clone');
  await expect(query(clone, 'select 1')).rejects.toThrow(/does not exist/);
  await cluster.stop();
  expect(existsSync(dirname(cluster.connection.host))).toBe(false);
});

test('runs an older PostgreSQL where the machine has one', async ({ skip }) => {
  const binDir = findOlderPostgres();
  if (binDir === undefined) return skip('no older PostgreSQL on this machine (Debian: apt-get install postgresql-15)');
  const cluster = await startTestCluster({ binDir });
  expect(Number.parseInt(cluster.version, 10)).toBeLessThan(18);
  expect(await query(cluster.connection, `select lower('ĐẶNG') as lower`)).toEqual([{ lower: 'đặng' }]);
  await cluster.stop();
});

test('clears away what a killed test run left behind', async () => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('test-programs/start-test-cluster.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const left = JSON.parse(line) as SocketConnection;
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await query(left, 'select 1 as one')).toEqual([{ one: 1 }]);

  await (await startTestCluster()).stop();
  expect(existsSync(left.host)).toBe(false);
});

async function query(connection: SocketConnection, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
