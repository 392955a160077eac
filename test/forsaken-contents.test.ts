import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eraseDossier } from '../src/modules/dossiers/index.ts';
import { removeForsakenContents } from '../src/modules/papers/index.ts';
import { newId } from '../src/platform/ids.ts';
import { type House, openHouse } from './house.ts';
import { prepareStage, type Stage } from './rights/stage.ts';

// What a killed process leaves on the disk, beside everything that a whole office holds.

let house: House;
let stage: Stage;
let files: string;
beforeAll(async () => {
  house = await openHouse();
  stage = await prepareStage(house);
  files = join(house.config.dataDir, 'files');
}, 300_000);
afterAll(() => house.close());

async function namesIn(part: 'kept' | 'incoming'): Promise<string[]> {
  const all = await readdir(join(files, part), { recursive: true, withFileTypes: true }).catch(() => []);
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

const sweep = (hours: number) => removeForsakenContents(house.papers, house.clock.real().add({ hours }));

it('everything that a paper, a document or an entry names stays, and what nothing names goes after a day', async () => {
  const before = await namesIn('kept');
  // Papers, decisions that only an entry names, and issued documents.
  expect(before.length).toBeGreaterThan(3);
  const { key } = await house.papers.files.put(Buffer.from('put, then killed'));
  await mkdir(join(files, 'incoming'), { recursive: true });
  await writeFile(join(files, 'incoming', newId()), 'half of a content');

  expect(await sweep(23)).toBe(0);
  expect(await namesIn('kept')).toContain(key);
  expect(await namesIn('incoming')).toHaveLength(1);

  expect(await sweep(25)).toBe(1);
  expect(await namesIn('kept')).toEqual(before);
  expect(await namesIn('incoming')).toEqual([]);
  expect(await sweep(25)).toBe(0);
});

it('what came a moment ago with an old key, as from another province, stays for a day too', async () => {
  const { key } = await house.papers.files.put(Buffer.from('taken over'));
  const path = join(files, 'kept', key.slice(-4, -2), key.slice(-2), key);
  const soon = house.clock.real().add({ hours: 25 }).epochMilliseconds / 1000;
  await utimes(path, soon, soon);
  expect(await sweep(25)).toBe(0);
  expect(await sweep(50)).toBe(1);
});

it('an erasure that was cut off before its last step is ended', async () => {
  const state = stage.inPhase.get('returned');
  const before = await namesIn('kept');
  const cutOff = { ...house.papers.files, remove: () => Promise.reject(new Error('killed')) };
  const deps = { ...house.dossiers, files: cutOff };
  const request = { code: state?.code ?? '', ground: 'Quyết định 12/QĐ-UBND' };
  await expect(eraseDossier(deps, request)).rejects.toThrow('killed');
  expect(await namesIn('kept')).toEqual(before);
  const removed = await sweep(25);
  expect(removed).toBeGreaterThan(1);
  expect(await namesIn('kept')).toHaveLength(before.length - removed);
  // Nothing was left for the erasure itself, and nobody else's went.
  expect(await sweep(25)).toBe(0);
});

it('too many to come from crashes: another database lies over these files, and nothing goes', async () => {
  for (let n = 0; n <= 100; n++) await house.papers.files.put(Buffer.from(`content ${n}`));
  const before = await namesIn('kept');
  await expect(sweep(25)).rejects.toMatchObject({ code: 'FIL-0005' });
  expect(await namesIn('kept')).toEqual(before);
});
