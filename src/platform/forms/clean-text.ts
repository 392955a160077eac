/** Longest text that is looked at at all; every field has its own, lower limit. */
export const longestText = 20_000;

/** C0 and C1 controls, and marks that turn the reading direction round: in a name they only serve to deceive the reader. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/;
/** Half of a character; `isWellFormed` is too new for the phones this also runs on. */
const loneSurrogate = /\p{Surrogate}/u;
/** Left behind by copying from web pages and messengers; invisible and without meaning here. */
const invisible = /[\u00ad\u200b\u2060\ufeff]/g;

/** Trimmed, NFC, white space made one space; undefined when it holds what no answer may hold. */
export function cleanText(text: string, lines = false): string | undefined {
  if (text.length > longestText || forbidden.test(text) || loneSurrogate.test(text)) return undefined;
  const visible = text.replace(invisible, '').normalize('NFC');
  if (!lines) return visible.replace(/\s+/g, ' ').trim();
  return visible
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
