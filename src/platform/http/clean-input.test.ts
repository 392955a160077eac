import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { isStorable, refuseUnstorableText } from './clean-input.ts';

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

describe('at the door', () => {
  it.each([
    ['in the address', { method: 'GET' as const, url: '/of/%00' }],
    ['in the query', { method: 'GET' as const, url: '/of/x?q=a%00' }],
    ['as a name in the query', { method: 'GET' as const, url: '/of/x?%00=a' }],
    ['in a form', { method: 'POST' as const, url: '/of/x', form: 'words=a%00b' }],
    ['in JSON', { method: 'POST' as const, url: '/of/x', json: { words: ['\u0000'] } }],
  ])('U+0000 is refused %s', async (_where, { form, json, ...request }: Sent) => {
    const app = Fastify();
    await app.register(formbody);
    refuseUnstorableText(app);
    app.route({ method: ['GET', 'POST'], url: '/of/:code', handler: async () => 'went through' });
    const headers = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = form ?? json;
    const answer = await app.inject({ ...request, headers, ...(payload === undefined ? {} : { payload }) });
    expect(answer.body).not.toBe('went through');
  });
});

interface Sent {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly form?: string;
  readonly json?: object;
}
