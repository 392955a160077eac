import { atRate } from '../load.ts';
import type { People } from '../people.ts';
import { ms, type Row } from '../report.ts';
import type { World } from '../world.ts';
import { mixedReads } from './reads.ts';

const readsPerSecond = 20;
/** One row in so many is spoilt before, so that rebuilding has something to mend. */
const spoiltEvery = 100;

/** Rebuilds every projection while pages are read; cut off after `mostSeconds`, the whole then follows from the part done. */
export async function measureRebuild(world: World, people: People, size: number, mostSeconds: number): Promise<Row> {
  const { stored, spoilt } = await world.database.asOwner(async (tx) => {
    const { stored } = await tx.row<{ stored: number }>('select count(*)::int as stored from dossier');
    const spoilt = await tx.run(
      `update dossier set state = state || '{"extensions": 7}' where id in (select id from (select id, row_number() over (order by id) n from dossier) t where n % $1 = 0)`,
      [spoiltEvery],
    );
    return { stored, spoilt };
  });
  const work = await mixedReads(world, people);
  const begun = performance.now();
  let done = 0;
  let doneAt = begun;
  let said = '';
  const command = world.command(['rebuild'], (line) => {
    const count = /^(\d+) dossiers…/.exec(line)?.[1];
    if (count === undefined) said += `${line}\n`;
    else {
      done = Number(count);
      doneAt = performance.now();
    }
  });
  let over = false;
  const cut = setTimeout(() => command.stop(), mostSeconds * 1000);
  const ended = command.ended.then((code) => {
    over = true;
    return code;
  });
  const samples: { p95Ms: number; failed: number }[] = [];
  while (!over) samples.push(await atRate(readsPerSecond, 2, work));
  clearTimeout(cut);
  const whole = (await ended) === 0;
  const seconds = whole ? (performance.now() - begun) / 1000 : ((doneAt - begun) / 1000) * (stored / Math.max(1, done));
  const p95 = samples.map((sample) => sample.p95Ms).sort((a, b) => a - b);
  const readsP95 = p95[Math.floor(p95.length * 0.95)] ?? 0;
  const failed = samples.reduce((sum, sample) => sum + sample.failed, 0);
  const projected = (seconds * 1_000_000) / stored;
  return {
    what: 'rebuild all projections while serving reads',
    size,
    ours: `${seconds.toFixed(0)} s${whole ? '' : ` (projected from ${done})`}; reads meanwhile p95 ${ms(readsP95)}${failed > 0 ? `, ${failed} FAILED` : ''}`,
    limit: '',
    share: '',
    bar: '<= 10 min for 1,000,000',
    holds: projected <= 600 && failed === 0 && (!whole || said.includes(`${spoilt} rows differed`)),
    figures: { seconds, stored, spoilt, readsP95Ms: readsP95, secondsForMillion: projected, whole: whole ? 1 : 0 },
  };
}
