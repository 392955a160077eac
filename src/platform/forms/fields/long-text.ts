import { enter, type FieldType, shown } from '../field-type.ts';
import { textSchema, wrongLength } from './text.ts';

const longest = 2000;

/** Several lines of free text. */
export const longText: FieldType = {
  kind: 'long-text',
  parts: [],
  lines: true,
  schema: (field) => textSchema(field, longest),
  parse: ([typed = '']) => ({ value: typed }),
  post: (value) => [shown(value)],
  missing: enter,
  wrong: (field) => wrongLength(field, longest),
  show: shown,
};
