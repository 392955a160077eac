import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listProcedures } from '../src/modules/catalogue/index.ts';
import { type DossierState, rateDossier } from '../src/modules/dossiers/index.ts';
import { openDossier } from '../src/modules/dossiers/queries/open-dossier.ts';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { httpCertificateAuthority, verifySignedPdf } from '../src/modules/papers/signing/index.ts';
import { publicActor } from '../src/platform/actor.ts';
import { dateOf } from '../src/platform/text.ts';
import { carry, fileOne, uploadPaper, wayToResult } from './dossiers.ts';
import { type House, openHouse } from './house.ts';
import { bacLieu, caMau, type TestProvince } from './provinces.ts';

describe.each([bacLieu, caMau])('the main job in $name', (province) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ province });
  });
  afterAll(() => house?.close());

  let done: DossierState;
  it('files a birth online with its paper, decides it at the one-stop office and gives back a signed certificate', async () => {
    const paperIds = [await uploadPaper(house, 'giay-chung-sinh')];
    const filed = await fileOne(house, '1.001193', { paperIds, chosen: { 'birth.notification': 'paper' } });
    const day = dateOf(province.start).toString().slice(2).replaceAll('-', '');
    expect(filed.code).toMatch(new RegExp(`^${province.identifier}\\.[0-9.]+-${day}-\\d{4}$`));
    expect(filed).toMatchObject({ phase: 'filed', papers: [{ requirement: 'giay-chung-sinh' }] });
    done = await carryToTheEnd(house, filed);
    const pdf = await house.dossiers.documents.open(done.outcome?.documentId ?? '');
    const trust = await httpCertificateAuthority({ url: house.outside.authorityUrl }).trust();
    const report = await verifySignedPdf(pdf, { ...trust, at: house.clock.business() });
    expect(report.signatures.map((signature) => signature.integrity)).toEqual(['whole', 'whole']);
    expect(report.verdict).toBe('whole');
  });

  it('lets the citizen sign in, see the result, rate it, and anybody check it', async () => {
    const citizen = new Visitor(house.url);
    const page = await signInAsCitizen(citizen, province.applicant.key, `/ho-so/${done.code}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(done.code);
    expect((await citizen.get('/giay-to')).text).toContain(`/kiem-tra/${done.outcome?.verificationCode}`);
    const rated = await rateDossier(house.dossiers, house.citizen(province.applicant.key), {
      dossierId: done.id,
      stars: 5,
      words: 'Nhanh, rõ ràng.',
    });
    expect(rated.rating?.stars).toBe(5);
    const anybody = await new Visitor(house.url).get(`/kiem-tra/${done.outcome?.verificationCode}`);
    expect(anybody.text).toContain((await house.dossiers.agencies.describe(done.agencies.competent)).name.vi);
    expect(anybody.text).not.toContain(province.applicant.name);
  });

  it.each(Object.entries(province.officers))('lets the %s sign in and find it', async (_role, key) => {
    const officer = new Visitor(house.url);
    expect((await signInAsOfficer(officer, key, '/mot-cua')).status).toBe(200);
    expect((await officer.get(`/mot-cua/ho-so/${done.code}`)).text).toContain(done.code);
  });

  it('carries every procedure that can be filed from filing to the signed result, at its own level', async () => {
    const procedures = await house.database.read(publicActor, (tx) => listProcedures(tx, dateOf(province.start)));
    const fileable = procedures.filter((procedure) => procedure.content.form !== undefined);
    expect(fileable.length).toBeGreaterThanOrEqual(province === bacLieu ? 20 : 1);
    for (const procedure of fileable) {
      const filed = await fileOne(house, procedure).catch((error: unknown) => {
        throw new Error(
          `${procedure.slug}: ${error instanceof Error ? error.message : ''} ${JSON.stringify((error as { faults?: unknown }).faults)}`,
          { cause: error },
        );
      });
      await carryToTheEnd(house, filed);
    }
  });

  it.skipIf(province === bacLieu)('shows nothing of districts, of 2022 or of the other province', async () => {
    const visitor = new Visitor(house.url);
    await signInAsCitizen(visitor, province.applicant.key);
    for (const path of publicPages(done)) {
      const page = await visitor.get(path);
      expect([path, page.status, ...strange(page.text, province)]).toEqual([path, 200]);
    }
    const officer = new Visitor(house.url);
    await signInAsOfficer(officer, province.officers.reception);
    for (const path of ['/mot-cua', `/mot-cua/ho-so/${done.code}`, '/mot-cua/huong-dan']) {
      const page = await officer.get(path);
      expect([path, page.status, ...strange(page.text, province)]).toEqual([path, 200]);
    }
  });
});

function publicPages({ code, outcome }: DossierState): string[] {
  const plain = ['/', '/thu-tuc', '/thu-tuc/dang-ky-khai-sinh', '/nop/dang-ky-khai-sinh', '/tra-cuu', '/kiem-tra'];
  const more = ['/tien-do', '/huong-dan', '/tro-nang', '/quyen-rieng-tu', '/du-lieu-mo', '/dang-nhap', '/tai-khoan'];
  return [...plain, ...more, `/ho-so/${code}`, '/ho-so', '/giay-to', `/kiem-tra/${outcome?.verificationCode}`];
}

/** Words that belong to another setting than this province's; names of its own communes may look like them. */
function strange(page: string, { identifier }: TestProvince): string[] {
  const words = [/tỉnh Bạc Liêu/i, /\bhuyện\b/i, /\bdistrict\b/i, /thị trấn/i, /2022(?!\/)/, /Phường 7/];
  const codes = [...page.matchAll(/\bH\d{2}\.[0-9.]+-\d{6}-\d{4}/g)].map(([code]) => code);
  return [
    ...words.flatMap((word) => {
      const found = new RegExp(`.{0,40}${word.source}.{0,40}`, word.flags).exec(page);
      return found === null ? [] : [found[0]];
    }),
    ...codes.filter((code) => !code.startsWith(identifier)),
  ];
}

async function carryToTheEnd(house: House, filed: DossierState): Promise<DossierState> {
  const state = await carry(house, filed);
  expect(state.phase, filed.code).toBe('returned');
  const view = await openDossier(house.dossiers, house.citizen(house.province.applicant.key), state.id, 'handle');
  expect(view.content.history.map((entry) => entry.action)).toEqual(['file', ...wayToResult.map(([action]) => action)]);
  return state;
}
