// Hostile requests in thousands: `node --import ./scripts/tsx-hook.mjs bench/fuzz.ts [requests] [seed]`. The test runner brings the database.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [requests = '20000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'test/hostile.test.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CUASO_HOSTILE_REQUESTS: requests, CUASO_HOSTILE_SEED: seed },
  },
);
process.exitCode = status ?? 1;
