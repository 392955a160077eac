import { verify, X509Certificate } from 'node:crypto';
import { assembleCms, sha256 } from './cms.ts';
import { signingErrors } from './errors.ts';
import { type PrepareOptions, prepareSignature, type SignatureState, toBeSignedOf } from './prepare-signature.ts';
import type { Signer } from './signer.ts';
import type { TimeStamper } from './time-stamp.ts';

/**
 * Second phase: checks that the value really signs the prepared file with the certificate announced, fetches a time
 * stamp over it and writes both into the room left. The result is PAdES B-T; without `timeStamp`, B-B.
 */
export async function attachSignature(
  prepared: { readonly preparedPdf: Uint8Array; readonly state: SignatureState },
  signatureValue: Uint8Array,
  options: { readonly timeStamp?: TimeStamper } = {},
): Promise<Uint8Array> {
  const { preparedPdf, state } = prepared;
  const toBeSigned = toBeSignedOf(state);
  if (Buffer.from(sha256(preparedPdf)).toString('hex') !== state.preparedDigest) {
    throw signingErrors.preparedFileChanged();
  }
  const certificateChain = state.certificateChain.map((text) => Uint8Array.from(Buffer.from(text, 'base64')));
  assertSignatureMatches(toBeSigned, signatureValue, certificateChain[0]);
  const timeStampToken = await options.timeStamp?.(sha256(signatureValue));
  const cms = assembleCms({ certificateChain, signedAttributes: toBeSigned, signatureValue, timeStampToken });
  return fillHole(preparedPdf, state.hole, cms);
}

/** Both phases at once, for a signer that answers straight away. */
export async function signPdf(
  pdf: Uint8Array,
  signer: Signer,
  options: Omit<PrepareOptions, 'certificateChain'> & { readonly timeStamp?: TimeStamper },
): Promise<Uint8Array> {
  const { timeStamp, ...rest } = options;
  const prepared = await prepareSignature(pdf, { ...rest, certificateChain: await signer.certificateChain() });
  const value = await signer.sign(prepared.toBeSigned);
  return attachSignature(prepared, value, timeStamp === undefined ? {} : { timeStamp });
}

/** A wrong token, another person's card or a damaged answer is refused here, not found by the citizen later. */
function assertSignatureMatches(toBeSigned: Uint8Array, value: Uint8Array, certificate: Uint8Array | undefined): void {
  let matches = false;
  try {
    matches =
      certificate !== undefined && verify('sha256', toBeSigned, new X509Certificate(certificate).publicKey, value);
  } catch (cause) {
    throw signingErrors.signatureDoesNotMatch({ cause });
  }
  if (!matches) throw signingErrors.signatureDoesNotMatch();
}

function fillHole(preparedPdf: Uint8Array, hole: SignatureState['hole'], cms: Uint8Array): Uint8Array {
  const reserved = (hole.end - hole.start - 2) / 2;
  if (cms.length > reserved) throw signingErrors.signatureTooLarge({ values: { size: cms.length, reserved } });
  const pdf = Buffer.from(preparedPdf);
  pdf.write(Buffer.from(cms).toString('hex'), hole.start + 1, 'latin1');
  return new Uint8Array(pdf.buffer, pdf.byteOffset, pdf.byteLength);
}
