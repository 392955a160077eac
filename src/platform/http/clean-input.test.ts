import { describe, expect, it } from 'vitest';
import { isStorable } from './clean-input.ts';

describe('text that can be stored', () => {
  it.each([
    ['', true],
    ['Đăng ký khai sinh', true],
    ['👩‍👩‍👧‍👦', true],
    ['a\u0000b', false],
    ['\ud800', false],
    ['x\udfff', false],
  ])('%j: %s', (text, storable) => {
    expect(isStorable(text, 0)).toBe(storable);
    expect(isStorable({ answers: [{ name: text }] }, 0)).toBe(storable);
    expect(isStorable({ [text]: 1 }, 0)).toBe(storable);
  });

  it('is not looked for deeper than any form of ours goes', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 40; level += 1) deep = [deep];
    expect(isStorable(deep, 0)).toBe(false);
  });
});
