import type { FieldFault } from '../../../platform/errors.ts';
import type { FormDefinition, StepAnswers } from '../../../platform/forms/definition.ts';
import type { Id } from '../../../platform/ids.ts';
import {
  type DocumentKind,
  type Gender,
  isDocumentNumber,
  normalizeDocumentNumber,
  type PaperInHand,
  parseBirth,
} from '../../identity/index.ts';

const words = (vi: string, en: string) => ({ vi, en });

/** The paper that the person shows: only the exact number finds its holder, there is no search by name. */
export const paperForm: FormDefinition = {
  steps: [
    {
      key: 'paper',
      title: words('Giấy tờ mang theo', 'The paper they show'),
      fields: [
        {
          key: 'kind',
          kind: 'choice',
          label: words('Loại giấy tờ', 'Kind of paper'),
          options: [
            {
              value: 'personal-number',
              label: words('Căn cước công dân, số định danh (12 số)', 'Citizen identity card (12 digits)'),
            },
            {
              value: 'old-identity-card',
              label: words('Chứng minh nhân dân cũ (9 số)', 'Old identity card (9 digits)'),
            },
            { value: 'passport', label: words('Hộ chiếu', 'Passport') },
          ],
        },
        { key: 'number', kind: 'identity-number', label: words('Số giấy tờ', 'Number') },
        {
          key: 'country',
          kind: 'nationality',
          label: words('Nước cấp hộ chiếu', 'Country of the passport'),
          when: { field: 'kind', is: 'passport' },
        },
      ],
    },
  ],
};

/** The paper, and who its holder is: for somebody whom no record knows yet. */
export const registrationForm: FormDefinition = {
  steps: [
    ...paperForm.steps,
    {
      key: 'person',
      title: words('Người đến nộp', 'The person'),
      fields: [
        { key: 'name', kind: 'person-name', label: words('Họ, chữ đệm, tên', 'Full name') },
        {
          key: 'birthDate',
          kind: 'partial-date',
          label: words('Ngày sinh (như trên giấy tờ)', 'Date of birth (as on the paper)'),
          max: 'today',
        },
        {
          key: 'gender',
          kind: 'choice',
          label: words('Giới tính', 'Sex'),
          options: [
            { value: 'female', label: words('Nữ', 'Female') },
            { value: 'male', label: words('Nam', 'Male') },
            { value: 'other', label: words('Khác', 'Other') },
          ],
        },
        { key: 'address', kind: 'text', label: words('Nơi cư trú', 'Place of residence'), max: 200 },
        {
          key: 'phone',
          kind: 'phone',
          label: words('Số điện thoại (nếu có)', 'Telephone (if any)'),
          hint: words('Không có điện thoại vẫn nộp được.', 'Nobody needs a telephone to file.'),
          required: false,
        },
        { key: 'email', kind: 'email', label: words('Thư điện tử (nếu có)', 'E-mail (if any)'), required: false },
      ],
    },
  ],
};

/** What a number of each kind looks like. */
const numberShapes: Readonly<Record<DocumentKind, FieldFault['words']>> = {
  'personal-number': words(
    'Số căn cước công dân, số định danh phải có đúng 12 chữ số. Hãy xem lại số, hoặc chọn loại giấy tờ khác.',
    'The number of a citizen identity card has exactly 12 digits. Check it, or choose another kind of paper.',
  ),
  'old-identity-card': words(
    'Số chứng minh nhân dân cũ phải có đúng 9 chữ số. Hãy xem lại số, hoặc chọn loại giấy tờ khác.',
    'The number of an old identity card has exactly 9 digits. Check it, or choose another kind of paper.',
  ),
  passport: words(
    'Số hộ chiếu gồm 6 đến 9 chữ cái, chữ số viết liền, không dấu. Hãy xem lại số, hoặc chọn loại giấy tờ khác.',
    'A passport number has 6 to 9 letters and digits. Check it, or choose another kind of paper.',
  ),
};

const numberPath = '/paper/number';

/** The paper in hand out of checked answers, or the fault of a number that is not of its kind. */
export function paperOf(answers: StepAnswers): PaperInHand | FieldFault {
  const { kind, number } = typedPaper(answers);
  if (!isDocumentNumber(kind, number)) return { path: numberPath, words: numberShapes[kind] };
  return { kind, number, country: kind === 'passport' ? String(answers['country'] ?? 'VN') : 'VN' };
}

/** The same faults, but that of a number of the wrong shape says what one of the chosen kind looks like instead of telling of all kinds. */
export function nameKind(faults: readonly FieldFault[], answers: StepAnswers | undefined): readonly FieldFault[] {
  const { kind, number } = typedPaper(answers ?? {});
  if (!Object.hasOwn(numberShapes, kind) || isDocumentNumber(kind, number)) return faults;
  return faults.map((fault) => (fault.path === numberPath ? { ...fault, words: numberShapes[kind] } : fault));
}

function typedPaper(answers: StepAnswers): { kind: DocumentKind; number: string } {
  const kind = answers['kind'] as DocumentKind;
  return { kind, number: normalizeDocumentNumber(kind, String(answers['number'] ?? '')) };
}

export function isFault(paper: PaperInHand | FieldFault): paper is FieldFault {
  return 'path' in paper;
}

/** A new person out of checked answers. */
export function personOf(answers: StepAnswers, paper: PaperInHand, unitId: Id<'unit'> | undefined) {
  const text = (key: string) => (typeof answers[key] === 'string' && answers[key] !== '' ? answers[key] : undefined);
  const birth = parseBirth(text('birthDate') ?? '');
  return {
    fullName: text('name') ?? '',
    birthDate: birth?.birthDate,
    birthPrecision: birth?.birthPrecision ?? ('unknown' as const),
    gender: text('gender') as Gender | undefined,
    nationality: paper.kind === 'passport' ? (paper.country ?? 'VN') : 'VN',
    unitId,
    address: text('address'),
    phone: text('phone'),
    email: text('email'),
    paper,
  };
}
