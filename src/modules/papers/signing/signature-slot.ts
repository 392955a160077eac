import { PDF, type PDFPage, PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfString } from '@libpdf/core';
import { drawAppearance, type SignatureAppearance } from './appearance.ts';
import { signingErrors } from './errors.ts';

/** What the signature dictionary says in clear, beside the signature itself. */
export interface SignatureClaims {
  readonly fieldName: string;
  readonly name: string;
  readonly reason?: string | undefined;
  readonly location?: string | undefined;
  readonly signingTime: Temporal.Instant;
}

/** Where in the file the signature will be written; every other byte is covered by it. */
export interface SignatureSlot {
  readonly pdf: Uint8Array;
  /** Offset of `<` and of the byte after `>`. */
  readonly start: number;
  readonly end: number;
}

const unknownNumber = 9_999_999_999;
const byteRangePlaceholder = `[0 ${unknownNumber} ${unknownNumber} ${unknownNumber}]`;
/** Print, and locked: ISO 32000-1 table 165. */
const widgetFlags = 132;

/** Appends an empty signature to the file as an incremental update: what was there before stays byte for byte. */
export async function appendSignatureSlot(
  source: Uint8Array,
  claims: SignatureClaims,
  reserveBytes: number,
  appearance?: SignatureAppearance,
): Promise<SignatureSlot> {
  const pdf = await load(source);
  const page = pageOf(pdf, appearance?.page ?? 0);
  const value = pdf.register(signatureDictionary(claims, reserveBytes));
  await placeField(pdf, page, claims.fieldName, value, appearance);
  const saved = await pdf.save({ incremental: true });
  if (Buffer.compare(saved.subarray(0, source.length), source) !== 0) {
    throw signingErrors.notSignable({ values: { reason: 'incremental update' } });
  }
  return fillByteRange(saved, source.length, reserveBytes);
}

async function load(source: Uint8Array): Promise<PDF> {
  let pdf: PDF;
  try {
    pdf = await PDF.load(source);
  } catch (cause) {
    throw signingErrors.notSignable({ values: { reason: 'PDF' }, cause });
  }
  const blocker = pdf.isEncrypted ? 'encrypted' : pdf.canSaveIncrementally();
  if (blocker !== null) throw signingErrors.notSignable({ values: { reason: blocker } });
  return pdf;
}

function pageOf(pdf: PDF, index: number): PDFPage {
  const page = pdf.getPages().at(index);
  if (page === undefined) throw signingErrors.notSignable({ values: { reason: `page ${index}` } });
  return page;
}

function signatureDictionary(claims: SignatureClaims, reserveBytes: number): PdfDict {
  const dictionary = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ByteRange: new PdfArray([0, unknownNumber, unknownNumber, unknownNumber].map((n) => PdfNumber.of(n))),
    Contents: new PdfString(new Uint8Array(reserveBytes), 'hex'),
    M: PdfString.fromString(toPdfDate(claims.signingTime)),
    Name: text(claims.name),
  });
  if (claims.reason !== undefined) dictionary.set('Reason', text(claims.reason));
  if (claims.location !== undefined) dictionary.set('Location', text(claims.location));
  return dictionary;
}

async function placeField(
  pdf: PDF,
  page: PDFPage,
  fieldName: string,
  value: PdfRef,
  appearance: SignatureAppearance | undefined,
): Promise<void> {
  const form = pdf.getOrCreateForm();
  if (form.hasField(fieldName)) throw signingErrors.fieldTaken({ values: { field: fieldName } });
  const field = form.createSignatureField(fieldName).getDict();
  const { x, y, width, height } = appearance?.rect ?? { x: 0, y: 0, width: 0, height: 0 };
  field.delete('Kids');
  field.set('Type', PdfName.of('Annot'));
  field.set('Subtype', PdfName.of('Widget'));
  field.set('F', PdfNumber.of(widgetFlags));
  field.set('P', page.ref);
  field.set('Rect', new PdfArray([x, y, x + width, y + height].map((n) => PdfNumber.of(n))));
  field.set('V', value);
  if (appearance !== undefined) {
    const picture = await pdf.embedPage(await drawAppearance(appearance), 0);
    field.set('AP', PdfDict.of({ N: picture.ref }));
  }
  const fieldRef = pdf.context.registry.getRef(field);
  if (fieldRef === null) throw signingErrors.notSignable({ values: { reason: 'field' } });
  addAnnotation(pdf, page, fieldRef);
  const acroForm = pdf.getCatalog().getDict('AcroForm', (ref) => pdf.getObject(ref));
  // SignaturesExist + AppendOnly (ISO 32000-1 table 219): whoever edits next must append, too.
  acroForm?.set('SigFlags', PdfNumber.of(3));
}

function addAnnotation(pdf: PDF, page: PDFPage, annotation: PdfRef): void {
  const existing = page.dict.getArray('Annots', (ref) => pdf.getObject(ref));
  page.dict.set('Annots', new PdfArray([...(existing ?? []), annotation]));
}

/** The placeholder numbers become the real ones at the same width, so that no offset moves. */
function fillByteRange(pdf: Uint8Array, from: number, reserveBytes: number): SignatureSlot {
  const bytes = Buffer.from(pdf);
  const hole = `<${'00'.repeat(reserveBytes)}>`;
  const start = bytes.indexOf(hole, from, 'latin1');
  const rangeAt = bytes.lastIndexOf(byteRangePlaceholder, start, 'latin1');
  if (start < 0 || rangeAt < from || bytes.indexOf(hole, start + 1, 'latin1') >= 0) {
    throw signingErrors.notSignable({ values: { reason: 'placeholder' } });
  }
  const end = start + hole.length;
  const filled = `[0 ${start} ${end} ${bytes.length - end}]`.padEnd(byteRangePlaceholder.length);
  bytes.write(filled, rangeAt, 'latin1');
  return { pdf: bytes, start, end };
}

/** PDF text strings hold UTF-16 with a mark as soon as PDFDocEncoding lacks a letter; the library chooses. */
function text(value: string): PdfString {
  return PdfString.fromString(value.normalize('NFC'));
}

function toPdfDate(instant: Temporal.Instant): string {
  const t = instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh');
  const two = (n: number) => String(n).padStart(2, '0');
  return `D:${t.year}${two(t.month)}${two(t.day)}${two(t.hour)}${two(t.minute)}${two(t.second)}+07'00'`;
}
