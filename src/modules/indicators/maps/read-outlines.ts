import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../../../platform/errors.ts';
import { type ProvinceFault, readYaml } from '../../../platform/yaml-source.ts';
import { isArea, type Outline, type Ring, simplifyRing, toleranceOf } from './rings.ts';

const outlinesFile = 'units.geojson';
const maximumBytes = 8_000_000;
const maximumFeatures = 2000;
const maximumPositions = 400_000;
/** Around Việt Nam with its islands, in degrees of WGS 84. */
const bounds = { west: 102, east: 118, south: 6, north: 24 };
/** After so many faults the rest is likely to be the same one. */
const maximumFaults = 20;

/** Reads a province's own map: none, or all of it without a fault. Every fault names the line of its feature. */
export function readOutlines(dir: string, faults: ProvinceFault[]): readonly Outline[] {
  const path = join(dir, outlinesFile);
  if (!existsSync(path)) return [];
  const refuse = (words: Words, line = 1) => {
    if (faults.length < maximumFaults) faults.push({ file: outlinesFile, line, column: 1, path: '', words });
  };
  const { size } = statSync(path);
  if (size > maximumBytes) {
    refuse(tooLarge(size));
    return [];
  }
  const text = readFileSync(path, 'utf8');
  const collection = parsed(text);
  const features =
    isRecord(collection) && collection['type'] === 'FeatureCollection' ? collection['features'] : undefined;
  if (!Array.isArray(features) || features.length === 0 || features.length > maximumFeatures) {
    refuse(notCollection);
    return [];
  }
  const units = unitsOf(dir);
  const lines = linesOfFeatures(text);
  const seen = new Set<string>();
  let positions = 0;
  const outlines = features.flatMap((feature: unknown, index): Outline[] => {
    const line = lines[index] ?? 1;
    const found = outlineOf(feature, units);
    if ('vi' in found) {
      refuse({ vi: `Vùng thứ ${index + 1}: ${found.vi}`, en: `Feature ${index + 1}: ${found.en}` }, line);
      return [];
    }
    const name = `${found.unit} ${found.on}`;
    if (seen.has(name)) refuse(twice(found.unit), line);
    seen.add(name);
    positions += found.polygons.flat(2).length;
    return [found];
  });
  if (positions > maximumPositions) refuse(tooFine(positions));
  if (faults.length > 0) return [];
  const tolerance = toleranceOf(outlines.flatMap(({ polygons }) => polygons.flat()));
  return outlines.map(({ polygons, ...outline }) => ({
    ...outline,
    polygons: polygons.map((rings) => rings.map((ring) => simplifyRing(ring, tolerance))),
  }));
}

/** First days of units by code; the one of units.yaml first. */
type Units = ReadonlyMap<string, readonly string[]>;

function outlineOf(feature: unknown, units: Units): Outline | Words {
  if (!isRecord(feature) || feature['type'] !== 'Feature') return notFeature;
  const { code, from } = isRecord(feature['properties']) ? feature['properties'] : {};
  if (typeof code !== 'string') return noCode;
  const days = units.get(code);
  if (days === undefined) return unknownCode(code);
  const on = from ?? days[0];
  if (typeof on !== 'string' || !days.includes(on)) return unknownDay(code, String(on), days);
  const geometry = isRecord(feature['geometry']) ? feature['geometry'] : {};
  const { type, coordinates } = geometry;
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (!Array.isArray(polygons) || polygons.length === 0) return notPolygon;
  const made: Ring[][] = [];
  for (const polygon of polygons) {
    if (!Array.isArray(polygon) || polygon.length === 0) return notPolygon;
    const rings: Ring[] = [];
    for (const ring of polygon) {
      const read = ringOf(ring);
      if ('vi' in read) return read;
      rings.push(read);
    }
    made.push(rings);
  }
  return { unit: code, on, polygons: made };
}

