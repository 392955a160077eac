import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, numberBound } from '../field-type.ts';
import { parseNumber, writeNumber } from './number.ts';

const least = 0;
const most = 999_999_999;

/** A number that may have a fraction: areas in m², lengths, weights. */
export const decimal: FieldType = {
  kind: 'decimal',
  parts: [],
  schema: (field) => ({
    type: 'number',
    minimum: numberBound(field.min, least),
    maximum: numberBound(field.max, most),
  }),
  parse: ([typed = ''], field, language) => {
    const value = parseNumber(typed, language);
    return value === undefined ? { fault: notANumber(field) } : { value };
  },
  post: (value, language) => [writeNumber(Number(value), language)],
  missing: enter,
  wrong: notANumber,
  show: (value, _field, language) => writeNumber(Number(value), language),
};

function notANumber(field: FormField) {
  const [from, to] = [numberBound(field.min, least), numberBound(field.max, most)];
  return about(
    field,
    `nhập số từ ${writeNumber(from, 'vi')} đến ${writeNumber(to, 'vi')}, ví dụ 120,5.`,
    `enter a number from ${writeNumber(from, 'en')} to ${writeNumber(to, 'en')}, such as 120.5.`,
  );
}
