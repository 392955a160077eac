import { verify, X509Certificate } from 'node:crypto';
import { CertificateRevocationList } from 'pkijs';
import { oids, toArrayBuffer } from '../asn1.ts';
import { keyUsageOf } from './certificate-fields.ts';

export type Trust = 'known' | 'unknown-signer' | 'not-valid-then' | 'revoked';

export interface ChainQuestion {
  readonly certificate: Uint8Array;
  /** Certificates that came with the signature; not believed, only used to find the way to a root. */
  readonly others: readonly Uint8Array[];
  readonly trustedRoots: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly at: Temporal.Instant;
  readonly use: 'signing' | 'time-stamping';
}

const maxDepth = 6;
/** Bits of KeyUsage, counted from the left: digitalSignature, nonRepudiation, keyCertSign. */
const bits = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5 };

/** Is there a way from the certificate to a trusted root, good at that moment and for that use? Never throws. */
export function checkChain(question: ChainQuestion): Trust {
  try {
    const path = findPath(question);
    if (path === undefined || !fitsUse(question)) return 'unknown-signer';
    if (!path.every((certificate) => isValidAt(certificate, question.at))) return 'not-valid-then';
    return path.some((certificate, index) => isRevoked(certificate, path[index + 1], question)) ? 'revoked' : 'known';
  } catch {
    return 'unknown-signer';
  }
}

function findPath(question: ChainQuestion): readonly X509Certificate[] | undefined {
  const roots = question.trustedRoots.map((der) => new X509Certificate(der));
  const between = question.others.map((der) => new X509Certificate(der));
  const path = [new X509Certificate(question.certificate)];
  while (path.length <= maxDepth) {
    const last = path[path.length - 1] as X509Certificate;
    const root = roots.find((candidate) => isIssuer(candidate, last));
    if (root !== undefined) return [...path, root];
    const next = between.find((candidate) => !path.includes(candidate) && isIssuer(candidate, last));
    if (next === undefined) return undefined;
    path.push(next);
  }
  return undefined;
}

function isIssuer(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return (
    issuer.ca &&
    mayUse(issuer, [bits.keyCertSign]) &&
    certificate.checkIssued(issuer) &&
    certificate.verify(issuer.publicKey)
  );
}

function fitsUse(question: ChainQuestion): boolean {
  const certificate = new X509Certificate(question.certificate);
  if (question.use === 'signing') return mayUse(certificate, [bits.digitalSignature, bits.nonRepudiation]);
  return (certificate.keyUsage ?? []).join() === oids.timeStamping;
}

/** Without the extension every use is allowed (RFC 5280 4.2.1.3). */
function mayUse(certificate: X509Certificate, wanted: readonly number[]): boolean {
  const usage = keyUsageOf(certificate.raw);
  return usage === undefined || wanted.some((bit) => (usage & (0x80 >> bit)) !== 0);
}

function isValidAt(certificate: X509Certificate, at: Temporal.Instant): boolean {
  const moment = at.epochMilliseconds;
  return certificate.validFromDate.getTime() <= moment && moment <= certificate.validToDate.getTime();
}

/** Only a revocation before the proven time counts: what was signed earlier stays good. */
function isRevoked(
  certificate: X509Certificate,
  issuer: X509Certificate | undefined,
  question: ChainQuestion,
): boolean {
  if (issuer === undefined) return false;
  const serial = certificate.serialNumber.toLowerCase().replace(/^0+/, '');
  return question.crls.some((der) => {
    const crl = readCrl(der, issuer);
    return crl?.revokedCertificates?.some((entry) => {
      const revoked = Buffer.from(entry.userCertificate.valueBlock.valueHexView).toString('hex').replace(/^0+/, '');
      return revoked === serial && entry.revocationDate.value.getTime() <= question.at.epochMilliseconds;
    });
  });
}

function readCrl(der: Uint8Array, issuer: X509Certificate): CertificateRevocationList | undefined {
  try {
    const crl = CertificateRevocationList.fromBER(toArrayBuffer(der));
    const signature = new Uint8Array(crl.signatureValue.valueBlock.valueHexView);
    return verify('sha256', new Uint8Array(crl.tbsView), issuer.publicKey, signature) ? crl : undefined;
  } catch {
    return undefined;
  }
}
