import { PDF, PdfNumber } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numberSpot, resultTemplates } from '../results/index.ts';
import { sampleResultData } from '../results/testing.ts';
import { signPdf, verifySignedPdf } from './index.ts';
import { openSigningOffice, type SigningOffice } from './testing.ts';

let office: SigningOffice;
beforeAll(async () => {
  office = await openSigningOffice();
});
afterAll(() => office.close());

describe('a result', () => {
  it('is signed by the leader in the place it holds ready, numbered and sealed by the agency, and stays whole', async () => {
    const paper = await resultTemplates['giay-khai-sinh'].render(sampleResultData('giay-khai-sinh'));
    const [leader, seal] = await Promise.all([office.leader(), office.seal()]);
    const options = { signingTime: office.now, timeStamp: office.timeStamp };
    const decided = await signPdf(paper, leader, { ...options, fieldName: 'leader', name: 'Trần Thị Hòa' });
    const lines = ['Số: 128/2022', 'Ủy ban nhân dân Phường 3', '10/10/2022 08:14:00 +07:00'];
    const appearance = { ...numberSpot, tone: 'agency' as const, lines };
    const issued = await signPdf(decided, seal, { ...options, fieldName: 'agency', name: 'UBND Phường 3', appearance });
    expect(await verifySignedPdf(issued, { trustedRoots: office.trustedRoots, at: office.now })).toMatchObject({
      verdict: 'whole',
      signatures: [{ signer: { kind: 'person' } }, { signer: { kind: 'organisation' } }],
    });
    const fields = (await PDF.load(issued)).getForm()?.getSignatureFields() ?? [];
    expect(fields.map((field) => [field.name, field.isSigned()])).toEqual([
      ['leader', true],
      ['agency', true],
    ]);
    const rect = [...(fields[0]?.getDict().getArray('Rect') ?? [])].map((n) => (n instanceof PdfNumber ? n.value : 0));
    expect((rect[2] ?? 0) - (rect[0] ?? 0)).toBeCloseTo(184, 0);
  });
});
