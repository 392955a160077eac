import { waitForConsumers } from '../ballast.ts';
import { bareRate, bestBareRate } from '../limit.ts';
import { atRate, median, saturate } from '../load.ts';
import type { People } from '../people.ts';
import { submitWork } from '../real-dossiers.ts';
import { ms, percent, perSecond, type Row } from '../report.ts';
import { submitStatement } from '../statements.ts';
import type { World } from '../world.ts';

const rounds = 5;
const steadyPerSecond = 100;

/** Complete dossiers by the API in all communes: the highest rate beside the bare statement's, in turn; then a steady hundred a second. */
export async function measureSubmit(world: World, people: People, size: number, seconds: number): Promise<Row[]> {
  const work = submitWork(world, people);
  const statement = await submitStatement(world, people);
  await saturate(16, Math.min(2, seconds), work);
  const best = await bestBareRate(world, statement, seconds / 2);
  const limits: number[] = [];
  const ours: number[] = [];
  let failed = 0;
  for (let round = 0; round < rounds; round += 1) {
    limits.push((await bareRate(world, statement, best.connections, seconds / 2)).perSecond);
    await waitForConsumers(world.database, 20);
    const measured = await saturate(16, seconds, work);
    ours.push(measured.perSecond);
    failed += measured.failed;
  }
  await waitForConsumers(world.database, 20);
  const steady = await atRate(steadyPerSecond, seconds * 3, work);
  failed += steady.failed;
  // The bare statement's rows have content sealed for another id; without their key they are as erased, and rebuilding passes over it.
  await world.database.asOwner((tx) =>
    tx.run(
      `with erased as (delete from stream_key where stream_id in (select id from dossier where code ~ '-5\\d{7}$'))
       update dossier set applicant_name = null, applicant_folded = null, track_digest = null where code ~ '-5\\d{7}$'`,
    ),
  );
  const [highest, limit] = [median(ours), median(limits)];
  return [
    {
      what: `submit a complete dossier, ${people.communes.length} communes (API)`,
      size,
      ours: `p95 ${ms(steady.p95Ms)} at ${perSecond(steady.perSecond)}, highest ${perSecond(highest)}${failed > 0 ? `, ${failed} FAILED` : ''}`,
      limit: `${perSecond(limit)} (${best.connections} connections)`,
      share: percent(highest / limit),
      bar: `p95 <= 30 ms at ${steadyPerSecond}/s`,
      holds: steady.p95Ms <= 30 && steady.perSecond > steadyPerSecond * 0.95 && failed === 0,
      figures: { p50Ms: steady.p50Ms, p95Ms: steady.p95Ms, atPerSecond: steady.perSecond, highest, limit, failed },
    },
  ];
}
