import { isDate, resolveDate, showDate, toIso } from '../dates.ts';
import type { FormField } from '../definition.ts';
import { about, enter, type FieldContext, type FieldType, type Parsed, say, shown } from '../field-type.ts';

const earliestEver = '1850-01-01';
const latestEver = '2200-12-31';

/** A calendar day, typed as day, month, year in three inputs: no calendar to leaf through for a birth in 1950. */
export const date: FieldType = {
  kind: 'date',
  parts: ['day', 'month', 'year'],
  schema: () => ({ type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  parse: ([day = '', month = '', year = ''], field) => parseDate(day, month, year, field),
  post: (value) => {
    const [year = '', month = '', day = ''] = shown(value).split('-');
    return [day, month, year];
  },
  check: (value, field, context) => {
    const day = shown(value);
    return isDate(day) ? outOfBounds(day, day, field, context) : notADate(field);
  },
  missing: enter,
  wrong: notADate,
  show: (value) => showDate(shown(value)),
};

function parseDate(day: string, month: string, year: string, field: FormField): Parsed {
  const lacking = [
    ...(day === '' ? [['ngày', 'day']] : []),
    ...(month === '' ? [['tháng', 'month']] : []),
    ...(year === '' ? [['năm', 'year']] : []),
  ] as [string, string][];
  if (lacking.length > 0) {
    const [vi, en] = [lacking.map(([word]) => word).join(', '), lacking.map(([, word]) => word).join(', ')];
    return { fault: about(field, `hãy nhập thêm ${vi}.`, `enter the ${en} too.`) };
  }
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return { fault: notADate(field) };
  const iso = toIso(Number(year), Number(month), Number(day));
  return isDate(iso) ? { value: iso } : { fault: notADate(field) };
}

function notADate(field: FormField) {
  return about(
    field,
    'không có ngày này trong lịch; nhập ngày, tháng và năm đủ bốn chữ số, ví dụ 10/10/2022.',
    'there is no such day; enter day, month and a year of four digits, such as 10/10/2022.',
  );
}

/** `from` and `to` are the first and last day that the answer may mean; only what is certainly outside is refused. */
export function outOfBounds(from: string, to: string, field: FormField, context: FieldContext) {
  const earliest = resolveDate(field.min, context.today) ?? earliestEver;
  const latest = resolveDate(field.max, context.today) ?? latestEver;
  if (to >= earliest && from <= latest) return undefined;
  const name = field.label;
  if (from > latest) {
    const today = latest === context.today;
    return say(
      `“${name.vi}” không được sau ${today ? 'hôm nay' : 'ngày'} ${showDate(latest)}. Hãy kiểm tra lại.`,
      `“${name.en}” must not be after ${today ? 'today,' : ''} ${showDate(latest)}. Check it again.`.replace('  ', ' '),
    );
  }
  return say(
    `“${name.vi}” không được trước ngày ${showDate(earliest)}. Hãy kiểm tra lại.`,
    `“${name.en}” must not be before ${showDate(earliest)}. Check it again.`,
  );
}
