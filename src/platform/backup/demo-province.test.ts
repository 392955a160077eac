import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { listMigrations } from '../migrate.ts';
import { createDatabase, dropDatabase, roomyFolder } from '../postgres/testing.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { fingerprint, schema, secret } from './test-province.ts';

test('the demo province, with every table of every room, comes back as it was', async () => {
  const cluster = inject('cluster');
  const folder = mkdtempSync(join(roomyFolder(), 'bkp-demo-'));
  const source = await createDatabase(cluster, 'backup_source', 'template');
  const owner = await createDatabase(cluster, 'backup_target');
  try {
    const file = join(folder, 'demo.cuaso');
    const manifest = await backup({ owner: source, schema, to: file, appVersion: '0.1.0' });
    expect(manifest.tables.length).toBeGreaterThan(30);
    const migrations = listMigrations(fileURLToPath(new URL('../../..', import.meta.url)));
    await restore({ from: file, owner, schema, secret: () => secret, migrations, log: () => undefined });
    expect(await fingerprint(owner)).toEqual(await fingerprint(source));
  } finally {
    await dropDatabase(cluster, 'backup_source');
    await dropDatabase(cluster, 'backup_target');
    rmSync(folder, { recursive: true, force: true });
  }
});
