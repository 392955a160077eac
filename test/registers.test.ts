import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { carry, fileOne } from './dossiers.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function officer(key: string): Promise<Visitor> {
  const visitor = new Visitor(house.url);
  await signInAsOfficer(visitor, key);
  return visitor;
}

/** Cells of the table, row by row, as their words. */
function cellsOf(page: string): string[][] {
  const body = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(page)?.[1] ?? '';
  return body
    .split('<tr')
    .slice(1)
    .map((row) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, '').trim()),
    );
}

it('lists what was entered in each book, by number, with person, code and document, for those who keep it', async () => {
  const clerk = await officer('truong-my-hanh');
  expect((await clerk.get('/mot-cua/so')).text).toContain('Chưa có gì trong sổ');

  const issued = await carry(house, await fileOne(house), 'issue');
  const signed = await carry(house, await fileOne(house), 'approve');
  await carry(house, await fileOne(house, 'dang-ky-ket-hon'), 'issue');

  const births = `quyen=${encodeURIComponent('Sổ đăng ký khai sinh')}&nam=2022`;
  const page = (await clerk.get(`/mot-cua/so?${births}`)).text;
  expect(page).toContain('<h1>Sổ đăng ký khai sinh 2022</h1>');
  expect(page).toContain('Sổ đăng ký kết hôn');
  expect(cellsOf(page)).toEqual([
    ['1', expect.stringContaining('10/10/2022'), 'Nguyễn Thị Bưởi', issued.code, issued.outcome?.number],
    ['2', expect.stringContaining('10/10/2022'), 'Nguyễn Thị Bưởi', signed.code, 'chưa cấp số'],
  ]);
  // A page past the end is the last one; a book that is not there is the first of those that are.
  expect(cellsOf((await clerk.get(`/mot-cua/so?${births}&trang=9`)).text)).toHaveLength(2);
  expect((await clerk.get('/mot-cua/so?quyen=khac&nam=1999')).status).toBe(200);

  const { reads } = await house.database.asOwner((tx) =>
    tx.row<{ reads: number }>(
      `select count(*)::int as reads from access_log where act = 'list' and purpose_vi = 'Xem sổ của cơ quan' and dossier_ids @> array[$1::uuid]`,
      [issued.id],
    ),
  );
  expect(reads).toBe(3);
});

it('shows a book to the fields that it belongs to, and to no other agency or role', async () => {
  await carry(house, await fileOne(house), 'issue');
  const specialist = await officer('son-thi-ngoc-han');
  expect(cellsOf((await specialist.get('/mot-cua/so')).text).length).toBeGreaterThan(0);
  await house.database.asOwner((tx) =>
    tx.run(`update staff_position set fields = '{dat-dai}' where person_id = $1`, [
      house.citizen('son-thi-ngoc-han').personId,
    ]),
  );
  expect((await specialist.get('/mot-cua/so')).text).toContain('Chưa có gì trong sổ');
  for (const elsewhere of ['cao-thi-kieu-oanh', 'ta-thi-bich-van'])
    expect((await (await officer(elsewhere)).get('/mot-cua/so')).text).toContain('Chưa có gì trong sổ');
  for (const other of ['le-thi-hong-cuc', 'lieu-ngoc-anh', 'ngo-duc-thinh']) {
    const refused = await (await officer(other)).get('/mot-cua/so');
    expect([other, refused.status]).toEqual([other, 403]);
    expect(refused.text).not.toContain('href="/mot-cua/so"');
  }
});
