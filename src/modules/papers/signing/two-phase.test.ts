import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  attachSignature,
  httpCertificateAuthority,
  httpTimeStamper,
  prepareSignature,
  type SignatureState,
  type Signer,
  signPdf,
  toBeSignedOf,
  verifySignedPdf,
} from './index.ts';
import { openSigningOffice, plainPdf, type SigningOffice } from './testing.ts';

let office: SigningOffice;
let leader: Signer;
let seal: Signer;
let pdf: Uint8Array;

beforeAll(async () => {
  office = await openSigningOffice();
  [leader, seal, pdf] = await Promise.all([office.leader(), office.seal(), plainPdf()]);
});
afterAll(() => office.close());

const options = (fieldName = 'leader') => ({
  fieldName,
  name: 'Trần Thị Hòa',
  reason: 'Ký duyệt (giấy khai sinh)',
  location: 'Bạc Liêu',
  signingTime: office.now,
});
const trust = () => ({ trustedRoots: office.trustedRoots, at: office.now });
const refusal = (code: string) => expect.objectContaining({ code });

describe('two-phase signing', () => {
  it('signs later, from a state that went through JSON, with a value made elsewhere', async () => {
    const prepared = await prepareSignature(pdf, { ...options(), certificateChain: await leader.certificateChain() });
    const state = JSON.parse(JSON.stringify(prepared.state)) as SignatureState;
    expect(toBeSignedOf(state)).toEqual(new Uint8Array(prepared.toBeSigned));
    const value = await leader.sign(toBeSignedOf(state));
    const signed = await attachSignature({ preparedPdf: prepared.preparedPdf, state }, value, office);
    const result = await verifySignedPdf(signed, trust());
    expect(result.verdict).toBe('whole');
    expect(result.signatures).toMatchObject([
      {
        signer: { kind: 'person', name: 'Trần Thị Hòa', title: 'Chủ tịch', agency: 'Ủy ban nhân dân Phường 3' },
        coversWholeDocument: true,
        trust: 'known',
      },
    ]);
    expect(result.signatures[0]?.time?.toString()).toBe('2022-10-10T01:14:00Z');
  });

  it('takes a signer with a key on an elliptic curve', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const publicKey = key.publicKey.export({ format: 'der', type: 'spki' });
    const holder = { kind: 'person', name: 'Lâm Minh Khang', agency: 'Ủy ban nhân dân Phường 3' } as const;
    const { certificateChain } = await httpCertificateAuthority({ url: office.url }).orderCertificate({
      holder,
      publicKey,
    });
    const token: Signer = {
      certificateChain: async () => certificateChain,
      sign: async (bytes) => new Uint8Array(sign('sha256', bytes, key.privateKey)),
    };
    const signed = await signPdf(pdf, token, { ...options(), timeStamp: office.timeStamp });
    expect((await verifySignedPdf(signed, trust())).verdict).toBe('whole');
  });

  it('keeps what was there before byte for byte', async () => {
    const { preparedPdf } = await prepareSignature(pdf, {
      ...options(),
      certificateChain: await leader.certificateChain(),
    });
    expect(Buffer.from(preparedPdf.subarray(0, pdf.length)).equals(Buffer.from(pdf))).toBe(true);
  });

  it('adds the seal of the agency after the leader; both hold', async () => {
    const first = await signPdf(pdf, leader, { ...options(), timeStamp: office.timeStamp });
    const both = await signPdf(first, seal, { ...options('agency'), timeStamp: office.timeStamp });
    const result = await verifySignedPdf(both, trust());
    expect(result.verdict).toBe('whole');
    expect(result.signatures.map((one) => [one.signer?.kind, one.integrity, one.coversWholeDocument])).toEqual([
      ['person', 'whole', false],
      ['organisation', 'whole', true],
    ]);
  });

  it('refuses a value of another key, of other bytes, or no signature at all', async () => {
    const prepared = await prepareSignature(pdf, { ...options(), certificateChain: await leader.certificateChain() });
    for (const value of [
      await seal.sign(prepared.toBeSigned),
      await leader.sign(Uint8Array.of(1, 2, 3)),
      new Uint8Array(0),
    ]) {
      await expect(attachSignature(prepared, value)).rejects.toEqual(refusal('SIG-0004'));
    }
  });

  it('refuses a prepared file that changed in between', async () => {
    const prepared = await prepareSignature(pdf, { ...options(), certificateChain: await leader.certificateChain() });
    const value = await leader.sign(prepared.toBeSigned);
    const preparedPdf = Uint8Array.from(prepared.preparedPdf);
    preparedPdf[100] = (preparedPdf[100] ?? 0) ^ 1;
    await expect(attachSignature({ ...prepared, preparedPdf }, value)).rejects.toEqual(refusal('SIG-0003'));
  });

  it('refuses to sign the same field twice, and files that are no PDF', async () => {
    const first = await signPdf(pdf, leader, options());
    await expect(signPdf(first, seal, options())).rejects.toEqual(refusal('SIG-0002'));
    await expect(signPdf(new TextEncoder().encode('hello'), seal, options())).rejects.toEqual(refusal('SIG-0001'));
  });

  it('says so when the room left is too small', async () => {
    const small = { ...options(), reserveBytes: 1024 };
    await expect(signPdf(pdf, leader, small)).rejects.toEqual(refusal('SIG-0005'));
  });

  it('does not sign without the time stamp it was asked for', async () => {
    const nowhere = httpTimeStamper({ url: `${office.url}/no-such-service`, timeoutMs: 2000 });
    await expect(signPdf(pdf, leader, { ...options(), timeStamp: nowhere })).rejects.toEqual(refusal('SIG-0006'));
  });

  it('refuses a time stamp over another digest', async () => {
    const replaying = async () => office.timeStamp(new Uint8Array(32));
    const signed = await signPdf(pdf, leader, { ...options(), timeStamp: replaying });
    expect((await verifySignedPdf(signed, trust())).verdict).toBe('changed-after-signing');
  });
});
