import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, expect, test } from 'vitest';
import { installedFolder } from '../postgres/binaries.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/embedded.ts';
import { findOlderPostgres, roomyFolder } from '../postgres/testing.ts';
import { fingerprint, makeProvince, migrations, schema, secret } from './test-province.ts';
import { upgradeCluster } from './upgrade-cluster.ts';

const started: EmbeddedPostgres[] = [];
const folders: string[] = [];
const log = () => undefined;

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('a data folder of an older PostgreSQL is refused in words, then brought up with every row', async ({ skip }) => {
  const oldBinDir = findOlderPostgres();
  if (oldBinDir === undefined)
    return skip('no older PostgreSQL on this machine (Debian: apt-get install postgresql-15)');
  const dataDir = dataFolder();
  const old = await start({ dataDir, log, binDir: oldBinDir });
  await makeProvince(old.connection, join(dataDir, 'other'));
  const before = await fingerprint(old.connection);
  await old.stop();

  await expect(start({ dataDir, log })).rejects.toMatchObject({
    code: 'PGS-0004',
    words: { en: expect.stringContaining('cuaso restore --old-postgres') },
  });

  const lines: string[] = [];
  const manifest = await upgradeCluster({
    dataDir,
    oldBinDir,
    schema,
    secret,
    migrations,
    appVersion: '0.1.0',
    log: (line) => lines.push(line),
  });
  expect(manifest.postgresMajor).toBe(Number.parseInt(old.version, 10));
  expect(lines.at(-1)).toMatch(/the old data is kept in .* and may be removed/);

  const upgraded = await start({ dataDir, log });
  expect(upgraded.version).toMatch(/^18\./);
  expect(await fingerprint(upgraded.connection)).toEqual(before);
  const kept = `${upgraded.home}-${manifest.postgresMajor}`;
  expect(readFileSync(join(kept, 'data', 'PG_VERSION'), 'utf8').trim()).toBe(String(manifest.postgresMajor));
});

test('an upgrade that fails leaves the old data where it was; the wrong old program is refused', async ({ skip }) => {
  const oldBinDir = findOlderPostgres();
  if (oldBinDir === undefined)
    return skip('no older PostgreSQL on this machine (Debian: apt-get install postgresql-15)');
  const dataDir = dataFolder();
  const old = await start({ dataDir, log, binDir: oldBinDir });
  await makeProvince(old.connection, join(dataDir, 'other'));
  await old.stop();
  const options = { dataDir, oldBinDir, schema, secret, migrations, appVersion: '0.1.0', log };

  await expect(upgradeCluster({ ...options, migrations: [] })).rejects.toMatchObject({ code: 'BKP-0004' });
  expect(existsSync(join(dataDir, `upgrade-from-${Number.parseInt(old.version, 10)}.cuaso`))).toBe(false);
  const again = await start({ dataDir, log, binDir: oldBinDir });
  expect(Object.keys(await fingerprint(again.connection))).toContain('sheet');
  await again.stop();

  const bundled = installedFolder();
  await expect(upgradeCluster({ ...options, oldBinDir: join(bundled, 'bin') })).rejects.toMatchObject({
    code: 'BKP-0011',
  });
});

test('what cannot be brought up is said by its cause', async () => {
  const options = { oldBinDir: '/nowhere', schema, secret, migrations, appVersion: '0.1.0', log };
  const empty = join(dataFolder(), 'empty');
  await expect(upgradeCluster({ ...options, dataDir: empty })).rejects.toMatchObject({ code: 'BKP-0016' });
  expect(existsSync(empty)).toBe(false);

  const modern = dataFolder();
  const { home, stop } = await start({ dataDir: modern, log });
  await stop();
  await expect(upgradeCluster({ ...options, dataDir: modern })).rejects.toMatchObject({ code: 'BKP-0018' });

  writeFileSync(join(home, 'data', 'PG_VERSION'), '15\n');
  await expect(upgradeCluster({ ...options, dataDir: modern })).rejects.toMatchObject({
    code: 'BKP-0017',
    words: { en: expect.stringContaining('There is no program /nowhere/postgres') },
  });
});

async function start(options: Parameters<typeof startEmbeddedPostgres>[0]): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres(options);
  started.push(server);
  return server;
}

function dataFolder(): string {
  const folder = mkdtempSync(join(roomyFolder(), 'upg-test-'));
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  folders.push(folder);
  return folder;
}
