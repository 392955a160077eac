import type { Sequence } from 'asn1js';
import { TSTInfo } from 'pkijs';
import { oids, readDer, toArrayBuffer, toDer } from '../asn1.ts';
import { checkSigner, digest } from './check-signer.ts';
import { type HashName, type ReadCms, readCms } from './read-cms.ts';

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

const imprintHashes: Readonly<Record<string, HashName>> = {
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
};

/** Reads a time-stamp token and checks its own signature; whether its authority is known is for the caller. */
export function readTimeStamp(token: Uint8Array): ReadTimeStamp | undefined {
  const cms = readCms(token);
  if (cms?.content === undefined || cms.contentType !== oids.timeStampInfo || cms.unsignedAttributes.size > 0) {
    return undefined;
  }
  const certificate = checkSigner(cms, digest(cms.digest, cms.content));
  if (certificate === undefined || !cms.attributes.has(oids.signingCertificateV2)) return undefined;
  return readInfo(cms, cms.content, certificate);
}

function readInfo(cms: ReadCms, content: Uint8Array, certificate: Uint8Array): ReadTimeStamp | undefined {
  try {
    if (readDer(content) === undefined) return undefined;
    const info = TSTInfo.fromBER(toArrayBuffer(content));
    const hash = imprintHashes[info.messageImprint.hashAlgorithm.algorithmId];
    if (hash === undefined) return undefined;
    return {
      at: Temporal.Instant.fromEpochMilliseconds(info.genTime.getTime()),
      hash,
      imprint: new Uint8Array(info.messageImprint.hashedMessage.valueBlock.valueHexView),
      nonce: info.nonce?.toBigInt(),
      policy: info.policy,
      certificate,
      certificates: cms.certificates,
    };
  } catch {
    return undefined;
  }
}

/** The token inside the unsigned attribute of a signature, as bytes of its own. */
export const tokenBytes = (attribute: unknown): Uint8Array => toDer(attribute as Sequence);
