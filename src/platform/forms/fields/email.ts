import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, shown } from '../field-type.ts';

/** One @, a domain with a dot, no spaces; whether it exists only a message can tell. */
const pattern =
  '^[^\\s@<>()",;:\\\\]{1,64}@([\\p{L}\\p{N}]([\\p{L}\\p{N}\\-]{0,62})\\.)+[\\p{L}][\\p{L}\\p{N}\\-]{1,62}$';

export const email: FieldType = {
  kind: 'email',
  parts: [],
  schema: () => ({ type: 'string', pattern, maxLength: 254 }),
  parse: ([typed = '']) => ({ value: typed.replace(/^mailto:/i, '') }),
  post: (value) => [shown(value)],
  missing: enter,
  wrong: notAnAddress,
  show: shown,
};

function notAnAddress(field: FormField) {
  return about(field, 'viết đủ địa chỉ, ví dụ ten@example.vn.', 'write the whole address, such as name@example.vn.');
}
