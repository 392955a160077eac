/** Calendar arithmetic on ISO texts, for code that also runs in browsers without `Temporal`. */
const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isDate(text: string): boolean {
  const match = isoDate.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
}

export function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

export function toIso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const relative = /^today(?:([+-])(\d{1,4})([dmy]))?$/;

/** `2022-10-10`, `today`, `today-14y`, `today+30d` as an ISO date; undefined when it is none of them. */
export function resolveDate(bound: string | number | undefined, today: string): string | undefined {
  if (typeof bound !== 'string') return undefined;
  const match = relative.exec(bound);
  if (match === null) return isDate(bound) ? bound : undefined;
  const [, sign, count, unit] = match;
  if (count === undefined) return today;
  const by = Number(count) * (sign === '-' ? -1 : 1);
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  if (unit === 'd') return new Date(Date.UTC(year, month - 1, day + by)).toISOString().slice(0, 10);
  const months = year * 12 + (month - 1) + (unit === 'y' ? by * 12 : by);
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  return toIso(toYear, toMonth, Math.min(day, lastDay(toYear, toMonth)));
}

/** `10/10/2022`, `03/1950`, `1950` */
export function showDate(iso: string): string {
  return iso.split('-').reverse().join('/');
}
