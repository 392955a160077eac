import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProvinceFault } from '../../../platform/yaml-source.ts';
import { readOutlines } from './read-outlines.ts';
import { isArea, type Ring, simplifyRing } from './rings.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cuaso-outlines-'));
  for (const file of ['units.yaml', 'succession.yaml']) cpSync(join(root, 'provinces/bac-lieu', file), join(dir, file));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** An invented unit: a square of a hundredth of a degree. */
const square = (lon: number, lat: number): Ring => {
  const [east, north] = [lon, lat].map((degree) => Number((degree + 0.01).toFixed(2))) as [number, number];
  return [
    [lon, lat],
    [east, lat],
    [east, north],
    [lon, north],
    [lon, lat],
  ];
};
const feature = (code: unknown, ring: unknown = square(105.7, 9.3), more: object = {}) => ({
  type: 'Feature',
  properties: { code, ...more },
  geometry: { type: 'Polygon', coordinates: [ring] },
});

function read(features: readonly unknown[]) {
  return readText(
    `{"type":"FeatureCollection","features":[\n${features.map((each) => JSON.stringify(each)).join(',\n')}\n]}`,
  );
}
function readText(text: string) {
  writeFileSync(join(dir, 'units.geojson'), text);
  const faults: ProvinceFault[] = [];
  return { outlines: readOutlines(dir, faults), faults };
}

describe("a province's own map", () => {
  test('gives each unit its border, the one of later its own; a code alone is the unit of units.yaml', () => {
    const { outlines, faults } = read([
      feature('31825'),
      feature('31825', square(105.8, 9.4), { from: '2025-07-01' }),
      {
        ...feature('954'),
        geometry: { type: 'MultiPolygon', coordinates: [[square(105.7, 9.3)], [square(105.9, 9.3)]] },
      },
    ]);
    expect(faults).toEqual([]);
    expect(outlines.map(({ unit, on, polygons }) => [unit, on, polygons.length])).toEqual([
      ['31825', '2022-01-01', 1],
      ['31825', '2025-07-01', 1],
      ['954', '2022-01-01', 2],
    ]);
    expect(outlines[0]?.polygons).toEqual([[square(105.7, 9.3)]]);
  });

  test('is not needed', () => {
    rmSync(join(dir, 'units.geojson'), { force: true });
    expect(readOutlines(dir, [])).toEqual([]);
  });

  test.each([
    ['a code that is no unit', feature('99999'), 'neither units.yaml nor'],
    ['a code that is a number', feature(31825), 'needs properties.code'],
    ['a unit of another day', feature('31825', square(105.7, 9.3), { from: '2024-01-01' }), 'properties.from may be'],
    ['a point', { ...feature('31825'), geometry: { type: 'Point', coordinates: [105, 9] } }, 'Polygon or MultiPolygon'],
    ['no geometry', { ...feature('31825'), geometry: null }, 'Polygon or MultiPolygon'],
    ['an open ring', feature('31825', square(105.7, 9.3).slice(0, 4)), 'has to be closed'],
    ['a short ring', feature('31825', square(105.7, 9.3).slice(0, 3)), 'at least four'],
    [
      'a flat ring',
      feature('31825', [
        [105, 9],
        [105.1, 9],
        [105.2, 9],
        [105, 9],
      ]),
      'encloses no area',
    ],
    [
      'words for numbers',
      feature('31825', [
        ['a', 'b'],
        [105, 9],
        [105, 10],
        ['a', 'b'],
      ]),
      'two numbers',
    ],
    ['latitude first', feature('31825', square(9.3, 105.7)), 'latitude stands before'],
    ['metres', feature('31825', square(583_000, 1_030_000)), 'metres of VN-2000'],
    ['no feature', { type: 'Polygon' }, 'its type has to be'],
  ])('refuses %s with line and feature', (_name, bad, words) => {
    const { outlines, faults } = read([feature('31822'), bad]);
    expect(outlines).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ file: 'units.geojson' });
    expect(faults[0]?.words.en).toContain(words);
    expect(faults[0]?.words.en).toMatch(/^Feature 2: /);
    if (JSON.stringify(bad).includes('"type":"Feature"')) expect(faults[0]?.line).toBe(3);
  });

  test('refuses the same unit twice, and what is no collection', () => {
    expect(read([feature('31822'), feature('31822')]).faults.map(({ line }) => line)).toEqual([3]);
    for (const text of ['', '{', '[]', '{"type":"FeatureCollection","features":[]}', JSON.stringify(feature('31822'))])
      expect(readText(text).faults).toHaveLength(1);
  });

  test('is kept as fine as a picture shows it', () => {
    const fine: Ring = [...Array(2000).keys()].map((n): [number, number] => [
      105.7 + Math.cos((n / 2000) * 2 * Math.PI) / 10,
      9.3 + Math.sin((n / 2000) * 2 * Math.PI) / 10,
    ]);
    const ring = [...fine, fine[0] as Ring[number]];
    const simple = simplifyRing(ring, 0.0001);
    expect(simple.length).toBeLessThan(200);
    expect(simple[0]).toEqual(simple.at(-1));
    expect(isArea(simple)).toBe(true);
    // What would become a line stays as it is.
    expect(simplifyRing(square(105.7, 9.3), 10)).toHaveLength(5);
  });

  const known = join(root, '../shared/domain/units-2025-camau.geojson');
  test.skipIf(!existsSync(known))(
    'takes a map of sixty-four communes as others draw them, where one is at hand',
    () => {
      const { features } = JSON.parse(readFileSync(known, 'utf8')) as {
        features: { properties: Record<string, unknown>; geometry: object }[];
      };
      const ours = features.flatMap(({ properties, geometry }) => {
        const code = Object.values(properties).find((value) => typeof value === 'string' && /^\d{5}$/.test(value));
        return [{ type: 'Feature', properties: { code, from: '2025-07-01' }, geometry }];
      });
      const { faults } = read(ours);
      // Communes of the old Cà Mau are no units of Bạc Liêu's files: all other faults would be of shape.
      expect(faults.filter(({ words }) => !/neither units|no unit/.test(words.en))).toEqual([]);
    },
  );
});
