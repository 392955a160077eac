import type { PaperKind } from './content-kind.ts';

const extensions: Readonly<Record<PaperKind, readonly string[]>> = {
  pdf: ['pdf'],
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png'],
  heif: ['heic', 'heif', 'hif'],
};

/** Names that some systems keep for devices, with or without an ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|clock\$)$/i;
/** Longest name in characters; file systems stop at 255 bytes and a Vietnamese letter takes up to three. */
const longest = 80;

/**
 * A name that is safe to show and to save under, whatever was sent: no folders, control or direction-changing characters, one Unicode
 * form, and the ending of what the content is. The name never decides where or how a content is stored.
 */
export function toDisplayName(sent: string, kind: PaperKind): string {
  const bare = sent
    .toWellFormed()
    .normalize('NFC')
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part.trim() !== '' && !/^\.+$/.test(part.trim()))
    .at(-1);
  const clean = (bare ?? '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const stem = withoutWrongEnding(clean, kind);
  const ending = stem.ending ?? (extensions[kind][0] as string);
  const short = [...stem.name]
    .slice(0, longest)
    .join('')
    .replace(/[\s.]+$/, '');
  const named = short === '' ? 'giay-to' : reserved.test(short.split('.')[0]?.trim() ?? '') ? `_${short}` : short;
  return `${named}.${ending}`;
}

/** `don.pdf.exe` that is a PDF becomes `don` + `pdf`; an ending is dropped only when it looks like one. */
function withoutWrongEnding(name: string, kind: PaperKind): { name: string; ending: string | undefined } {
  const match = /^(.*)\.([a-z0-9]{1,5})$/i.exec(name);
  if (match?.[1] === undefined || match[2] === undefined) return { name, ending: undefined };
  const ending = match[2].toLowerCase();
  if (extensions[kind].includes(ending)) return { name: match[1], ending };
  return /^\d+$/.test(ending) ? { name, ending: undefined } : withoutWrongEnding(match[1], kind);
}
