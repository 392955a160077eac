import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, numberBound } from '../field-type.ts';
import { parseNumber, writeNumber } from './number.ts';

/** Ten thousand billion đồng: beyond any capital declared here, and exact in a double. */
const most = 10_000_000_000_000;

/** An amount in whole đồng; `500.000.000 đ` is read too. */
export const money: FieldType = {
  kind: 'money',
  parts: [],
  schema: (field) => ({ type: 'integer', minimum: numberBound(field.min, 0), maximum: numberBound(field.max, most) }),
  parse: ([typed = ''], field, language) => {
    const value = parseNumber(typed.replace(/\s*(?:đồng|đ|vnđ|vnd|₫)\.?$/iu, ''), language);
    return value === undefined || !Number.isInteger(value) ? { fault: notAnAmount(field) } : { value };
  },
  post: (value, language) => [writeNumber(Number(value), language)],
  missing: enter,
  wrong: notAnAmount,
  show: (value, _field, language) => `${writeNumber(Number(value), language)}\u00a0đ`,
};

function notAnAmount(field: FormField) {
  const [from, to] = [numberBound(field.min, 0), numberBound(field.max, most)];
  return about(
    field,
    `nhập số tiền bằng đồng, từ ${writeNumber(from, 'vi')} đến ${writeNumber(to, 'vi')}, ví dụ 50.000.000.`,
    `enter the amount in đồng, from ${writeNumber(from, 'en')} to ${writeNumber(to, 'en')}, such as 50,000,000.`,
  );
}
