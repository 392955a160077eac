import type { TimeLimit } from './model.ts';

/** Office hours and the days that differ from the week. Data with an owner, never pinned: when it changes, open due dates are computed again. */
export interface WorkingCalendar {
  /** Sessions of a working day in order, in minutes after midnight: 07:00-11:30 and 13:30-17:00 are [420, 690] and [810, 1020]. */
  readonly sessions: readonly { readonly fromMinute: number; readonly toMinute: number }[];
  /** ISO dates off although they fall on a weekday. */
  readonly daysOff: ReadonlySet<string>;
  /** ISO dates worked although they fall on a weekend (làm bù). */
  readonly makeUpDays: ReadonlySet<string>;
  /** Years whose days off are known; outside them only weekends are off, so a due date there may still move. */
  readonly years: ReadonlySet<number>;
}

const zone = 'Asia/Ho_Chi_Minh';

/** Handed over, or accepted as a same-day procedure, until this hour still counts for today (Nghị định 61/2018/NĐ-CP). */
const sameDayHour = '15:00';

/** The office answers whether a file is complete within this time of its arrival (Nghị định 45/2020/NĐ-CP, art. 11). */
const answerPromise: TimeLimit = { value: 8, unit: 'working-hour', note: undefined };

/** working(d) = a make-up day, or Monday to Friday and no day off. */
export function isWorkingDay(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  const iso = date.toString();
  return calendar.makeUpDays.has(iso) || (date.dayOfWeek <= 5 && !calendar.daysOff.has(iso));
}

/** Whether the days off of the year are known; where they are not, a due date is shown as provisional. */
export function isCovered(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  return calendar.years.has(date.year);
}

export function nextWorkingDay(date: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate {
  let day = date.add({ days: 1 });
  while (!isWorkingDay(day, calendar)) day = day.add({ days: 1 });
  return day;
}

/**
 * When a limit that starts to run at `start` ends; never on a day off.
 * - `working-hour`, `working-day`: counted in minutes of the office, 8 hours a day, so that pauses can be taken out to the minute;
 * - with `sameDayCutoff`: by the close of the same working day, or of the next one when accepted after that hour;
 * - `day`: calendar days, by the close of the last one; if that day is off, by the close of the next working day.
 */
export function addWorkingTime(start: Temporal.Instant, limit: TimeLimit, calendar: WorkingCalendar): Temporal.Instant {
  if (limit.unit === 'day') return dueAfterDays(start, limit.value, calendar);
  if (limit.sameDayCutoff !== undefined) return dueSameDay(start, limit.value, limit.sameDayCutoff, calendar);
  const minutes = limit.unit === 'working-hour' ? limit.value * 60 : limit.value * minutesOfDay(calendar);
  return addWorkingMinutes(start, minutes, calendar);
}

/** Ends at the close of a session rather than at the opening of the next one. Zero minutes end at `start` itself. */
export function addWorkingMinutes(
  start: Temporal.Instant,
  minutes: number,
  calendar: WorkingCalendar,
): Temporal.Instant {
  if (!Number.isFinite(minutes) || minutes < 0) throw new RangeError('minutes must not be negative');
  if (minutes === 0) return start;
  const local = start.toZonedDateTimeISO(zone);
  let day = local.toPlainDate();
  let after = minuteOf(local);
  let left = minutes;
  for (;;) {
    if (isWorkingDay(day, calendar)) {
      for (const { fromMinute, toMinute } of calendar.sessions) {
        const from = Math.max(fromMinute, after);
        if (from >= toMinute) continue;
        if (left <= toMinute - from) return instantAt(day, from + left);
        left -= toMinute - from;
      }
    }
    day = nextWorkingDay(day, calendar);
    after = 0;
  }
}

/** Minutes of office time from one instant to a later one; 0 when `to` is not later. */
export function workingMinutesBetween(from: Temporal.Instant, to: Temporal.Instant, calendar: WorkingCalendar): number {
  if (Temporal.Instant.compare(from, to) >= 0) return 0;
  const start = from.toZonedDateTimeISO(zone);
  const end = to.toZonedDateTimeISO(zone);
  const lastDay = end.toPlainDate();
  let total = 0;
  for (let day = start.toPlainDate(); Temporal.PlainDate.compare(day, lastDay) <= 0; day = day.add({ days: 1 })) {
    if (!isWorkingDay(day, calendar)) continue;
    const low = day.equals(start.toPlainDate()) ? minuteOf(start) : 0;
    const high = day.equals(lastDay) ? minuteOf(end) : 24 * 60;
    for (const { fromMinute, toMinute } of calendar.sessions)
      total += Math.max(0, Math.min(toMinute, high) - Math.max(fromMinute, low));
  }
  return total;
}

/** Until when the office has promised an answer on a file that arrived at `arrival`: 8 working hours. */
export function answerDue(arrival: Temporal.Instant, calendar: WorkingCalendar): Temporal.Instant {
  return addWorkingTime(arrival, answerPromise, calendar);
}

/** Until when an accepted file is handed to whoever decides: the same day; after 15:00, the start of the next working day. */
export function handOverDue(accepted: Temporal.Instant, calendar: WorkingCalendar): Temporal.Instant {
  const local = accepted.toZonedDateTimeISO(zone);
  const day = local.toPlainDate();
  if (!isWorkingDay(day, calendar)) return instantAt(nextWorkingDay(day, calendar), closeOf(calendar));
  if (minuteOf(local) <= parseTime(sameDayHour)) return instantAt(day, closeOf(calendar));
  return instantAt(nextWorkingDay(day, calendar), openOf(calendar));
}

/** `07:30` as minutes after midnight. */
export function parseTime(text: string): number {
  const time = Temporal.PlainTime.from(text);
  return time.hour * 60 + time.minute;
}

function dueSameDay(
  start: Temporal.Instant,
  days: number,
  cutoff: string,
  calendar: WorkingCalendar,
): Temporal.Instant {
  const local = start.toZonedDateTimeISO(zone);
  let day = local.toPlainDate();
  if (!isWorkingDay(day, calendar) || minuteOf(local) > parseTime(cutoff)) day = nextWorkingDay(day, calendar);
  for (let more = 1; more < days; more += 1) day = nextWorkingDay(day, calendar);
  return instantAt(day, closeOf(calendar));
}

function dueAfterDays(start: Temporal.Instant, days: number, calendar: WorkingCalendar): Temporal.Instant {
  const day = start.toZonedDateTimeISO(zone).toPlainDate().add({ days });
  return instantAt(isWorkingDay(day, calendar) ? day : nextWorkingDay(day, calendar), closeOf(calendar));
}

function minutesOfDay(calendar: WorkingCalendar): number {
  return calendar.sessions.reduce((total, session) => total + session.toMinute - session.fromMinute, 0);
}

function openOf(calendar: WorkingCalendar): number {
  return calendar.sessions[0]?.fromMinute ?? 0;
}

function closeOf(calendar: WorkingCalendar): number {
  return calendar.sessions.at(-1)?.toMinute ?? 24 * 60;
}

/** With seconds as a fraction, so that no second of a deadline is lost. */
function minuteOf(local: Temporal.ZonedDateTime): number {
  return local.hour * 60 + local.minute + local.second / 60 + local.millisecond / 60_000;
}

function instantAt(day: Temporal.PlainDate, minute: number): Temporal.Instant {
  const milliseconds = Math.round(minute * 60_000);
  return day.toZonedDateTime({ timeZone: zone, plainTime: '00:00' }).add({ milliseconds }).toInstant();
}
