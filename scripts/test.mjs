// Every test: the static checks first, then Vitest with real PostgreSQL, HTTP servers and a browser.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const only = process.argv.slice(2);
const steps =
  only.length > 0
    ? [['vitest', ['run', ...only]]]
    : [
        [process.execPath, ['scripts/check.mjs']],
        ['vitest', ['run']],
      ];
for (const [command, args] of steps) {
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
