import type { FormField } from '../definition.ts';
import { about, type FieldType, numberBound } from '../field-type.ts';

/** Any number of a few answers, at least one where an answer is required. */
export const choices: FieldType = {
  kind: 'choices',
  parts: [],
  many: true,
  schema: (field) => ({
    type: 'array',
    items: { enum: (field.options ?? []).map((option) => option.value) },
    uniqueItems: true,
    minItems: Math.max(1, numberBound(field.min, 1)),
    maxItems: numberBound(field.max, field.options?.length ?? 1),
  }),
  parse: (ticked) => ({ value: ticked }),
  post: (value) => (Array.isArray(value) ? (value as readonly string[]) : [String(value)]),
  missing: tick,
  wrong: tick,
  show: (value, field, language) =>
    (Array.isArray(value) ? (value as readonly string[]) : [])
      .map((one) => field.options?.find((option) => option.value === one)?.label[language] ?? one)
      .join('; '),
};

function tick(field: FormField) {
  const least = Math.max(1, numberBound(field.min, 1));
  const most = numberBound(field.max, field.options?.length ?? 1);
  return about(
    field,
    most < (field.options?.length ?? 1) ? `chọn từ ${least} đến ${most} mục.` : `chọn ít nhất ${least} mục.`,
    most < (field.options?.length ?? 1) ? `choose ${least} to ${most} of them.` : `choose at least ${least}.`,
  );
}
