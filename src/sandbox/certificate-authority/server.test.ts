import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Boolean as Asn1Boolean, fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import { CertificateRevocationList, CertificationRequest, TimeStampResp } from 'pkijs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCertificateAuthority, startCertificateAuthority } from './index.ts';

const now = Temporal.Instant.from('2022-10-10T08:00:00+07:00');
const clock = { business: () => now };
const spki = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'der', type: 'spki' });
const person = { kind: 'person', name: 'Nguyễn Văn Bình', title: 'Chủ tịch', agency: 'UBND xã Vĩnh Hậu' };

let folder: string;
let running: RunningCertificateAuthority;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuaso-ca-'));
  running = await startCertificateAuthority({ folder, clock, registrationToken: 'enrol' });
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const order = (body: unknown, token = 'enrol') =>
  fetch(`${running.url}/certificates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const certificateOf = (text: string) => new X509Certificate(Buffer.from(text, 'base64'));

describe('the sandbox certificate authority', () => {
  it('says in its own names that it is not real', async () => {
    const root = new X509Certificate(running.rootCertificate);
    expect(root.subject).toContain('SANDBOX - NOT A REAL CA');
    expect(await (await fetch(running.url)).text()).toContain('SANDBOX - NOT A REAL CA');
  });

  it('issues to a person, in business time, with a chain that verifies up to its root', async () => {
    const response = await order({ subject: person, publicKey: spki.toString('base64') });
    expect(response.status).toBe(201);
    const { chain, notAfter } = (await response.json()) as { chain: string[]; notAfter: string };
    const [own, issuing] = chain.map(certificateOf) as [X509Certificate, X509Certificate];
    const root = new X509Certificate(running.rootCertificate);
    expect(own.verify(issuing.publicKey) && issuing.verify(root.publicKey) && root.verify(root.publicKey)).toBe(true);
    expect(own.checkIssued(issuing) && issuing.checkIssued(root)).toBe(true);
    expect([own.ca, issuing.ca]).toEqual([false, true]);
    expect(own.subject.normalize('NFC')).toContain('CN=Nguyễn Văn Bình');
    expect(own.validFromDate.toISOString()).toBe('2022-10-10T00:55:00.000Z');
    expect(notAfter).toMatch(/^2027-10-/);
  });

  it('takes a signing request for the key in it, but only when that key signed it', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const request = new CertificationRequest();
    await request.subjectPublicKeyInfo.importKey(publicKey);
    await request.sign(privateKey, 'SHA-256');
    const csr = Buffer.from(request.toSchema().toBER());
    const response = await order({ subject: person, csr: csr.toString('base64') });
    expect(response.status).toBe(201);
    const { certificate } = (await response.json()) as { certificate: string };
    const raw = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey));
    expect(Buffer.compare(certificateOf(certificate).publicKey.export({ format: 'der', type: 'spki' }), raw)).toBe(0);
    csr[csr.length - 1] = (csr[csr.length - 1] ?? 0) ^ 1;
    expect((await order({ subject: person, csr: csr.toString('base64') })).status).toBe(400);
  });

  it('keeps every one of many revocations at once', async () => {
    const serials = Array.from({ length: 8 }, (_, index) => `${index + 1}a`.repeat(4));
    const headers = { authorization: 'Bearer enrol' };
    const revoke = (serial: string) =>
      fetch(`${running.url}/certificates/${serial}/revocation`, { method: 'POST', headers });
    expect((await Promise.all(serials.map(revoke))).every((response) => response.ok)).toBe(true);
    const again = await startCertificateAuthority({ folder, clock });
    const list = CertificateRevocationList.fromBER(await (await fetch(`${again.url}/issuing.crl`)).arrayBuffer());
    expect(list.revokedCertificates).toHaveLength(serials.length);
    await again.close();
  });

  it('refuses bad requests with 4xx and says why', async () => {
    const publicKey = spki.toString('base64');
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'der', type: 'spki' });
    for (const [body, status] of [
      ['not json', 400],
      [[], 400],
      [{ subject: person }, 400],
      [{ subject: person, publicKey: 'AAAA' }, 400],
      [{ subject: person, publicKey: short.toString('base64') }, 400],
      [{ subject: person, csr: publicKey }, 400],
      [{ subject: { kind: 'robot', name: 'x' }, publicKey }, 400],
      [{ subject: { ...person, name: ' ' }, publicKey }, 400],
      [{ subject: person, publicKey, validFrom: 'yesterday' }, 400],
      ['x'.repeat(100_000), 413],
    ] as const) {
      expect((await order(body)).status, JSON.stringify(body).slice(0, 60)).toBe(status);
    }
    expect((await order({ subject: person, publicKey }, 'wrong')).status).toBe(401);
    expect((await fetch(`${running.url}/nothing`)).status).toBe(404);
  });

  it('keeps its keys over a restart', async () => {
    const again = await startCertificateAuthority({ folder, clock });
    expect(Buffer.from(again.rootCertificate).equals(Buffer.from(running.rootCertificate))).toBe(true);
    await again.close();
  });

  it('serves lists of revoked certificates', async () => {
    const response = await fetch(`${running.url}/issuing.crl`);
    expect(response.headers.get('content-type')).toBe('application/pkix-crl');
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(200);
  });
});

describe('the time-stamp service', () => {
  const algorithm = (id: string) => new Sequence({ value: [new ObjectIdentifier({ value: id }), new Null()] });
  const query = (digest: Uint8Array, id = '2.16.840.1.101.3.4.2.1', policy?: string) =>
    new Sequence({
      value: [
        new Integer({ value: 1 }),
        new Sequence({ value: [algorithm(id), new OctetString({ valueHex: Uint8Array.from(digest).buffer })] }),
        ...(policy === undefined ? [] : [new ObjectIdentifier({ value: policy })]),
        new Integer({ value: 4711 }),
        new Asn1Boolean({ value: true }),
      ],
    }).toBER();
  const ask = async (body: BodyInit) => {
    const response = await fetch(running.timeStampUrl, { method: 'POST', body });
    expect(response.headers.get('content-type')).toBe('application/timestamp-reply');
    return TimeStampResp.fromBER(await response.arrayBuffer());
  };

  it('grants a stamp in DER', async () => {
    const answer = await ask(query(new Uint8Array(32)));
    expect(answer.status.status).toBe(0);
    const token = answer.timeStampToken?.toSchema().toBER() as ArrayBuffer;
    expect(fromBER(token).offset).toBe(token.byteLength);
  });

  it('rejects, without an error, what it cannot stamp', async () => {
    for (const body of [
      query(new Uint8Array(20)),
      query(new Uint8Array(20), '1.3.14.3.2.26'),
      query(new Uint8Array(32), '2.16.840.1.101.3.4.2.1', '1.2.3.4'),
      'nonsense',
      '',
    ]) {
      expect((await ask(body)).status.status).toBe(2);
    }
  });
});
