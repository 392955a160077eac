import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CitizenActor, StaffActor } from '../../../platform/actor.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';
import { fileRoutes } from '../file-routes.ts';
import {
  attachPapers,
  discardPaper,
  listOffers,
  listPapers,
  newVerificationCode,
  type Paper,
  receiveUpload,
  reusePaper,
  revokeResult,
  storeResult,
} from '../index.ts';
import { makeJpegOfSize, makePdf } from '../testing.ts';
import { openPapersHouse, type PapersHouse, placeDossier, placeDraft } from '../testing-house.ts';
import { formUploadRoutes } from '../uploads/upload-routes.ts';

let papers: PapersHouse;
let visitor: Visitor;
let csrf: string;
let buoi: CitizenActor;
let khoi: CitizenActor;
let officer: StaffActor;
let draftId: Id<'draft'>;

beforeAll(async () => {
  papers = await openPapersHouse((app, deps) => {
    void app.register(formUploadRoutes(deps));
    void app.register(fileRoutes(deps));
  });
  const actorOf = async (person: Visitor) => JSON.parse((await person.get('/ma-bieu-mau')).text);
  visitor = new Visitor(papers.house.url);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi', '/ma-bieu-mau');
  ({ actor: buoi, csrf } = await actorOf(visitor));
  const other = new Visitor(papers.house.url);
  await signInAsCitizen(other, 'tran-van-khoi', '/ma-bieu-mau');
  ({ actor: khoi } = await actorOf(other));
  const desk = new Visitor(papers.house.url);
  await signInAsOfficer(desk, 'le-thi-hong-cuc', '/ma-bieu-mau');
  ({ actor: officer } = await actorOf(desk));
});
afterAll(() => papers.close());
beforeEach(async () => {
  draftId = await placeDraft(papers.deps.database, buoi.personId);
});

let size = 700;
async function filePaper(
  actor: CitizenActor,
  requirement = 'giay-to-cu-tru',
): Promise<Paper & { dossierId: Id<'dossier'> }> {
  const paper = await receiveUpload(papers.deps, actor, {
    content: (async function* () {
      yield makeJpegOfSize(size++, 900);
    })(),
    fileName: `${requirement}.jpg`,
    draftId: await placeDraft(papers.deps.database, actor.personId),
    requirement,
  });
  const dossierId = newId<'dossier'>();
  await papers.deps.database.transact(actor, (tx) =>
    attachPapers(tx, {
      dossierId,
      paperIds: [paper.id],
      agencies: [officer.agencyId],
      persons: [actor.personId],
      at: papers.deps.clock.business(),
    }),
  );
  return { ...paper, dossierId };
}

async function issue(
  persons: readonly Id<'person'>[],
  more: { number?: string | undefined; validTo?: Temporal.PlainDate } = { number: '12/2022' },
): Promise<Id<'result'>> {
  const dossierId = newId<'dossier'>();
  await placeDossier(papers.deps.database, { id: dossierId, agencyId: officer.agencyId, persons });
  return papers.deps.database.transact(officer, (tx) =>
    storeResult(papers.deps, tx, {
      dossierId,
      code: newVerificationCode(),
      kind: 'giay-khai-sinh',
      name: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
      issuer: { vi: 'Ủy ban nhân dân Phường 7', en: 'People’s Committee of Ward 7' },
      issuerAgencyId: officer.agencyId,
      issuedOn: dateOf(papers.deps.clock.business()),
      pdf: makePdf({ catalog: `/So (${size++})` }),
      ...more,
    }),
  );
}

const reuse = (actor: CitizenActor | StaffActor, id: string, more: { maxFiles?: number } = {}) =>
  reusePaper(papers.deps, actor, { id, draftId, requirement: 'giay-to-khac', ...more });

