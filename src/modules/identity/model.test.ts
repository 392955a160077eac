import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameId } from '../../platform/ids.ts';
import {
  actAs,
  ageOn,
  type Delegation,
  delegationCovers,
  formatBirth,
  isDocumentNumber,
  isInForceOn,
  normalizeDocumentNumber,
  type Position,
  parseBirth,
} from './model.ts';

const date = (text: string) => Temporal.PlainDate.from(text);

test('reads births to the precision that papers show, and shows them so', () => {
  for (const [text, shown] of [
    ['1996-03-14', '14/03/1996'],
    ['1947-06', '06/1947'],
    ['1953', '1953'],
  ] as const) {
    const birth = parseBirth(text);
    expect(birth).toBeDefined();
    if (birth !== undefined) expect(formatBirth(birth)).toBe(shown);
  }
  for (const wrong of ['', '96-03-14', '1996-13', '1996-02-30', '1996-3-4', '1996-03-14T00:00'])
    expect(parseBirth(wrong)).toBeUndefined();
});

test('counts age from the last day that a year or month allows', () => {
  const on = date('2022-10-10');
  expect(ageOn({ birthDate: date('2004-10-10'), birthPrecision: 'day' }, on)).toBe(18);
  expect(ageOn({ birthDate: date('2004-10-11'), birthPrecision: 'day' }, on)).toBe(17);
  expect(ageOn({ birthDate: date('2004-01-01'), birthPrecision: 'year' }, on)).toBe(17);
  expect(ageOn({ birthDate: date('2004-10-01'), birthPrecision: 'month' }, on)).toBe(17);
  expect(ageOn({ birthDate: undefined, birthPrecision: 'unknown' }, on)).toBeUndefined();
});

test('a number written with spaces or dots is the same number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }),
      fc.constantFrom(' ', '.', '-'),
      (digits, gap) => {
        const spaced = digits.join(gap);
        expect(normalizeDocumentNumber('personal-number', spaced)).toBe(digits.join(''));
        expect(isDocumentNumber('personal-number', normalizeDocumentNumber('personal-number', spaced))).toBe(true);
      },
    ),
  );
  expect(isDocumentNumber('old-identity-card', '12345678')).toBe(false);
  expect(isDocumentNumber('passport', normalizeDocumentNumber('passport', 'zz 0000099'))).toBe(true);
});

const delegation: Delegation = {
  id: nameId('delegation', 'd'),
  number: '1',
  documentDate: date('2022-01-05'),
  agencyId: nameId('agency', 'a'),
  form: 'KT.',
  principalPositionId: nameId('position', 'p'),
  principalTitle: { vi: 'Chủ tịch', en: 'Chair' },
  principalName: 'A',
  principalRoles: ['leader', 'administrator'],
  deputyPositionId: nameId('position', 'q'),
  deputyName: 'B',
  deputyTitle: { vi: 'Phó Chủ tịch', en: 'Vice chair' },
  procedures: ['1.001193'],
  fields: ['chung-thuc'],
  validFrom: date('2022-01-05'),
  validTo: date('2023-01-01'),
  revokedOn: undefined,
};

test('a delegation reaches what its document names, on its days, until it is revoked', () => {
  expect(delegationCovers(delegation, { procedure: '1.001193', field: 'ho-tich' })).toBe(true);
  expect(delegationCovers(delegation, { procedure: '2.000815', field: 'chung-thuc' })).toBe(true);
  expect(delegationCovers(delegation, { procedure: '2.000815', field: 'dat-dai' })).toBe(false);
  expect(delegationCovers({ procedures: [], fields: [] }, { procedure: 'x', field: 'y' })).toBe(true);
  expect(isInForceOn(delegation, date('2022-01-04'))).toBe(false);
  expect(isInForceOn(delegation, date('2022-01-05'))).toBe(true);
  expect(isInForceOn(delegation, date('2022-12-31'))).toBe(true);
  expect(isInForceOn(delegation, date('2023-01-01'))).toBe(false);
  expect(isInForceOn({ ...delegation, revokedOn: date('2022-06-01') }, date('2022-06-01'))).toBe(false);
});

test('a deputy gets the principal’s power to sign, and no other role of theirs', () => {
  const position: Position = {
    id: delegation.deputyPositionId,
    personId: nameId('person', 'b'),
    holderName: 'B',
    agencyId: delegation.agencyId,
    agencyKey: 'xa-1',
    agencyName: { vi: 'Xã', en: 'Commune' },
    title: { vi: 'Công chức', en: 'Officer' },
    roles: ['specialist'],
    fields: [],
    validFrom: date('2022-01-01'),
    validTo: undefined,
  };
  expect(actAs(position, undefined, undefined).roles).toEqual(['specialist']);
  const acting = actAs(position, delegation, undefined);
  expect(acting.roles).toEqual(['specialist', 'leader']);
  expect(acting.delegation).toEqual({ delegationId: delegation.id, form: 'KT.', principalTitle: 'Chủ tịch' });
});
