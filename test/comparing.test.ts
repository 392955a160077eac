import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { readCsv } from '../src/platform/csv.ts';
import { type Caller, callerFor } from './callers.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';
import { leaderOf } from './leaders.ts';

let house: House;
let leader: Caller | undefined;
beforeAll(async () => {
  house = await openHouse();
  for (let n = 0; n < 3; n += 1) await fileOne(house);
  for (let n = 0; n < 21; n += 1) await fileOne(house, undefined, { commune: '31825' });
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
}, 120_000);
afterAll(() => house?.close());

/** Asked by a leader of the province, who sees small counts, too. */
const get = async (path: string) => {
  leader ??= await callerFor(house, 'leader of the province', await leaderOf(house, 'ubnd-tinh'));
  return leader.send('GET', path);
};

test('begins with a form that works without script, and leads on from a unit and its neighbours', async () => {
  const empty = (await get('/chi-so/so-sanh')).text;
  expect(empty).toContain('Chưa chọn đủ hai đơn vị');
  expect(empty).toContain('<form class="ds-card compare-form actions" action="/chi-so/so-sanh" method="get">');
  expect(empty).toContain('<optgroup label="Thành phố Bạc Liêu">');
  expect((await get('/chi-so/31822')).text).toContain('href="/chi-so/so-sanh?a=31822');
  expect((await get('/chi-so/so-sanh?a=31822')).text).toMatch(/a=31822&amp;b=31825/);
});

test('puts values, targets and bases side by side, and claims no difference where one has few cases', async () => {
  const { text } = await get('/chi-so/so-sanh?a=31822&b=31825');
  for (const words of ['3 trên 3', '21 trên 21', 'mục tiêu 40\u00a0% đến 10/10/2023', 'Có bên dưới 20 trường hợp'])
    expect(text).toContain(words);
  const rows = readCsv((await get('/chi-so/so-sanh.csv?a=31822&b=31825&c=954')).text) ?? [];
  const [head = []] = rows;
  const online = rows.filter(([indicator]) => indicator === 'online-share');
  expect(online.map((row) => [row[head.indexOf('unit')], row[head.indexOf('verdict')]])).toEqual([
    ['31822', 'too-few'],
    ['31825', 'too-few'],
    ['954', 'too-few'],
  ]);
  const equal = readCsv((await get('/chi-so/so-sanh.csv?a=31825&b=954')).text) ?? [];
  expect(equal.find(([indicator]) => indicator === 'online-share')?.[head.indexOf('verdict')]).toBe('equal');
});

test('odd addresses get the form', async () => {
  for (const query of ['a=99&b=x', 'a=31822&b=31822', 'a=31822&a=95', 'a=&b=&c=&thang=2022-99&biet=1'])
    expect([query, (await get(`/chi-so/so-sanh?${query}`)).text.includes('Chưa chọn đủ hai đơn vị')]).toEqual([
      query,
      true,
    ]);
  expect((await get('/chi-so/so-sanh.csv')).status).toBe(200);
});

test('claims nothing of what is hidden from the public', async () => {
  const { text } = await (await callerFor(house, 'visitor', undefined)).send('GET', '/chi-so/so-sanh?a=31822&b=31825');
  expect(text).toContain('Có bên số ít hoặc chưa hết tháng nên không công bố');
  expect(text).not.toContain('21 trên 21');
});
