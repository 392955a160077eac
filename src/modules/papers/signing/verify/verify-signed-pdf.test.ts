import { CryptoKeySigner, HttpTimestampAuthority, PDF } from '@libpdf/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { httpCertificateAuthority, type Signer, signPdf, verifySignedPdf } from '../index.ts';
import { openSigningOffice, plainPdf, type SigningOffice } from '../testing.ts';

/** A check takes some 20 ms with two signatures, and the properties make hundreds. */
vi.setConfig({ testTimeout: 60_000 });

let office: SigningOffice;
let stranger: SigningOffice;
let leader: Signer & { readonly serial: string };
let plain: Uint8Array;
let signed: Uint8Array;
let sealed: Uint8Array;

const sign = async (pdf: Uint8Array, signer: Signer, fieldName: string, from: SigningOffice = office) =>
  signPdf(pdf, signer, { fieldName, name: fieldName, signingTime: office.now, timeStamp: from.timeStamp });

beforeAll(async () => {
  [office, stranger] = await Promise.all([openSigningOffice(), openSigningOffice()]);
  [leader, plain] = await Promise.all([office.leader(), plainPdf()]);
  signed = await sign(plain, leader, 'leader');
  sealed = await sign(signed, await office.seal(), 'agency');
});
afterAll(() => Promise.all([office.close(), stranger.close()]));

const check = (bytes: Uint8Array, more = {}) =>
  verifySignedPdf(bytes, { trustedRoots: office.trustedRoots, at: office.now, ...more });
const verdict = async (bytes: Uint8Array) => (await check(bytes)).verdict;
const withByte = (bytes: Uint8Array, at: number, flip: number) => {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ flip;
  return copy;
};
const append = (bytes: Uint8Array, text: string) => Buffer.concat([bytes, Buffer.from(text)]);
/** The hexadecimal string that the last signature does not cover. */
const holeOf = (bytes: Uint8Array) => {
  const ranges = [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/\/ByteRange \[0 (\d+) (\d+)/g),
  ];
  const last = ranges.at(-1) ?? [];
  return { start: Number(last[1]), end: Number(last[2]) };
};

describe('a signed paper', () => {
  it('is whole with one signature and with two', async () => {
    expect([await verdict(signed), await verdict(sealed)]).toEqual(['whole', 'whole']);
  });

  it('is never whole after a single byte changed, wherever it lies', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: sealed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => (await verdict(withByte(sealed, at, flip))) !== 'whole',
      ),
      { numRuns: 120 },
    );
  });

  it('names its signers and never an authority, changed or not', async () => {
    const names = ({ signatures }: Awaited<ReturnType<typeof check>>) => signatures.map(({ signer }) => signer?.name);
    const changed = await check(withByte(sealed, 100, 1));
    expect(changed.verdict).toBe('changed-after-signing');
    expect(names(changed)).toEqual(names(await check(sealed)));
  });

  it('is never whole after a single byte changed in the signature itself, which it cannot cover', async () => {
    const { start, end } = holeOf(sealed);
    const used = end - 2 - [...sealed.subarray(start, end - 1)].reverse().findIndex((byte) => byte !== 0x30);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start, max: used }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => (await verdict(withByte(sealed, at, flip))) !== 'whole',
      ),
      { numRuns: 150 },
    );
  });

  it('is never whole after one hexadecimal digit of the signature became another digit', async () => {
    const { start, end } = holeOf(signed);
    const digits = fc.constantFrom(...'0123456789abcdefABCDEF');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: start + 1, max: end - 2 }), digits, async (at, digit) => {
        const copy = Uint8Array.from(signed);
        copy[at] = digit.charCodeAt(0);
        return copy[at] === signed[at] || (await verdict(copy)) !== 'whole';
      }),
      { numRuns: 150 },
    );
  });

  it('is never whole after a constructed value was marked primitive, or the other way round', async () => {
    const { start } = holeOf(signed);
    for (let at = start + 1; at < start + 131; at += 2) {
      const copy = Uint8Array.from(signed);
      copy[at] = (Number.parseInt(String.fromCharCode(signed[at] ?? 0), 16) ^ 2).toString(16).charCodeAt(0);
      expect(await verdict(copy), `offset ${at - start}`).not.toBe('whole');
    }
  });

  it('counts as changed after an addition, be it one byte or a proper incremental update', async () => {
    expect(await verdict(append(sealed, '\n'))).toBe('changed-after-signing');
    const update = `9 0 obj\n<< /Evil true >>\nendobj\nxref\n0 0\ntrailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`;
    const result = await check(append(sealed, update));
    expect(result.verdict).toBe('changed-after-signing');
    expect(result.signatures.map((one) => one.coversWholeDocument)).toEqual([false, false]);
    expect(result.signatures.map((one) => one.integrity)).toEqual(['whole', 'whole']);
  });

  it('counts as changed when cut off in the middle', async () => {
    const cuts = [0.3, 0.6, 0.9, 0.999].map((share) => Math.floor(sealed.length * share));
    for (const cut of cuts) expect(await verdict(sealed.subarray(0, cut))).not.toBe('whole');
  });

  it('is still whole, with the leader alone, when cut back to what the leader signed', async () => {
    const issued = await check(sealed);
    const result = await check(sealed.subarray(0, signed.length), { knownDigests: new Set([issued.digest]) });
    expect([result.verdict, result.signatures.length, result.known]).toEqual(['whole', 1, false]);
  });

  it('is known by its digest when we issued it', async () => {
    const { digest } = await check(sealed);
    expect((await check(sealed, { knownDigests: new Set([digest]) })).known).toBe(true);
  });
});

