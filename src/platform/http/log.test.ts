import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const hook = join(import.meta.dirname, '../../../scripts/tsx-hook.mjs');
const program = fileURLToPath(new URL('./test-programs/log-and-end.ts', import.meta.url));

it.skipIf(!existsSync('/dev/full'))('ends as it was told to when its log can no longer be written', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, ['--import', hook, program], { stdio: ['ignore', full, 'inherit'] });
  closeSync(full);
  try {
    expect(await once(child, 'exit')).toEqual([7, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

it('writes its lines to the output', async () => {
  const child = spawn(process.execPath, ['--import', hook, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  expect(await once(child, 'close')).toEqual([7, null]);
  const lines = said.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['first', 'second']);
});
