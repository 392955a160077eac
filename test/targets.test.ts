import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures, measureKeys } from '../src/app/measures.ts';
import type { Target } from '../src/modules/indicators/definitions/model.ts';
import { countMeasures, loadDefinitions, publishDefinitions } from '../src/modules/indicators/index.ts';
import type { Json } from '../src/platform/canonical-json.ts';
import { readCsv } from '../src/platform/csv.ts';
import { dateOf } from '../src/platform/text.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  for (let n = 0; n < 3; n += 1) await fileOne(house);
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
}, 120_000);
afterAll(() => house?.close());

const get = async (path: string) => {
  const response = await fetch(`${house.url}${path}`);
  return { status: response.status, text: await response.text() };
};

interface Told {
  readonly indicators: readonly {
    readonly key: string;
    readonly target: { readonly value: number; readonly own: boolean; readonly sharedFrom: unknown } | null;
  }[];
}
const targetOf = async (unit: string, query = '') => {
  const { indicators } = JSON.parse((await get(`/api/v1/indicators/${unit}${query}`)).text) as Told;
  return indicators.find(({ key }) => key === 'online-share')?.target;
};

/** Publishes the province's files with other targets for the share filed online. */
async function publish(targets: readonly Partial<Target>[]): Promise<void> {
  const { files } = loadDefinitions(house.province.folder, measureKeys);
  const usual = {
    indicator: 'online-share',
    certainty: 'confirmed',
    by: '2023-10-10',
    document: { vi: 'Văn bản thử', en: 'Test document' },
  };
  const others = files?.map((file) => {
    if (file.kind !== 'targets') return file;
    const kept = (file.content as unknown as readonly Target[]).filter(({ indicator }) => indicator !== 'online-share');
    return { ...file, content: [...kept, ...targets.map((target) => ({ ...usual, ...target }))] as unknown as Json };
  });
  await house.database.asOwner((tx) => publishDefinitions(tx, others ?? [], dateOf(house.clock.business())));
  // The reader trusts what it has for a second.
  await pause(1100);
}

const rowsOf = async (path: string) => {
  const [head = [], ...rows] = readCsv((await get(path)).text) ?? [];
  return rows
    .filter((row) => row.length === head.length)
    .map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
};

describe('a target of the province', () => {
  test('binds every unit below, which says whose it is, of which document and by which rule', async () => {
    expect(await targetOf('31822')).toMatchObject({
      value: 0.4,
      own: false,
      sharedFrom: { unit: '954', rule: 'same' },
    });
    const page = (await get('/chi-so/31822/online-share')).text;
    expect(page).toContain(
      'Giao từ mức 40\u00a0% của Tỉnh Bạc Liêu (Chủ tịch UBND tỉnh, tháng 10/2022). Cách giao: mỗi đơn vị một mức như nhau.',
    );
    expect((await get('/chi-so/31822')).text).toContain('giao từ mức 40\u00a0% của Tỉnh Bạc Liêu');
    const shared = (await get('/chi-so/95/online-share/chi-tieu')).text;
    for (const words of ['Cấp huyện', 'Cấp xã', 'Phường 7', 'Huyện Phước Long']) expect(shared).toContain(words);
    const rows = await rowsOf('/chi-so/95/online-share/chi-tieu.csv');
    expect(rows).toHaveLength(7 + 64);
    expect(new Set(rows.map(({ target }) => target))).toEqual(new Set(['0.4']));
  });

  test('a page where nothing is shared out or set says so', async () => {
    expect((await get('/chi-so/95/on-time-share/chi-tieu')).text).toContain('Chưa có chỉ tiêu');
    expect((await get('/chi-so/31822/online-share/chi-tieu')).text).toContain('không giao xuống');
    expect((await get('/chi-so/99/online-share/chi-tieu')).status).toBe(404);
    expect((await get('/chi-so/95/none/chi-tieu')).status).toBe(404);
    expect((await get('/chi-so/95/online-share/chi-tieu?den=x&biet=2022-02-31')).status).toBe(200);
  });

  test('a unit with a target of its own keeps it, what is below gets its parts of that, and the check shows the difference', async () => {
    house.clock.follow(house.clock.business().epochMilliseconds - Date.now() + 31 * 24 * 3_600_000);
    await publish([
      { unit: '95', value: 0.4, shared: 'same' },
      { unit: '954', value: 0.3, shared: 'explicit', sharing: { parts: [{ unit: '31822', value: 0.35 }] } },
    ]);
    expect(await targetOf('954')).toMatchObject({ value: 0.3, own: true, sharedFrom: null });
    expect(await targetOf('31822')).toMatchObject({
      value: 0.35,
      own: false,
      sharedFrom: { unit: '954', rule: 'explicit' },
    });
    // The table of the document says nothing of this ward, which is no zero.
    expect(await targetOf('31825')).toBeNull();
    const page = (await get('/chi-so/95/online-share/chi-tieu')).text;
    // All dossiers of the last twelve months were filed in the city.
    expect(page).toContain('còn thiếu 10 điểm phần trăm');
    expect(page).toContain('chỉ tiêu riêng (Văn bản thử); theo cách giao chung là 40\u00a0%');
    expect((await get('/chi-so/954/online-share/chi-tieu')).text).toContain('không có trong bảng của văn bản');
  });

  test('what was known before the new share-out was published is told as before', async () => {
    expect(await targetOf('31822', '?knownBy=2022-11-09')).toMatchObject({ value: 0.4 });
    expect((await get('/chi-so/95/online-share/chi-tieu?biet=2022-11-09')).text).not.toContain('Văn bản thử');
  });

  test('goes by figures as they were known on the day that it names, and tells who has none', async () => {
    await publish([
      {
        unit: '95',
        value: 0.4,
        shared: 'proportional',
        sharing: { on: '2022-11-01', base: { measure: 'dossiers.received' } },
      },
    ]);
    expect(await targetOf('954')).toMatchObject({ value: 0.4 });
    expect(await targetOf('31822')).toMatchObject({ value: 0.4 });
    expect(await targetOf('31825')).toBeNull();
    const page = (await get('/chi-so/954/online-share/chi-tieu')).text;
    expect(page).toContain('số liệu để chia bằng 0');
    expect(page).toContain('12 tháng trước ngày 01/11/2022');
    // Three cases would tell of people.
    expect(page).toContain('không công khai (quá ít)');
  });
});
