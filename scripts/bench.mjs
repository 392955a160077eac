// Measures the platform against the sizes it must keep to: npm run bench [-- --sizes 10000,100000] [-- --only submit,open]
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinned = join(root, 'node_modules/.bin/node');
const child = spawn(
  existsSync(pinned) ? pinned : process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--enable-source-maps',
    '--import',
    join(root, 'scripts/tsx-hook.mjs'),
    join(root, 'bench/main.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
// The bench stops its servers and removes its data itself; it is only told.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
