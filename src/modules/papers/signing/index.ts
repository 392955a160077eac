export type { SignatureAppearance } from './appearance.ts';
export { attachSignature, signPdf } from './attach-signature.ts';
export {
  type CertificateAuthority,
  type CertificateHolder,
  httpCertificateAuthority,
  type OrderedCertificate,
} from './certificate-authority.ts';
export { signingErrors } from './errors.ts';
export {
  type PreparedSignature,
  type PrepareOptions,
  prepareSignature,
  type SignatureState,
  toBeSignedOf,
} from './prepare-signature.ts';
export type { Signer } from './signer.ts';
export { createSigningKey, type NewSigningKey, softwareSigner } from './software-signer.ts';
export { httpTimeStamper, type TimeStamper } from './time-stamp.ts';
export type { Trust } from './verify/check-chain.ts';
export { type ReadTimeStamp, readTimeStamp } from './verify/read-time-stamp.ts';
export type { Party } from './verify/subject.ts';
export {
  type SignatureReport,
  type Verdict,
  type VerifiedPdf,
  type VerifyOptions,
  verifySignedPdf,
} from './verify/verify-signed-pdf.ts';
