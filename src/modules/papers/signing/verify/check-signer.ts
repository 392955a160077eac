import { createHash, verify, X509Certificate } from 'node:crypto';
import { Sequence } from 'asn1js';
import { Certificate } from 'pkijs';
import { oids, sequence, toArrayBuffer, toDer } from '../asn1.ts';
import { type HashName, members, octetsOf, oidOf, type ReadCms } from './read-cms.ts';

/** Which certificate of the bag signed, provided that everything the signature says holds. */
export function checkSigner(cms: ReadCms, contentDigest: Uint8Array): Uint8Array | undefined {
  try {
    const certificate = cms.certificates.find(
      (der) => Buffer.compare(issuerAndSerialOf(der), cms.issuerAndSerial) === 0,
    );
    if (certificate === undefined) return undefined;
    const holds =
      oidOf(cms.attributes.get(oids.contentType)) === cms.contentType &&
      Buffer.compare(octetsOf(cms.attributes.get(oids.messageDigest)), contentDigest) === 0 &&
      namesCertificate(cms, certificate) &&
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
function namesCertificate(cms: ReadCms, certificate: Uint8Array): boolean {
  const attribute = cms.attributes.get(oids.signingCertificateV2);
  if (attribute === undefined) return true;
  const [first] = members(members(attribute, Sequence)[0], Sequence);
  const parts = members(first, Sequence);
  const named = parts[0] instanceof Sequence;
  const hash = named ? hashOf(oidOf(members(parts[0], Sequence)[0])) : 'sha256';
  return Buffer.compare(octetsOf(parts[named ? 1 : 0]), digest(hash, certificate)) === 0;
}

function hashOf(name: string): HashName {
  if (name === oids.sha256) return 'sha256';
  if (name === oids.sha384) return 'sha384';
  if (name === oids.sha512) return 'sha512';
  throw new TypeError('hash');
}

function issuerAndSerialOf(der: Uint8Array): Uint8Array {
  const certificate = Certificate.fromBER(toArrayBuffer(der));
  return toDer(sequence(certificate.issuer.toSchema(), certificate.serialNumber));
}
