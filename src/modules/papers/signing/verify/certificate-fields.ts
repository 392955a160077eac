import { contentOf, type Der, members, oidOf, oneDer, tags } from './der.ts';

/** The body of a certificate (TBSCertificate), without its optional version. */
function bodyOf(certificate: Uint8Array): readonly Der[] {
  const [body] = members(oneDer(certificate), tags.sequence, 3);
  const parts = members(body, tags.sequence);
  return parts[0]?.tag === tags.tagged0 ? parts.slice(1) : parts;
}

/** Issuer and serial number as a signature names its certificate. */
export function namesCertificateAs(certificate: Uint8Array, issuerAndSerial: Uint8Array): boolean {
  const [serial, , issuer] = bodyOf(certificate);
  const [namedIssuer, namedSerial] = members(oneDer(issuerAndSerial), tags.sequence, 2);
  return same(serial, namedSerial) && same(issuer, namedIssuer);
}

const same = (a: Der | undefined, b: Der | undefined): boolean =>
  a !== undefined && b !== undefined && Buffer.compare(a.bytes, b.bytes) === 0;

const keyUsage = '2.5.29.15';

/** The first octet of KeyUsage; undefined where the certificate does not restrict its key. */
export function keyUsageOf(certificate: Uint8Array): number | undefined {
  const wrapper = bodyOf(certificate).find((part) => part.tag === tags.tagged3);
  if (wrapper === undefined) return undefined;
  for (const extension of members(members(wrapper, tags.tagged3, 1)[0], tags.sequence)) {
    const parts = members(extension, tags.sequence);
    if (oidOf(parts[0]) !== keyUsage) continue;
    const bits = contentOf(oneDer(contentOf(parts.at(-1), tags.octets)), tags.bitString);
    return bits[1] ?? 0;
  }
  return undefined;
}
