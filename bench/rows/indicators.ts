import { setTimeout as sleep } from 'node:timers/promises';
import { listUnits, type Unit } from '../../src/modules/territory/index.ts';
import { median } from '../load.ts';
import { on, type People } from '../people.ts';
import { submitWork } from '../real-dossiers.ts';
import type { Row } from '../report.ts';
import type { World } from '../world.ts';

const acts = 7;
const patienceMs = 20_000;

/** From one filing to its being counted in every level's figure that an officer of the province sees. */
export async function measureIndicators(world: World, people: People, size: number): Promise<Row> {
  const file = submitWork(world, people);
  const readLevels = await levelsOf(world, people);
  const times: number[] = [];
  let failed = 0;
  for (let act = 0; act < acts; act += 1) {
    const before = await readLevels();
    if (!(await file())) throw new Error('filing failed');
    const begun = performance.now();
    for (;;) {
      const now = await readLevels();
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

/** Dossiers received of all months: province, districts together, communes together, as an officer of the province sees them. */
export async function levelsOf(world: World, people: People): Promise<() => Promise<number[]>> {
  const { cookie } = await people.provincial();
  const month = on.toString().slice(0, 7);
  const units = await world.database.read({ capacity: 'public' }, (tx) => listUnits(tx, on));
  const received = async ({ code }: Unit): Promise<number> => {
    const answer = await world.client.ask({
      method: 'GET',
      path: `/chi-so/${code}/online-share.json?thang=${month}`,
      cookie,
    });
    if (answer.status !== 200) throw new Error(`figures of ${code}: ${answer.status}`);
    const months = JSON.parse(answer.text) as { received: number | null }[];
    return months.reduce((sum, month) => sum + (month.received ?? 0), 0);
  };
  return async () => {
    const all = await Promise.all(units.map(async (unit) => ({ level: unit.level, received: await received(unit) })));
    return ['province', 'district', 'commune'].map((level) =>
      all.filter((unit) => unit.level === level).reduce((sum, unit) => sum + unit.received, 0),
    );
  };
}
