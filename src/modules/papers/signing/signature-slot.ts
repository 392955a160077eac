import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core';
import { signingErrors } from './errors.ts';
import { placeSignatureField, type SignatureLook } from './signature-field.ts';

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

/** Appends an empty signature to the file as an incremental update: what was there before stays byte for byte. */
export async function appendSignatureSlot(
  source: Uint8Array,
  claims: SignatureClaims,
  reserveBytes: number,
  look: SignatureLook,
): Promise<SignatureSlot> {
  const pdf = await load(source);
  const value = pdf.register(signatureDictionary(claims, reserveBytes));
  await placeSignatureField(pdf, claims.fieldName, value, look);
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
