import { oids } from '../asn1.ts';
import { contentOf, type Der, isNull, members, oidOf, oneDer, only, smallIntegerOf, tags } from './der.ts';

/** A CMS with one signer, taken apart. Every byte that the signature itself does not protect has been checked. */
export interface ReadCms {
  readonly contentType: string;
  /** Absent in a detached signature. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly digest: HashName;
  /** As a SET OF: the bytes that were signed. */
  readonly signedAttributes: Uint8Array;
  readonly attributes: ReadonlyMap<string, Der>;
  readonly signatureValue: Uint8Array;
  readonly issuerAndSerial: Uint8Array;
  readonly unsignedAttributes: ReadonlyMap<string, Der>;
}

export type HashName = 'sha256' | 'sha384' | 'sha512';

const maxCertificates = 20;
const hashes: Readonly<Record<string, HashName>> = {
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
};
/** Signature algorithms and the hash that goes with each; `any` takes the hash named beside it. */
const signatureAlgorithms: Readonly<Record<string, HashName | 'any'>> = {
  [oids.rsaEncryption]: 'any',
  [oids.sha256WithRsa]: 'sha256',
  [oids.sha384WithRsa]: 'sha384',
  [oids.sha512WithRsa]: 'sha512',
  [oids.ecdsaWithSha256]: 'sha256',
  [oids.ecdsaWithSha384]: 'sha384',
  [oids.ecdsaWithSha512]: 'sha512',
};

/** Undefined for anything that is not DER, has another number of signers than one, or says what it should not say. */
export function readCms(bytes: Uint8Array): ReadCms | undefined {
  try {
    const [type, wrapped] = members(oneDer(bytes), tags.sequence, 2);
    if (oidOf(type) !== oids.signedData) return undefined;
    return readSignedData(members(only(wrapped, tags.tagged0), tags.sequence));
  } catch {
    return undefined;
  }
}

function readSignedData(parts: readonly Der[]): ReadCms {
  const [version, digests, content, certificates, signers] = parts;
  if (parts.length !== 5) throw new TypeError('five parts expected: no CRLs here');
  const [contentType, wrapped, ...more] = members(content, tags.sequence);
  if (more.length > 0) throw new TypeError('content');
  const type = oidOf(contentType);
  // RFC 5652 5.1: version 1 for plain data and issuer-and-serial signers, 3 for every other content.
  if (smallIntegerOf(version) !== (type === oids.data ? 1 : 3)) throw new TypeError('version');
  const digest = digestOf(only(digests, tags.set));
  const bag = members(certificates, tags.tagged0).map((one) => one.bytes);
  if (bag.length > maxCertificates) throw new TypeError('too many certificates');
  const inner = wrapped === undefined ? undefined : contentOf(only(wrapped, tags.tagged0), tags.octets);
  const signer = readSigner(members(only(signers, tags.set), tags.sequence), digest);
  return { contentType: type, content: inner, certificates: bag, digest, ...signer };
}

function readSigner(parts: readonly Der[], digest: HashName) {
  const [version, issuerAndSerial, digestAlgorithm, signed, algorithm, value, unsigned] = parts;
  if (parts.length < 6 || parts.length > 7 || signed === undefined) throw new TypeError('signer');
  if (smallIntegerOf(version) !== 1 || digestOf(digestAlgorithm) !== digest) throw new TypeError('version or digest');
  assertSignatureAlgorithm(algorithm, digest);
  members(issuerAndSerial, tags.sequence, 2);
  const signedAttributes = Uint8Array.from(signed.bytes);
  signedAttributes[0] = tags.set;
  return {
    signedAttributes,
    attributes: attributeMap(members(signed, tags.tagged0)),
    signatureValue: contentOf(value, tags.octets),
    issuerAndSerial: issuerAndSerial?.bytes ?? new Uint8Array(0),
    unsignedAttributes: attributeMap(unsigned === undefined ? [] : members(unsigned, tags.tagged1)),
  };
}

function attributeMap(attributes: readonly Der[]): ReadonlyMap<string, Der> {
  const map = new Map<string, Der>();
  for (const attribute of attributes) {
    const [type, values] = members(attribute, tags.sequence, 2);
    const name = oidOf(type);
    if (map.has(name)) throw new TypeError('attribute twice');
    map.set(name, only(values, tags.set));
  }
  return map;
}

/** SHA-2 by the name of its algorithm, parameters absent or NULL. */
export function digestOf(algorithm: Der | undefined): HashName {
  const [type, parameters, ...more] = members(algorithm, tags.sequence);
  const hash = hashes[oidOf(type)];
  if (hash === undefined || more.length > 0 || (parameters !== undefined && !isNull(parameters))) {
    throw new TypeError('digest algorithm');
  }
  return hash;
}

/** Programs differ in whether RSA has NULL parameters or none; nothing else may stand there. */
function assertSignatureAlgorithm(algorithm: Der | undefined, digest: HashName): void {
  const [type, parameters, ...more] = members(algorithm, tags.sequence);
  const hash = signatureAlgorithms[oidOf(type)];
  const bare = more.length === 0 && (parameters === undefined || isNull(parameters));
  if (!bare || (hash !== 'any' && hash !== digest)) throw new TypeError('signature algorithm');
}
