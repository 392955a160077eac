import {
  Set as Asn1Set,
  type AsnType,
  Constructed,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
} from 'asn1js';

/** Short words for the few ASN.1 shapes that a signature is made of. */
export const oids = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  rsaEncryption: '1.2.840.113549.1.1.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  sha384WithRsa: '1.2.840.113549.1.1.12',
  sha512WithRsa: '1.2.840.113549.1.1.13',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** Far above what a signature with its certificates and time stamp holds (about 500 nodes, depth 14). */
const limits = { maxDepth: 40, maxNodes: 20_000 };

export const sequence = (...value: AsnType[]): Sequence => new Sequence({ value });
export const set = (...value: AsnType[]): Asn1Set => new Asn1Set({ value });
export const oid = (value: string): ObjectIdentifier => new ObjectIdentifier({ value });
export const integer = (value: number): Integer => new Integer({ value });
export const octets = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: toArrayBuffer(bytes) });
export const nothing = (): Null => new Null();

/** A context-specific constructed value, as `[0] IMPLICIT` of a set or `[0] EXPLICIT` of one value. */
export const tagged = (tagNumber: number, ...value: AsnType[]): Constructed =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });

export const toDer = (value: AsnType): Uint8Array => new Uint8Array(value.toBER(false));

/** Reads exactly one value that fills the bytes; undefined for anything else. */
export function readDer(bytes: Uint8Array): AsnType | undefined {
  const { offset, result } = fromBER(toArrayBuffer(bytes), limits);
  return offset === bytes.length ? result : undefined;
}

/** Length of the DER value at the start of the bytes, header included; undefined where it does not fit in. */
export function derLength(bytes: Uint8Array): number | undefined {
  const first = bytes[1];
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 4 || bytes.length < 2 + count) return undefined;
  let length = 0;
  for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[2 + i] ?? 0);
  return 2 + count + length <= bytes.length ? 2 + count + length : undefined;
}

/** DER asks for the members of a SET OF in the order of their bytes. */
export function sortedSet(members: readonly Uint8Array[]): Asn1Set {
  const sorted = [...members].sort((a, b) => Buffer.compare(a, b));
  return set(...sorted.map(mustRead));
}

export function mustRead(bytes: Uint8Array): AsnType {
  const value = readDer(bytes);
  if (value === undefined) throw new TypeError('not one DER value');
  return value;
}

export function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
