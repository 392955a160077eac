import { createHash, sign } from 'node:crypto';
import {
  Set as Asn1Set,
  BitString,
  Constructed,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
} from 'asn1js';
import { Accuracy, AlgorithmIdentifier, Certificate, MessageImprint, TimeStampReq, TSTInfo } from 'pkijs';
import type { Authority } from './authority-store.ts';
import { newSerialNumber, toBuffer } from './issue-certificate.ts';

/** Under the arc that ITU-T keeps for examples (2.999): it cannot be taken for a policy of a real authority. */
export const sandboxTimeStampPolicy = '2.999.1.3';

const digestLengths: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
};
/** Bits of PKIFailureInfo, RFC 3161 2.4.2. */
const failures = { badAlg: 0, badRequest: 2, badDataFormat: 5, unacceptedPolicy: 15, unacceptedExtension: 16 };

/** Answers a TimeStampReq with a TimeStampResp (RFC 3161), both DER. Any fault of the request is a rejection, never an error. */
export function answerTimeStampRequest(request: Uint8Array, authority: Authority, now: Temporal.Instant): Uint8Array {
  const read = readRequest(request);
  if (typeof read === 'number') return rejection(read);
  const info = new TSTInfo({
    version: 1,
    policy: sandboxTimeStampPolicy,
    messageImprint: read.messageImprint,
    serialNumber: newSerialNumber(),
    genTime: new Date(Math.floor(now.epochMilliseconds / 1000) * 1000),
    accuracy: new Accuracy({ seconds: 1 }),
    ...(read.nonce === undefined ? {} : { nonce: read.nonce }),
  });
  const token = signToken(new Uint8Array(info.toSchema().toBER()), authority, read.certReq === true);
  return der(seq(seq(new Integer({ value: 0 })), token));
}

function readRequest(bytes: Uint8Array): TimeStampReq | number {
  let request: TimeStampReq;
  try {
    request = TimeStampReq.fromBER(toBuffer(bytes));
  } catch {
    return failures.badDataFormat;
  }
  const wanted = digestLengths[request.messageImprint.hashAlgorithm.algorithmId];
  if (wanted === undefined) return failures.badAlg;
  if (request.version !== 1) return failures.badRequest;
  if (request.messageImprint.hashedMessage.valueBlock.valueHexView.length !== wanted) return failures.badDataFormat;
  if (request.reqPolicy !== undefined && request.reqPolicy !== sandboxTimeStampPolicy) return failures.unacceptedPolicy;
  if ((request.extensions ?? []).length > 0) return failures.unacceptedExtension;
  const { hashAlgorithm, hashedMessage } = request.messageImprint;
  const algorithm = new AlgorithmIdentifier({ algorithmId: hashAlgorithm.algorithmId, algorithmParams: new Null() });
  request.messageImprint = new MessageImprint({ hashAlgorithm: algorithm, hashedMessage });
  return request;
}

function rejection(bit: number): Uint8Array {
  const octets = new Uint8Array(Math.floor(bit / 8) + 1);
  octets[octets.length - 1] = 0x80 >> (bit % 8);
  const info = new BitString({ valueHex: toBuffer(octets), unusedBits: 7 - (bit % 8) });
  return der(seq(seq(new Integer({ value: 2 }), info)));
}

/** CMS SignedData over the TSTInfo, with the signing-certificate attribute in its second version (RFC 5816). */
function signToken(info: Uint8Array, authority: Authority, withCertificates: boolean) {
  const { timeStamping, issuing } = authority;
  const own = Certificate.fromBER(toBuffer(timeStamping.certificate));
  const identity = seq(own.issuer.toSchema(), own.serialNumber);
  const issuerName = tagged(4, own.issuer.toSchema());
  const certificateId = seq(octets(sha256(timeStamping.certificate)), seq(seq(issuerName), own.serialNumber));
  const attributes = [
    seq(oid('1.2.840.113549.1.9.3'), set(oid('1.2.840.113549.1.9.16.1.4'))),
    seq(oid('1.2.840.113549.1.9.4'), set(octets(sha256(info)))),
    seq(oid('1.2.840.113549.1.9.16.2.47'), set(seq(seq(certificateId)))),
  ]
    .map(der)
    .sort(Buffer.compare)
    .map((bytes) => fromBER(toBuffer(bytes)).result);
  const signature = sign('sha256', der(set(...attributes)), timeStamping.key);
  const digestAlgorithm = () => seq(oid('2.16.840.1.101.3.4.2.1'));
  const signer = seq(
    new Integer({ value: 1 }),
    identity,
    digestAlgorithm(),
    tagged(0, ...attributes),
    seq(oid('1.2.840.113549.1.1.1'), new Null()),
    octets(signature),
  );
  const chain = [timeStamping.certificate, issuing.certificate].sort(Buffer.compare);
  const certificates = withCertificates ? [tagged(0, ...chain.map((bytes) => fromBER(toBuffer(bytes)).result))] : [];
  const content = seq(oid('1.2.840.113549.1.9.16.1.4'), tagged(0, octets(info)));
  const signedData = seq(new Integer({ value: 3 }), set(digestAlgorithm()), content, ...certificates, set(signer));
  return seq(oid('1.2.840.113549.1.7.2'), tagged(0, signedData));
}

type Asn1 = ReturnType<typeof fromBER>['result'];
const seq = (...value: Asn1[]) => new Sequence({ value });
const set = (...value: Asn1[]) => new Asn1Set({ value });
const oid = (value: string) => new ObjectIdentifier({ value });
const octets = (bytes: Uint8Array) => new OctetString({ valueHex: toBuffer(bytes) });
const tagged = (tagNumber: number, ...value: Asn1[]) => new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
const der = (value: Asn1): Uint8Array => new Uint8Array(value.toBER(false));
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
