import { choose, type FieldType, shown } from '../field-type.ts';

/** One of a few answers. */
export const choice: FieldType = {
  kind: 'choice',
  parts: [],
  schema: (field) => ({ enum: (field.options ?? []).map((option) => option.value) }),
  parse: ([typed = '']) => ({ value: typed }),
  post: (value) => [shown(value)],
  missing: choose,
  wrong: choose,
  show: (value, field, language) =>
    field.options?.find((option) => option.value === value)?.label[language] ?? shown(value),
};
