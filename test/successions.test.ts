import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { unitIdOf } from '../src/modules/territory/index.ts';
import type { Tx } from '../src/platform/database.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';

// Phường 7, 1 (twice) and 2 become Phường Bạc Liêu, Phường 5 goes to Vĩnh Trạch; Long Thạnh goes to Hòa Bình over the border of its district.
const communes = ['31822', '31825', '31825', '31813', '31819', '31933', '31891'];
const filed = communes.length;
let house: House;
/** Of a department of the province: sees figures of a month under way. */
let officer: Visitor;
let month = '';
beforeAll(async () => {
  house = await openHouse();
  for (const commune of communes) await fileOne(house, 'dang-ky-khai-sinh', { commune });
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
  officer = new Visitor(house.url);
  await signInAsOfficer(officer, 'duong-trung-kien');
  month = house.clock.business().toString().slice(0, 7);
}, 120_000);
afterAll(() => house?.close());

const page = async (path: string) => {
  const response = await fetch(`${house.url}${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return response.text();
};
interface Told {
  readonly unit: { readonly name: { readonly vi: string } };
  readonly boundaries: { readonly from: string | null; readonly until: string | null };
  readonly indicators: readonly {
    readonly key: string;
    readonly state: string;
    readonly inputs: { readonly received?: number };
  }[];
}
const address = (unit: string, boundaries?: string) =>
  `/api/v1/indicators/${unit}?month=${month}${boundaries === undefined ? '' : `&boundaries=${boundaries}`}`;
const told = async (unit: string, boundaries?: string) =>
  JSON.parse((await officer.get(address(unit, boundaries))).text) as Told;
const toldToAll = async (unit: string, boundaries?: string) =>
  JSON.parse(await page(address(unit, boundaries))) as Told;
const received = ({ indicators }: Told) => indicators.find(({ key }) => key === 'online-share')?.inputs.received ?? 0;

/** Dossiers filed, from the journal alone, by the communes of a day. */
const recounted = (tx: Tx, on: string) =>
  tx.rows<{ code: string; count: number }>(
    `with recursive lies (origin, unit) as (
       select id, id from unit
       union select lies.origin, s.to_unit_id from lies join unit_succession s on s.from_unit_id = lies.unit and s.effective_on <= $1
     )
     select u.code, count(*)::int as count from journal j join lies on lies.origin = (j.facts ->> 'unitId')::uuid
     join unit u on u.id = lies.unit and u.level = 'commune' and u.valid_from <= $1 and (u.valid_to is null or u.valid_to > $1)
     where j.stream_kind = 'dossier' and j.action = 'file' group by 1 order by 1`,
    [on],
  );

async function agreesWithJournal(on: string, province: string) {
  const rows = await house.database.asOwner((tx) => recounted(tx, on));
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(filed);
  for (const { code, count } of rows) expect([code, received(await told(code, on))]).toEqual([code, count]);
  expect(received(await told(province, on))).toBe(filed);
  return rows;
}

describe('figures of 2022 by the communes of 2025', () => {
  test('are the same dossiers, by a recount of the journal, on both maps', async () => {
    expect(await agreesWithJournal('2022-10-10', '95')).toHaveLength(6);
    expect(await agreesWithJournal('2025-07-01', '96')).toEqual([
      { code: '31825', count: 4 },
      { code: '31834', count: 1 },
      { code: '31891', count: 2 },
    ]);
  });

  test('tell everybody the province on each map, and of no other map what the own one withholds', async () => {
    for (const [province, on] of [
      ['95', '2022-10-10'],
      ['96', '2025-07-01'],
    ] as const)
      expect(received(await toldToAll(province, on))).toBe(filed);
    for (const [unit, on] of [
      ['31825', '2022-10-10'],
      ['31825', '2025-07-01'],
      ['31834', '2025-07-01'],
    ] as const) {
      const share = (await toldToAll(unit, on)).indicators.find(({ key }) => key === 'online-share');
      expect(share).toMatchObject({ state: 'hidden', hiddenBecause: 'under-way', inputs: {} });
    }
  });

  test('a code that is used again is another unit on another map', async () => {
    const [before, since] = [await told('31825'), await told('31825', '2025-12-01')];
    expect([before.unit.name.vi, received(before)]).toEqual(['Phường 1', 2]);
    expect([since.unit.name.vi, received(since)]).toEqual(['Phường Bạc Liêu', 4]);
    expect(before.boundaries).toEqual({ from: null, until: '2025-07-01' });
    expect(since.boundaries).toEqual({ from: '2025-07-01', until: null });
  });

  test('pages lead from one map to the other, keep it, and say of which units a figure is', async () => {
    const old = await page(`/chi-so/31822?thang=${month}`);
    expect(old).toContain(`href="/chi-so/31825?thang=${month}&amp;dia-gioi=2025-07-01"`);
    const merged = await page(`/chi-so/31825?thang=${month}&dia-gioi=2025-07-01`);
    for (const words of ['Phường Bạc Liêu', 'chỉ gồm số liệu của: Phường 2, Phường 3, Phường 7, Phường 1, Phường 8'])
      expect(merged).toContain(words);
    // Every link to figures of this map keeps it.
    const links = [...merged.matchAll(/href="(\/chi-so[^"]*)"/g)].map(([, href = '']) => href);
    const lost = links.filter((href) => href.includes('thang=') && !href.includes('dia-gioi'));
    // But for those of the switch itself, back to the map of today.
    expect(lost).toEqual([`/chi-so?thang=${month}`]);
    const province = await page(`/chi-so?thang=${month}&dia-gioi=2025-07-01`);
    for (const words of ['Tỉnh Cà Mau', 'chỉ gồm số liệu của: Tỉnh Bạc Liêu', 'Xã Hòa Bình', 'Huyện Hoà Bình cũ'])
      expect(province).toContain(words);
    expect(await page(`/chi-so/96/online-share?thang=${month}&dia-gioi=2025-07-01`)).toContain(
      'Khi đơn vị sáp nhập: cộng',
    );
  });

  test('an odd day of a map gets the usual one', async () => {
    for (const day of ['x', '2025-02-31', '9999-99-99'])
      expect(await page(`/chi-so?dia-gioi=${day}`)).toContain('Tỉnh Bạc Liêu');
  });

  test('follow two successions, and what was known on a day is told by the units of that day', async () => {
    await house.database.asOwner(async (tx) => {
      const [ward, trach, province] = await Promise.all(
        ['31825', '31834', '96'].map((code) =>
          tx.row<{ id: string }>(`select id from unit where code = $1 and valid_from = '2025-07-01'`, [code]),
        ),
      );
      const heir = unitIdOf('96', '31825', Temporal.PlainDate.from('2027-01-01'));
      await tx.run(`update unit set valid_to = '2027-01-01' where id in ($1, $2)`, [ward?.id, trach?.id]);
      await tx.run(
        `insert into unit (id, province_code, code, name_vi, name_en, short_name, level, parent_id, valid_from, founded_known)
         values ($1, '96', '31825', 'Phường Mới', 'New Ward', 'Mới', 'commune', $2, '2027-01-01', true)`,
        [heir, province?.id],
      );
      await tx.run(
        `insert into unit_succession (from_unit_id, to_unit_id, effective_on, coverage) values ($1, $3, '2027-01-01', 'full'), ($2, $3, '2027-01-01', 'full')`,
        [ward?.id, trach?.id, heir],
      );
    });
    const today = house.clock.business().toString().slice(0, 10);
    // Other maps are read with the figures, which are read again when something was counted.
    await fileOne(house, 'dang-ky-khai-sinh', { commune: '31822' });
    await untilReadable(house.database);
    await countMeasures(house.database, declaredMeasures);
    await expect.poll(async () => received(await told('95')), { timeout: 10_000 }).toBe(filed + 1);
    const rows = await house.database.asOwner((tx) => recounted(tx, '2027-02-01'));
    expect(rows).toEqual([
      { code: '31825', count: 6 },
      { code: '31891', count: 2 },
    ]);
    for (const { code, count } of rows) expect(received(await told(code, '2027-02-01'))).toBe(count);
    expect(received(await told('31825', '2026-01-01'))).toBe(5);
    expect(await page(`/chi-so/31825?biet=${today}&thang=${month}`)).toContain('Phường 1');
  });
});
