import { fill, type Language } from '../../../platform/text.ts';
import type { UnitProgress } from '../model.ts';
import { progressTexts } from '../texts.ts';

export function progressHref({ unit }: UnitProgress, month: string | undefined): string {
  const path = unit.level === 'province' ? '/tien-do' : `/tien-do/${unit.code}`;
  return month === undefined ? path : `${path}?thang=${month}`;
}

export function monthInWords(month: string, language: Language): string {
  const [year, number] = month.split('-');
  return fill(progressTexts(language).month, { month: Number(number), year: year ?? '' });
}

export function monthShort(month: string): string {
  const [year, number] = month.split('-');
  return `${Number(number)}/${year}`;
}
