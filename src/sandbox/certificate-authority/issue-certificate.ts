import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto';
import { BitString, fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  type RelativeDistinguishedNames,
  Time,
} from 'pkijs';

export type CertificateProfile = 'root' | 'issuing' | 'signer' | 'time-stamping';

export interface CertificateOrder {
  readonly profile: CertificateProfile;
  readonly subject: RelativeDistinguishedNames;
  /** SPKI, DER. */
  readonly publicKey: Uint8Array;
  readonly issuer: {
    readonly name: RelativeDistinguishedNames;
    readonly publicKey: Uint8Array;
    readonly key: KeyObject;
  };
  readonly notBefore: Temporal.Instant;
  readonly notAfter: Temporal.Instant;
  /** Where the list of revoked certificates and the issuer's own certificate can be fetched. */
  readonly urls?: { readonly crl: string; readonly issuer: string };
}

/** KeyUsage bits from the left, with the number of unused ones: as DER wants the named bits. */
const keyUsages: Readonly<Record<CertificateProfile, readonly [octet: number, unusedBits: number]>> = {
  root: [0b0000_0110, 1],
  issuing: [0b0000_0110, 1],
  signer: [0b1100_0000, 6],
  'time-stamping': [0b1100_0000, 6],
};

export function issueCertificate(order: CertificateOrder): Uint8Array {
  const certificate = new Certificate({
    version: 2,
    serialNumber: newSerialNumber(),
    issuer: order.issuer.name,
    subject: order.subject,
    notBefore: time(order.notBefore),
    notAfter: time(order.notAfter),
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(toBuffer(order.publicKey)),
    signature: sha256WithRsa(),
    signatureAlgorithm: sha256WithRsa(),
    extensions: extensionsOf(order),
  });
  const tbs = new Uint8Array(certificate.encodeTBS().toBER());
  certificate.signatureValue = new BitString({ valueHex: toBuffer(sign('sha256', tbs, order.issuer.key)) });
  return new Uint8Array(certificate.toSchema(true).toBER());
}

export const sha256WithRsa = (): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: new Null() });

/** 126 random bits, positive, never starting with a zero octet. */
export function newSerialNumber(): Integer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return new Integer({ valueHex: toBuffer(bytes) });
}

export const time = (instant: Temporal.Instant): Time =>
  new Time({ type: 0, value: new Date(Math.floor(instant.epochMilliseconds / 1000) * 1000) });

export const toBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

function extensionsOf(order: CertificateOrder): Extension[] {
  const [usage, unusedBits] = keyUsages[order.profile];
  const isAuthority = order.profile === 'root' || order.profile === 'issuing';
  const list = [
    extension('2.5.29.15', true, new BitString({ valueHex: Uint8Array.of(usage).buffer, unusedBits })),
    extension('2.5.29.14', false, new OctetString({ valueHex: keyIdentifier(order.publicKey) })),
  ];
  if (isAuthority) {
    const constraints =
      order.profile === 'issuing'
        ? new BasicConstraints({ cA: true, pathLenConstraint: 0 })
        : new BasicConstraints({ cA: true });
    list.push(extension('2.5.29.19', true, constraints.toSchema()));
  }
  if (order.profile !== 'root') {
    list.push(
      extension('2.5.29.35', false, new Sequence({ value: [implicit(0, keyIdentifier(order.issuer.publicKey))] })),
    );
  }
  if (order.profile === 'time-stamping') {
    list.push(
      extension('2.5.29.37', true, new Sequence({ value: [new ObjectIdentifier({ value: '1.3.6.1.5.5.7.3.8' })] })),
    );
  }
  if (order.urls !== undefined) list.push(...locations(order.urls));
  return list;
}

function locations(urls: { readonly crl: string; readonly issuer: string }): Extension[] {
  const uri = (value: string) => implicit(6, new TextEncoder().encode(value).buffer as ArrayBuffer);
  const point = new Sequence({ value: [constructed(0, constructed(0, uri(urls.crl)))] });
  const access = new Sequence({ value: [new ObjectIdentifier({ value: '1.3.6.1.5.5.7.48.2' }), uri(urls.issuer)] });
  return [
    extension('2.5.29.31', false, new Sequence({ value: [point] })),
    extension('1.3.6.1.5.5.7.1.1', false, new Sequence({ value: [access] })),
  ];
}

function extension(extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER() });
}

/** RFC 5280 4.2.1.2 method 1: SHA-1 of the key bits; an identifier, not a protection. */
export function keyIdentifier(spki: Uint8Array): ArrayBuffer {
  const bits = PublicKeyInfo.fromBER(toBuffer(spki)).subjectPublicKey.valueBlock.valueHexView;
  return toBuffer(createHash('sha1').update(bits).digest());
}

function implicit(tagNumber: number, content: ArrayBuffer) {
  const bytes = new Uint8Array(content);
  if (bytes.length > 127) throw new RangeError('value too long for a short DER length');
  return fromBER(toBuffer(Uint8Array.of(0x80 | tagNumber, bytes.length, ...bytes))).result;
}

function constructed(tagNumber: number, inner: { toBER(): ArrayBuffer }) {
  const bytes = new Uint8Array(inner.toBER());
  if (bytes.length > 127) throw new RangeError('value too long for a short DER length');
  return fromBER(toBuffer(Uint8Array.of(0xa0 | tagNumber, bytes.length, ...bytes))).result;
}

/** Refuses what OpenSSL cannot read as a public key, and RSA keys that are too short. */
export function assertPublicKey(spki: Uint8Array): void {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const bits = key.asymmetricKeyDetails?.modulusLength;
  const fits =
    key.asymmetricKeyType === 'rsa' ? (bits ?? 0) >= 2048 && (bits ?? 0) <= 8192 : key.asymmetricKeyType === 'ec';
  if (!fits) throw new TypeError('an RSA key of 2048 to 8192 bits or an EC key is needed');
}
