import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bacLieu } from '../../../../test/provinces.ts';
import { dossierMeasures } from '../../dossiers/index.ts';
import { loadDefinitions } from '../definitions/load-definitions.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cuaso-targets-'));
  cpSync(join(bacLieu.folder, 'indicators'), join(folder, 'indicators'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const measures = new Set(dossierMeasures.measures.map(({ key }) => key));
const line = (more: string, indicator = 'online-share') =>
  `  - { indicator: ${indicator}, unit: "95", by: 2023-10-10, value: 0.4, certainty: reported, document: { vi: a, en: a }, ${more} }`;

function faultsOf(...lines: readonly string[]): string[] {
  writeFileSync(join(folder, 'indicators', 'targets.yaml'), ['targets:', ...lines, ''].join('\n'));
  return loadDefinitions(folder, measures).faults.map(({ line: at, path, words }) => `${at} ${path}: ${words.en}`);
}

test.each([
  ['shared: same'],
  ['shared: not'],
  ['shared: proportional, sharing: { on: 2022-10-10, base: { measure: dossiers.received }, cap: 0.9 }'],
  ['shared: proportional, sharing: { on: 2022-10-10, base: { figure: households } }'],
  ['shared: by-gap, sharing: { on: 2022-10-10, step: 0.01 }'],
  ['shared: explicit, sharing: { parts: [{ unit: "954", value: 0.5 }, { unit: "31822", value: 0.3 }] }'],
])('takes %s', (more) => {
  expect(faultsOf(line(more))).toEqual([]);
});

test.each([
  ['shared: proportional', 'The rule "proportional" needs "sharing". Add it.'],
  ['shared: by-gap, sharing: { cap: 0.5 }', 'The rule "by-gap" needs "on". Add it.'],
  ['shared: proportional, sharing: { on: 2022-10-10 }', 'The rule "proportional" needs "base". Add it.'],
  ['shared: proportional, sharing: { on: 2022-10-10, base: {} }', 'Shared out by one number'],
  [
    'shared: proportional, sharing: { on: 2022-10-10, base: { measure: dossiers.none } }',
    'does not count "dossiers.none"',
  ],
  ['shared: proportional, sharing: { on: 2022-10-10, base: { figure: none } }', 'no reported figure "none"'],
  ['shared: by-gap, sharing: { on: 2024-01-01 }', 'on a day after the target is due'],
  ['shared: by-gap, sharing: { on: 2022-10-10, cap: 1.2 }', 'not more than 1'],
  ['shared: same, sharing: { cap: 0.5 }', 'does not use "cap"'],
  ['shared: not, sharing: { on: 2022-10-10 }', 'does not use "sharing"'],
  ['shared: explicit, sharing: { on: 2022-10-10 }', 'needs "parts"'],
  [
    'shared: explicit, sharing: { parts: [{ unit: "954", value: 0.5 }, { unit: "954", value: 0.5 }] }',
    'stands in two lines',
  ],
  ['shared: explicit, sharing: { parts: [{ unit: "954", value: 50 }] }', 'not more than 1'],
  ['shared: by-base', 'is none of: same, proportional, by-gap, explicit, not'],
])('refuses %s at its line', (more, words) => {
  const [first = ''] = faultsOf(line(more));
  expect(first).toContain(words);
  expect(first).toMatch(/^2 /);
});

test('refuses two targets of a unit for one day', () => {
  expect(faultsOf(line('shared: same'), line('shared: not'))).toEqual([
    '3 /targets/1/by: The unit has another target of this indicator for the same day. There is one for each day.',
  ]);
});
