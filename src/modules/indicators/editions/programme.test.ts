import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../../test/provinces.ts';
import { measureKeys } from '../../../app/measures.ts';
import { toDefinitions } from '../definitions/files.ts';
import { loadDefinitions } from '../definitions/load-definitions.ts';
import { nodesOf } from './model.ts';
import { scoreEdition } from './score.ts';

const { files } = loadDefinitions(join(root, 'provinces/bac-lieu'), measureKeys);
const programme = toDefinitions(files ?? []).editions.find(({ key }) => key === 'programme');
const leaves = [...nodesOf(programme?.nodes ?? [])].filter(({ leaf }) => leaf !== undefined);
const scored = (code: string, a: number, b: number) => {
  if (programme === undefined) throw new Error('no edition of the programme');
  return scoreEdition(programme, { inputs: new Map([[code, { a, b }]]) });
};

it('holds each aim of the programme once, with its document and how sure it is', () => {
  expect(leaves).toHaveLength(34);
  for (const { note, certainty } of leaves)
    expect(certainty.name === 'confirmed' ? /QĐ-/.test(note ?? '') : /chưa có nguồn/.test(note ?? '')).toBe(true);
});

it('gives one point for an aim that is met, a part of it for one that is near, and never more', () => {
  // Half of the dossiers online by the end of 2022; one enterprise in twelve on the way to four in five.
  expect(scored('2022.4', 25, 100).nodes.get('2022.4')?.reached).toBe(0.5);
  expect(scored('2022.4', 50, 100).nodes.get('2022.4')?.reached).toBe(1);
  expect(scored('2022.4', 90, 100).nodes.get('2022.4')?.reached).toBe(1);
  expect(scored('2025.4', 20, 100).nodes.get('2025.4')?.reached).toBeCloseTo(0.25, 12);
  expect(scored('2022.5', 100, 100).nodes.get('2022.5')?.reached).toBe(1);
});

it('takes what nobody has told for unknown, never for missed', () => {
  const { total } = scored('2022.4', 50, 100);
  expect([total.state, total.reached, total.atMost, total.missing.length]).toEqual(['partly', 1, 34, 33]);
  expect(total.placeholder).toBe(false);
});
