import { randomBytes } from 'node:crypto';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Remark } from './inspection/inspect.ts';

export const limits = {
  fileBytes: 20_000_000,
  filesPerPaper: 10,
  dossierBytes: 100_000_000,
  /** Uploaded and not filed: of one person over all their drafts, and of one position at the counter over all its reception files. */
  waitingBytes: { citizen: 300_000_000, staff: 2_000_000_000 },
  /** A broken upload can be taken up again for this long. */
  resumableHours: 24,
} as const;

/** waiting: nobody may open it yet; infected: sealed away for good. */
export type ScanState = 'waiting' | 'clean' | 'infected';

/** A file handed in for a requirement (thành phần hồ sơ). */
export interface Paper {
  readonly id: Id<'paper'>;
  readonly ownerPersonId: Id<'person'>;
  readonly draftId: Id<'draft'> | undefined;
  readonly dossierId: Id<'dossier'> | undefined;
  /** Key of the requirement in the procedure: `giay-chung-sinh`. */
  readonly requirement: string;
  readonly displayName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly pages: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly remarks: readonly Remark[];
  readonly scanState: ScanState;
  readonly createdAt: Temporal.Instant;
  readonly attachedAt: Temporal.Instant | undefined;
  /** Where a paper that was used again comes from. */
  readonly source: PaperSource | undefined;
}

export interface PaperSource {
  /** Of the dossier it was first filed with, or issued in. */
  readonly dossierCode: string | null;
  /** When it was filed or issued there, as ISO 8601. */
  readonly at: string;
  /** Verification code of an issued document. */
  readonly resultCode?: string;
}

/** What anyone who knows its code may learn of an issued document: nothing personal. */
export interface PublicResult {
  readonly code: string;
  readonly name: Words;
  readonly issuer: Words;
  readonly number: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | undefined;
  readonly sha256: string;
  readonly revokedAt: Temporal.Instant | undefined;
  readonly revokedReason: string | undefined;
  readonly replaced: boolean;
}

/** An issued document as its owner and the offices see it. */
export interface IssuedResult {
  readonly id: Id<'result'>;
  readonly code: string;
  /** Key of its template; unknown of documents issued before it was kept. */
  readonly kind: string | undefined;
  readonly dossierId: Id<'dossier'>;
  readonly name: Words;
  readonly issuer: Words;
  /** Undefined until the document is numbered and signed for the agency. */
  readonly number: string | undefined;
  readonly issuedOn: Temporal.PlainDate | undefined;
  readonly validTo: Temporal.PlainDate | undefined;
  readonly displayName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly revokedAt: Temporal.Instant | undefined;
}

/** Thirty-two signs without I, L, O and U, which are read as 1, 0 and V (Crockford's base 32). */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code that opens a document's public page: 16 signs, 80 bits, so that none can be found by trying. */
export function newVerificationCode(): string {
  return [...randomBytes(16)].map((byte) => signs[byte & 31]).join('');
}

/** Reads a code as people type it: small letters, spaces, dashes, O for 0, I and L for 1. Undefined when it cannot be one. */
export function parseVerificationCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === 16 && [...code].every((sign) => signs.includes(sign)) ? code : undefined;
}

/** `7K2M-9QXA-…`, as printed and shown. */
export function showVerificationCode(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}
