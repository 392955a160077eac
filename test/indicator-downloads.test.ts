import { PDF } from '@libpdf/core';
import readXlsxFile from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';

let house: House;
/** Of the ward where all is filed. */
let chair: Visitor;
beforeAll(async () => {
  house = await openHouse();
  for (let n = 0; n < 6; n += 1) await fileOne(house);
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
  chair = new Visitor(house.url);
  await signInAsOfficer(chair, 'nguyen-van-hau');
}, 120_000);
afterAll(() => house?.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${house.url}${path}`, { headers });
const bytesOf = async (path: string, headers: Record<string, string> = {}) =>
  new Uint8Array(await (await get(path, headers)).arrayBuffer());
const wordsOf = async (bytes: Uint8Array) =>
  (await PDF.load(bytes))
    .extractText()
    .map((page) => page.text)
    .join(' ')
    .replaceAll(/\s+/g, ' ');
const onlineShare = async (unit: string) => {
  const { indicators } = (await (await get(`/api/v1/indicators/${unit}?month=2022-10`)).json()) as {
    indicators: { key: string; value: number; inputs: Record<string, number> }[];
  };
  return indicators.find(({ key }) => key === 'online-share');
};

describe('the quarterly report', () => {
  test('has the figures of the API, with what they are shares of, and says that the quarter is not over', async () => {
    expect(await onlineShare('95')).toMatchObject({ value: 1, inputs: { online: 6, received: 6 } });
    const text = await wordsOf(await bytesOf('/chi-so/95/bao-cao.pdf?quy=2022-4'));
    for (const words of ['quý IV năm 2022', 'Quý chưa kết thúc', '100 %', '6 trên 6', '7,4 %'])
      expect(text).toContain(words);
  });

  test('withholds of units below what their pages withhold; their officers have it whole', async () => {
    const path = '/chi-so/31822/bao-cao.pdf?quy=2022-4';
    const ownFigure = /nộp trực 100 %/;
    const everybody = await wordsOf(await bytesOf(path));
    expect(everybody).toContain('quý IV năm 2022');
    expect(everybody).not.toMatch(ownFigure);
    const cookie = [...chair.cookies].map((pair) => pair.join('=')).join('; ');
    expect(await wordsOf(await bytesOf(path, { cookie }))).toMatch(ownFigure);
  });

  test('is the same file for who asks again, and unchanged for who has it', async () => {
    const path = '/chi-so/95/bao-cao.pdf?quy=2022-4';
    const [first, second] = [await get(path), await get(path)];
    expect(first.headers.get('content-disposition')).toContain('bao-cao-chuyen-doi-so-95-quy-2022-4.pdf');
    expect(Buffer.from(await first.arrayBuffer())).toEqual(Buffer.from(await second.arrayBuffer()));
    expect((await get(path, { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304);
  });

  test('is offered with what it holds; a quarter without figures has none', async () => {
    const page = await (await get('/chi-so/95/bao-cao')).text();
    expect(page).toContain('/chi-so/95/bao-cao.pdf?quy=2022-4&amp;biet=');
    expect((await get('/chi-so/95/bao-cao.pdf?quy=2021-1')).status).toBe(404);
    expect((await get('/chi-so/99/bao-cao')).status).toBe(404);
    expect((await get('/chi-so/95/bao-cao?quy=2021-1')).status).toBe(200);
  });
});

describe('tables to take along', () => {
  test('hold what the page shows, as numbers, with notes', async () => {
    const sheets = await readXlsxFile(Buffer.from(await bytesOf('/chi-so/95.xlsx')));
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Chỉ tiêu', 'Đơn vị trực thuộc', 'Ghi chú']);
    const row = sheets[0]?.data.find((each) => each[3] === 'online-share');
    expect([row?.[6], row?.[7]]).toEqual([1, 'online=6 received=6']);
    expect(JSON.stringify(sheets[2]?.data)).toContain('không phải bằng không');
    expect(JSON.stringify(sheets[1]?.data)).not.toContain('=6');
    expect((await get('/chi-so/31822.csv')).status).toBe(200);
    expect(await (await get('/chi-so/31822.csv')).text()).toMatch(/online-share,[^\r\n]*,hidden,,,/);
    expect((await chair.get('/chi-so/31822.csv')).text).toContain('online=6 received=6');
  });

  test('are there for board, series and league, each in three formats', async () => {
    for (const path of ['/chi-so/95', '/chi-so/95/online-share', '/chi-so/95/online-share/xep-hang']) {
      for (const [format, type] of [
        ['csv', 'text/csv'],
        ['json', 'application/json'],
        ['xlsx', 'application/vnd.openxmlformats'],
      ] as const) {
        const answer = await get(`${path}.${format}`);
        expect([path, format, answer.status]).toEqual([path, format, 200]);
        expect(answer.headers.get('content-type')).toContain(type);
        expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`attachment; filename=".*\\.${format}"`));
      }
    }
    expect((await get('/chi-so/31822/online-share/xep-hang.csv')).status).toBe(404);
  });
});

test('pictures come as PNG too, twice as many points as units', async () => {
  for (const path of ['/chi-so/95/ban-do.png', '/chi-so/95/online-share.png']) {
    const bytes = Buffer.from(await bytesOf(path));
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(bytes.readUInt32BE(16)).toBe(1920);
  }
});
