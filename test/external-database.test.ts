import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { findOlderPostgres, startTestCluster, type TestCluster } from '../src/platform/postgres/testing.ts';
import { cuaso, startCuaso } from './cuaso.ts';

const secret = 'a secret of the tests, forty characters..';
const password = 'owner: p@ss/word';

describe.each([
  ['the PostgreSQL of the package', undefined],
  ['an older PostgreSQL', findOlderPostgres() ?? 'none'],
])('DATABASE_URL at %s, by password, its owner no superuser', (_name, binDir) => {
  it('is migrated, published to, served from and verified; roles follow a changed secret', {
    timeout: 400_000,
  }, async ({ skip }) => {
    if (binDir === 'none') skip('this machine has no PostgreSQL older than the package');
    const folder = mkdtempSync(join(tmpdir(), 'cuaso-external-'));
    const cluster = await startTestCluster({ binDir });
    try {
      await askForPasswords(cluster);
      const url = `postgres://clerk:${encodeURIComponent(password)}@localhost/office?host=${encodeURIComponent(cluster.connection.host)}`;
      const env = { DATABASE_URL: url, CUASO_DATA: join(folder, 'data'), CUASO_SECRET: secret, PORT: '0' };
      expect(await cuaso(['migrate'], env)).toMatchObject({ code: 0, errors: '' });
      expect((await cuaso(['migrate'], env)).output).toContain('The schema was up to date.');
      expect((await cuaso(['publish'], env)).output).toMatch(/\b[1-9]\d* new, 0 unchanged/);
      const wrong = await cuaso(['migrate'], { ...env, DATABASE_URL: url.replace('clerk:', 'clerk:x') });
      expect(wrong).toMatchObject({ code: 1 });
      expect(wrong.errors).toMatch(
        /^cuaso: Cannot connect to PostgreSQL .*password authentication failed.*DATABASE_URL.*\n$/,
      );
      const other = { ...env, CUASO_SECRET: `another ${secret}` };
      expect(await cuaso(['verify-journal'], other)).toMatchObject({ code: 0, errors: '' });
      const server = startCuaso(['serve'], other);
      await server.says('Stop with Ctrl-C.');
      server.child.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    } finally {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** From now on everybody but the superuser gives a password (scram-sha-256). */
async function askForPasswords({ connection }: TestCluster): Promise<void> {
  const client = new pg.Client({ ...connection, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(`create role clerk login createrole password '${password}'`);
  await client.query('create database office owner clerk');
  const { rows } = await client.query<{ file: string }>(`select current_setting('hba_file') as file`);
  writeFileSync((rows[0] as { file: string }).file, 'local all postgres trust\nlocal all all scram-sha-256\n');
  await client.query('select pg_reload_conf()');
  await client.end();
}