describe('a paper signed by another program', () => {
  /** The library has a signer of its own, with other habits: signing time within, other algorithm names, both sub-filters. */
  it.each([
    [
      'RSA',
      { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' },
      'RSASSA-PKCS1-v1_5',
    ],
    ['EC', { name: 'ECDSA', namedCurve: 'P-256' }, 'ECDSA'],
  ] as const)('is judged all the same (%s)', async (kind, algorithm, name) => {
    const key = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', key.publicKey));
    const holder = { kind: 'person', name: 'Lâm Minh Khang', agency: 'Công ty Sông Hậu' } as const;
    const { certificateChain } = await httpCertificateAuthority({ url: office.url }).orderCertificate({
      holder,
      publicKey,
    });
    const [own = publicKey, ...issuers] = certificateChain;
    for (const subFilter of ['ETSI.CAdES.detached', 'adbe.pkcs7.detached'] as const) {
      const pdf = await PDF.load(plain);
      const signer = new CryptoKeySigner(key.privateKey, own, kind, name, issuers);
      const { bytes } = await pdf.sign({
        signer,
        subFilter,
        timestampAuthority: new HttpTimestampAuthority(`${office.url}/tsa`),
      });
      expect(await check(bytes)).toMatchObject({
        verdict: 'whole',
        signatures: [{ signer: { name: 'Lâm Minh Khang' } }],
      });
      expect(await verdict(withByte(bytes, 60, 1))).toBe('changed-after-signing');
    }
  });
});

describe('between two signatures', () => {
  /** What an insider with a certificate of their own could try: change the paper after the leader, then sign it. */
  const resealed = async (change: (pdf: PDF) => void) => {
    const pdf = await PDF.load(signed);
    change(pdf);
    return sign(await pdf.save({ incremental: true }), await office.seal(), 'agency');
  };

  it('nothing may be written on the page', async () => {
    const altered = await resealed((pdf) => pdf.getPage(0)?.drawText('thêm sau', { x: 72, y: 600 }));
    const result = await check(altered);
    expect(result.signatures.map((one) => [one.integrity, one.trust])).toEqual([
      ['whole', 'known'],
      ['whole', 'known'],
    ]);
    expect(result.verdict).toBe('changed-after-signing');
  });

  it('no page may be added, no note laid over it, no action put into the catalogue', async () => {
    const changes: ((pdf: PDF) => void)[] = [
      (pdf) => pdf.addPage({ size: 'a4' }),
      (pdf) => pdf.getPage(0)?.addTextAnnotation({ rect: { x: 10, y: 10, width: 20, height: 20 }, contents: 'x' }),
      (pdf) => pdf.getCatalog().set('OpenAction', pdf.createArray([])),
    ];
    for (const change of changes) expect(await verdict(await resealed(change))).toBe('changed-after-signing');
  });

  it('a third signature may follow', async () => {
    expect(await verdict(await sign(sealed, leader, 'third'))).toBe('whole');
  });
});

describe('a signer', () => {
  it('is unknown under another root, even with the same names', async () => {
    const forged = await sign(plain, await stranger.leader(), 'leader', stranger);
    const result = await check(forged);
    expect(result.verdict).toBe('unknown-signer');
    expect(result.signatures[0]).toMatchObject({ integrity: 'whole', trust: 'unknown-signer', time: undefined });
  });

  it('is unknown when only the time stamp comes from elsewhere', async () => {
    const mixed = await sign(plain, leader, 'leader', stranger);
    expect(await check(mixed)).toMatchObject({ verdict: 'unknown-signer' });
  });

  it('spoils a good paper by signing after the others', async () => {
    expect(await verdict(await sign(sealed, await stranger.seal(), 'third', stranger))).toBe('unknown-signer');
  });

  it('counts as revoked for what was signed after the revocation', async () => {
    const other = await office.leader();
    const theirs = await sign(plain, other, 'leader');
    await fetch(`${office.url}/certificates/${other.serial}/revocation`, { method: 'POST' });
    const crl = new Uint8Array(await (await fetch(`${office.url}/issuing.crl`)).arrayBuffer());
    expect((await check(theirs, { crls: [crl] })).signatures[0]?.trust).toBe('revoked');
    expect((await check(theirs, { crls: [crl] })).verdict).toBe('unknown-signer');
    expect((await check(sealed, { crls: [crl] })).verdict).toBe('whole');
  });

  it('needs a certificate valid at that time', async () => {
    const bare = await signPdf(plain, leader, { fieldName: 'leader', name: 'x', signingTime: office.now });
    expect((await check(bare, { at: Temporal.Instant.from('2031-01-01T00:00:00Z') })).signatures[0]?.trust).toBe(
      'not-valid-then',
    );
    expect((await check(sealed, { at: Temporal.Instant.from('2031-01-01T00:00:00Z') })).verdict).toBe('whole');
  });
});

describe('hostile and odd files', () => {
  it('names what is no signed PDF', async () => {
    expect(await verdict(plain)).toBe('unsigned');
    expect(await verdict(plain.subarray(0, plain.length - 40))).toBe('damaged');
    expect(await verdict(new Uint8Array(0))).toBe('not-a-pdf');
    expect(await verdict(new TextEncoder().encode('GIF89a'))).toBe('not-a-pdf');
    expect((await check(signed, { maxBytes: 1000 })).verdict).toBe('too-large');
  });

  it('does not trip over made-up signatures', async () => {
    const nested = '30'.repeat(5000);
    for (const text of [
      '/ByteRange [0 10 20 30]',
      '/ByteRange [0 0 0 0]',
      '/ByteRange [0 9999999999 9999999999 9999999999]',
      '/ByteRange [0 5 10 15] /Contents <>',
      '/ByteRange '.repeat(10_000),
      `/ByteRange [0 40 10042 0]        /Contents <${nested}>`,
      '/Type /Sig /Filter /Adobe.PPKLite',
    ]) {
      const file = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(text), Buffer.from('\n%%EOF\n')]);
      expect(await verdict(file)).toBe('changed-after-signing');
    }
  });

  it('never throws on random bytes behind a PDF header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (tail) => {
        expect(typeof (await verdict(Buffer.concat([Buffer.from('%PDF-1.7\n/ByteRange [0 9 20 5]'), tail])))).toBe(
          'string',
        );
      }),
      { numRuns: 120 },
    );
  });

  it('never throws on a signature whose DER was damaged and re-padded', async () => {
    const { start, end } = holeOf(signed);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 5000 }), fc.uint8Array({ minLength: 1, maxLength: 30 }), async (offset, junk) => {
        const copy = Buffer.from(signed);
        copy.write(Buffer.from(junk).toString('hex'), start + 1 + 2 * offset, 'latin1');
        const unchanged = copy.equals(Buffer.from(signed));
        expect(copy.length).toBe(signed.length);
        return unchanged || (await verdict(copy.subarray(0, end + (signed.length - end)))) !== 'whole';
      }),
      { numRuns: 80 },
    );
  });
});
