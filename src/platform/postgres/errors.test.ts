import { describe, expect, test } from 'vitest';
import { toStorageError } from './errors.ts';

describe('faults of the disk become one clear line', () => {
  const folder = '/srv/cuaso';

  test.each([
    ['Node', Object.assign(new Error('write'), { code: 'ENOSPC' })],
    ['quota', Object.assign(new Error('write'), { code: 'EDQUOT' })],
    ['PostgreSQL', Object.assign(new Error('could not extend file'), { code: '53100' })],
    ['the log', 'PANIC:  could not write to file "pg_wal/xlogtemp.12": No space left on device'],
  ])('a full disk, told by %s', (_who, fault) => {
    const error = toStorageError(fault, folder, 'lan');
    expect(error).toMatchObject({ code: 'PGS-0002', kind: 'unavailable' });
    expect(error?.words.en).toContain(`disk that holds ${folder}`);
  });

  test.each([
    ['EACCES', Object.assign(new Error('open'), { code: 'EACCES' })],
    ['EROFS', Object.assign(new Error('open'), { code: 'EROFS' })],
    ['Permission denied', 'FATAL:  could not open file "base/1": Permission denied'],
  ])('a folder that cannot be written to: %s', (reason, fault) => {
    expect(toStorageError(fault, folder, 'lan')?.words.en).toBe(
      `Cannot write to ${folder} (${reason}). Give user lan write access to it, or choose another data folder.`,
    );
  });

  test('other faults are left to others', () => {
    expect(toStorageError(new Error('syntax error'), folder, 'lan')).toBeUndefined();
  });
});
