import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { CertificationRequest } from 'pkijs';
import { type Authority, authorityValidity } from './authority-store.ts';
import { assertPublicKey, issueCertificate, toBuffer } from './issue-certificate.ts';
import { type CertificateSubject, subjectName } from './names.ts';

/** A fault of the one who asks; its message goes back to them. */
export class RefusedRequest extends Error {}

export interface IssuedCertificate {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** Base64 DER; `chain` begins with the certificate itself and leaves the root out. */
  readonly certificate: string;
  readonly chain: readonly string[];
  readonly root: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** Certificates of officials and agencies run five years, the longest that Nghị định 130/2018 allows. */
const validity = { hours: 5 * 365 * 24 };
const clockTolerance = { minutes: 5 };

/** Issues what `POST /certificates` asks for; `body` is JSON from outside and is believed in nothing. */
export function issueFromRequest(
  body: unknown,
  authority: Authority,
  now: Temporal.Instant,
  publicUrl: string,
): IssuedCertificate {
  const request = record(body, 'request');
  const publicKey = publicKeyOf(request);
  const subject = subjectOf(record(request['subject'], 'subject'));
  const notBefore = validFrom(request['validFrom'], now);
  const latest = notBefore.add(validity);
  const notAfter = Temporal.Instant.compare(latest, authorityValidity.to) < 0 ? latest : authorityValidity.to;
  if (Temporal.Instant.compare(notBefore, notAfter) >= 0)
    throw new RefusedRequest('validFrom lies after the end of the issuer');
  const { issuing, root } = authority;
  const certificate = issueCertificate({
    profile: 'signer',
    subject: subjectName(subject),
    publicKey,
    issuer: issuing,
    notBefore,
    notAfter,
    urls: { crl: `${publicUrl}/issuing.crl`, issuer: `${publicUrl}/issuing.cer` },
  });
  return {
    serial: new X509Certificate(certificate).serialNumber.toLowerCase(),
    certificate: base64(certificate),
    chain: [base64(certificate), base64(issuing.certificate)],
    root: base64(root.certificate),
    notBefore: notBefore.toString(),
    notAfter: notAfter.toString(),
  };
}

function publicKeyOf(request: Readonly<Record<string, unknown>>): Uint8Array {
  const { csr, publicKey } = request;
  try {
    const spki =
      typeof csr === 'string'
        ? keyOfRequest(Buffer.from(csr, 'base64'))
        : Buffer.from(string(publicKey, 'publicKey', 4000), 'base64');
    assertPublicKey(spki);
    return new Uint8Array(spki);
  } catch (cause) {
    if (cause instanceof RefusedRequest) throw cause;
    throw new RefusedRequest('the public key or signing request cannot be read');
  }
}

/** A PKCS #10 request proves that its sender holds the private key; the names in it are not used. */
function keyOfRequest(der: Uint8Array): Uint8Array {
  const request = CertificationRequest.fromBER(toBuffer(der));
  const spki = new Uint8Array(request.subjectPublicKeyInfo.toSchema().toBER());
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const signature = new Uint8Array(request.signatureValue.valueBlock.valueHexView);
  if (!verify('sha256', new Uint8Array(request.tbsView), key, signature)) {
    throw new RefusedRequest('the signing request is not signed by its own key');
  }
  return spki;
}

function subjectOf(subject: Readonly<Record<string, unknown>>): CertificateSubject {
  const locality = subject['locality'] === undefined ? {} : { locality: string(subject['locality'], 'locality', 128) };
  const name = string(subject['name'], 'name', 200);
  if (subject['kind'] === 'organisation') {
    return { kind: 'organisation', name, identifier: string(subject['identifier'], 'identifier', 64), ...locality };
  }
  if (subject['kind'] !== 'person') throw new RefusedRequest('subject.kind is "person" or "organisation"');
  const title = subject['title'] === undefined ? {} : { title: string(subject['title'], 'title', 64) };
  return { kind: 'person', name, agency: string(subject['agency'], 'agency', 200), ...title, ...locality };
}

/** Someone appointed before the demo began has an older certificate, but none older than the authority. */
function validFrom(value: unknown, now: Temporal.Instant): Temporal.Instant {
  if (value === undefined) return now.subtract(clockTolerance);
  try {
    const from = Temporal.Instant.from(string(value, 'validFrom', 40));
    if (Temporal.Instant.compare(from, authorityValidity.from) >= 0) return from;
  } catch {
    // Falls through to the same refusal: unreadable and too early are one fault to the sender.
  }
  throw new RefusedRequest(`validFrom is an instant from ${authorityValidity.from} on`);
}

function record(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RefusedRequest(`${name} is an object`);
  return value as Record<string, unknown>;
}

function string(value: unknown, name: string, longest: number): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > longest) {
    throw new RefusedRequest(`${name} is a text of 1 to ${longest} letters`);
  }
  return value.trim().normalize('NFC');
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
