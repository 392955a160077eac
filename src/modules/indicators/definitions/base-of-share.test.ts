import { expect, it } from 'vitest';
import { divisorOf } from './files.ts';

const inputs = [{ key: 'received' }, { key: 'online' }, { key: 'partly' }];
const divisor = (formula: string) => divisorOf({ formula, inputs });

it('finds what a share is a share of in its formula, wherever the input stands in the list', () => {
  expect(divisor('online / received')).toBe('received');
  expect(divisor('(online + partly) / received')).toBe('received');
});

it('names no base where the formula divides by no single input', () => {
  for (const formula of [
    'online',
    'online / (received + partly)',
    'online / received / partly',
    'online / 3',
    'online / other',
  ])
    expect(divisor(formula)).toBeUndefined();
});
