import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../load.ts';
import type { People } from '../people.ts';
import { submitWork } from '../real-dossiers.ts';
import type { Row } from '../report.ts';
import type { World } from '../world.ts';

const acts = 7;
const patienceMs = 20_000;

/** From one filing to its being counted in every level's figure that the public sees. */
export async function measureIndicators(world: World, people: People, size: number): Promise<Row> {
  const file = submitWork(world, people);
  const times: number[] = [];
  let failed = 0;
  for (let act = 0; act < acts; act += 1) {
    const before = await readLevels(world);
    if (!(await file())) throw new Error('filing failed');
    const begun = performance.now();
    for (;;) {
      const now = await readLevels(world);
      if (now.every((received, level) => received > (before[level] ?? 0))) break;
      if (performance.now() - begun > patienceMs) {
        failed += 1;
        break;
      }
      await sleep(50);
    }
    times.push((performance.now() - begun) / 1000);
    // At another moment of the counting's own round each time.
    await sleep(137 * act);
  }
  const worst = Math.max(...times);
  return {
    what: 'one act reflected in indicators at all levels',
    size,
    ours: `${median(times).toFixed(1)} s, worst of ${acts} ${worst.toFixed(1)} s${failed > 0 ? `, ${failed} NOT SEEN` : ''}`,
    limit: '',
    share: '',
    bar: '<= 2 s',
    holds: worst <= 2 && failed === 0,
    figures: { medianSeconds: median(times), worstSeconds: worst, failed },
  };
}

/** Dossiers received: province, districts together, communes together. */
export async function readLevels(world: World): Promise<number[]> {
  const answer = await world.client.ask({ method: 'GET', path: '/api/v1/progress' });
  if (answer.status !== 200) throw new Error(`figures: ${answer.status}`);
  const { units } = JSON.parse(answer.text) as {
    units: { level: string; months: Record<string, { received: number }> }[];
  };
  return ['province', 'district', 'commune'].map((level) =>
    units
      .filter((unit) => unit.level === level)
      .flatMap((unit) => Object.values(unit.months))
      .reduce((sum, month) => sum + month.received, 0),
  );
}
