import { PDF } from '@libpdf/core';
import type { Refusal } from '../errors.ts';
import { inflateUpTo, measureInflated } from './inflate.ts';
import {
  type PdfDictionary,
  PdfName,
  type PdfObject,
  type PdfValue,
  readObjects,
  readPackedObjects,
} from './pdf-objects.ts';

/** Bounds of what a PDF may unfold to. A page scanned at 600 dpi in colour is 105 MB; a bomb of 20 MB would be 20 GB. */
export const pdfBounds = {
  objects: 200_000,
  streamBytes: 200_000_000,
  allStreamsBytes: 800_000_000,
  packedBytes: 32_000_000,
  imagePixels: 200_000_000,
  pages: 2000,
} as const;

/** Actions that run something or send something away; links and jumps within the document are let through. */
const activeActions = new Set([
  'JavaScript',
  'Launch',
  'ImportData',
  'SubmitForm',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'RichMediaExecute',
  'GoTo3DView',
]);
const activeSubtypes = new Set(['RichMedia', 'Movie', 'Screen', 'Sound', '3D']);
const activeKeys = new Set(['JS', 'JavaScript', 'XFA', 'RichMediaSettings', 'RichMediaContent']);
const attachmentKeys = new Set(['EmbeddedFiles', 'EF']);
/** Long names that do not turn up by chance in compressed data: looked for in every byte, so that an object hidden inside a stream is seen. */
const telltales: readonly (readonly [RegExp, Refusal])[] = [
  [/\/JavaScript[\s/<([>\]]/, 'activePdf'],
  [/\/Launch[\s/<([>\]]/, 'activePdf'],
  [/\/EmbeddedFiles?[\s/<([>\]]/, 'pdfWithAttachments'],
];

/** Number of pages, or why the file is refused. A PDF is read three times over, each reading trusting the one before it. */
export async function inspectPdf(bytes: Buffer): Promise<{ pages: number } | Refusal> {
  if (!/^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1'))) return 'brokenPdf';
  const end = bytes.subarray(-2048).toString('latin1');
  if (!/startxref\s+\d+\s+%%EOF/.test(end)) return 'brokenPdf';
  const read = readObjects(bytes, pdfBounds.objects);
  if (read === 'too-many') return 'tooComplex';
  if (read.objects.some((object) => object.value instanceof Map && isTrailer(object) && object.value.has('Encrypt')))
    return 'lockedPdf';
  const unfolded = await unfold(read.objects);
  if (!Array.isArray(unfolded)) return unfolded;
  const active = findActive(unfolded) ?? telltales.find(([pattern]) => pattern.test(bytes.toString('latin1')))?.[1];
  return active ?? countPages(bytes);
}

function isTrailer(object: PdfObject): boolean {
  return object.number === -1 || (object.value instanceof Map && nameOf(object.value.get('Type')) === 'XRef');
}

/** Checks what the streams unfold to and adds the objects packed into some of them. */
async function unfold(objects: readonly PdfObject[]): Promise<PdfObject[] | Refusal> {
  const all = [...objects];
  let total = 0;
  for (const { value, stream } of objects) {
    if (!(value instanceof Map) || stream === undefined) continue;
    if (isHugeImage(value)) return 'hugePicture';
    const filters = filtersOf(value);
    if (filters.filter((name) => name === 'FlateDecode' || name === 'LZWDecode').length > 1 || filters.length > 4)
      return 'bomb';
    if (filters[0] !== 'FlateDecode') continue;
    const size = await measureInflated([stream], Math.min(pdfBounds.streamBytes, pdfBounds.allStreamsBytes - total));
    if (size === 'too-much') return 'bomb';
    if (size === 'broken') continue;
    total += size;
    if (nameOf(value.get('Type')) !== 'ObjStm') continue;
    const inflated = inflateUpTo(stream, pdfBounds.packedBytes);
    if (inflated === 'too-much') return 'bomb';
    if (inflated !== 'broken') all.push(...readPackedObjects(inflated, value));
    if (all.length > pdfBounds.objects) return 'tooComplex';
  }
  return all;
}

function isHugeImage(dictionary: PdfDictionary): boolean {
  const width = dictionary.get('Width');
  const height = dictionary.get('Height');
  return typeof width === 'number' && typeof height === 'number' && width * height > pdfBounds.imagePixels;
}

const longNames: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
  RL: 'RunLengthDecode',
  DCT: 'DCTDecode',
};

function filtersOf(dictionary: PdfDictionary): string[] {
  const filter = dictionary.get('Filter') ?? dictionary.get('F');
  const names = Array.isArray(filter) ? filter : [filter];
  return names
    .map(nameOf)
    .filter((name) => name !== undefined)
    .map((name) => longNames[name] ?? name);
}

function findActive(objects: readonly PdfObject[]): Refusal | undefined {
  let found: Refusal | undefined;
  const visit = (value: PdfValue): void => {
    if (Array.isArray(value)) for (const item of value as readonly PdfValue[]) visit(item);
    if (!(value instanceof Map)) return;
    for (const [key, inner] of value as PdfDictionary) {
      const plainKey = key.split('\u0000')[0] as string;
      found = worse(found, judgeEntry(plainKey, inner));
      visit(inner);
    }
  };
  for (const object of objects) visit(object.value);
  return found;
}

function judgeEntry(key: string, value: PdfValue): Refusal | undefined {
  const name = nameOf(value);
  if (
    attachmentKeys.has(key) ||
    (key === 'Type' && name === 'EmbeddedFile') ||
    (key === 'Subtype' && name === 'FileAttachment')
  )
    return 'pdfWithAttachments';
  if (activeKeys.has(key)) return value === null ? undefined : 'activePdf';
  if (key === 'S' && name !== undefined && activeActions.has(name)) return 'activePdf';
  return key === 'Subtype' && name !== undefined && activeSubtypes.has(name) ? 'activePdf' : undefined;
}

function worse(a: Refusal | undefined, b: Refusal | undefined): Refusal | undefined {
  return a === 'activePdf' ? a : (b ?? a);
}

/** Opens the file as a viewer does: the page tree must lead to pages. */
async function countPages(bytes: Buffer): Promise<{ pages: number } | Refusal> {
  try {
    const pdf = await PDF.load(bytes);
    if (pdf.isEncrypted) return 'lockedPdf';
    const pages = pdf.getPageCount();
    if (pages > pdfBounds.pages) return 'tooComplex';
    if (pages === 0) return 'brokenPdf';
    for (const page of pdf.getPages()) if (!(page.width > 0 && page.height > 0)) return 'brokenPdf';
    return { pages };
  } catch {
    return 'brokenPdf';
  }
}

function nameOf(value: PdfValue | undefined): string | undefined {
  return value instanceof PdfName ? value.name : undefined;
}
