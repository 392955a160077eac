import { createHash, X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import {
  integer,
  mustRead,
  nothing,
  octets,
  oid,
  oids,
  sequence,
  set,
  sortedSet,
  tagged,
  toArrayBuffer,
  toDer,
} from './asn1.ts';

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/**
 * The attributes that the signer really signs (CAdES, ETSI EN 319 122-1): content type, digest of the paper and digest
 * of the signer's certificate. The claimed time stays out: EN 319 142-1 keeps it in the PDF dictionary (/M) only.
 * As a SET OF in DER, the bytes over which RFC 5652 (5.4) asks for the signature.
 */
export function signedAttributes(documentDigest: Uint8Array, signerCertificate: Uint8Array): Uint8Array {
  const certificateHash = sequence(sequence(sequence(octets(sha256(signerCertificate)))));
  const attributes = [
    sequence(oid(oids.contentType), set(oid(oids.data))),
    sequence(oid(oids.messageDigest), set(octets(documentDigest))),
    sequence(oid(oids.signingCertificateV2), set(certificateHash)),
  ];
  return toDer(sortedSet(attributes.map(toDer)));
}

/** Puts a detached CMS together: the signed attributes, the value made elsewhere, the chain, the time stamp. */
export function assembleCms(parts: {
  readonly certificateChain: readonly Uint8Array[];
  readonly signedAttributes: Uint8Array;
  readonly signatureValue: Uint8Array;
  readonly timeStampToken?: Uint8Array | undefined;
}): Uint8Array {
  const [own] = parts.certificateChain;
  if (own === undefined) throw new TypeError('a signature needs its certificate');
  const certificate = Certificate.fromBER(toArrayBuffer(own));
  const digestAlgorithm = sequence(oid(oids.sha256));
  const unsigned =
    parts.timeStampToken === undefined
      ? []
      : [tagged(1, sequence(oid(oids.timeStampToken), set(mustRead(parts.timeStampToken))))];
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuer.toSchema(), certificate.serialNumber),
    digestAlgorithm,
    tagged(0, ...membersOf(parts.signedAttributes)),
    signatureAlgorithm(own),
    octets(parts.signatureValue),
    ...unsigned,
  );
  const signedData = sequence(
    integer(1),
    set(sequence(oid(oids.sha256))),
    sequence(oid(oids.data)),
    tagged(0, ...sortedSet(withoutRoot(parts.certificateChain)).valueBlock.value),
    set(signerInfo),
  );
  return toDer(sequence(oid(oids.signedData), tagged(0, signedData)));
}

/** RSA names the key kind only, as RFC 3370 does and old verifiers want; ECDSA names key and hash together. */
function signatureAlgorithm(certificate: Uint8Array) {
  const kind = new X509Certificate(certificate).publicKey.asymmetricKeyType;
  if (kind === 'rsa') return sequence(oid(oids.rsaEncryption), nothing());
  if (kind === 'ec') return sequence(oid(oids.ecdsaWithSha256));
  throw new TypeError(`no signature algorithm for a ${kind} key`);
}

/** The root is known to verifiers beforehand or not trusted at all, so that it only makes the file larger. */
function withoutRoot(chain: readonly Uint8Array[]): readonly Uint8Array[] {
  return chain.filter((der, index) => {
    if (index === 0) return true;
    const certificate = new X509Certificate(der);
    return certificate.subject !== certificate.issuer;
  });
}

function membersOf(setBytes: Uint8Array) {
  const value = mustRead(setBytes);
  const members = (value as ReturnType<typeof set>).valueBlock.value;
  if (members.length === 0) throw new TypeError('no signed attributes');
  return members;
}