function ringOf(value: unknown): Ring | Words {
  if (!Array.isArray(value) || value.length < 4) return shortRing;
  const ring: [number, number][] = [];
  for (const position of value) {
    const [lon, lat] = Array.isArray(position) ? position : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') return notPosition;
    if (!within(lon, lat)) return within(lat, lon) ? swapped : outside(lon, lat);
    ring.push([lon, lat]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return openRing;
  return isArea(ring) ? ring : flatRing;
}

const within = (lon: number, lat: number) =>
  lon >= bounds.west && lon <= bounds.east && lat >= bounds.south && lat <= bounds.north;

/** The first days of the units that the province's files name; faults of those files are told where they are checked. */
function unitsOf(dir: string): Units {
  const days = new Map<string, string[]>();
  const add = (list: unknown, known: unknown) => {
    for (const unit of Array.isArray(list) ? list : []) {
      if (!isRecord(unit) || typeof unit['code'] !== 'string') continue;
      const day = unit['founded'] ?? known;
      if (typeof day === 'string') days.set(unit['code'], [...(days.get(unit['code']) ?? []), day]);
    }
  };
  for (const [file, list, day] of [
    ['units.yaml', 'units', 'knownFrom'],
    ['succession.yaml', 'successors', 'on'],
  ] as const) {
    if (!existsSync(join(dir, file))) continue;
    const source = readYaml(join(dir, file), file);
    if ('value' in source && isRecord(source.value)) add(source.value[list], source.value[day]);
  }
  return days;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where each feature stands: JSON that was parsed keeps no lines. */
function linesOfFeatures(text: string): number[] {
  const starts = [...text.matchAll(/"type"\s*:\s*"Feature"/g)].map(({ index }) => index);
  let [line, at] = [1, 0];
  return starts.map((start) => {
    for (; at < start; at += 1) if (text[at] === '\n') line += 1;
    return line;
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const tooLarge = (size: number): Words => ({
  vi: `Tệp lớn ${size} byte; tối đa ${maximumBytes}. Hãy giản lược đường biên.`,
  en: `The file has ${size} bytes; the most is ${maximumBytes}. Simplify its borders.`,
});
const tooFine = (positions: number): Words => ({
  vi: `Đường biên có ${positions} điểm; tối đa ${maximumPositions}. Hãy giản lược.`,
  en: `The borders have ${positions} positions; the most is ${maximumPositions}. Simplify them.`,
});
const notCollection: Words = {
  vi: `Tệp phải là GeoJSON, một FeatureCollection có từ 1 đến ${maximumFeatures} vùng.`,
  en: `The file has to be GeoJSON: a FeatureCollection of 1 to ${maximumFeatures} features.`,
};
const notFeature: Words = { vi: 'phải có type "Feature".', en: 'its type has to be "Feature".' };
const noCode: Words = {
  vi: 'cần properties.code là mã đơn vị, viết trong ngoặc kép để giữ số 0 ở đầu.',
  en: 'it needs properties.code, the code of a unit, in quotes so that leading zeros stay.',
};
const unknownCode = (code: string): Words => ({
  vi: `units.yaml và succession.yaml không có đơn vị ${code}.`,
  en: `neither units.yaml nor succession.yaml has a unit ${code}.`,
});
const unknownDay = (code: string, day: string, days: readonly string[]): Words => ({
  vi: `không có đơn vị ${code} từ ngày ${day}; properties.from có thể là ${days.join(', ')}.`,
  en: `there is no unit ${code} from ${day} on; properties.from may be ${days.join(', ')}.`,
});
const notPolygon: Words = {
  vi: 'hình phải là Polygon hoặc MultiPolygon.',
  en: 'its geometry has to be a Polygon or MultiPolygon.',
};
const shortRing: Words = { vi: 'mỗi đường vòng cần ít nhất bốn điểm.', en: 'each ring needs at least four positions.' };
const openRing: Words = {
  vi: 'đường vòng phải khép kín: điểm cuối trùng điểm đầu.',
  en: 'a ring has to be closed: its last position is its first.',
};
const flatRing: Words = { vi: 'đường vòng không bao quanh diện tích nào.', en: 'a ring encloses no area.' };
const notPosition: Words = {
  vi: 'mỗi điểm là hai số: kinh độ, vĩ độ.',
  en: 'each position is two numbers: longitude, latitude.',
};
const swapped: Words = {
  vi: 'vĩ độ đứng trước kinh độ; GeoJSON cần kinh độ trước.',
  en: 'latitude stands before longitude; GeoJSON has longitude first.',
};
const outside = (lon: number, lat: number): Words => ({
  vi: `điểm ${lon}, ${lat} ở ngoài Việt Nam. Tọa độ phải là độ theo WGS 84, không phải mét theo VN-2000.`,
  en: `the position ${lon}, ${lat} lies outside Việt Nam. Coordinates have to be degrees of WGS 84, not metres of VN-2000.`,
});
const twice = (code: string): Words => ({ vi: `Đơn vị ${code} có hai hình.`, en: `Unit ${code} has two shapes.` });
