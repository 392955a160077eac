import { fold } from '../../../platform/text.ts';

/**
 * Vietnamese is written in syllables, most words in two of them. Single syllables say little (`sinh` is in `khai sinh`, `học sinh`, `vệ sinh`),
 * so each pair of neighbours is a term of its own, written together: `khaisinh`. It also finds words that were typed without their space.
 */
export function termsOf(text: string): string[] {
  const syllables = syllablesOf(text);
  return [...syllables, ...pairsOf(syllables)];
}

/** Folded syllables and numbers; dots stay inside codes (`1.001193`). */
export function syllablesOf(text: string): string[] {
  return (fold(text).match(/[a-z0-9]+(?:\.[0-9]+)*/g) ?? []).map(oneSpelling);
}

/** Both spellings of a last i are in use: đăng ký and đăng kí, lý lịch and lí lịch. */
export function oneSpelling(syllable: string): string {
  return syllable.replace(/^(qu|[^aeiou0-9]+)y$/, '$1i');
}

export function pairsOf(syllables: readonly string[]): string[] {
  const pairs: string[] = [];
  for (let index = 1; index < syllables.length; index += 1) {
    const [left, right] = [syllables[index - 1] as string, syllables[index] as string];
    if (/[a-z]/.test(left) && /[a-z]/.test(right)) pairs.push(left + right);
  }
  return pairs;
}

/** Words people wrap around what they want; never searched for unless nothing else was typed. */
const fillers = new Set(
  syllablesOf(
    `cho của tôi tui mình em anh chị cô chú bác ông bà muốn cần xin làm giúp hỏi về thì là và với ở đâu như thế nào sao gì bị được đi ra vào
    khi để mà này kia ấy nha nhé ạ dạ ơi à ơn phải có không những các một cái tờ thủ tục hồ sơ giấy tờ đăng ký cấp online mạng trực tuyến qua lên
    the a an of for my to i how do want need get in on is at please apply application procedure`,
  ),
);

export function isFiller(syllable: string): boolean {
  return fillers.has(syllable);
}

const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/**
 * Syllables as typed, with their diacritics, the tone moved to the end so that hòa and hoà are one: `hoa\u0300`. Tells `đất` from `đặt`
 * where a person typed the marks; used only to order what was found without them.
 */
export function markedSyllablesOf(text: string): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => {
    const decomposed = word.normalize('NFD');
    return decomposed.replaceAll(toneMarks, '') + (decomposed.match(toneMarks)?.join('') ?? '');
  });
}

/** Share of three-letter pieces that two texts have in common, 0 to 1; for the nearest words where nothing was found. */
export function likeness(left: string, right: string): number {
  const [a, b] = [piecesOf(left), piecesOf(right)];
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const piece of a) if (b.has(piece)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

function piecesOf(text: string): Set<string> {
  const padded = `  ${fold(text)} `;
  const pieces = new Set<string>();
  for (let index = 0; index + 3 <= padded.length; index += 1) pieces.add(padded.slice(index, index + 3));
  return pieces;
}
