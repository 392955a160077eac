import { expect, it } from 'vitest';
import { fill } from './fill.ts';

it('puts values where their names stand, and leaves what it was not given', () => {
  expect(fill('{n} of {all}, {other}', { n: 3, all: '1.000' })).toBe('3 of 1.000, {other}');
});

it('says one thing as one thing and several as several', () => {
  const words = '{n} {n:dossier|dossiers}';
  expect([0, 1, '1', 2, '1,000'].map((n) => fill(words, { n }))).toEqual([
    '0 dossiers',
    '1 dossier',
    '1 dossier',
    '2 dossiers',
    '1,000 dossiers',
  ]);
  expect(fill('{n:is|are}', {})).toBe('{n:is|are}');
});
