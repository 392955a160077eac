import { expect, test } from 'vitest';
import { formFaults } from '../../../platform/forms/form-faults.ts';
import type { Id } from '../../../platform/ids.ts';
import type { PersonFacts } from '../../identity/index.ts';
import { applicantFacts, prefilled } from './prefill.ts';
import { partiesOf, whomForms } from './whom.ts';

const person = (id: string, fullName: string, number: string): PersonFacts => ({
  id: id as Id<'person'>,
  fullName,
  birthDate: Temporal.PlainDate.from('1970-05-01'),
  birthPrecision: 'month',
  gender: 'female',
  nationality: 'VN',
  ethnicity: 'Khmer',
  unitId: undefined,
  address: 'Ấp Giồng Giữa',
  phone: '0912 345 678',
  email: undefined,
  synthetic: true,
  documents: [{ kind: 'personal-number', number, country: 'VN', validTo: undefined }],
});
const me = person('me', 'Võ Thị Thanh Thúy', '999170000066');
const ward = person('ward', 'Võ Gia Bảo', '999214000073');
const firm = {
  id: 'firm' as Id<'organisation'>,
  name: { vi: 'Công ty Muối', en: 'Salt' },
  kind: 'enterprise' as const,
  identifier: '0000000001',
  unitId: undefined,
  address: 'Khóm 3',
};
const known = { me, wards: [ward], organisations: [firm] };
const roles = (parties: ReturnType<typeof partiesOf>) =>
  parties.map(({ role, personId, organisationId, ground, name }) => ({ role, personId, organisationId, ground, name }));

test('the forms about whom it is for can be published', () => {
  for (const form of Object.values(whomForms)) if (form !== undefined) expect(formFaults(form)).toEqual([]);
});

test('filing for oneself or a child makes oneself the applicant, reached as typed', () => {
  const [self] = partiesOf('self', {}, { phone: '0987654321' }, known);
  expect(self).toMatchObject({
    role: 'applicant',
    personId: 'me',
    ground: 'self',
    phone: '0987654321',
    documentKind: 'citizen-id',
    birthDate: '1970-05',
  });
  expect(partiesOf('child', {}, {}, known)[0]).toMatchObject({
    role: 'applicant',
    ground: 'parent',
    phone: '0912 345 678',
  });
});

test('a ward with a registered guardianship is tied to their own record', () => {
  expect(roles(partiesOf('ward', { name: 'Võ Gia Bảo', identityNumber: '999214000073' }, {}, known))).toEqual([
    { role: 'applicant', personId: 'me', organisationId: undefined, ground: 'guardian', name: 'Võ Thị Thanh Thúy' },
    { role: 'subject', personId: 'ward', organisationId: undefined, ground: 'guardian', name: 'Võ Gia Bảo' },
  ]);
  expect(partiesOf('ward', { name: 'Somebody Else', identityNumber: '385123456' }, {}, known)[1]).toMatchObject({
    documentKind: 'old-id',
  });
  expect(partiesOf('ward', { name: 'Somebody Else', identityNumber: '385123456' }, {}, known)[1]).not.toHaveProperty(
    'personId',
  );
});

test('by authority the principal is the applicant, whoever types', () => {
  const parties = partiesOf('authority', { name: 'Danh Sol', identityNumber: 'B1234567' }, {}, known);
  expect(roles(parties).map(({ role, personId }) => [role, personId])).toEqual([
    ['applicant', undefined],
    ['representative', 'me'],
  ]);
  expect(parties[0]?.documentKind).toBe('passport');
});

test('an organisation is the applicant; it is known only when it is really represented', () => {
  expect(partiesOf('organisation', { name: 'Công ty Muối', identifier: '0000000001' }, {}, known)[0]).toMatchObject({
    organisationId: 'firm',
    documentKind: 'organisation',
  });
  expect(partiesOf('organisation', { name: 'Khác', identifier: '0000000009' }, {}, known)[0]).not.toHaveProperty(
    'organisationId',
  );
});

test('facts that do not fit a question are left out', () => {
  const facts = applicantFacts(me, firm);
  const label = { vi: 'Mục', en: 'Item' };
  const step = {
    key: 'a',
    title: label,
    fields: [
      { key: 'birth', kind: 'date' as const, label, prefill: 'applicant.birthDate' },
      { key: 'birthAbout', kind: 'partial-date' as const, label, prefill: 'applicant.birthDate' },
      { key: 'ethnicity', kind: 'ethnicity' as const, label, prefill: 'applicant.ethnicity' },
      { key: 'phone', kind: 'phone' as const, label, prefill: 'applicant.phone' },
      { key: 'nothing', kind: 'text' as const, label, prefill: 'applicant.unheardOf' },
    ],
  };
  expect(prefilled(step, facts)).toEqual({ birthAbout: '1970-05', ethnicity: 'khmer', phone: '0912345678' });
});
