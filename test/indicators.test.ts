import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';

let house: House;
/** Of a department of the province, and the chair of the ward where all is filed. */
let provincial: Visitor;
let chair: Visitor;
beforeAll(async () => {
  house = await openHouse();
  for (let n = 0; n < 6; n += 1) await fileOne(house);
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
  provincial = new Visitor(house.url);
  await signInAsOfficer(provincial, 'duong-trung-kien');
  chair = new Visitor(house.url);
  await signInAsOfficer(chair, 'nguyen-van-hau');
}, 120_000);
afterAll(() => house?.close());

const get = async (path: string) => {
  const response = await fetch(`${house.url}${path}`);
  return { status: response.status, text: await response.text() };
};

interface Told {
  readonly indicators: readonly {
    readonly key: string;
    readonly state: string;
    readonly value: number | null;
    readonly inputs: Readonly<Record<string, number>>;
    readonly claims: readonly { readonly value: number }[];
    readonly target: { readonly value: number } | null;
  }[];
  readonly months: readonly string[];
}
const told = async (path: string, visitor?: Visitor) =>
  JSON.parse((await (visitor === undefined ? get(path) : visitor.get(path))).text) as Told;
const share = ({ indicators }: Told) => indicators.find(({ key }) => key === 'online-share');

describe('the figures', () => {
  test('of one act stand at commune, district and province, with what they were worked out from', async () => {
    const month = house.clock.business().toString().slice(0, 7);
    for (const unit of ['31822', '954', '95'])
      expect([unit, share(await told(`/api/v1/indicators/${unit}?month=${month}`, provincial))]).toEqual([
        unit,
        expect.objectContaining({ state: 'known', value: 1, inputs: { online: 6, received: 6 } }),
      ]);
    const elsewhere = share(await told(`/api/v1/indicators/31825?month=${month}`, provincial));
    expect(elsewhere).toMatchObject({ state: 'not-applicable', value: null });
  });

  test('of the month under way are public for the province alone; an officer sees their own unit too', async () => {
    const at = (unit: string, visitor?: Visitor) => told(`/api/v1/indicators/${unit}`, visitor).then(share);
    expect(await at('95')).toMatchObject({ state: 'known', inputs: { online: 6, received: 6 } });
    for (const unit of ['31822', '954'])
      expect([unit, await at(unit)]).toEqual([
        unit,
        expect.objectContaining({ state: 'hidden', hiddenBecause: 'under-way', value: null, inputs: {} }),
      ]);
    expect(await at('31822', chair)).toMatchObject({ state: 'known', inputs: { online: 6, received: 6 } });
    expect(await at('954', chair)).toMatchObject({ state: 'hidden', inputs: {} });
    for (const path of ['/chi-so/31822', '/chi-so/31822/online-share'])
      expect((await get(path)).text).toContain('xem hai lần trong tháng rồi trừ đi thì biết được một hồ sơ');
    expect((await get('/chi-so/31822.csv')).text).toMatch(/online-share,[^\r\n]*,hidden,,,/);
    expect((await chair.get('/chi-so/31822')).text).toContain('6 trên 6');
  });

  test('what others published stands beside them, unmixed; a target from above binds the commune', async () => {
    expect(share(await told('/api/v1/indicators/95'))?.claims.map(({ value }) => value)).toEqual([0.04, 0.074, 0.38]);
    expect(share(await told('/api/v1/indicators/31822'))?.target).toMatchObject({ value: 0.4 });
    const page = (await get('/chi-so')).text;
    for (const words of ['7,4', '38', 'Báo Đà Nẵng']) expect(page).toContain(words);
  });

  test('a commune reads where it stands, against what, since when, and what to do', async () => {
    const { text } = await chair.get('/chi-so/31822');
    const words = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const part of [
      'Mục tiêu 40 % đến 10/10/2023',
      'Đạt từ tháng 10/2022, tháng đầu có số liệu',
      'Giữ mức này.',
      'Việc cần làm Nhập số liệu báo cáo',
    ])
      expect(words).toContain(part);
    expect(words).not.toMatch(/\b(?:false|undefined|NaN)\b/);
  });

  test('of their own unit are one press away for officers', async () => {
    expect((await chair.get('/mot-cua')).text).toContain('href="/chi-so/don-vi-toi"');
    expect((await chair.get('/chi-so/don-vi-toi')).url.pathname).toBe('/chi-so/31822');
    expect((await get('/chi-so/don-vi-toi')).text).toContain('Tỉnh Bạc Liêu');
  });

  test('nobody reported is no zero', async () => {
    const { indicators } = await told('/api/v1/indicators/95');
    expect(indicators.find(({ key }) => key === 'team-coverage')).toMatchObject({ state: 'missing', value: null });
  });

  test('as known on a day before anything was known there are none', async () => {
    const before = await told('/api/v1/indicators/95?knownBy=2022-10-01');
    expect(before.months).toEqual([]);
    expect((await get('/chi-so?biet=2022-10-01')).text).toContain('hết ngày 01/10/2022');
  });

  test('an index says at every figure that its points are placeholders, and works out no total', async () => {
    const page = (await get('/bo-chi-so/dti-922')).text;
    expect(page).toContain('điểm tạm');
    expect(page).toContain('Không phải số liệu chính thức');
    expect(page).toContain('Không tính tổng');
    for (const words of ['Tổng: ', 'Biết chắc']) expect(page).not.toContain(words);
  });

  test('odd addresses get a page that leads on', async () => {
    for (const path of ['/chi-so/99', '/chi-so/95/no', '/bo-chi-so/no', '/chi-so/31822/system-level-share'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    for (const path of ['/chi-so?thang=2022-99', '/chi-so?biet=2022-02-31', '/chi-so/95.csv?biet=x'])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  test('leave the page as pictures that say by themselves what they are', async () => {
    for (const [path, words] of [
      ['/chi-so/95/online-share.svg', 'Tỉnh Bạc Liêu · Tháng 10/2022'],
      ['/chi-so/95/ban-do.svg', 'Huyện Hồng Dân'],
      ['/chi-so/95/ban-do.svg?chi-tieu=on-time-share', 'Tháng 10/2022'],
    ] as const) {
      const { status, text } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      for (const each of [words, 'Nguồn: Cửa Số', '10/10/2022']) expect(text).toContain(each);
    }
    for (const path of ['/chi-so/95/no.svg', '/chi-so/31822/ban-do.svg', '/chi-so/95/ban-do.svg?chi-tieu=no'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});
