import { derLength } from '../asn1.ts';

/** A signature as it stands in the bytes of the file, before anything in it is believed. */
export interface FoundSignature {
  /** Offset of `<` and of the byte after `>`: the only bytes that the signature does not cover. */
  readonly start: number;
  readonly end: number;
  /** Where the covered part ends; the length of the file when nothing was added later. */
  readonly coveredTo: number;
  readonly cms: Uint8Array;
}

export interface Scan {
  readonly found: readonly FoundSignature[];
  /** Traces of signatures that are not, or no longer, in order. */
  readonly damaged: number;
}

const maxSignatures = 16;
const maxCmsBytes = 256 * 1024;
const rangePattern = /^\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/;
const traces = ['/ByteRange', '/ETSI.CAdES.detached', '/adbe.pkcs7.', '/Adobe.PPKLite', '/Type /Sig', '/Type/Sig'];

/**
 * Looks for signatures in the raw bytes, not through the objects of the PDF: a signature is believed only when
 * everything but its own hexadecimal string is covered, so whatever a hostile file does with its object tables
 * cannot hide a change.
 */
export function scanSignatures(pdf: Buffer): Scan {
  const found: FoundSignature[] = [];
  let damaged = 0;
  let at = pdf.indexOf('/ByteRange', 0, 'latin1');
  while (at >= 0 && found.length + damaged <= maxSignatures) {
    const signature = readSignature(pdf, at + '/ByteRange'.length);
    if (signature === undefined) damaged += 1;
    else found.push(signature);
    at = pdf.indexOf('/ByteRange', at + 1, 'latin1');
  }
  if (at >= 0) damaged += 1;
  if (found.length === 0 && damaged === 0 && traces.some((trace) => pdf.includes(trace, 0, 'latin1'))) damaged = 1;
  return { found: found.sort((a, b) => a.coveredTo - b.coveredTo), damaged };
}

function readSignature(pdf: Buffer, at: number): FoundSignature | undefined {
  const match = rangePattern.exec(pdf.toString('latin1', at, at + 80));
  if (match === null) return undefined;
  const [start = 0, end = 0, rest = 0] = match.slice(1).map(Number);
  const coveredTo = end + rest;
  if (start <= 0 || end - start < 4 || end - start > 2 * maxCmsBytes || coveredTo > pdf.length) return undefined;
  const cms = readHexString(pdf.toString('latin1', start, end));
  return cms && { start, end, coveredTo, cms };
}

/**
 * `<` DER in hexadecimal, then zeros only `>`. Anything looser (white space, letters of both cases) would leave bytes
 * that can change unnoticed, as the signature does not cover them.
 */
function readHexString(text: string): Uint8Array | undefined {
  const hex = text.slice(1, -1);
  const oneCase = /^[0-9a-f]+$/.test(hex) || /^[0-9A-F]+$/.test(hex);
  if (!text.startsWith('<') || !text.endsWith('>') || !oneCase || hex.length % 2 !== 0) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  const length = derLength(bytes);
  if (length === undefined || bytes.subarray(length).some((byte) => byte !== 0)) return undefined;
  return new Uint8Array(bytes.subarray(0, length));
}
