// kill -9 of server, database or both during filing, a hundred times: `node --import ./scripts/tsx-hook.mjs bench/kill.ts [kills]`.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileAndKill } from '../test/kill/file-until-killed.ts';
import { RunningPlatform } from '../test/kill/running-platform.ts';

const kills = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'cuaso-kill-'));
// As root, the database runs as a plain user, who has to get in.
chmodSync(folder, 0o711);
const platform = await RunningPlatform.in(join(folder, 'data'));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  });
try {
  const started = Date.now();
  const { faults, ...counts } = await fileAndKill(platform, kills, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(
    `${JSON.stringify({ kills, seconds: Math.round((Date.now() - started) / 1000), ...counts, faults: faults.length })}\n`,
  );
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
}
