import { expect, test } from 'vitest';
import { nameId } from '../../platform/ids.ts';
import type { Agency } from '../territory/index.ts';
import { readPeopleFile } from './operations/load-people.ts';
import { parsePeopleFile } from './people-file.ts';
import { nameFor, staffAgencies } from './staffing.ts';
import { provinceDir } from './testing/house.tsx';

const file = readPeopleFile(provinceDir);

test('the people of the demo are marked synthetic and their numbers can belong to nobody', () => {
  expect(file.synthetic).toBe(true);
  for (const citizen of file.citizens) {
    for (const document of citizen.documents)
      expect(document.number).toMatch(document.kind === 'passport' ? /^ZZ0000\d{3}$/ : /^999/);
    expect(citizen.phone ?? '0000 000 000').toMatch(/^0000 000 \d{3}$/);
    expect(citizen.email ?? 'a@b.example').toMatch(/\.example$/);
  }
  for (const organisation of file.organisations) expect(organisation.identifier).toMatch(/^0000000\d{3}$/);
});

test('there are people of every kind that the procedures meet', () => {
  expect(file.citizens.length + file.officers.length).toBeGreaterThanOrEqual(16);
  expect(new Set(file.citizens.map((one) => one.ethnicity))).toEqual(new Set(['Kinh', 'Khmer', 'Hoa', undefined]));
  expect(new Set(file.citizens.flatMap((one) => one.documents.map((document) => document.kind)))).toEqual(
    new Set(['personal-number', 'old-identity-card', 'passport']),
  );
  expect(file.citizens.some((one) => one.wards.length > 0)).toBe(true);
  expect(file.citizens.some((one) => one.represents.length > 0)).toBe(true);
  expect(file.officers.some((one) => one.positions.length === 2)).toBe(true);
});

function agency(key: string, kind: Agency['kind']): Agency {
  return {
    id: nameId('agency', key),
    key,
    name: { vi: key, en: key },
    kind,
    unitId: nameId('unit', key),
    parentId: undefined,
    identifier: 'H04',
    identifierCertainty: 'provisional',
    address: undefined,
    phone: undefined,
    validFrom: Temporal.PlainDate.from('2022-01-01'),
    validTo: undefined,
  };
}

test('no agency is without an owner in any role, and the same people are made each time', () => {
  const agencies = [
    agency('xa-31822', 'commune-committee'),
    agency('xa-99999', 'commune-committee'),
    agency('huyen-1', 'district-committee'),
    agency('so-x', 'department'),
    agency('bo-x', 'ministry'),
  ];
  const officers = staffAgencies(file, agencies);
  for (const { key } of agencies.filter((one) => one.kind !== 'ministry')) {
    for (const role of ['reception', 'specialist', 'clerk', 'leader'] as const) {
      expect(
        officers.some((one) => one.positions.some((post) => post.agency === key && post.roles.includes(role))),
        `${role} of ${key}`,
      ).toBe(true);
    }
  }
  expect(officers.some((one) => one.positions.some((post) => post.agency === 'bo-x'))).toBe(false);
  expect(officers.filter((one) => one.generated).map((one) => one.name)).toEqual(
    staffAgencies(file, agencies)
      .filter((one) => one.generated)
      .map((one) => one.name),
  );
  expect(nameFor('xa-99999-leader')).toBe(nameFor('xa-99999-leader'));
});

test.each([
  [{ citizens: [{ key: 'a', name: 'A', birthDate: '1996-02-30' }] }, 'citizens[0]'],
  [{ citizens: 'nobody' }, 'citizens'],
  [{ officers: [{ key: 'a', name: 'A', note: { vi: 'a', en: 'a' }, positions: [] }] }, 'officers[0]'],
  [
    {
      officers: [
        {
          key: 'a',
          name: 'A',
          note: { vi: 'a', en: 'a' },
          positions: [{ agency: 'x', title: { vi: 'a', en: 'a' }, roles: ['king'] }],
        },
      ],
    },
    'officers[0].positions[0].roles[0]',
  ],
  [{ staffing: { department: { king: { vi: 'a', en: 'a' } } } }, 'staffing.department'],
])('names the place of a fault (%#)', (raw, place) => {
  expect(() => parsePeopleFile(raw)).toThrow(
    expect.objectContaining({ words: expect.objectContaining({ en: expect.stringContaining(`wrong at ${place}`) }) }),
  );
});
