import { sign } from 'node:crypto';
import { BitString, Integer, type Sequence } from 'asn1js';
import { CertificateRevocationList, Extension, Extensions, RevokedCertificate } from 'pkijs';
import type { AuthorityKey, Revocation } from './authority-store.ts';
import { sha256WithRsa, time, toBuffer } from './issue-certificate.ts';

const validity = Temporal.Duration.from({ hours: 24 });

/** The certificates revoked by that key's holder, as a CRL of version 2 (RFC 5280 5), DER. */
export function revocationList(
  issuer: AuthorityKey,
  revocations: readonly Revocation[],
  now: Temporal.Instant,
): Uint8Array {
  const number = new Integer({ value: Math.floor(now.epochMilliseconds / 1000) });
  const list = new CertificateRevocationList({
    version: 1,
    issuer: issuer.name,
    thisUpdate: time(now),
    nextUpdate: time(now.add(validity)),
    signature: sha256WithRsa(),
    signatureAlgorithm: sha256WithRsa(),
    crlExtensions: new Extensions({
      extensions: [new Extension({ extnID: '2.5.29.20', critical: false, extnValue: number.toBER() })],
    }),
  });
  if (revocations.length > 0) list.revokedCertificates = revocations.map(entryOf);
  const [unsigned] = (list.toSchema(true) as Sequence).valueBlock.value;
  if (unsigned === undefined) throw new TypeError('empty list');
  const tbs = new Uint8Array(unsigned.toBER());
  list.signatureValue = new BitString({ valueHex: toBuffer(sign('sha256', tbs, issuer.key)) });
  return new Uint8Array(list.toSchema(true).toBER());
}

function entryOf(revocation: Revocation): RevokedCertificate {
  return new RevokedCertificate({
    userCertificate: new Integer({ valueHex: toBuffer(Buffer.from(revocation.serial, 'hex')) }),
    revocationDate: time(Temporal.Instant.from(revocation.at)),
  });
}
