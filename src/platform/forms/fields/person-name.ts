import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, numberBound, shown } from '../field-type.ts';

const longest = 100;
/** Letters of any script with their marks; one word is enough (some Khmer, Chăm and foreign names); no digits. */
const pattern = "^\\p{L}[\\p{L}\\p{M}'’.\\- ]*$";

/** Name of a person as on their papers: họ, chữ đệm, tên. */
export const personName: FieldType = {
  kind: 'person-name',
  parts: [],
  schema: (field) => ({
    type: 'string',
    pattern,
    minLength: numberBound(field.min, 1),
    maxLength: numberBound(field.max, longest),
  }),
  parse: ([typed = '']) => ({ value: typed }),
  post: (value) => [shown(value)],
  missing: enter,
  wrong: notAName,
  show: shown,
};

function notAName(field: FormField) {
  return about(
    field,
    'viết họ, chữ đệm, tên bằng chữ như trên giấy tờ, không có chữ số hay ký hiệu.',
    'write the name in letters as on the papers, without digits or symbols.',
  );
}
