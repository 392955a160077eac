import { isDate, lastDay, showDate, toIso } from '../dates.ts';
import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, type Parsed, shown } from '../field-type.ts';
import { outOfBounds } from './date.ts';

/** A date of which the day, or day and month, may be unknown, as on many papers of older people. */
export const partialDate: FieldType = {
  kind: 'partial-date',
  parts: ['day', 'month', 'year'],
  schema: () => ({ type: 'string', pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }),
  parse: ([day = '', month = '', year = ''], field) => parsePartial(day, month, year, field),
  post: (value) => {
    const [year = '', month = '', day = ''] = shown(value).split('-');
    return [day, month, year];
  },
  check: (value, field, context) => {
    if (!isPartialDate(shown(value))) return notADate(field);
    const [from, to] = range(shown(value));
    return outOfBounds(from, to, field, context);
  },
  missing: enter,
  wrong: notADate,
  show: (value) => showDate(shown(value)),
};

export function isPartialDate(text: string): boolean {
  if (/^\d{4}$/.test(text)) return true;
  return /^\d{4}-\d{2}$/.test(text) ? isDate(`${text}-01`) : isDate(text);
}

function range(partial: string): [string, string] {
  const [year = 0, month, day] = partial.split('-').map(Number);
  if (day !== undefined) return [partial, partial];
  const last = month ?? 12;
  return [toIso(year, month ?? 1, 1), toIso(year, last, lastDay(year, last))];
}

function parsePartial(day: string, month: string, year: string, field: FormField): Parsed {
  if (year === '') return { fault: about(field, 'hãy nhập ít nhất là năm.', 'enter at least the year.') };
  if (day !== '' && month === '') return { fault: about(field, 'hãy nhập thêm tháng.', 'enter the month too.') };
  if (!/^\d{4}$/.test(year) || !/^\d{0,2}$/.test(month) || !/^\d{0,2}$/.test(day)) return { fault: notADate(field) };
  const parts = [year, month, day].filter((part) => part !== '').map((part) => part.padStart(2, '0'));
  const value = parts.join('-');
  return isPartialDate(value) ? { value } : { fault: notADate(field) };
}

function notADate(field: FormField) {
  return about(
    field,
    'không có ngày này trong lịch; nếu chỉ nhớ năm, hãy chỉ nhập năm, ví dụ 1950.',
    'there is no such day; if only the year is known, enter only the year, such as 1950.',
  );
}