async function filesOnDisk(): Promise<number> {
  const all = await readdir(join(papers.folder, 'files'), { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).length;
}

const offersOf = (actor: CitizenActor) =>
  papers.deps.database.read(actor, (tx) =>
    listOffers(papers.deps, tx, actor.personId, dateOf(papers.deps.clock.business())),
  );

it('makes a paper of an issued document: the same content, not stored twice, with where it comes from', async () => {
  const id = await issue([buoi.personId]);
  const [offer] = (await offersOf(buoi)).filter((one) => one.id === id);
  expect(offer).toMatchObject({ kind: 'result', was: ['giay-khai-sinh'], name: { vi: 'Giấy khai sinh' } });
  const before = await filesOnDisk();
  const paper = await reuse(buoi, id);
  expect(paper).toMatchObject({
    sha256: offer?.sha256,
    mediaType: 'application/pdf',
    pages: 1,
    scanState: 'clean',
    requirement: 'giay-to-khac',
    source: { dossierCode: offer?.dossierCode, resultCode: expect.stringMatching(/^[0-9A-Z]{16}$/) },
  });
  expect(await filesOnDisk()).toBe(before);
  await discardPaper(papers.deps, buoi, paper.id);
  expect(await filesOnDisk()).toBe(before);
  const content = await visitor.get(`/giay-to/${id}`);
  expect([content.status, content.headers.get('content-type')]).toEqual([200, 'application/pdf']);
});

it('keeps where a paper first came from when it is used a third time', async () => {
  const id = await issue([buoi.personId]);
  const first = await reuse(buoi, id);
  await papers.deps.database.transact(buoi, (tx) =>
    attachPapers(tx, { dossierId: newId(), paperIds: [first.id], agencies: [], persons: [buoi.personId] }),
  );
  draftId = await placeDraft(papers.deps.database, buoi.personId);
  expect((await reuse(buoi, first.id)).source).toEqual(first.source);
});

it('refuses what is not the person’s, whoever asks and whatever they forge', async () => {
  const paper = await filePaper(buoi);
  const result = await issue([buoi.personId]);
  for (const id of [paper.id, result, newId(), 'x', "' or 1=1"])
    await expect(reuse(khoi, id)).rejects.toMatchObject({ code: 'PAP-0019' });
  await expect(reuse(officer, paper.id)).rejects.toMatchObject({ code: 'PAP-0020' });
  const ids = (await offersOf(khoi)).map((offer) => offer.id);
  expect(ids).not.toContain(paper.id);
  expect(ids).not.toContain(result);
  // The database says so too, to a program that asks it without asking anybody first.
  for (const actor of [khoi, { capacity: 'public' } as const, officer]) {
    const added = papers.deps.database.transact(actor, (tx) =>
      tx.row<{ papers: number; results: number }>(
        `select reuse_paper($1, $2, $3, 'x', now(), '2022-10-10', null) as papers, reuse_result($4, $2, $3, 'x', now(), '2022-10-10', 1, null) as results`,
        [paper.id, newId(), draftId, result],
      ),
    );
    if (actor === khoi) expect(await added).toEqual({ papers: 0, results: 0 });
    else await expect(added).rejects.toThrow(/permission denied/);
  }
});

it('neither offers nor takes what was revoked, has expired, is not numbered, not filed, sealed away or erased', async () => {
  const revoked = await issue([buoi.personId]);
  const asPaper = await reuse(buoi, revoked);
  await papers.deps.database.transact(buoi, (tx) =>
    attachPapers(tx, { dossierId: newId(), paperIds: [asPaper.id], agencies: [], persons: [buoi.personId] }),
  );
  await papers.deps.database.transact(officer, (tx) => revokeResult(papers.deps, tx, revoked, 'error-found'));
  const expired = await issue([buoi.personId], { number: '13/2022', validTo: Temporal.PlainDate.from('2022-10-09') });
  const awaiting = await issue([buoi.personId], { number: undefined });
  const drafted = await receiveUpload(papers.deps, buoi, {
    content: (async function* () {
      yield makeJpegOfSize(size++, 900);
    })(),
    fileName: 'nháp.jpg',
    draftId: await placeDraft(papers.deps.database, buoi.personId),
    requirement: 'giay-to-khac',
  });
  const erased = await filePaper(buoi);
  const infected = await filePaper(buoi);
  await papers.deps.database.asOwner(async (tx) => {
    await tx.run(`update paper set persons = '{}', agencies = '{}', display_name = '' where id = $1`, [erased.id]);
    await tx.run(`update paper set scan_state = 'infected' where id = $1`, [infected.id]);
  });
  const offered = (await offersOf(buoi)).map((offer) => offer.id);
  for (const id of [revoked, asPaper.id, expired, awaiting, drafted.id, erased.id, infected.id]) {
    expect(offered).not.toContain(id);
    await expect(reuse(buoi, id)).rejects.toMatchObject({ code: 'PAP-0019' });
  }
});

it('counts as any other file towards what a requirement and a dossier may hold', async () => {
  const [one, two] = [await filePaper(buoi), await filePaper(buoi)];
  await reuse(buoi, one.id, { maxFiles: 1 });
  await expect(reuse(buoi, two.id, { maxFiles: 1 })).rejects.toMatchObject({ code: 'PAP-0015' });
});

it('keeps a content while anything living lies over it, and no longer', async () => {
  const paper = await filePaper(buoi);
  const copy = await reuse(buoi, paper.id);
  const key = async () =>
    (
      await papers.deps.database.asOwner((tx) =>
        tx.row<{ key: string; used: boolean }>(
          'select storage_key as key, content_is_used(storage_key, null) as used from paper where id = $1',
          [paper.id],
        ),
      )
    ).used;
  await papers.deps.database.asOwner((tx) =>
    tx.run(`update paper set persons = '{}', agencies = '{}' where id = $1`, [paper.id]),
  );
  expect(await key()).toBe(true);
  const before = await filesOnDisk();
  await discardPaper(papers.deps, buoi, copy.id);
  expect(await key()).toBe(false);
  expect(await filesOnDisk()).toBe(before - 1);
});

it('answers a program with the paper it made, ready to be filed', async () => {
  const paper = await filePaper(buoi);
  const answer = await visitor.once(new URL(`/giay-to/${paper.id}/dung-lai`, papers.house.url), {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'x-csrf-token': csrf,
      'content-type': 'application/x-www-form-urlencoded',
      origin: papers.house.url,
    },
    body: new URLSearchParams({ draftId, requirement: 'giay-to-khac' }).toString(),
  });
  expect(answer.status).toBe(201);
  const made = JSON.parse(answer.text) as { id: string };
  expect(made).toMatchObject({ sha256: paper.sha256, requirement: 'giay-to-khac', scanState: 'clean' });
  const held = await papers.deps.database.read(buoi, (tx) => listPapers(tx, { draftId }));
  expect(held.map((one) => one.id)).toEqual([made.id]);
});
