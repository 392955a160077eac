// kill -9 of the counter while acts go on, a hundred times: `node --import ./scripts/tsx-hook.mjs bench/kill-counter.ts [kills] [dossiers] [seed]`.
import process from 'node:process';
import { countAndKill } from '../test/kill/count-until-killed.ts';
import { World } from './world.ts';

const [kills = 100, dossiers = 5000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const world = await World.make({});
const stopEarly = () => void world.remove().finally(() => process.exit(130));
process.once('SIGINT', stopEarly);
process.once('SIGTERM', stopEarly);
try {
  // The server brings in the province's units.
  await world.start();
  await world.stop();
  const started = Date.now();
  await world.seeding(async ({ owner, schema }) => {
    const { faults, measures, ...counts } = await countAndKill(
      { owner, schema, secret: world.keys.secret },
      kills,
      { dossiers, seed },
      (line) => process.stderr.write(`${line}\n`),
    );
    const outcome = { ...counts, measures: measures.length, faults: faults.length };
    process.stdout.write(
      `${JSON.stringify({ seed, seconds: Math.round((Date.now() - started) / 1000), ...outcome })}\n`,
    );
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    if (faults.length > 0) process.exitCode = 1;
  });
} finally {
  await world.remove();
}
