import { describe, expect, test } from 'vitest';
import { serverSettings, usableMemory } from './settings.ts';

const gigabyte = 1024 ** 3;

describe('settings of the server', () => {
  test.each([
    [1, '64MB'],
    [2, '64MB'],
    [4, '128MB'],
    [24, '768MB'],
    [256, '1024MB'],
  ])('with %i GB of memory it buffers %s', (memory, buffers) => {
    expect(serverSettings(memory * gigabyte)['shared_buffers']).toBe(buffers);
  });

  test('durability does not depend on the machine', () => {
    for (const memory of [1, 64]) {
      expect(serverSettings(memory * gigabyte)).toMatchObject({
        fsync: 'on',
        full_page_writes: 'on',
        synchronous_commit: 'on',
      });
    }
  });

  test('this machine has memory', () => {
    expect(usableMemory()).toBeGreaterThan(256 * 1024 * 1024);
  });
});
