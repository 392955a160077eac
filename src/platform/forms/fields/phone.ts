import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, shown } from '../field-type.ts';

/**
 * Mobile: 10 digits from 03, 05, 07, 08, 09; landline: 11 digits from 02 (numbering plan since 2018). Abroad: + and country code.
 * 0000 000 xxx is nobody's: invented people of demonstrations have such numbers.
 */
const pattern = '^(0000000\\d{3}|0[35789]\\d{8}|02\\d{9}|\\+(?!84)[1-9]\\d{6,13})$';

/** Telephone number; stored without spaces, Vietnamese ones from 0. */
export const phone: FieldType = {
  kind: 'phone',
  parts: [],
  schema: () => ({ type: 'string', pattern }),
  parse: ([typed = '']) => {
    const number = typed.replace(/[\s.()-]/g, '').replace(/^00(?!00)/, '+');
    return { value: number.replace(/^\+?84(?=\d{9,10}$)/, '0') };
  },
  post: (value) => [shown(value)],
  missing: enter,
  wrong: notAPhone,
  show: (value) => shown(value).replace(/^(0\d{3})(\d{3})(\d{3})$/, '$1 $2 $3'),
};

function notAPhone(field: FormField) {
  return about(
    field,
    'nhập số di động 10 chữ số (ví dụ 0912 345 678) hoặc số cố định có mã vùng; số nước ngoài bắt đầu bằng dấu +.',
    'enter a mobile number of 10 digits (such as 0912 345 678) or a landline with area code; a foreign number starts with +.',
  );
}
