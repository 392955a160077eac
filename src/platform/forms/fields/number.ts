import type { FormLanguage } from '../field-type.ts';

const grouped = { vi: /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, en: /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ };
const plain = { vi: /^-?\d+(?:,\d+)?$/, en: /^-?\d+(?:\.\d+)?$/ };
/** `1.5` in Vietnamese cannot be a group of thousands: phone keypads that know only the point are understood. */
const otherMark = { vi: /^-?\d+\.\d{1,2}$/, en: /^-?\d+,\d{1,2}$/ };

/** `1.234,5` in Vietnamese, `1,234.5` in English; undefined when it is no number or has more digits than a number can keep. */
export function parseNumber(typed: string, language: FormLanguage): number | undefined {
  const text = typed.replace(/\s/g, '').replace(/[−–]/, '-');
  if (text.length > 20) return undefined;
  const [group, mark] = language === 'vi' ? ['.', ','] : [',', '.'];
  let normal: string | undefined;
  if (grouped[language].test(text)) normal = text.replaceAll(group, '').replace(mark, '.');
  else if (plain[language].test(text) || otherMark[language].test(text)) normal = text.replace(',', '.');
  if (normal === undefined || normal.replace(/\D/g, '').length > 15) return undefined;
  return Number(normal);
}

/** As it is typed and shown: `1.234,5`. Intl is not used: browsers without Vietnamese would disagree with the server. */
export function writeNumber(value: number, language: FormLanguage): string {
  const [whole = '', fraction] = String(value).split('.');
  if (!/^-?\d+$/.test(whole)) return String(value);
  const [group, mark] = language === 'vi' ? ['.', ','] : [',', '.'];
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return fraction === undefined ? groups : `${groups}${mark}${fraction}`;
}
