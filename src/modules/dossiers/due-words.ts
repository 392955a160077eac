import { formatDateTime, formatTime, type Language, timeZone } from '../../platform/text.ts';
import type { DueState } from './status.ts';

export type DueTone = 'ok' | 'soon' | 'late' | 'neutral';
export const dueTones: Readonly<Record<DueState, DueTone>> = {
  none: 'neutral',
  'on-time': 'ok',
  'due-soon': 'soon',
  overdue: 'late',
  paused: 'neutral',
  'done-on-time': 'ok',
  'done-late': 'late',
};

const names: Readonly<Record<DueState, Readonly<Record<Language, string>>>> = {
  none: { vi: 'không tính hạn', en: 'no deadline' },
  'on-time': { vi: 'trong hạn', en: 'on time' },
  'due-soon': { vi: 'sắp đến hạn', en: 'due soon' },
  overdue: { vi: 'quá hạn', en: 'overdue' },
  paused: { vi: 'đang dừng tính hạn', en: 'time limit paused' },
  'done-on-time': { vi: 'xong đúng hạn', en: 'done on time' },
  'done-late': { vi: 'xong quá hạn', en: 'done late' },
};

/** "trong hạn · còn 6 giờ", "quá hạn 40 phút": colour never says it alone. */
export function dueWords(
  due: DueState,
  deadline: Temporal.Instant | undefined,
  now: Temporal.Instant,
  language: Language,
): string {
  const left = dueLeft(due, deadline, now, language);
  if (left === undefined) return names[due][language];
  if (due === 'overdue') return language === 'vi' ? `quá hạn ${left}` : `overdue by ${left}`;
  return `${names[due][language]}, ${left}`;
}

/** The state alone: "sắp đến hạn". */
export function dueName(due: DueState, language: Language): string {
  return names[due][language];
}

/** How long there is, or how long it is overdue: "còn 6 giờ", "40 phút"; undefined where no clock runs. */
export function dueLeft(
  due: DueState,
  deadline: Temporal.Instant | undefined,
  now: Temporal.Instant,
  language: Language,
): string | undefined {
  if (deadline === undefined || (due !== 'on-time' && due !== 'due-soon' && due !== 'overdue')) return undefined;
  const span = spanWords(Math.round(Math.abs(deadline.since(now).total('minutes'))), language);
  if (due === 'overdue') return span;
  return language === 'vi' ? `còn ${span}` : `${span} left`;
}

function spanWords(minutes: number, language: Language): string {
  const vi = language === 'vi';
  if (minutes < 60) return vi ? `${minutes} phút` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24)
    return vi ? `${hours} giờ${minutes % 60 === 0 ? '' : ` ${minutes % 60}`}` : `${hours} h ${minutes % 60} min`;
  const days = Math.round(hours / 24);
  return vi ? `${days} ngày` : days === 1 ? '1 day' : `${days} days`;
}

/** "17:00 hôm nay", "17:00 ngày mai", "17:00, 14/10/2022". */
export function whenWords(at: Temporal.Instant, now: Temporal.Instant, language: Language): string {
  const day = at.toZonedDateTimeISO(timeZone).toPlainDate();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const days = today.until(day).days;
  if (days === 0) return `${formatTime(at)} ${language === 'vi' ? 'hôm nay' : 'today'}`;
  if (days === 1) return `${formatTime(at)} ${language === 'vi' ? 'ngày mai' : 'tomorrow'}`;
  return formatDateTime(at, language);
}
