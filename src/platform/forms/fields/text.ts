import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, numberBound, shown } from '../field-type.ts';

const longest = 250;

/** One line of free text. */
export const text: FieldType = {
  kind: 'text',
  parts: [],
  schema: (field) => textSchema(field, longest),
  parse: ([typed = '']) => ({ value: typed }),
  post: (value) => [shown(value)],
  missing: enter,
  wrong: (field) => wrongLength(field, longest),
  show: shown,
};

export function textSchema(field: FormField, longestHere: number) {
  return {
    type: 'string',
    minLength: Math.max(1, numberBound(field.min, 1)),
    maxLength: numberBound(field.max, longestHere),
  };
}

export function wrongLength(field: FormField, longestHere: number) {
  const least = numberBound(field.min, 1);
  const most = numberBound(field.max, longestHere);
  return least > 1
    ? about(field, `viết từ ${least} đến ${most} ký tự.`, `write ${least} to ${most} characters.`)
    : about(field, `viết ngắn lại, nhiều nhất ${most} ký tự.`, `shorten it to at most ${most} characters.`);
}
