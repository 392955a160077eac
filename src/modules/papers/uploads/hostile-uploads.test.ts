import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CitizenActor, StaffActor } from '../../../platform/actor.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';
import { fileRoutes } from '../file-routes.ts';
import { discardForsakenPapers, listPapers, paperLimits, receiveUpload } from '../index.ts';
import { insertPaper } from '../store.ts';
import { eicar, makeJpeg, makeJpegOfSize, makePdf } from '../testing.ts';
import {
  openPapersHouse,
  type PapersHouse,
  placeDossier,
  placeDraft,
  placeIntake,
  removeDraft,
} from '../testing-house.ts';
import { openStaging, resumableUploadRoutes } from './resumable-routes.ts';
import { StagingStore } from './staging-store.ts';
import { formUploadRoutes } from './upload-routes.ts';

let papers: PapersHouse;
let buoi: Person<CitizenActor>;
let khoi: Person<CitizenActor>;
let desk: Person<StaffActor>;
let draftId: Id<'draft'>;

interface Person<Who> {
  readonly actor: Who;
  readonly headers: Record<string, string>;
}

beforeAll(async () => {
  papers = await openPapersHouse((app, deps) => {
    void app.register(formUploadRoutes(deps));
    void app.register(resumableUploadRoutes(deps));
    void app.register(fileRoutes(deps));
  });
  const enter = async (key: string, signIn: typeof signInAsCitizen) => {
    const visitor = new Visitor(papers.house.url);
    await signIn(visitor, key, '/ma-bieu-mau');
    const { csrf, actor } = JSON.parse((await visitor.get('/ma-bieu-mau')).text);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'x-csrf-token': csrf, origin: papers.house.url, accept: 'application/json' };
    return { actor, headers };
  };
  buoi = await enter('nguyen-thi-buoi', signInAsCitizen);
  khoi = await enter('tran-van-khoi', signInAsCitizen);
  desk = await enter('le-thi-hong-cuc', signInAsOfficer);
});
afterAll(() => papers.close());
beforeEach(async () => {
  draftId = await placeDraft(papers.deps.database, buoi.actor.personId);
});

interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly location: string | null;
  readonly offset: string | null;
  readonly papers: readonly { readonly id: string; readonly href: string }[];
}

async function send(person: Pick<Person<unknown>, 'headers'>, path: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(new URL(path, papers.house.url), {
    redirect: 'manual',
    ...init,
    headers: { ...person.headers, ...(init.headers as Record<string, string>) },
  });
  const text = await answer.text();
  const body = text.startsWith('{') ? JSON.parse(text) : {};
  return {
    status: answer.status,
    code: body.code,
    location: answer.headers.get('location'),
    offset: answer.headers.get('upload-offset'),
    papers: body.papers ?? (body.id === undefined ? [] : [body]),
  };
}

function plain(
  person: Pick<Person<unknown>, 'headers'>,
  content: Uint8Array,
  fields: Record<string, string> = {},
  name = 'anh.jpg',
): Promise<Answer> {
  const form = new FormData();
  const all = { _csrf: person.headers['x-csrf-token'] ?? '', draftId, requirement: 'giay-chung-sinh', ...fields };
  for (const [field, value] of Object.entries(all)) form.append(field, value);
  form.append('file', new File([Uint8Array.from(content)], name));
  return send(person, '/tai-len/giay-to', { method: 'POST', body: form });
}

const tus = { 'tus-resumable': '1.0.0' };
function begin(
  person: Pick<Person<unknown>, 'headers'>,
  length: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const metadata = Object.entries({ filename: 'anh.jpg', draftId, requirement: 'giay-chung-sinh', ...fields })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  return send(person, '/tai-len', {
    method: 'POST',
    headers: { ...tus, 'upload-length': length, 'upload-metadata': metadata, ...headers },
  });
}

function part(
  person: Pick<Person<unknown>, 'headers'>,
  at: string,
  offset: string,
  body: Uint8Array | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(person, at, {
    method: 'PATCH',
    body: body instanceof ReadableStream ? body : Uint8Array.from(body),
    duplex: 'half',
    headers: { ...tus, 'upload-offset': offset, 'content-type': 'application/offset+octet-stream', ...headers },
  } as RequestInit);
}

