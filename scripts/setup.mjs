// Installs the locked dependencies when package.json or the lock file changed since the last install.
// Plain ECMAScript for Node >= 20: it runs before the pinned Node is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.cuaso-setup');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package.json')))
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Cửa Số needs Node 20 or newer to set itself up; this is ${process.version}.`);
  process.exit(1);
}
const done = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
if (!done) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') || npm?.endsWith('.cjs') ? [process.execPath, [npm]] : ['npm', []];
  console.log('Cửa Số: installing the locked packages (once)…');
  const run = spawnSync(
    command,
    [...first, 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'],
    { cwd: root, stdio: 'inherit', shell: command === 'npm' && process.platform === 'win32' },
  );
  if (run.status !== 0) {
    console.error(
      'Cửa Số: the packages could not be installed. Check the network or the npm registry setting, that the disk is not full, and that `ulimit -n` says 4096 or more; then run the same command again.',
    );
    process.exit(run.status ?? 1);
  }
  writeFileSync(stampFile, wanted);
}
