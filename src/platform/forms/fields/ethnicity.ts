import { ethnicities } from '../data/ethnicities.ts';
import { ethnicityValue } from '../data/ethnicity-value.ts';
import { choose, type FieldType, shown } from '../field-type.ts';

/** Dân tộc. Registers send names, pages send values: both are read. */
export const ethnicity: FieldType = {
  kind: 'ethnicity',
  parts: [],
  schema: () => ({ enum: ethnicities.map((one) => one.value) }),
  parse: ([typed = '']) => ({ value: ethnicityValue(typed) }),
  post: (value) => [shown(value)],
  missing: choose,
  wrong: choose,
  show: (value, _field, language) => ethnicities.find((one) => one.value === value)?.label[language] ?? shown(value),
  choices: () => ethnicities,
};
