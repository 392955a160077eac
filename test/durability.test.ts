import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fileAndKill } from './kill/file-until-killed.ts';
import { RunningPlatform } from './kill/running-platform.ts';

const folder = mkdtempSync(join(tmpdir(), 'cuaso-kill-'));
// As root, the database runs as a plain user, who has to get in.
chmodSync(folder, 0o711);
let platform: RunningPlatform | undefined;
afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

// The long form, with a hundred kills: bench/kill.ts.
it('keeps every acknowledged dossier, once, with its paper, over kill -9 of server, database and both', async () => {
  platform = await RunningPlatform.in(join(folder, 'data'));
  const outcome = await fileAndKill(platform, 3);
  expect(outcome.faults).toEqual([]);
  expect(outcome.acknowledged).toBeGreaterThan(2);
  expect(outcome.papers).toBe(outcome.acknowledged);
}, 600_000);