const finish = (person: Pick<Person<unknown>, 'headers'>, at: string) => send(person, `${at}/xong`, { method: 'POST' });

async function sendWhole(person: Pick<Person<unknown>, 'headers'>, content: Uint8Array): Promise<string> {
  const { location } = await begin(person, String(content.length));
  expect((await part(person, location ?? '', '0', content)).status).toBe(204);
  return location ?? '';
}

/** Everything that lies in the folders of contents and of uploads on their way. */
async function onDisk(): Promise<string[]> {
  const all = await Promise.all(
    ['files', 'uploads'].map((name) =>
      readdir(join(papers.folder, name), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  return all
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

async function nothingStays(work: () => Promise<void>): Promise<void> {
  const before = await onDisk();
  await work();
  await expect.poll(onDisk).toEqual(before);
}

const owner = (sql: string, values: readonly unknown[] = []) =>
  papers.deps.database.asOwner((tx) => tx.run(sql, values));
const listed = () => papers.deps.database.read(buoi.actor, (tx) => listPapers(tx, { draftId }));

describe('where a paper may wait', () => {
  it.each<[string, () => Promise<string>]>([
    ['made up', async () => newId()],
    ['of somebody else', () => placeDraft(papers.deps.database, khoi.actor.personId)],
    [
      'expired',
      async () => {
        await owner(`update draft set expires_at = now() - interval '1 second' where id = $1`, [draftId]);
        return draftId;
      },
    ],
    [
      'a dossier of somebody else',
      async () => {
        const id = newId<'dossier'>();
        await placeDossier(papers.deps.database, { id, agencyId: newId(), persons: [khoi.actor.personId] });
        await owner(`update dossier set phase = 'supplement' where id = $1`, [id]);
        return id;
      },
    ],
    [
      'a reception file of the counter',
      async () => {
        const id = newId();
        await placeIntake(papers.deps.database, id, desk.actor, buoi.actor.personId);
        return id;
      },
    ],
  ])('not under a draft that is %s, and nothing stays of it', async (_what, place) => {
    const at = await place();
    await nothingStays(async () => {
      expect(await plain(buoi, makeJpeg(), { draftId: at })).toMatchObject({ status: 404, code: 'PAP-0029' });
      expect(await begin(buoi, '100', { draftId: at })).toMatchObject({ status: 404, code: 'PAP-0029' });
    });
    const row = newPaper(buoi.actor.personId, at as Id<'draft'>);
    // The database says so too, to a program that asks nobody first.
    expect(await papers.deps.database.transact(buoi.actor, (tx) => insertPaper(tx, row))).toBeUndefined();
    const direct = papers.deps.database.transact(buoi.actor, (tx) =>
      tx.run(
        `insert into paper (id, owner_person, draft_id, requirement, display_name, media_type, size_bytes, sha256, pages, remarks, storage_key, created_at, agencies, persons)
         values ($1, $2, $3, 'x', 'x', 'image/png', 1, 'x', 1, '{}', $1, now(), '{}', array[$2::uuid])`,
        [newId(), buoi.actor.personId, at],
      ),
    );
    await expect(direct).rejects.toThrow(/permission denied/);
  });

  it('under a dossier while it waits for a supplement of its own people, and not before or after', async () => {
    const id = newId<'dossier'>();
    await placeDossier(papers.deps.database, {
      id,
      agencyId: desk.actor.agencyId,
      persons: [buoi.actor.personId],
    });
    await nothingStays(async () => {
      expect(await plain(buoi, makeJpeg(), { draftId: id })).toMatchObject({ status: 409, code: 'PAP-0028' });
    });
    for (const phase of ['supplement', 'supplement-before-acceptance']) {
      await owner('update dossier set phase = $2 where id = $1', [id, phase]);
      expect((await plain(buoi, makeJpegOfSize(600, phase.length), { draftId: id })).status).toBe(201);
    }
    const forBuoi = { draftId: id, ownerPersonId: buoi.actor.personId };
    expect((await plain(desk, makeJpegOfSize(600, 77), forBuoi)).status).toBe(201);
    const forKhoi = { draftId: id, ownerPersonId: khoi.actor.personId };
    expect(await plain(desk, makeJpeg(), forKhoi)).toMatchObject({ status: 404, code: 'PAP-0029' });
  });

  it('at the counter only in a reception file of the very position, for the person it is for', async () => {
    const mine = newId();
    const other = newId();
    await placeIntake(papers.deps.database, mine, desk.actor, buoi.actor.personId);
    await placeIntake(papers.deps.database, other, { ...desk.actor, positionId: newId() }, buoi.actor.personId);
    const of = (place: string, person: CitizenActor) => ({ draftId: place, ownerPersonId: person.personId });
    expect((await plain(desk, makeJpeg(), of(mine, buoi.actor))).status).toBe(201);
    await nothingStays(async () => {
      for (const target of [of(mine, khoi.actor), of(other, buoi.actor), of(draftId, buoi.actor)])
        expect(await plain(desk, makeJpegOfSize(600, 90), target)).toMatchObject({ status: 404, code: 'PAP-0029' });
    });
  });

  it('not once the draft was filed: neither a new file, nor one that was on its way, at its next part or at its end', async () => {
    const content = makeJpegOfSize(640, 480);
    const whole = await sendWhole(buoi, content);
    const half = (await begin(buoi, String(content.length))).location ?? '';
    await part(buoi, half, '0', content.subarray(0, 20));
    await owner('update draft set dossier_id = $1, sealed = null, wrapped = null where id = $1', [draftId]);
    const refused = { status: 409, code: 'PAP-0028' };
    expect(await plain(buoi, makeJpeg())).toMatchObject(refused);
    expect(await begin(buoi, '100')).toMatchObject(refused);
    expect(await finish(buoi, whole)).toMatchObject(refused);
    expect(await part(buoi, half, '20', content.subarray(20))).toMatchObject(refused);
    expect(await readdir(papers.deps.uploadFolder)).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  it('removes what waits at places that are gone, with its content, and nothing else', async () => {
    const kept = (await plain(buoi, makeJpegOfSize(601, 601))).papers[0]?.id;
    const gone = await placeDraft(papers.deps.database, buoi.actor.personId);
    const forsaken = (await plain(buoi, makeJpegOfSize(602, 602), { draftId: gone })).papers[0]?.id;
    await removeDraft(papers.deps.database, gone);
    const before = await onDisk();
    await discardForsakenPapers(papers.deps);
    // An upload of this moment may only just be finding its place.
    expect(await onDisk()).toEqual(before);
    await owner(`update paper set created_at = now() - interval '2 hours' where id = any ($1)`, [[kept, forsaken]]);
    await discardForsakenPapers(papers.deps);
    expect(await onDisk()).toHaveLength(before.length - 1);
    expect((await listed()).map((paper) => paper.id)).toEqual([kept]);
  });
});

describe('how much one person may have waiting', () => {
  it('is bounded over all drafts, of what is on its way too, malware included', async () => {
    const { citizen } = paperLimits.waitingBytes;
    const first = (
      await plain(khoi, makeJpeg(), { draftId: await placeDraft(papers.deps.database, khoi.actor.personId) })
    ).papers[0]?.id;
    await owner(`update paper set size_bytes = $2, scan_state = 'infected' where id = $1`, [first, citizen - 1000]);
    const target = { draftId: await placeDraft(papers.deps.database, khoi.actor.personId) };
    await nothingStays(async () => {
      expect(await begin(khoi, '1001', target)).toMatchObject({ status: 409, code: 'PAP-0030' });
      const large = Buffer.concat([makeJpeg(), Buffer.alloc(2000)]);
      expect(await plain(khoi, large, target)).toMatchObject({ status: 409, code: 'PAP-0030' });
    });
    expect((await begin(khoi, '900', target)).status).toBe(201);
    expect(await begin(khoi, '900', target)).toMatchObject({ status: 409, code: 'PAP-0030' });
  });

  it('malware leaves the disk with its row', async () => {
    await nothingStays(async () => {
      const infected = Buffer.concat([makeJpeg(), Buffer.from(eicar)]);
      expect(await plain(buoi, infected)).toMatchObject({ status: 422, code: 'PAP-0017' });
      // Again the same: it is not stored a second time.
      expect(await plain(buoi, infected)).toMatchObject({ status: 422, code: 'PAP-0017' });
      const found = await listed();
      expect(found).toHaveLength(1);
      await send(buoi, `/giay-to/${found[0]?.id}/xoa`, { method: 'POST', body: new URLSearchParams() });
      expect(await listed()).toEqual([]);
    });
  });

  it('uploads on their way are bounded, also when begun at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => begin(buoi, '1000')));
    const begun = answers.filter((answer) => answer.status === 201);
    expect(begun.length).toBeLessThanOrEqual(20);
    expect(
      answers
        .filter((answer) => answer.status !== 201)
        .every((answer) => answer.code === 'PAP-0025' && answer.status === 429),
    ).toBe(true);
    const staging = openStaging(papers.deps);
    for (const { location } of begun) await staging.remove(location?.split('/').at(-1) ?? '');
  });
});

describe('the same file twice is one paper', () => {
  it('by a double click on the plain form', async () => {
    const content = makeJpegOfSize(650, 651);
    const answers = await Promise.all([plain(buoi, content), plain(buoi, content), plain(buoi, content)]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.papers[0]?.id)).size).toBe(1);
    expect(await listed()).toHaveLength(1);
  });

  it('by ending a resumable upload twice at once, also where only one file is taken', async () => {
    const content = makeJpegOfSize(652, 653);
    const { location } = await begin(buoi, String(content.length), { maxFiles: '1' });
    await part(buoi, location ?? '', '0', content);
    const answers = await Promise.all([finish(buoi, location ?? ''), finish(buoi, location ?? '')]);
    const made = answers.filter((answer) => answer.status === 201).map((answer) => answer.papers[0]?.id);
    expect(new Set(made).size).toBe(1);
    expect(await listed()).toHaveLength(1);
    expect(await finish(buoi, location ?? '')).toMatchObject({ status: 201, papers: [{ id: made[0] }] });
  });
});

describe('a resumable upload that lies', () => {
  it.each([
    ['negative', '-1'],
    ['signed', '+10'],
    ['a fraction', '10.5'],
    ['hexadecimal', '0x10'],
    ['an exponent', '1e3'],
    ['no number', 'ten'],
    ['absent', ''],
    ['beyond all numbers', '9'.repeat(30)],
  ])('about its length: %s', async (_what, length) => {
    await nothingStays(async () => {
      expect(await begin(buoi, length)).toMatchObject({ status: 422, code: 'PAP-0024' });
    });
  });

  it('about its length: to be told later', async () => {
    await nothingStays(async () => {
      expect((await begin(buoi, '10', {}, { 'upload-defer-length': '1' })).status).toBe(422);
    });
  });

  it('about its length: more comes than was said, announced or not', async () => {
    const { location } = await begin(buoi, '100');
    expect((await part(buoi, location ?? '', '0', Buffer.alloc(5000))).status).toBeGreaterThanOrEqual(400);
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
    });
    const cut = await part(buoi, location ?? '', '0', endless).catch(() => undefined);
    expect(cut?.status ?? 413).toBeGreaterThanOrEqual(400);
    const staged = await openStaging(papers.deps).find(location?.split('/').at(-1) ?? '');
    expect(staged?.offset).toBeLessThanOrEqual(100);
    await openStaging(papers.deps).remove(staged?.id ?? '');
  });

  it('about its length: less comes than was said, and it cannot be ended', async () => {
    const { location } = await begin(buoi, '100');
    await part(buoi, location ?? '', '0', Buffer.alloc(40));
    expect(await finish(buoi, location ?? '')).toMatchObject({ status: 422, code: 'PAP-0024' });
    expect((await send(buoi, location ?? '', { method: 'DELETE', headers: tus })).status).toBe(204);
  });

  it('about where it goes on', async () => {
    const { location } = await begin(buoi, '100');
    await part(buoi, location ?? '', '0', Buffer.alloc(40));
    for (const offset of ['0', '39', '41', '100', '-1', '9'.repeat(30), 'x', ''])
      expect([offset, (await part(buoi, location ?? '', offset, Buffer.alloc(10))).status >= 400]).toEqual([
        offset,
        true,
      ]);
    const staged = await openStaging(papers.deps).find(location?.split('/').at(-1) ?? '');
    expect(staged?.offset).toBe(40);
    await openStaging(papers.deps).remove(staged?.id ?? '');
  });

  it('by sending parts for the same place at once: the content is what one of them sent, whole', async () => {
    const content = makeJpegOfSize(654, 655);
    const { location } = await begin(buoi, String(content.length));
    const other = Buffer.alloc(content.length, 7);
    const answers = await Promise.all([
      part(buoi, location ?? '', '0', content),
      ...Array.from({ length: 5 }, () => part(buoi, location ?? '', '0', other)),
    ]);
    expect(answers.filter((answer) => answer.status === 204).length).toBeLessThanOrEqual(1);
    const staging = openStaging(papers.deps);
    const id = location?.split('/').at(-1) ?? '';
    const sent: Buffer[] = [];
    for await (const piece of staging.content(id)) sent.push(piece);
    const got = Buffer.concat(sent);
    expect([content, other].some((one) => one.subarray(0, got.length).equals(got))).toBe(true);
    await staging.remove(id);
  });

  it('about which upload it is', async () => {
    const { location } = await begin(buoi, '100');
    const real = location?.split('/').at(-1) ?? '';
    const forged = [
      real.replace(/.$/, (end) => (end === '0' ? '1' : '0')),
      '0'.repeat(48),
      '..%2f..%2fetc%2fpasswd',
      `${real}.json`,
      `${real}%00`,
      real.toUpperCase() === real ? 'x' : real.toUpperCase(),
    ];
    for (const id of forged) {
      expect([id, (await part(buoi, `/tai-len/${id}`, '0', Buffer.alloc(5))).status >= 400]).toEqual([id, true]);
      expect([id, (await finish(buoi, `/tai-len/${id}`)).status >= 400]).toEqual([id, true]);
    }
    expect(await part(khoi, location ?? '', '0', Buffer.alloc(5))).toMatchObject({ status: 404, code: 'PAP-0022' });
    await openStaging(papers.deps).remove(real);
  });
});

describe('a disk without room', () => {
  const full = () =>
    new StagingStore({
      folder: papers.deps.uploadFolder,
      vault: papers.deps.vault,
      keepMs: 3_600_000,
      keepFreeBytes: Number.MAX_SAFE_INTEGER,
    });

  it('takes no new upload and no further part, and keeps what had arrived', async () => {
    const { location } = await begin(buoi, '100');
    await part(buoi, location ?? '', '0', Buffer.alloc(40));
    const id = location?.split('/').at(-1) ?? '';
    await expect(full().assertRoom()).rejects.toMatchObject({ code: 'FIL-0001', kind: 'unavailable' });
    await expect(full().write(Readable.from([Buffer.alloc(10)]), id, 40)).rejects.toMatchObject({ status_code: 507 });
    expect((await openStaging(papers.deps).find(id))?.offset).toBe(40);
    expect((await part(buoi, location ?? '', '40', Buffer.alloc(60))).status).toBe(204);
    await openStaging(papers.deps).remove(id);
  });
});

describe('a form that floods', () => {
  const boundary = 'b';
  function raw(parts: readonly string[]): Promise<Answer> {
    return send(buoi, '/tai-len/giay-to', {
      method: 'POST',
      body: `${parts.map((each) => `--${boundary}\r\n${each}\r\n`).join('')}--${boundary}--\r\n`,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
  }
  const field = (name: string, value: string) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`;
  const head = () => [
    field('_csrf', buoi.headers['x-csrf-token'] ?? ''),
    field('draftId', draftId),
    field('requirement', 'x'),
  ];

  it.each([
    ['in the middle of a file', 'content-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nxyz'],
    ['in the middle of a field', 'content-disposition: form-data; name="returnTo"\r\n\r\n/ho'],
    ['in the middle of a header', 'content-dispo'],
  ])('that breaks off %s is refused in words', async (_where, start) => {
    await nothingStays(async () => {
      const answer = await send(buoi, '/tai-len/giay-to', {
        method: 'POST',
        body: `${head()
          .map((each) => `--${boundary}\r\n${each}\r\n`)
          .join('')}--${boundary}\r\n${start}`,
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      });
      expect(answer).toMatchObject({ status: 422, code: 'PAP-0024' });
    });
  });

  it.each<[string, () => string[]]>([
    [
      'ten thousand files',
      () => Array.from({ length: 10_000 }, () => 'content-disposition: form-data; name="file"; filename="a"\r\n\r\n'),
    ],
    ['ten thousand fields', () => Array.from({ length: 10_000 }, (_, n) => field(`f${n}`, 'x'))],
    ['a field of a megabyte', () => [field('returnTo', 'x'.repeat(1_000_000))]],
    [
      'a part with thousands of headers',
      () => [`${'x-a: b\r\n'.repeat(5000)}content-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nx`],
    ],
    ['names that mean something to a program', () => [field('__proto__', 'x'), field('constructor', 'x')]],
  ])('with %s is refused, and the server goes on', async (_what, parts) => {
    await nothingStays(async () => {
      const answer = await raw([...head(), ...parts()]);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.code).toMatch(/^(?:PAP|WEB)-/);
    });
    expect((await plain(buoi, makeJpeg())).status).toBe(201);
  });
});

describe('files that are two things at once', () => {
  const script = '<script>alert(1)</script>';
  it.each<[string, Buffer]>([
    ['GIF and script', Buffer.from(`GIF89a/*${'x'.repeat(100)}*/=1;alert(1)`)],
    ['a page with a PDF behind it', Buffer.concat([Buffer.from(`<!doctype html>${script}`), makePdf()])],
    ['SVG with a script', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)],
    ['XML before an SVG', Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`)],
  ])('%s is refused', async (_what, content) => {
    await nothingStays(async () => {
      expect(await plain(buoi, content)).toMatchObject({ status: 422, code: 'PAP-0003' });
    });
  });

  it.each<[string, Buffer, string]>([
    [
      'a PDF with a page in its comments',
      Buffer.concat([Buffer.from(`%PDF-1.7\n%${script}\n`), makePdf().subarray(9)]),
      'application/pdf',
    ],
    ['a JPEG with a page behind it', Buffer.concat([makeJpeg(), Buffer.from(script)]), 'image/jpeg'],
  ])('%s is told to the browser as what it is, and nothing in it may run', async (_what, content, type) => {
    const { papers: made, status } = await plain(buoi, content, {}, 'trang.html');
    expect(status).toBe(201);
    const answer = await fetch(new URL(made[0]?.href ?? '', papers.house.url), { headers: buoi.headers });
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-disposition')).not.toContain('.html');
  });
});

function newPaper(ownerPersonId: Id<'person'>, at: Id<'draft'>): Parameters<typeof insertPaper>[1] {
  return {
    id: newId(),
    ownerPersonId,
    draftId: at,
    requirement: 'x',
    displayName: 'x.png',
    mediaType: 'image/png',
    sizeBytes: 1,
    sha256: 'x',
    pages: 1,
    width: undefined,
    height: undefined,
    remarks: [],
    createdAt: papers.deps.clock.real(),
    storageKey: newId(),
    shownKey: undefined,
  };
}

it('an operation that is handed a made-up draft by a program stores nothing', async () => {
  await nothingStays(async () => {
    const upload = receiveUpload(papers.deps, buoi.actor, {
      content: (async function* () {
        yield makeJpeg();
      })(),
      fileName: 'anh.jpg',
      draftId: newId(),
      requirement: 'x',
    });
    await expect(upload).rejects.toMatchObject({ code: 'PAP-0029' });
  });
});
