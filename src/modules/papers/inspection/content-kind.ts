/** Kinds of content that a paper may have. */
export const paperKinds = ['pdf', 'jpeg', 'png', 'heif'] as const;
export type PaperKind = (typeof paperKinds)[number];
/** What a content can be taken for. */
export type ContentKind = PaperKind | 'office' | 'archive' | 'other';

export const mediaTypes: Readonly<Record<PaperKind, string>> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  heif: 'image/heic',
};

/** Main and compatible brands of still HEVC pictures (ISO/IEC 23008-12, annex B); `mif1` alone may also be AVIF, which is not taken. */
const heifBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx']);

/** What a content is by its first bytes; its name and declared type are never asked. */
export function recogniseContent(bytes: Buffer): ContentKind {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  if (bytes.subarray(4, 8).toString('latin1') === 'ftyp') return isHeif(bytes) ? 'heif' : 'other';
  if (bytes.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return isOfficePackage(bytes) ? 'office' : 'archive';
  if (bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) return 'office';
  if (bytes.subarray(0, 5).toString('latin1') === '{\\rtf') return 'office';
  return isArchive(bytes) ? 'archive' : 'other';
}

const declaredKinds: readonly (readonly [ContentKind, RegExp])[] = [
  ['pdf', /^(?:application\/pdf|pdf)$/],
  ['jpeg', /^(?:image\/jpeg|jpe?g|jfif)$/],
  ['png', /^(?:image\/png|png)$/],
  ['heif', /^(?:image\/hei[cf]|hei[cf])$/],
  ['office', /^(?:application\/(?:msword|rtf|vnd\.(?:ms-|openxml|oasis).*)|docx?|xlsx?|pptx?|rtf|od[tsp])$/],
  ['archive', /^(?:application\/(?:zip|x-(?:zip|rar|7z|gzip|tar|bzip).*|gzip|vnd\.rar)|zip|rar|7z|t?gz|tar|bz2|xz)$/],
];

/**
 * What the sender says that it is, by the declared type or else the end of the name; for the record of a refusal alone. One of our own words, so
 * that nothing of a name gets into it.
 */
export function declaredKind(mediaType: string | undefined, fileName: string | undefined): ContentKind {
  const type = (mediaType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const says = type === '' || type === 'application/octet-stream' ? (fileName ?? '').split('.').at(-1) : type;
  return declaredKinds.find(([, pattern]) => pattern.test(says?.toLowerCase() ?? ''))?.[0] ?? 'other';
}

function isHeif(bytes: Buffer): boolean {
  const size = Math.min(bytes.length < 4 ? 0 : bytes.readUInt32BE(0), bytes.length, 256);
  for (let at = 8; at + 4 <= size; at += at === 8 ? 8 : 4) {
    if (heifBrands.has(bytes.subarray(at, at + 4).toString('latin1'))) return true;
  }
  return false;
}

/** Office files are ZIP packages whose first entries have known names. */
function isOfficePackage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4096).toString('latin1');
  return /\[Content_Types\]\.xml|_rels\/|word\/|xl\/|ppt\/|mimetypeapplication\/vnd\.oasis/.test(start);
}

function isArchive(bytes: Buffer): boolean {
  const starts = ['526172211a07', '377abcaf271c', '1f8b', '504b0506', 'fd377a585a00', '425a68'];
  return starts.some((hex) => bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex')));
}
