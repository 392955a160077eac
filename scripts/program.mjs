// The program as one bundle, made again when its sources changed. Run on the pinned Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const builds = join(root, '.cache', 'program');
/** A build that nobody starts any more; one that runs may still load parts of its own. */
const keptMs = 7 * 24 * 3_600_000;

/**
 * The start file of the bundle; where none can be written (a folder of somebody else's), the sources themselves, for which the caller loads the
 * TSX hook. A bundle starts with half the memory: no compiler stays in the process.
 */
export function programFile() {
  const folder = join(builds, fingerprint());
  const file = join(folder, 'main.mjs');
  if (existsSync(file)) return file;
  const build = spawnSync(process.execPath, [join(root, 'scripts/build-program.mjs'), folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (build.status !== 0 || !existsSync(file)) return undefined;
  removeOld(folder);
  return file;
}

/** Of all that goes into the bundle. */
function fingerprint() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = [...globSync('src/**/*.{ts,tsx}', { cwd: root }), 'scripts/build-program.mjs'].sort();
  for (const file of files) {
    if (file.includes('.test.')) continue;
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

function removeOld(current) {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name);
    if (folder !== current && Date.now() - statSync(folder).mtimeMs > keptMs)
      rmSync(folder, { recursive: true, force: true });
  }
}
