import { oids } from '../asn1.ts';
import { checkSigner, digest } from './check-signer.ts';
import { contentOf, members, oidOf, oneDer, positiveIntegerOf, smallIntegerOf, tags } from './der.ts';
import { digestOf, type HashName, readCms } from './read-cms.ts';

export interface ReadTimeStamp {
  readonly at: Temporal.Instant;
  readonly hash: HashName;
  readonly imprint: Uint8Array;
  readonly nonce: bigint | undefined;
  readonly policy: string;
  /** The authority's certificate and those sent with it. */
  readonly certificate: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/** Reads a time-stamp token and checks its own signature; whether its authority is known is for the caller. */
export function readTimeStamp(token: Uint8Array): ReadTimeStamp | undefined {
  const cms = readCms(token);
  if (cms?.content === undefined || cms.contentType !== oids.timeStampInfo || cms.unsignedAttributes.size > 0) {
    return undefined;
  }
  const certificate = checkSigner(cms, digest(cms.digest, cms.content));
  if (certificate === undefined || !cms.attributes.has(oids.signingCertificateV2)) return undefined;
  try {
    return { ...readInfo(cms.content), certificate, certificates: cms.certificates };
  } catch {
    return undefined;
  }
}

/** TSTInfo (RFC 3161 2.4.2): version, policy, imprint, serial number, time, and optional parts of which the nonce is an INTEGER. */
function readInfo(content: Uint8Array) {
  const [version, policy, imprint, , time, ...rest] = members(oneDer(content), tags.sequence);
  if (smallIntegerOf(version) !== 1) throw new TypeError('version');
  const [algorithm, hashed] = members(imprint, tags.sequence, 2);
  const nonce = rest.find((part) => part.tag === tags.integer);
  return {
    at: instantOf(contentOf(time, tags.generalizedTime)),
    hash: digestOf(algorithm),
    imprint: contentOf(hashed, tags.octets),
    nonce: nonce && positiveIntegerOf(nonce),
    policy: oidOf(policy),
  };
}

/** `20221010011400Z`, with a fraction where the authority gives one. */
function instantOf(content: Uint8Array): Temporal.Instant {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(Buffer.from(content).toString('latin1'));
  if (match === null) throw new TypeError('time');
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  return Temporal.Instant.from(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`);
}
