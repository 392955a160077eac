import { setTimeout as sleep } from 'node:timers/promises';
import { addBallast, waitForConsumers } from '../ballast.ts';
import { on, type People } from '../people.ts';
import { seconds as inSeconds, type Row } from '../report.ts';
import type { World } from '../world.ts';
import { levelsOf } from './indicators.ts';

/** Of ten acts each: ten thousand acts that are stored at one moment. */
const dossiers = 1000;
const patienceMs = 120_000;

/** From ten thousand acts at once to their being counted in the figures of every level that an officer of the province sees; the limit is one statement that counts them. */
export async function measureBurst(
  world: World,
  people: People,
  size: number,
  moulds: { readonly closed: number; readonly open: number },
): Promise<Row> {
  await waitForConsumers(world.database, 60);
  const readLevels = await levelsOf(world, people);
  const before = await readLevels();
  const count = () =>
    world.database.asOwner((tx) =>
      // Pages tell of 36 months; what is older is stored, not shown.
      tx.row<{ stored: number; shown: number; entries: number }>(
        `select (select count(*)::int from dossier) as stored, (select count(*)::int from journal) as entries,
           (select count(*)::int from dossier where filed_at >= $1::date at time zone 'Asia/Ho_Chi_Minh') as shown`,
        [on.subtract({ months: 35 }).with({ day: 1 })],
      ),
    );
  const { stored, shown, entries } = await count();
  await addBallast(world.database, stored + dossiers, moulds, () => undefined);
  const expected = (await count()).shown - shown;
  const begun = performance.now();
  let failed = false;
  for (;;) {
    const now = await readLevels();
    if (now.every((received, level) => received >= (before[level] ?? 0) + expected)) break;
    failed = performance.now() - begun > patienceMs;
    if (failed) break;
    await sleep(50);
  }
  const ours = (performance.now() - begun) / 1000;
  const acts = await world.database.asOwner(
    async (tx) => (await tx.row<{ now: number }>('select count(*)::int as now from journal')).now - entries,
  );
  await waitForConsumers(world.database, 60);
  const limit = await bareCount(world);
  return {
    what: `${acts.toLocaleString('en')} acts at once reflected in indicators at all levels`,
    size,
    ours: `${inSeconds(ours)}${failed ? ', NOT SEEN' : ''}`,
    limit: inSeconds(limit),
    share: '',
    bar: '<= 10 s',
    holds: ours <= 10 && !failed,
    figures: { seconds: ours, acts, limitSeconds: limit, failed: failed ? 1 : 0 },
  };
}

/** The newest entries, summed by action, day and unit and added to a table with the key of ours. */
async function bareCount(world: World): Promise<number> {
  return world.database.asOwner(async (tx) => {
    await tx.run('create temp table bare (like measure_day including all) on commit drop');
    const begun = performance.now();
    await tx.run(
      `insert into bare as b (generation, measure, day, known_on, unit_id, dimensions, value)
       select 1, j.action, (j.at at time zone 'Asia/Ho_Chi_Minh')::date, (j.at at time zone 'Asia/Ho_Chi_Minh')::date, d.unit_id, '', count(*)
       from (select * from journal order by journal.epoch desc, journal.xid desc, stream_id desc, version desc limit $1) j join dossier d on d.id = j.stream_id
       group by 2, 3, 4, 5 on conflict (generation, measure, day, unit_id, dimensions, known_on) do update set value = b.value + excluded.value`,
      [dossiers * 10],
    );
    return (performance.now() - begun) / 1000;
  });
}
