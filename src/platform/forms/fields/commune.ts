import type { FormField } from '../definition.ts';
import { about, choose, type FieldContext, type FieldType, shown } from '../field-type.ts';

/** A commune of the province that exists on the business date, by unit id: its name and code alone name nothing over time. */
export const commune: FieldType = {
  kind: 'commune',
  parts: [],
  schema: () => ({ type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  parse: ([typed = '']) => ({ value: typed.toLowerCase() }),
  post: (value) => [shown(value)],
  check: (value, field, context) => {
    if (context.communes === undefined || context.communes.some((one) => one.value === value)) return undefined;
    return notThere(field);
  },
  missing: choose,
  wrong: choose,
  show: (value, _field, language, context) => named(shown(value), context)?.label[language] ?? shown(value),
  choices: (context) => context.communes ?? [],
};

function named(value: string, context: Partial<FieldContext>) {
  return context.communes?.find((one) => one.value === value);
}

function notThere(field: FormField) {
  return about(
    field,
    'hãy chọn lại một xã, phường trong danh sách hiện nay.',
    'choose a commune from the present list again.',
  );
}
