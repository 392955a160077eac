import { identityProvinces } from '../data/identity-provinces.ts';
import type { FormField } from '../definition.ts';
import { about, enter, type FieldContext, type FieldType, shown } from '../field-type.ts';

const pattern = '^(\\d{12}|\\d{9}|(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,12})$';

/**
 * Number of an identity paper of any kind: personal identification number (12 digits), old identity card (9 digits, still held by people
 * who need nothing else), or passport. Twelve digits carry province or country of birth registration, century and sex, and year of birth
 * (Nghị định 137/2015/NĐ-CP, Điều 13): a slip of the finger usually shows there.
 */
export const identityNumber: FieldType = {
  kind: 'identity-number',
  parts: [],
  schema: () => ({ type: 'string', pattern }),
  parse: ([typed = '']) => ({ value: typed.replace(/[\s.-]/g, '').toUpperCase() }),
  post: (value) => [shown(value)],
  check: (value, field, context) => implausible(shown(value), field, context),
  missing: enter,
  wrong: notANumber,
  show: shown,
};

export type IdentityPaper = 'personal-number' | 'old-card' | 'passport';

export function identityPaperOf(number: string): IdentityPaper {
  if (/^\d{12}$/.test(number)) return 'personal-number';
  return /^\d{9}$/.test(number) ? 'old-card' : 'passport';
}

/** Year of birth that a twelve-digit number carries: `095190…` -> 1990. */
export function birthYearIn(number: string): number {
  return 1900 + Math.floor(Number(number[3]) / 2) * 100 + Number(number.slice(4, 6));
}

function implausible(number: string, field: FormField, context: FieldContext) {
  if (/^0+$/.test(number)) return notANumber(field);
  if (identityPaperOf(number) !== 'personal-number') return undefined;
  const place = number.slice(0, 3);
  if (!identityProvinces.has(place) && Number(place) <= 100) {
    return about(
      field,
      `ba chữ số đầu (${place}) không phải mã tỉnh nào; hãy xem lại số trên thẻ.`,
      `the first three digits (${place}) are no province; look at the card again.`,
    );
  }
  const year = birthYearIn(number);
  if (year <= Number(context.today.slice(0, 4))) return undefined;
  return about(
    field,
    `chữ số thứ 4 đến thứ 6 (${number.slice(3, 6)}) cho năm sinh ${year}, chưa tới; hãy xem lại số trên thẻ.`,
    `digits 4 to 6 (${number.slice(3, 6)}) mean birth in ${year}, which is to come; look at the card again.`,
  );
}

function notANumber(field: FormField) {
  return about(
    field,
    'nhập 12 chữ số của căn cước, hoặc 9 chữ số của chứng minh nhân dân cũ, hoặc số hộ chiếu.',
    'enter the 12 digits of the identity card, or the 9 digits of an old card, or a passport number.',
  );
}
