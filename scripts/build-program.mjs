// Bundles src/ into a folder: node scripts/build-program.mjs FOLDER. Packages stay outside; what is loaded on demand stays a part of its own.
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2] ?? join(root, '.cache/program/by-hand');
try {
  mkdirSync(dirname(folder), { recursive: true });
  // Made beside and moved into place: two that start at the same moment never see half of it.
  const made = mkdtempSync(join(dirname(folder), 'making-'));
  const bundle = await rolldown({
    cwd: root,
    input: {
      main: 'src/main.ts',
      'inspection-worker': 'src/modules/papers/inspection/worker.ts',
      'drawing-worker': 'src/modules/indicators/downloads/drawing-worker.ts',
    },
    platform: 'node',
    external: /^[^./]/,
    transform: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    logLevel: 'silent',
  });
  await bundle.write({
    dir: made,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await bundle.close();
  try {
    renameSync(made, folder);
  } catch {
    rmSync(made, { recursive: true, force: true });
  }
} catch (error) {
  // The caller runs the sources instead; only what is wrong with them is worth a word.
  if (!['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes(error?.code)) console.error(error);
  process.exit(1);
}
