import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkHouse, type House, openHouse } from '../../../../test/house.ts';
import { IndicatorReader } from '../queries/indicator-reader.ts';
import { demoFiguresInParts } from './demo-figures.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 300_000);
afterAll(() => house.close());

const parts = () =>
  demoFiguresInParts({
    database: house.database,
    figures: [
      { figure: 'hamlets', low: 5, high: 12 },
      { figure: 'hamlets-with-team', of: 'hamlets', low: 0.2, high: 0.6 },
      { figure: 'enterprises', low: 100, high: 400 },
    ],
    from: Temporal.PlainYearMonth.from('2022-07'),
    until: house.clock.business(),
    recordedAt: house.clock.real(),
  });

const rows = () =>
  house.database.asOwner((tx) =>
    tx.rows<{ state: string; synthetic: boolean; acts: number }>(
      'select state, synthetic, count(*)::int as acts from figure_report group by 1, 2 order by 1, 2',
    ),
  );

it('goes on after a start that was cut off, and writes nothing twice', async () => {
  const begun = parts();
  for (let unit = 0; unit < 5; unit += 1) expect(await begun()).toBeGreaterThan(0);
  const next = parts();
  let acts = 0;
  for (let part = await next(); part > 0; part = await next()) acts += part;
  expect(acts).toBeGreaterThan(64 * 3);
  const done = await rows();
  expect(await parts()()).toBe(0);
  expect(await rows()).toEqual(done);
  expect(new Set(done.map(({ synthetic }) => synthetic))).toEqual(new Set([true]));
  // Some of September have not been reported or wait on the way.
  expect(done.find(({ state }) => state === 'declared')?.acts).toBeGreaterThan(
    done.find(({ state }) => state === 'approved')?.acts ?? 0,
  );
  await checkHouse(house);
});

it('is told as invented wherever it is a part of a figure; what an officer reports is not', async () => {
  const reader = new IndicatorReader(house.database, house.clock, {
    declared: [],
    sample: { synthetic: 'dossiers.synthetic', of: 'dossiers.received' },
  });
  const basis = await reader.current();
  const coverage = basis.definitions.indicators.find(({ key }) => key === 'team-coverage');
  if (coverage === undefined || basis.province === undefined) throw new Error('no province');
  const value = basis.value(coverage, basis.province, '2022-09');
  expect(value).toMatchObject({ synthetic: true, coverage: { units: 64 } });
  expect(value.value).toBeGreaterThan(0.3);
  expect(value.value).toBeLessThan(0.8);
  const served = await fetch(`${house.url}/chi-so?thang=2022-09`);
  expect(await served.text()).toContain('số báo cáo mô phỏng');
});
