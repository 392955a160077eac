import process from 'node:process';
import type { Row } from '../report.ts';
import { run, type World } from '../world.ts';

export function startRow(size: number, seconds: readonly number[]): Row {
  const worst = Math.max(...seconds);
  return {
    what: 'first page after start on an existing database',
    size,
    ours: `${seconds.map((value) => value.toFixed(1)).join(', ')} s`,
    limit: '',
    share: '',
    bar: '<= 5 s',
    holds: worst <= 5,
    figures: { worstSeconds: worst },
  };
}

export function memoryRow(world: World, size: number): Row {
  const { now, most } = world.memory();
  return {
    what: 'server resident after load',
    size,
    ours: `${now.toFixed(0)} MB, at most ${most.toFixed(0)} MB`,
    limit: '',
    share: '',
    bar: '<= 400 MB',
    holds: now <= 400,
    figures: { nowMegabytes: now, mostMegabytes: most },
  };
}

const pages = ['/', '/thu-tuc', '/thu-tuc/dang-ky-khai-sinh', '/tra-cuu', '/tien-do'] as const;

/** First visits: the heaviest of some pages of citizens. */
export async function measureWeight(world: World, size: number): Promise<Row> {
  const text = await run(process.execPath, ['scripts/weight.mjs', world.localUrl, ...pages]);
  const read = (pattern: RegExp) => Math.max(0, ...[...text.matchAll(pattern)].map((match) => Number(match[1])));
  const page = read(/([\d.]+) kB\s+of [\d.]+ kB for HTML/g);
  const fonts = read(/([\d.]+) kB\s+of [\d.]+ kB for \d+ fonts/g);
  return {
    what: `first visit, heaviest of ${pages.length} pages`,
    size,
    ours: `${page.toFixed(1)} kB, fonts ${fonts.toFixed(1)} kB`,
    limit: '',
    share: '',
    bar: '<= 45 kB, fonts <= 70 kB',
    holds: page > 0 && page <= 45 && fonts <= 70,
    figures: { page, fonts },
  };
}
