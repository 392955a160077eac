import { createHash, verify, X509Certificate } from 'node:crypto';
import { oids } from '../asn1.ts';
import { namesCertificateAs } from './certificate-fields.ts';
import { contentOf, members, oidOf, tags } from './der.ts';
import { digestOf, type HashName, type ReadCms } from './read-cms.ts';

/** The certificate of the bag that the signature names, whether or not the signature holds. */
export function findNamedCertificate(cms: ReadCms): Uint8Array | undefined {
  try {
    return cms.certificates.find((one) => namesCertificateAs(one, cms.issuerAndSerial));
  } catch {
    return undefined;
  }
}

/** Which certificate of the bag signed, provided that everything the signature says holds. */
export function checkSigner(cms: ReadCms, contentDigest: Uint8Array): Uint8Array | undefined {
  try {
    const certificate = findNamedCertificate(cms);
    if (certificate === undefined) return undefined;
    const signedDigest = contentOf(cms.attributes.get(oids.messageDigest), tags.octets);
    const holds =
      oidOf(cms.attributes.get(oids.contentType)) === cms.contentType &&
      Buffer.compare(signedDigest, contentDigest) === 0 &&
      bindsCertificate(cms, certificate) &&
      verify(cms.digest, cms.signedAttributes, new X509Certificate(certificate).publicKey, cms.signatureValue);
    return holds ? certificate : undefined;
  } catch {
    return undefined;
  }
}

export function digest(hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = createHash(hash);
  for (const part of parts) hasher.update(part);
  return new Uint8Array(hasher.digest());
}

/**
 * The signing-certificate attribute binds the certificate, so that another one with the same key cannot be put in its
 * place. Older signatures of other programs lack it; then the issuer and serial number have to do.
 */
function bindsCertificate(cms: ReadCms, certificate: Uint8Array): boolean {
  const attribute = cms.attributes.get(oids.signingCertificateV2);
  if (attribute === undefined) return true;
  const [first] = members(members(attribute, tags.sequence)[0], tags.sequence);
  const parts = members(first, tags.sequence);
  const named = parts[0]?.tag === tags.sequence;
  const hash = named ? digestOf(parts[0]) : 'sha256';
  return Buffer.compare(contentOf(parts[named ? 1 : 0], tags.octets), digest(hash, certificate)) === 0;
}
