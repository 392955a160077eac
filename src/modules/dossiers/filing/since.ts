import type { Language } from '../../../platform/text.ts';

/** How long ago, roughly: `5 phút trước`. Drafts live in real time, which the demonstration's calendar does not show. */
export function since(then: Temporal.Instant, now: Temporal.Instant, language: Language): string {
  const minutes = Math.max(0, Math.floor(then.until(now).total('minutes')));
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (minutes < 1) return language === 'vi' ? 'vừa xong' : 'just now';
  if (minutes < 60) return words.format(-minutes, 'minute');
  return minutes < 48 * 60
    ? words.format(-Math.floor(minutes / 60), 'hour')
    : words.format(-Math.floor(minutes / 1440), 'day');
}

/** Whole days that are left. */
export function daysLeft(until: Temporal.Instant, now: Temporal.Instant): number {
  return Math.max(0, Math.floor(now.until(until).total('hours') / 24));
}
