import type { FormDefinition, StepAnswers } from '../../../platform/forms/definition.ts';
import { identityPaperOf } from '../../../platform/forms/fields/identity-number.ts';
import type { Id } from '../../../platform/ids.ts';
import type { FiledFor } from '../../catalogue/index.ts';
import type { Organisation, PersonFacts } from '../../identity/index.ts';
import type { DocumentKind } from '../model.ts';
import type { SubmittedParty } from '../operations/submit-dossier.ts';

const words = (vi: string, en: string) => ({ vi, en });

/** Who the dossier is for, where the signed-in person does not say it all; the procedure's own form follows it. */
export const whomForms: Readonly<Record<FiledFor, FormDefinition | undefined>> = {
  self: undefined,
  child: undefined,
  ward: {
    steps: [
      {
        key: 'ward',
        title: words('Người được giám hộ', 'The person in your care'),
        help: words(
          'Hồ sơ này là của người bạn giám hộ. Nếu giám hộ đã đăng ký, thông tin được điền sẵn.',
          'The dossier is of the person in your care. Where the guardianship is registered, this is filled in.',
        ),
        fields: [
          { key: 'name', kind: 'person-name', label: words('Họ, chữ đệm, tên', 'Full name') },
          {
            key: 'birthDate',
            kind: 'partial-date',
            label: words('Ngày sinh', 'Date of birth'),
            max: 'today',
            required: false,
          },
          {
            key: 'identityNumber',
            kind: 'identity-number',
            label: words('Số định danh hoặc số giấy tờ (nếu có)', 'Identity number (if any)'),
            required: false,
          },
        ],
      },
    ],
  },
  authority: {
    steps: [
      {
        key: 'principal',
        title: words('Người ủy quyền cho bạn', 'Who authorised you'),
        help: words(
          'Hồ sơ đứng tên người này. Bạn sẽ nộp kèm văn bản ủy quyền.',
          'The dossier is in the name of this person. You will add the letter of authority.',
        ),
        fields: [
          { key: 'name', kind: 'person-name', label: words('Họ, chữ đệm, tên', 'Full name') },
          {
            key: 'birthDate',
            kind: 'partial-date',
            label: words('Ngày sinh', 'Date of birth'),
            max: 'today',
            required: false,
          },
          {
            key: 'identityNumber',
            kind: 'identity-number',
            label: words('Số định danh hoặc số giấy tờ', 'Identity number'),
          },
          { key: 'address', kind: 'text', label: words('Nơi cư trú', 'Place of residence'), max: 200 },
          { key: 'phone', kind: 'phone', label: words('Số điện thoại', 'Telephone'), required: false },
        ],
      },
    ],
  },
  organisation: {
    steps: [
      {
        key: 'organisation',
        title: words('Doanh nghiệp, tổ chức', 'The organisation'),
        help: words(
          'Bạn nộp với tư cách người đại diện theo pháp luật hoặc người được giao.',
          'You file as its legal representative or by its order.',
        ),
        fields: [
          { key: 'name', kind: 'text', label: words('Tên doanh nghiệp, tổ chức', 'Name'), max: 200 },
          {
            key: 'identifier',
            kind: 'text',
            label: words('Mã số thuế (mã số doanh nghiệp)', 'Tax code (enterprise code)'),
            min: 10,
            max: 14,
          },
          { key: 'address', kind: 'text', label: words('Địa chỉ trụ sở', 'Address of the head office'), max: 200 },
        ],
      },
    ],
  },
};

export interface KnownParties {
  readonly me: PersonFacts;
  readonly wards: readonly PersonFacts[];
  readonly organisations: readonly Organisation[];
}

/** The parties of the dossier: whose it is, who acts for them and why. People with an account are found by their papers. */
export function partiesOf(
  filedFor: FiledFor,
  whom: StepAnswers,
  contact: StepAnswers,
  known: KnownParties,
): SubmittedParty[] {
  const me = toParty(known.me, contact);
  switch (filedFor) {
    case 'self':
      return [{ ...me, role: 'applicant', ground: 'self' }];
    case 'child':
      return [{ ...me, role: 'applicant', ground: 'parent' }];
    case 'ward': {
      const ward = known.wards.find(
        (one) =>
          holds(one, whom['identityNumber']) || (whom['identityNumber'] === undefined && one.fullName === whom['name']),
      );
      return [
        { ...me, role: 'applicant', ground: 'guardian' },
        { ...named(whom), role: 'subject', ground: 'guardian', ...(ward && { personId: ward.id }) },
      ];
    }
    case 'authority':
      return [
        { ...named(whom), role: 'applicant', ground: 'authority' },
        { ...me, role: 'representative', ground: 'authority' },
      ];
    case 'organisation': {
      const identifier = text(whom, 'identifier');
      const found = known.organisations.find((one) => one.identifier === identifier);
      return [
        {
          ...named(whom),
          documentKind: 'organisation',
          documentNumber: identifier,
          role: 'applicant',
          ground: 'registered-representative',
          ...(found && { organisationId: found.id }),
        },
        { ...me, role: 'representative', ground: 'registered-representative' },
      ];
    }
  }
}

type PersonOf = Omit<SubmittedParty, 'role' | 'ground'>;

/** What the person typed about how to reach them stands before what the account says. */
function toParty(facts: PersonFacts, contact: StepAnswers): PersonOf & { personId: Id<'person'> } {
  const paper = facts.documents[0];
  return {
    personId: facts.id,
    name: facts.fullName,
    documentKind: paper && paperKinds[paper.kind],
    documentNumber: paper?.number,
    birthDate: facts.birthDate === undefined ? undefined : partialBirth(facts),
    address: text(contact, 'address') ?? facts.address,
    phone: text(contact, 'phone') ?? facts.phone,
    email: text(contact, 'email') ?? facts.email,
  };
}

function named(whom: StepAnswers): PersonOf {
  const number = text(whom, 'identityNumber');
  return {
    name: text(whom, 'name') ?? '',
    documentKind:
      number === undefined
        ? undefined
        : paperKinds[
            ({ 'personal-number': 'personal-number', 'old-card': 'old-identity-card', passport: 'passport' } as const)[
              identityPaperOf(number)
            ]
          ],
    documentNumber: number,
    birthDate: text(whom, 'birthDate'),
    address: text(whom, 'address'),
    phone: text(whom, 'phone'),
    email: undefined,
  };
}

const paperKinds: Readonly<Record<PersonFacts['documents'][number]['kind'], DocumentKind>> = {
  'personal-number': 'citizen-id',
  'old-identity-card': 'old-id',
  passport: 'passport',
};

function holds(person: PersonFacts, number: unknown): boolean {
  return person.documents.some((paper) => paper.number === number);
}

function text(answers: StepAnswers, key: string): string | undefined {
  const value = answers[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `1953`, `1953-06`, `1953-06-01`: as precise as the papers are. */
export function partialBirth(person: Pick<PersonFacts, 'birthDate' | 'birthPrecision'>): string | undefined {
  const iso = person.birthDate?.toString();
  const length = { day: 10, month: 7, year: 4, unknown: 0 }[person.birthPrecision];
  return iso === undefined || length === 0 ? undefined : iso.slice(0, length);
}
