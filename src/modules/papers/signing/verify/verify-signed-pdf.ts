import { createHash } from 'node:crypto';
import { oids } from '../asn1.ts';
import { checkChain, type Trust } from './check-chain.ts';
import { checkSigner, digest, findNamedCertificate } from './check-signer.ts';
import { onlySignaturesAdded } from './later-changes.ts';
import { type ReadCms, readCms } from './read-cms.ts';
import { readTimeStamp } from './read-time-stamp.ts';
import { type FoundSignature, scanSignatures } from './scan-signatures.ts';
import { type Party, readParty } from './subject.ts';

export interface VerifyOptions {
  /** DER of the roots believed, for signers and time-stamp authorities alike. */
  readonly trustedRoots: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  /** SHA-256 (hex) of files that we issued: tells a file of ours from one of others with the same signers. */
  readonly knownDigests?: ReadonlySet<string>;
  /** Judges certificates of signatures without a time stamp. */
  readonly at: Temporal.Instant;
  readonly maxBytes?: number;
}

export interface SignatureReport {
  readonly signer: Party | undefined;
  readonly issuer: string | undefined;
  /** Proven by a time stamp of a known authority. */
  readonly time: Temporal.Instant | undefined;
  readonly coversWholeDocument: boolean;
  /** Is the part of the file that this signature covers as it was when signed? */
  readonly integrity: 'whole' | 'changed-after-signing';
  readonly trust: Trust;
}

/** `damaged`: begins like a PDF but is cut off or out of order, and holds no signature to judge by. */
export type Verdict =
  | 'whole'
  | 'changed-after-signing'
  | 'unknown-signer'
  | 'unsigned'
  | 'damaged'
  | 'not-a-pdf'
  | 'too-large';

export interface VerifiedPdf {
  readonly verdict: Verdict;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly known: boolean;
  /** In the order of signing. */
  readonly signatures: readonly SignatureReport[];
}

/** Above the largest file that may be issued or uploaded. */
const defaultMaxBytes = 64 * 1024 * 1024;

/** Says whether a file is whole, changed after signing, or of an unknown signer. Never rejects, whatever the bytes. */
export async function verifySignedPdf(bytes: Uint8Array, options: VerifyOptions): Promise<VerifiedPdf> {
  const pdf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fileDigest = createHash('sha256').update(pdf).digest('hex');
  const known = options.knownDigests?.has(fileDigest) ?? false;
  const answer = (verdict: Verdict, signatures: readonly SignatureReport[] = []) => ({
    verdict,
    digest: fileDigest,
    known,
    signatures,
  });
  if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) return answer('not-a-pdf');
  if (pdf.length > (options.maxBytes ?? defaultMaxBytes)) return answer('too-large');
  const { found, damaged } = scanSignatures(pdf);
  const signatures = found.map((signature) => report(pdf, signature, options));
  const verdict = verdictOf(pdf, signatures, damaged);
  if (verdict !== 'whole') return answer(verdict, signatures);
  return (await keptBetween(pdf, found)) ? answer('whole', signatures) : answer('changed-after-signing', signatures);
}

/** Asked only of files whose signatures are all good and known, so that no stranger's file is parsed as a PDF. */
async function keptBetween(pdf: Buffer, found: readonly FoundSignature[]): Promise<boolean> {
  for (const [index, earlier] of found.entries()) {
    const later = found[index + 1];
    if (later === undefined) return true;
    if (!(await onlySignaturesAdded(pdf.subarray(0, earlier.coveredTo), pdf.subarray(0, later.coveredTo))))
      return false;
  }
  return true;
}

function verdictOf(pdf: Buffer, signatures: readonly SignatureReport[], damaged: number): Verdict {
  const last = signatures.at(-1);
  if (last === undefined) {
    if (damaged > 0) return 'changed-after-signing';
    return pdf.subarray(-1024).includes('%%EOF') ? 'unsigned' : 'damaged';
  }
  const whole = damaged === 0 && last.coversWholeDocument && signatures.every((one) => one.integrity === 'whole');
  if (!whole) return 'changed-after-signing';
  return signatures.every((one) => one.trust === 'known') ? 'whole' : 'unknown-signer';
}

function report(pdf: Buffer, found: FoundSignature, options: VerifyOptions): SignatureReport {
  const coversWholeDocument = found.coveredTo === pdf.length;
  const broken = {
    coversWholeDocument,
    time: undefined,
    integrity: 'changed-after-signing',
    trust: 'unknown-signer',
  } as const;
  const cms = readCms(found.cms);
  if (cms === undefined || cms.contentType !== oids.data || cms.content !== undefined) {
    return { ...broken, signer: undefined, issuer: undefined };
  }
  const covered = digest(cms.digest, pdf.subarray(0, found.start), pdf.subarray(found.end, found.coveredTo));
  const certificate = checkSigner(cms, covered);
  // Of a bag the first may be an authority's: only the one that the signature names is shown as the signer.
  const shown = certificate ?? findNamedCertificate(cms);
  const names = { signer: shown && readParty(shown, 'subject'), issuer: shown && readParty(shown, 'issuer')?.name };
  const stamped = stampOf(cms, options);
  if (certificate === undefined || stamped === 'broken') return { ...broken, ...names };
  const trust = checkChain({
    certificate,
    others: cms.certificates,
    trustedRoots: options.trustedRoots,
    crls: options.crls ?? [],
    at: stamped?.at ?? options.at,
    use: 'signing',
  });
  const stampTrusted = stamped === undefined || stamped.trusted;
  return {
    ...names,
    coversWholeDocument,
    integrity: 'whole',
    time: stamped?.trusted ? stamped.at : undefined,
    trust: trust === 'known' && !stampTrusted ? 'unknown-signer' : trust,
  };
}

/** The only unsigned attribute understood is the time stamp; any other could hold anything, so it counts as broken. */
function stampOf(
  cms: ReadCms,
  options: VerifyOptions,
): { at: Temporal.Instant; trusted: boolean } | 'broken' | undefined {
  const attribute = cms.unsignedAttributes.get(oids.timeStampToken);
  if (cms.unsignedAttributes.size > (attribute === undefined ? 0 : 1)) return 'broken';
  if (attribute === undefined) return undefined;
  const stamp = readTimeStamp(attribute.bytes);
  if (stamp === undefined || Buffer.compare(stamp.imprint, digest(stamp.hash, cms.signatureValue)) !== 0)
    return 'broken';
  const trust = checkChain({
    certificate: stamp.certificate,
    others: stamp.certificates,
    trustedRoots: options.trustedRoots,
    crls: options.crls ?? [],
    at: stamp.at,
    use: 'time-stamping',
  });
  return { at: stamp.at, trusted: trust === 'known' };
}
