#!/usr/bin/env node
// The command `cuaso`: sets up what is missing, then runs the command line on the pinned Node.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runPinned } from './run-pinned.mjs';

const setup = spawnSync(process.execPath, [join(dirname(fileURLToPath(import.meta.url)), 'setup.mjs')], {
  stdio: 'inherit',
});
if (setup.status !== 0) process.exit(setup.status ?? 1);
runPinned('scripts/start.mjs', process.argv.slice(2));
