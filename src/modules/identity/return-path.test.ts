import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeReturnPath } from './return-path.ts';

test('keeps paths of this site with query and fragment', () => {
  for (const path of ['/', '/ho-so/moi?thu-tuc=khai-sinh&buoc=2', '/thu-tuc/dang-ky-khai-sinh#giay-to'])
    expect(safeReturnPath(path)).toBe(path);
});

test('refuses other sites and addresses that browsers read as other sites', () => {
  const hostile = [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'evil',
    '',
    '/dang-xuat',
    '/dang-nhap/vneid',
    `/${'a'.repeat(3000)}`,
    undefined,
    ['/a'],
  ];
  for (const path of hostile) expect(safeReturnPath(path), String(path)).toBeUndefined();
});

test('whatever comes out leads to this site', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (tail) => {
      const safe = safeReturnPath(`/${tail}`);
      if (safe !== undefined) expect(new URL(safe, 'https://dvc.example').host).toBe('dvc.example');
    }),
    { numRuns: 2000 },
  );
});
