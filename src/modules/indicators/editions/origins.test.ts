import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../../test/provinces.ts';
import { measureKeys } from '../../../app/measures.ts';
import { toDefinitions } from '../definitions/files.ts';
import { loadDefinitions } from '../definitions/load-definitions.ts';
import { nodesOf } from './model.ts';
import { componentCounter, originsOf } from './origins.ts';

const { files, faults } = loadDefinitions(join(root, 'provinces/bac-lieu'), measureKeys);
const { editions } = toDefinitions(files ?? []);
const edition = (key: string) => {
  const found = editions.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no edition ${key}: ${JSON.stringify(faults)}`);
  return found;
};
const count = componentCounter(editions);

it('finds all the components that the documents say there are, known or not', () => {
  expect(count({ edition: 'dti-922', origin: 'all' })).toBe(98);
  expect(count({ edition: 'dti-9', origin: 'all' })).toBe(0);
});

it('counts a component as measured only where all of it is, and as reported where any of it is', () => {
  const index = edition('dti-922');
  const of = (origin: string) => originsOf(index).find((each) => each.origin === origin);
  expect(of('operations')).toMatchObject({ components: 1, placeholder: true });
  expect(of('reported')?.components).toBe(5);
  expect(of('survey')?.components).toBe(1);
  const halves = {
    ...index,
    nodes: [...nodesOf(index.nodes)]
      .filter(({ leaf }) => leaf?.inputs.some(({ measure }) => measure !== undefined))
      .map((node) => ({
        ...node,
        leaf: node.leaf && {
          ...node.leaf,
          inputs: node.leaf.inputs.map((input, at) => (at === 0 ? { ...input, measure: undefined } : input)),
        },
      })),
  };
  expect(originsOf(halves).find(({ origin }) => origin === 'operations')?.components).toBe(0);
});

it('tells no points where an edition weighs, and takes a main indicator for the components it stands for', () => {
  expect(originsOf(edition('dti-1726')).every(({ points }) => points === undefined)).toBe(true);
  expect(count({ edition: 'dti-1726', origin: 'all' })).toBe(108);
  expect(count({ edition: 'dti-405', origin: 'none' })).toBe(47);
});
