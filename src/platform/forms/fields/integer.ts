import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, numberBound } from '../field-type.ts';
import { parseNumber, writeNumber } from './number.ts';

const least = 0;
const most = 999_999_999;

/** A whole number. */
export const integer: FieldType = {
  kind: 'integer',
  parts: [],
  schema: (field) => ({
    type: 'integer',
    minimum: numberBound(field.min, least),
    maximum: numberBound(field.max, most),
  }),
  parse: ([typed = ''], field, language) => {
    const value = parseNumber(typed, language);
    return value === undefined || !Number.isInteger(value) ? { fault: notWhole(field) } : { value };
  },
  post: (value, language) => [writeNumber(Number(value), language)],
  missing: enter,
  wrong: notWhole,
  show: (value, _field, language) => writeNumber(Number(value), language),
};

function notWhole(field: FormField) {
  const [from, to] = [numberBound(field.min, least), numberBound(field.max, most)];
  return about(
    field,
    `nhập số nguyên từ ${writeNumber(from, 'vi')} đến ${writeNumber(to, 'vi')}.`,
    `enter a whole number from ${writeNumber(from, 'en')} to ${writeNumber(to, 'en')}.`,
  );
}
