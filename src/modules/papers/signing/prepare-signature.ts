import type { SignatureAppearance } from './appearance.ts';
import { sha256, signedAttributes } from './cms.ts';
import { signingErrors } from './errors.ts';
import type { SignatureLook } from './signature-field.ts';
import { appendSignatureSlot } from './signature-slot.ts';
import { readParty } from './verify/subject.ts';

export interface PrepareOptions {
  /** DER, the signer's certificate first. */
  readonly certificateChain: readonly Uint8Array[];
  /** Unique within the file, without dots: `leader`, `agency`. */
  readonly fieldName: string;
  readonly name: string;
  readonly reason?: string;
  readonly location?: string;
  /** Business time; the proven time is the time stamp's. */
  readonly signingTime: Temporal.Instant;
  readonly appearance?: SignatureAppearance;
  /** Room for signature, certificates and time stamp; 16 KiB by default, about 7 KiB are used with RSA-2048. */
  readonly reserveBytes?: number;
}

/** Everything the second phase needs beside the prepared file itself; plain JSON, to be kept in a table meanwhile. */
export interface SignatureState {
  readonly version: 1;
  readonly fieldName: string;
  readonly signingTime: string;
  readonly hole: { readonly start: number; readonly end: number };
  /** SHA-256, hex: of what the signature covers, and of the prepared file as a whole. */
  readonly documentDigest: string;
  readonly preparedDigest: string;
  /** Base64 DER. */
  readonly signedAttributes: string;
  readonly certificateChain: readonly string[];
}

export interface PreparedSignature {
  readonly preparedPdf: Uint8Array;
  /** DER of the signed attributes: the signer signs exactly these bytes (SHA-256 with RSA or ECDSA). */
  readonly toBeSigned: Uint8Array;
  /** SHA-256 of the part of the file that the signature covers. */
  readonly documentDigest: Uint8Array;
  readonly state: SignatureState;
}

const defaultReserveBytes = 16 * 1024;

/**
 * First phase: appends an empty signature and says what is to be signed. No key is needed here, so the value can come
 * minutes later from a token at the official's own machine or from a remote service.
 */
export async function prepareSignature(pdf: Uint8Array, options: PrepareOptions): Promise<PreparedSignature> {
  const [own] = options.certificateChain;
  if (own === undefined) throw new TypeError('a signature needs the certificate of its signer');
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(options.fieldName)) throw new TypeError(`field name "${options.fieldName}"`);
  const claims = {
    fieldName: options.fieldName,
    name: options.name,
    reason: options.reason,
    location: options.location,
    signingTime: options.signingTime,
  };
  const look = { wanted: options.appearance, standard: standardLook(own, options) };
  const slot = await appendSignatureSlot(pdf, claims, options.reserveBytes ?? defaultReserveBytes, look);
  const documentDigest = sha256(slot.pdf.subarray(0, slot.start), slot.pdf.subarray(slot.end));
  const toBeSigned = signedAttributes(documentDigest, own);
  const state: SignatureState = {
    version: 1,
    fieldName: options.fieldName,
    signingTime: options.signingTime.toString(),
    hole: { start: slot.start, end: slot.end },
    documentDigest: Buffer.from(documentDigest).toString('hex'),
    preparedDigest: Buffer.from(sha256(slot.pdf)).toString('hex'),
    signedAttributes: Buffer.from(toBeSigned).toString('base64'),
    certificateChain: options.certificateChain.map((der) => Buffer.from(der).toString('base64')),
  };
  return { preparedPdf: slot.pdf, toBeSigned, documentDigest, state };
}

/** Name, agency and time to the second with its offset, as Nghị định 30/2020 asks of signatures that show. */
function standardLook(certificate: Uint8Array, options: PrepareOptions): SignatureLook['standard'] {
  const party = readParty(certificate, 'subject');
  const local = options.signingTime.toZonedDateTimeISO('Asia/Ho_Chi_Minh');
  const [day = '', clock = ''] = local
    .toString({ smallestUnit: 'second', offset: 'never', timeZoneName: 'never' })
    .split('T');
  const lines = [
    `Ký bởi: ${party?.name ?? options.name}`,
    ...(party?.agency === undefined || party.kind === 'organisation' ? [] : [`Cơ quan: ${party.agency}`]),
    `Thời gian ký: ${day.split('-').reverse().join('/')} ${clock} +07:00`,
  ];
  return { lines, tone: party?.kind === 'organisation' ? 'agency' : 'person' };
}

/** The bytes to be signed of a signature prepared before: for a signer that asks later. */
export function toBeSignedOf(state: SignatureState): Uint8Array {
  if (state.version !== 1) throw signingErrors.preparedFileChanged();
  return Uint8Array.from(Buffer.from(state.signedAttributes, 'base64'));
}
