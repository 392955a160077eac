import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { readProvince } from '../src/app/publish-files.ts';
import { countMeasures, publishDefinitions } from '../src/modules/indicators/index.ts';
import type { Json } from '../src/platform/canonical-json.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';

const day = (date: string) => Temporal.PlainDate.from(date);
const [october, november] = ['2022-10', '2022-11'];
let house: House;

/** Files dossiers on a day, and counts them. */
async function fileOn(date: string, dossiers: number): Promise<void> {
  const at = Temporal.Instant.from(`${date}T09:00:00+07:00`);
  house.clock.follow(at.epochMilliseconds - Date.now());
  for (let n = 0; n < dossiers; n += 1) await fileOne(house);
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
}

const page = async (path: string) => {
  const response = await fetch(`${house.url}${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  // The newest day that may be asked for is no figure.
  return (await response.text()).replace(/max="[\d-]+"/g, '');
};
interface Told {
  readonly indicators: readonly {
    readonly key: string;
    readonly value: number | null;
    readonly formula: string;
    readonly breaks: readonly object[];
  }[];
}
const share = async (month: string, more = '') =>
  (JSON.parse(await page(`/api/v1/indicators/95?month=${month}${more}`)) as Told).indicators.find(
    ({ key }) => key === 'online-share',
  );
/** Everything that was published of October by its day. */
const published = () =>
  Promise.all(
    [
      `/chi-so/95?thang=${october}&biet=2022-10-10`,
      `/chi-so/95/online-share?thang=${october}&biet=2022-10-10`,
      `/chi-so/95.csv?thang=${october}&biet=2022-10-10`,
      `/api/v1/indicators/95?month=${october}&knownBy=2022-10-10`,
    ].map(page),
  );

let before: readonly string[] = [];
beforeAll(async () => {
  house = await openHouse();
  // Fewer are not told to everybody.
  await fileOn('2022-10-10', 6);
  await fileOn('2022-11-15', 7);
  before = await published();
  const { definitions } = readProvince(house.province.folder);
  const changed = definitions.map((file) =>
    file.kind === 'indicator' && file.key === 'online-share'
      ? {
          ...file,
          validFrom: '2022-11-01',
          content: {
            ...(file.content as Record<string, Json>),
            formula: 'online / (received + received)',
            validFrom: '2022-11-01',
            changed: { note: { vi: 'Theo công văn mẫu.', en: 'By a sample letter.' } },
          },
        }
      : file,
  );
  await house.database.asOwner((tx) => publishDefinitions(tx, changed, day('2022-11-15')));
  // Figures are read again a moment after something was published.
  while ((await share(november))?.formula === 'online / received') await pause(50);
}, 120_000);
afterAll(() => house?.close());

describe('a formula that changes', () => {
  test('leaves what was published on an earlier day as it was, on the page, as CSV and by the API', async () => {
    expect(before.every((text) => text.includes('100') || text.includes('"value":1') || text.includes(',1,'))).toBe(
      true,
    );
    expect(await published()).toEqual(before);
    expect(await share(november, '&knownBy=2022-11-14')).not.toMatchObject({
      formula: 'online / (received + received)',
    });
  });

  test('counts from its day on; the months before keep theirs', async () => {
    expect(await share(october)).toMatchObject({ value: 1, formula: 'online / received', breaks: [] });
    expect(await share(november)).toMatchObject({
      value: 0.5,
      breaks: [
        {
          month: november,
          kind: 'formula',
          formula: { before: 'online / received', after: 'online / (received + received)' },
          note: { vi: 'Theo công văn mẫu.' },
        },
      ],
    });
  });

  test('breaks the series where everybody sees it, with words', async () => {
    const told = await page(`/chi-so/95/online-share?thang=${november}`);
    for (const words of ['Chỗ đứt của chuỗi số liệu', '(1) từ 11/2022: cách tính đổi', 'Theo công văn mẫu.'])
      expect(told).toContain(words);
    expect(await page(`/chi-so/95/online-share?thang=${october}`)).not.toContain('Chỗ đứt');
    const [head = '', ...rows] = (await page(`/chi-so/95.csv?thang=${november}`)).split(/\r?\n/);
    const row = (key: string) => rows.find((each) => each.includes(`,${key},`));
    expect(head).toMatch(/,break$/);
    expect(row('online-share')).toMatch(/,2022-11$/);
    expect(row('on-time-share')).toMatch(/,$/);
    const series = await page(`/chi-so/95/online-share.csv?thang=${november}`);
    expect(series.split(/\r?\n/).map((each) => each.split(',').at(-1))).toEqual(['break', '', 'formula', '']);
  });
});
