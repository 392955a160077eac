import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareDecision, signNow } from '../src/modules/dossiers/index.ts';
import { getPosition, positionIdOf } from '../src/modules/identity/index.ts';
import { grantDelegation } from '../src/modules/identity/operations/delegate.ts';
import { httpCertificateAuthority, verifySignedPdf } from '../src/modules/papers/signing/index.ts';
import type { StaffActor } from '../src/platform/actor.ts';
import { dateOf } from '../src/platform/text.ts';
import { act, carry, fileOne } from './dossiers.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const letters = ['KT.', 'TL.', 'TUQ.', 'Q.'] as const;

/** By a document of delegation of that kind, from the chair of Phường 7 to the vice chair, entered by the administrator. */
async function deputyBy(form: (typeof letters)[number]): Promise<StaffActor> {
  const administrator = await house.officer('ngo-duc-thinh', 'so-van-hoa-thong-tin', ['administrator']);
  const [principal, deputy] = await house.database.read(administrator, async (tx) => [
    await getPosition(tx, positionIdOf('95', 'nguyen-van-hau', 'xa-31822')),
    await getPosition(tx, positionIdOf('95', 'kim-thi-my-dung', 'xa-31822')),
  ]);
  const today = dateOf(house.clock.business());
  const delegationId = await grantDelegation(
    house.database,
    administrator,
    {
      number: `0${letters.indexOf(form)}/2022/${form}`,
      documentDate: today,
      form,
      principal,
      deputy,
      procedures: [],
      fields: ['ho-tich'],
      from: today,
      until: today.add({ days: 30 }),
    },
    { business: house.clock.business(), real: house.clock.real(), today },
  );
  const vice = await house.officer('kim-thi-my-dung', 'xa-31822', ['leader']);
  return { ...vice, delegation: { delegationId, form, principalTitle: principal.title.vi } };
}

/** Lines of the page as written; the slanted label of the sample lays its letters between them. */
async function linesOf(pdf: Uint8Array): Promise<string[]> {
  const pages = (await PDF.load(pdf)).extractText();
  return pages.flatMap((page) => page.text.split('\n')).map((line) => line.replaceAll(/\s+/g, ' ').trim());
}

it.each([
  ['KT.', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ['TL.', ['TL. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ['TUQ.', ['TUQ. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ['Q.', ['TM. ỦY BAN NHÂN DÂN', 'Q. CHỦ TỊCH']],
] as const)('a deputy signs %s with their own key, and the paper says for whom', async (form, capacity) => {
  const deputy = await deputyBy(form);
  const proposed = await carry(house, await fileOne(house), 'propose');
  const decided = await signNow(
    house.dossiers,
    deputy,
    await prepareDecision(house.dossiers, deputy, {
      dossierId: proposed.id,
      decision: 'approve',
    }),
    'approve',
  );
  const issued = await act(house, decided, 'issue', 'clerk');
  const pdf = await house.dossiers.documents.open(issued.outcome?.documentId ?? '');
  const lines = await linesOf(pdf);
  const text = lines.join('\n');
  for (const line of capacity) expect(text).toContain(line);
  for (const other of letters)
    if (other !== form) expect(text).not.toMatch(new RegExp(`(^|\\n| )${other.replace('.', '\\.')} CHỦ TỊCH`));
  if (form === 'TL.' || form === 'TUQ.') expect(text).not.toContain('TM. ỦY BAN NHÂN DÂN');
  expect(text).toContain('Kim Thị Mỹ Dung');
  const trust = await httpCertificateAuthority({ url: house.outside.authorityUrl }).trust();
  const { verdict, signatures } = await verifySignedPdf(pdf, { ...trust, at: house.clock.business() });
  expect(verdict).toBe('whole');
  expect(signatures.map(({ signer }) => signer?.name)).toEqual(['Kim Thị Mỹ Dung', 'Ủy ban nhân dân Phường 7']);
});
