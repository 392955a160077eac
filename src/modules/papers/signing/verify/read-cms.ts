import { Set as Asn1Set, type AsnType, Constructed, Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { derLength, oids, readDer, toDer } from '../asn1.ts';

/** A CMS with one signer, taken apart. Every byte that the signature itself does not protect has been checked. */
export interface ReadCms {
  readonly contentType: string;
  /** Absent in a detached signature. */
  readonly content: Uint8Array | undefined;
  readonly certificates: readonly Uint8Array[];
  readonly digest: HashName;
  readonly signedAttributes: Uint8Array;
  readonly attributes: ReadonlyMap<string, AsnType>;
  readonly signatureAlgorithm: string;
  readonly signatureValue: Uint8Array;
  readonly issuerAndSerial: Uint8Array;
  readonly unsignedAttributes: ReadonlyMap<string, AsnType>;
}

export type HashName = 'sha256' | 'sha384' | 'sha512';

const maxCertificates = 20;
const hashes: Readonly<Record<string, HashName>> = {
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
};
/** Signature algorithms and the hash that goes with each; `any` takes the hash named beside it. */
const signatureAlgorithms: Readonly<Record<string, { hash: HashName | 'any'; parameters: 'null' | 'absent' }>> = {
  [oids.rsaEncryption]: { hash: 'any', parameters: 'null' },
  [oids.sha256WithRsa]: { hash: 'sha256', parameters: 'null' },
  [oids.sha384WithRsa]: { hash: 'sha384', parameters: 'null' },
  [oids.sha512WithRsa]: { hash: 'sha512', parameters: 'null' },
  [oids.ecdsaWithSha256]: { hash: 'sha256', parameters: 'absent' },
  [oids.ecdsaWithSha384]: { hash: 'sha384', parameters: 'absent' },
  [oids.ecdsaWithSha512]: { hash: 'sha512', parameters: 'absent' },
};

/** Undefined for anything that is not DER, has another number of signers than one, or says what it should not say. */
export function readCms(der: Uint8Array): ReadCms | undefined {
  try {
    if (derLength(der) !== der.length) return undefined;
    const whole = readDer(der);
    if (whole === undefined || Buffer.compare(toDer(whole), der) !== 0) return undefined;
    return readSignedData(signedDataOf(whole));
  } catch {
    return undefined;
  }
}

function signedDataOf(whole: AsnType): readonly AsnType[] {
  const [type, wrapped] = members(whole, Sequence, 2);
  if (oidOf(type) !== oids.signedData) throw new TypeError('not SignedData');
  return members(members(tag(wrapped, 0), Constructed, 1)[0], Sequence);
}

function readSignedData(parts: readonly AsnType[]): ReadCms {
  const [version, digests, content, certificates, signers] = parts;
  if (parts.length !== 5) throw new TypeError('five parts expected: no CRLs here');
  const [contentType, wrapped, ...more] = members(content, Sequence);
  if (more.length > 0) throw new TypeError('content');
  const type = oidOf(contentType);
  // RFC 5652 5.1: version 1 for plain data and issuer-and-serial signers, 3 for every other content.
  if (smallInteger(version) !== (type === oids.data ? 1 : 3)) throw new TypeError('version');
  const digest = digestOf(members(digests, Asn1Set, 1)[0]);
  const signer = readSigner(members(members(signers, Asn1Set, 1)[0], Sequence), digest);
  const bag = members(tag(certificates, 0), Constructed).map(toDer);
  if (bag.length > maxCertificates) throw new TypeError('too many certificates');
  const inner = wrapped === undefined ? undefined : members(tag(wrapped, 0), Constructed, 1)[0];
  return { contentType: type, content: inner && octetsOf(inner), certificates: bag, digest, ...signer };
}

function readSigner(parts: readonly AsnType[], digest: HashName) {
  const [version, issuerAndSerial, digestAlgorithm, signed, algorithm, value, unsigned] = parts;
  if (parts.length < 6 || parts.length > 7) throw new TypeError('signer');
  if (smallInteger(version) !== 1 || digestOf(digestAlgorithm) !== digest)
    throw new TypeError('signer version or digest');
  const signedMembers = members(tag(signed, 0), Constructed);
  const signedAttributes = toDer(new Asn1Set({ value: [...signedMembers] }));
  return {
    signedAttributes,
    attributes: attributeMap(signedMembers),
    signatureAlgorithm: signatureAlgorithmOf(algorithm, digest),
    signatureValue: octetsOf(value),
    issuerAndSerial: toDer(present(issuerAndSerial)),
    unsignedAttributes: attributeMap(unsigned === undefined ? [] : members(tag(unsigned, 1), Constructed)),
  };
}

function attributeMap(attributes: readonly AsnType[]): ReadonlyMap<string, AsnType> {
  const map = new Map<string, AsnType>();
  for (const attribute of attributes) {
    const [type, values] = members(attribute, Sequence, 2);
    const name = oidOf(type);
    const [value] = members(values, Asn1Set, 1);
    if (map.has(name) || value === undefined) throw new TypeError('attribute');
    map.set(name, value);
  }
  return map;
}

function digestOf(algorithm: AsnType | undefined): HashName {
  const [type, parameters, ...more] = members(algorithm, Sequence);
  const hash = hashes[oidOf(type)];
  if (hash === undefined || more.length > 0 || (parameters !== undefined && !isNull(parameters))) {
    throw new TypeError('digest algorithm');
  }
  return hash;
}

function signatureAlgorithmOf(algorithm: AsnType | undefined, digest: HashName): string {
  const [type, parameters, ...more] = members(algorithm, Sequence);
  const name = oidOf(type);
  const known = signatureAlgorithms[name];
  const parametersFit = known?.parameters === 'null' ? parameters !== undefined && isNull(parameters) : !parameters;
  if (known === undefined || more.length > 0 || !parametersFit) throw new TypeError('signature algorithm');
  if (known.hash !== 'any' && known.hash !== digest) throw new TypeError('signature hash');
  return name;
}

type Kind = typeof Sequence | typeof Asn1Set | typeof Constructed;

export function members(value: AsnType | undefined, kind: Kind, count?: number): readonly AsnType[] {
  // The parser takes 0x10 for a SEQUENCE as well as 0x30; only the constructed form is DER.
  if (!(value instanceof kind) || !value.idBlock.isConstructed) throw new TypeError('unexpected ASN.1 type');
  const list = (value as Constructed).valueBlock.value as AsnType[];
  if (count !== undefined && list.length !== count) throw new TypeError('unexpected number of members');
  return list;
}

export function octetsOf(value: AsnType | undefined): Uint8Array {
  if (!(value instanceof OctetString) || value.idBlock.isConstructed) throw new TypeError('octets expected');
  return new Uint8Array(value.valueBlock.valueHexView);
}

export function oidOf(value: AsnType | undefined): string {
  if (!(value instanceof ObjectIdentifier) || value.idBlock.isConstructed)
    throw new TypeError('object identifier expected');
  return value.valueBlock.toString();
}

const isNull = (value: AsnType): boolean => Buffer.from(toDer(value)).equals(Buffer.from([5, 0]));

function smallInteger(value: AsnType | undefined): number {
  if (!(value instanceof Integer) || value.idBlock.isConstructed) throw new TypeError('integer expected');
  return value.valueBlock.valueDec;
}

function tag(value: AsnType | undefined, tagNumber: number): AsnType {
  const block = present(value).idBlock;
  if (block.tagClass !== 3 || block.tagNumber !== tagNumber) throw new TypeError(`[${tagNumber}] expected`);
  return present(value);
}

function present(value: AsnType | undefined): AsnType {
  if (value === undefined) throw new TypeError('missing part');
  return value;
}
