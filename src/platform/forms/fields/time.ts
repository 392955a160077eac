import type { FormField } from '../definition.ts';
import { about, enter, type FieldType, shown } from '../field-type.ts';

/** Time of day, 24 hours. Read as people write it: `8h30`, `8 giờ 30`, `08:30`, `8h`. */
export const time: FieldType = {
  kind: 'time',
  parts: [],
  schema: () => ({ type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
  parse: ([typed = ''], field) => {
    const match = /^(\d{1,2})\s*(?:[:.hg]|giờ)\s*(\d{1,2})?\s*(?:p|phút|m)?$/iu.exec(typed);
    const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
    if (match === null || hour > 23 || minute > 59) return { fault: notATime(field) };
    return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
  },
  post: (value) => [shown(value)],
  missing: enter,
  wrong: notATime,
  show: shown,
};

function notATime(field: FormField) {
  return about(
    field,
    'nhập giờ và phút theo 24 giờ, ví dụ 08:30.',
    'enter hour and minute by the 24-hour clock, such as 08:30.',
  );
}
