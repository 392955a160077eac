import type { Words } from './errors.ts';

export { fill } from './fill.ts';

export type Language = 'vi' | 'en';
export const languages = ['vi', 'en'] as const satisfies readonly Language[];
export type { Words };

/** The words of one language. */
export function say(words: Words, language: Language): string {
  return words[language];
}

/** Typed texts of a room: `vi` is the set of keys; a key missing in `en` fails the type check. */
export function defineTexts<const T extends Readonly<Record<string, string>>>(texts: {
  readonly vi: T;
  readonly en: { readonly [K in keyof T]: string };
}): (language: Language) => { readonly [K in keyof T]: string } {
  return (language) => texts[language];
}

/** For searching and comparing: lower case, no diacritics, đ -> d, single spaces. Both spellings of tone marks (hòa, hoà) fold alike. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}

export const timeZone = 'Asia/Ho_Chi_Minh';

/** The calendar date in Việt Nam at an instant. */
export function dateOf(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(timeZone).toPlainDate();
}

const two = (n: number) => String(n).padStart(2, '0');

// Kept: making a formatter costs a hundred times what it formats, and a page of an inbox formats some hundred times.
const englishDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language} ${digits}`;
  const kept = numbers.get(key);
  if (kept !== undefined) return kept;
  const made = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: digits });
  numbers.set(key, made);
  return made;
}

/** `10/10/2022` in Vietnamese, `10 October 2022` in English. */
export function formatDate(value: Temporal.PlainDate | Temporal.Instant, language: Language): string {
  const date = value instanceof Temporal.Instant ? dateOf(value) : value;
  if (language === 'vi') return `${two(date.day)}/${two(date.month)}/${date.year}`;
  return englishDate.format(date);
}

/** `08:14` in the province's time zone. */
export function formatTime(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(timeZone);
  return `${two(local.hour)}:${two(local.minute)}`;
}

/** `08:14, 10/10/2022`. */
export function formatDateTime(instant: Temporal.Instant, language: Language): string {
  return `${formatTime(instant)}, ${formatDate(instant, language)}`;
}

/** Integer đồng: `8.000 đ`. */
export function formatDong(amount: number, language: Language): string {
  return `${numberFormat(language, 0).format(amount)} đ`;
}

export function formatNumber(value: number, language: Language, digits = 0): string {
  return numberFormat(language, digits).format(value);
}

/** A share from 0 to 1 as `4 %`, `0,03 %` (Vietnamese) or `0.03%` (English); two digits below one per cent. */
export function formatPercent(share: number, language: Language, digits?: number): string {
  const percent = share * 100;
  const text = formatNumber(percent, language, digits ?? (percent !== 0 && Math.abs(percent) < 1 ? 2 : 1));
  return language === 'vi' ? `${text}\u00a0%` : `${text}%`;
}

/** `412 kB`, `1,4 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatNumber(bytes / 1000, language)} kB`;
  return `${formatNumber(bytes / 1_000_000, language, 1)} MB`;
}
