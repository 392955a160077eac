import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';
import { bacLieu } from './provinces.ts';

/** Invented borders: two squares of 2022, one of 2025 that holds both. */
const shapes = [
  { code: '31822', box: [105.7, 9.3, 105.8, 9.4] },
  { code: '31825', box: [105.8, 9.3, 105.9, 9.4] },
  { code: '31825', from: '2025-07-01', box: [105.7, 9.3, 105.9, 9.4] },
] as const;
const features = shapes.map(({ box: [west, south, east, north], ...properties }) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  },
}));

let house: House;
/** Who sees figures of a month under way. */
let officer: Visitor;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cuaso-own-map-'));
  cpSync(bacLieu.folder, folder, { recursive: true });
  writeFileSync(join(folder, 'units.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  house = await openHouse({ province: { ...bacLieu, folder } });
  await fileOne(house);
  officer = new Visitor(house.url);
  await signInAsOfficer(officer, 'duong-trung-kien');
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
}, 120_000);
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

const drawn = async (path: string) => {
  const page = (await officer.get(path)).text;
  const [map = ''] = /<figure class="outlines">.*?<\/figure>/s.exec(page) ?? [];
  return {
    map,
    links: [...map.matchAll(/<a href="([^"]*)" aria-label="([^"]*)"/g)].map(([, href, label]) => [href, label]),
  };
};

describe("a province's own map", () => {
  test('shows its units by their borders, each a link with its figure, beside the tiles', async () => {
    const month = house.clock.business().toString().slice(0, 7);
    const { map, links } = await drawn(`/chi-so?thang=${month}`);
    expect(links).toEqual([
      [`/chi-so/31822?thang=${month}`, expect.stringMatching(/^Phường 7: 100/)],
      [`/chi-so/31825?thang=${month}`, 'Phường 1: chưa có số liệu'],
    ]);
    expect(map).toContain('62 đơn vị chưa có đường biên');
    const since = await drawn(`/chi-so?thang=${month}&dia-gioi=2025-07-01`);
    expect(since.links).toEqual([
      [`/chi-so/31825?thang=${month}&amp;dia-gioi=2025-07-01`, expect.stringMatching(/^Phường Bạc Liêu: 100/)],
    ]);
  });
});
