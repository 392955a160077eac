import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CitizenActor } from '../../../platform/actor.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';
import { fileRoutes } from '../file-routes.ts';
import { attachPapers, discardDraftPapers, listPapers, scanWaitingPapers } from '../index.ts';
import { eicar, makeJpeg, makeJpegOfSize, makePdf, makePng } from '../testing.ts';
import { openPapersHouse, type PapersHouse, placeDraft } from '../testing-house.ts';
import { formUploadRoutes } from './upload-routes.ts';

let papers: PapersHouse;
let buoi: Person;
let khoi: Person;
let draftId: Id<'draft'>;

interface Person {
  readonly visitor: Visitor;
  readonly csrf: string;
  readonly actor: CitizenActor;
}

async function signIn(key: string): Promise<Person> {
  const visitor = new Visitor(papers.house.url);
  await signInAsCitizen(visitor, key, '/ma-bieu-mau');
  const { csrf, actor } = JSON.parse((await visitor.get('/ma-bieu-mau')).text) as { csrf: string; actor: CitizenActor };
  return { visitor, csrf, actor };
}

beforeAll(async () => {
  papers = await openPapersHouse((app, deps) => {
    void app.register(formUploadRoutes(deps));
    void app.register(fileRoutes(deps));
  });
  buoi = await signIn('nguyen-thi-buoi');
  khoi = await signIn('tran-van-khoi');
});
afterAll(() => papers.close());
beforeEach(async () => {
  draftId = await placeDraft(papers.deps.database, buoi.actor.personId);
});

interface Sent {
  readonly name?: string;
  readonly content: Uint8Array;
  readonly type?: string;
}

async function upload(person: Person, files: readonly Sent[], fields: Record<string, string> = {}, json = true) {
  const form = new FormData();
  const all = {
    _csrf: person.csrf,
    draftId,
    requirement: 'giay-chung-sinh',
    returnTo: '/ho-so/nhap?buoc=giay-to',
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) form.append(name, value);
  for (const { name = 'anh.jpg', content, type = 'image/jpeg' } of files)
    form.append('file', new File([Uint8Array.from(content)], name, { type }));
  const answer = await person.visitor.once(new URL('/tai-len/giay-to', papers.house.url), {
    method: 'POST',
    body: form,
    headers: { accept: json ? 'application/json' : 'text/html', origin: papers.house.url },
  });
  return {
    status: answer.status,
    location: answer.location,
    body: json && answer.text !== '' ? JSON.parse(answer.text) : answer.text,
  };
}

async function filesOnDisk(): Promise<number> {
  const all = await readdir(join(papers.folder, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((entry) => entry.isFile()).length;
}

const list = (person: Person) => papers.deps.database.read(person.actor, (tx) => listPapers(tx, { draftId }));

describe('uploading without script', () => {
  it('takes photos and PDFs and goes back to the page it came from', async () => {
    const answer = await upload(
      buoi,
      [
        { content: makeJpegOfSize(1200, 1600) },
        { name: 'Giấy chứng sinh.pdf', content: makePdf(), type: 'application/pdf' },
      ],
      {},
      false,
    );
    expect(answer).toMatchObject({ status: 303, location: '/ho-so/nhap?buoc=giay-to#giay-to-giay-chung-sinh' });
    expect(await list(buoi)).toMatchObject([
      { displayName: 'anh.jpg', mediaType: 'image/jpeg', scanState: 'clean', pages: 1 },
      { displayName: 'Giấy chứng sinh.pdf', mediaType: 'application/pdf', scanState: 'clean' },
    ]);
  });

  it('goes back with the reason when a file is refused, and keeps those before it', async () => {
    const answer = await upload(buoi, [{ content: makeJpeg() }, { content: Buffer.from('chữ') }], {}, false);
    expect(answer.location).toBe(
      '/ho-so/nhap?buoc=giay-to&loi-tep=PAP-0003&muc=giay-chung-sinh#giay-to-giay-chung-sinh-tep',
    );
    expect(await list(buoi)).toHaveLength(1);
  });

  it('never goes back to another site', async () => {
    for (const returnTo of [
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      'javascript:alert(1)',
      '/\u0009/evil.test',
      '',
    ]) {
      const answer = await upload(buoi, [{ content: makeJpeg() }], { returnTo }, false);
      expect(answer.location ?? '').not.toContain('evil');
    }
  });
});

describe('what is refused, with nothing left behind', () => {
  it.each<[string, Sent, string]>([
    ['an empty file', { content: Buffer.alloc(0) }, 'PAP-0001'],
    ['a file over 20 MB', { content: Buffer.concat([makeJpeg(), Buffer.alloc(20_000_001)]) }, 'PAP-0002'],
    [
      'a program named and declared as a photo',
      { name: 'anh.jpg', content: Buffer.concat([Buffer.from('MZ'), randomBytes(500)]) },
      'PAP-0003',
    ],
    [
      'a web page declared as PDF',
      { name: 'don.pdf', content: Buffer.from('<html><script>1</script>'), type: 'application/pdf' },
      'PAP-0003',
    ],
    [
      'a Word file',
      {
        name: 'don.docx',
        content: Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('xxxxxxxx[Content_Types].xml')]),
      },
      'PAP-0004',
    ],
    [
      'a ZIP bomb',
      { name: 'anh.zip', content: Buffer.concat([Buffer.from('504b0304', 'hex'), randomBytes(100)]) },
      'PAP-0005',
    ],
    ['half a photo', { content: makeJpeg().subarray(0, 60) }, 'PAP-0006'],
    ['a photo that would unfold to gigabytes', { content: makeJpegOfSize(60_000, 60_000) }, 'PAP-0007'],
    ['half a PDF', { content: makePdf().subarray(0, 300) }, 'PAP-0008'],
    ['a PDF with a script', { content: makePdf({ catalog: '/OpenAction << /S /JavaScript /JS (1) >>' }) }, 'PAP-0010'],
  ])('%s', async (_name, file, code) => {
    const before = await filesOnDisk();
    const answer = await upload(buoi, [file]);
    expect(answer).toMatchObject({ status: code === 'PAP-0002' ? 413 : 422, body: { code } });
    expect(await list(buoi)).toEqual([]);
    expect(await filesOnDisk()).toBe(before);
  });

  it('a form without a file, without its token, of an unknown shape, or from nobody', async () => {
    expect((await upload(buoi, [])).body).toMatchObject({ code: 'PAP-0021' });
    expect((await upload(buoi, [{ content: makeJpeg() }], { _csrf: 'x' })).status).toBe(403);
    expect((await upload(buoi, [{ content: makeJpeg() }], { draftId: '1 or 1=1' })).body).toMatchObject({
      code: 'PAP-0024',
    });
    expect((await upload(buoi, [{ content: makeJpeg() }], { requirement: '../../x' })).body).toMatchObject({
      code: 'PAP-0024',
    });
    const nobody = { ...buoi, visitor: new Visitor(papers.house.url) };
    expect((await upload(nobody, [{ content: makeJpeg() }])).status).toBe(401);
    expect(await list(buoi)).toEqual([]);
  });

  it('hostile names become harmless ones', async () => {
    await upload(buoi, [
      { name: '../../../etc/passwd', content: makeJpeg() },
      { name: 'anh\u202egpj.exe', content: makeJpegOfSize(620, 640) },
      { name: 'CON', content: makePng(20, 20), type: 'image/png' },
      { name: `${'a'.repeat(2000)}.png`, content: makePng(20, 21), type: 'image/png' },
    ]);
    expect((await list(buoi)).map((paper) => paper.displayName)).toEqual([
      'passwd.jpg',
      'anhgpj.jpg',
      '_CON.png',
      `${'a'.repeat(80)}.png`,
    ]);
  });

  it('the eleventh file of a paper', async () => {
    for (let n = 0; n < 10; n++)
      expect((await upload(buoi, [{ content: makeJpegOfSize(600 + n, 700) }])).status).toBe(201);
    expect(await upload(buoi, [{ content: makeJpeg() }])).toMatchObject({ status: 409, body: { code: 'PAP-0015' } });
    expect((await upload(buoi, [{ content: makeJpeg() }], { requirement: 'giay-khac', maxFiles: '1' })).status).toBe(
      201,
    );
    expect(
      (await upload(buoi, [{ content: makePng(20, 20) }], { requirement: 'giay-khac', maxFiles: '1' })).status,
    ).toBe(409);
  });

  it('what would pass 100 MB together, also when sent at the same time', async () => {
    const large = (n: number) => Buffer.concat([makeJpeg(), Buffer.alloc(18_000_000, n)]);
    const answers = await Promise.all(Array.from({ length: 7 }, (_, n) => upload(buoi, [{ content: large(n) }])));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({ code: 'PAP-0016' });
  });

  it('two gigabytes, announced or not, without filling disk or memory', async () => {
    const before = await filesOnDisk();
    const memoryBefore = process.memoryUsage().rss;
    const announced = await sendRaw(2_000_000_000, true);
    expect(announced.status).toBe(413);
    expect(announced.sent).toBeLessThan(20_000_000);
    const endless = await sendRaw(2_000_000_000, false);
    expect(endless.sent).toBeLessThan(150_000_000);
    expect(await filesOnDisk()).toBe(before);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(250_000_000);
  });
});

/** Sends a form whose file never seems to end; says how much the server took. */
function sendRaw(totalBytes: number, announce: boolean): Promise<{ status: number | undefined; sent: number }> {
  return new Promise((resolve) => {
    const cookie = [...buoi.visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const field = (name: string, value: string) =>
      `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const head = `${field('_csrf', buoi.csrf)}${field('draftId', draftId)}${field('requirement', 'x')}--b\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`;
    let status: number | undefined;
    let sent = 0;
    const done = () => resolve({ status, sent });
    const request = httpRequest(`${papers.house.url}/tai-len/giay-to`, {
      method: 'POST',
      headers: {
        cookie,
        origin: papers.house.url,
        accept: 'application/json',
        'content-type': 'multipart/form-data; boundary=b',
        ...(announce ? { 'content-length': totalBytes } : {}),
      },
    });
    request.on('response', (response) => {
      status = response.statusCode;
      response.resume();
    });
    request.on('error', done);
    request.on('close', done);
    request.write(head);
    const part = Buffer.alloc(64 * 1024, 1);
    const more = () => {
      while (!request.destroyed && sent < totalBytes) {
        sent += part.length;
        if (!request.write(part)) {
          request.once('drain', more);
          return;
        }
      }
    };
    more();
  });
}

describe('malware', () => {
  const infected = () => Buffer.concat([makeJpeg(), Buffer.from(eicar)]);

  it('is found, the owner is told, and nobody can open the file', async () => {
    const answer = await upload(buoi, [{ name: 'benh.jpg', content: infected() }]);
    expect(answer).toMatchObject({ status: 422, body: { code: 'PAP-0017' } });
    expect(papers.told).toContain('benh.jpg');
    const [paper] = await list(buoi);
    expect(paper).toMatchObject({ scanState: 'infected' });
    expect((await buoi.visitor.get(`/giay-to/${paper?.id}`)).status).toBe(422);
    const attach = papers.deps.database.transact(buoi.actor, (tx) =>
      attachPapers(tx, { dossierId: newId(), paperIds: [paper?.id ?? ''], agencies: [], persons: [] }),
    );
    await expect(attach).rejects.toMatchObject({ code: 'PAP-0017' });
  });

  it('waits for a scanner that does not answer: nobody opens or files the paper until it was scanned', async () => {
    await papers.stopScanner();
    const answer = await upload(buoi, [{ content: makeJpeg() }]);
    expect(answer).toMatchObject({ status: 201, body: { papers: [{ scanState: 'waiting' }] } });
    const id = answer.body.papers[0].id as string;
    expect((await buoi.visitor.get(`/giay-to/${id}`)).status).toBe(409);
    const attach = papers.deps.database.transact(buoi.actor, (tx) =>
      attachPapers(tx, { dossierId: newId(), paperIds: [id], agencies: [], persons: [] }),
    );
    await expect(attach).rejects.toMatchObject({ code: 'PAP-0018' });
    expect(await scanWaitingPapers(papers.deps)).toBe(0);
    await papers.startScanner();
    expect(await scanWaitingPapers(papers.deps)).toBeGreaterThan(0);
    expect((await buoi.visitor.get(`/giay-to/${id}`)).status).toBe(200);
  });
});

describe('opening', () => {
  it('gives the content with headers that let nothing in it run, whole or in parts', async () => {
    const content = makePdf();
    const { body } = await upload(buoi, [{ name: 'Đơn “xin”.pdf', content, type: 'application/pdf' }]);
    const url = new URL(`/giay-to/${body.papers[0].id}`, papers.house.url);
    const whole = await buoi.visitor.once(url);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'content-disposition': `inline; filename="Don _xin_.pdf"; filename*=UTF-8''${encodeURIComponent('Đơn “xin”.pdf')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
    expect(whole.headers.get('content-security-policy')).toContain("default-src 'none'");
    const part = await buoi.visitor.once(url, { headers: { range: 'bytes=0-7' } });
    expect({ status: part.status, text: part.text, range: part.headers.get('content-range') }).toEqual({
      status: 206,
      text: '%PDF-1.7',
      range: `bytes 0-7/${content.length}`,
    });
    expect((await buoi.visitor.once(url, { headers: { range: 'bytes=-6' } })).text).toBe('%%EOF\n');
    expect((await buoi.visitor.once(url, { headers: { range: `bytes=${content.length}-` } })).status).toBe(416);
    expect((await buoi.visitor.once(new URL(`${url}/goc`))).headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('is for its owner alone until it is filed, then for the agencies of the dossier, whose officers leave a trace', async () => {
    const { body } = await upload(buoi, [{ content: makeJpegOfSize(900, 900) }]);
    const id = body.papers[0].id as string;
    const officer = new Visitor(papers.house.url);
    await signInAsOfficer(officer, 'le-thi-hong-cuc', '/ma-bieu-mau');
    const { actor } = JSON.parse((await officer.get('/ma-bieu-mau')).text);
    expect((await khoi.visitor.get(`/giay-to/${id}`)).status).toBe(404);
    expect((await officer.get(`/giay-to/${id}`)).status).toBe(404);
    expect((await new Visitor(papers.house.url).once(new URL(`/giay-to/${id}`, papers.house.url))).status).toBe(401);
    const dossierId = newId<'dossier'>();
    await expect(
      papers.deps.database.transact(khoi.actor, (tx) =>
        attachPapers(tx, { dossierId, paperIds: [id], agencies: [], persons: [] }),
      ),
    ).rejects.toMatchObject({ code: 'PAP-0019' });
    await papers.deps.database.transact(buoi.actor, (tx) =>
      attachPapers(tx, { dossierId, paperIds: [id], agencies: [actor.agencyId], persons: [buoi.actor.personId] }),
    );
    expect((await officer.get(`/giay-to/${id}`)).status).toBe(200);
    const reads = await papers.deps.database.asOwner((tx) =>
      tx.rows('select position_id as "positionId" from access_log where $1 = any (dossier_ids)', [dossierId]),
    );
    expect(reads).toEqual([{ positionId: actor.positionId }]);
    expect((await khoi.visitor.get(`/giay-to/${id}`)).status).toBe(404);
  });
});

describe('removing and using again', () => {
  it('removes a paper with its content, but not of others and not once filed', async () => {
    const { body } = await upload(buoi, [{ content: makeJpeg() }]);
    const id = body.papers[0].id as string;
    const before = await filesOnDisk();
    const remove = (person: Person) =>
      person.visitor.post(`/giay-to/${id}/xoa`, {
        _csrf: person.csrf,
        returnTo: '/ma-bieu-mau',
        requirement: 'giay-chung-sinh',
      });
    expect((await remove(khoi)).url.search).toContain('loi-tep=PAP-0019');
    expect(await list(buoi)).toHaveLength(1);
    await remove(buoi);
    expect(await list(buoi)).toEqual([]);
    expect(await filesOnDisk()).toBe(before - 1);
  });

  it('clears the papers of drafts whose time is over, but no content that a filed paper uses', async () => {
    const { body } = await upload(buoi, [{ content: makeJpegOfSize(640, 640) }, { content: makeJpegOfSize(660, 660) }]);
    const [filed, left] = body.papers.map((paper: { id: string }) => paper.id) as [string, string];
    await papers.deps.database.transact(buoi.actor, (tx) =>
      attachPapers(tx, { dossierId: newId(), paperIds: [filed], agencies: [], persons: [buoi.actor.personId] }),
    );
    const before = await filesOnDisk();
    await discardDraftPapers(papers.deps, [draftId]);
    expect((await list(buoi)).map((paper: { id: string }) => paper.id)).not.toContain(left);
    expect(await filesOnDisk()).toBe(before - 1);
  });

  it('uses a filed paper again without storing it twice, and keeps the content when one of the two goes', async () => {
    const { body } = await upload(buoi, [{ content: makeJpegOfSize(700, 700) }]);
    const id = body.papers[0].id as string;
    await papers.deps.database.transact(buoi.actor, (tx) =>
      attachPapers(tx, { dossierId: newId(), paperIds: [id], agencies: [], persons: [buoi.actor.personId] }),
    );
    const before = await filesOnDisk();
    draftId = await placeDraft(papers.deps.database, buoi.actor.personId);
    const again = (person: Person) =>
      person.visitor.post(`/giay-to/${id}/dung-lai`, {
        _csrf: person.csrf,
        draftId,
        requirement: 'giay-cu',
        returnTo: '/ma-bieu-mau',
      });
    expect((await again(khoi)).url.search).toContain('loi-tep=PAP-0019');
    await again(buoi);
    const [copy] = await list(buoi);
    expect(copy).toMatchObject({ requirement: 'giay-cu', scanState: 'clean' });
    expect(await filesOnDisk()).toBe(before);
    await buoi.visitor.post(`/giay-to/${copy?.id}/xoa`, { _csrf: buoi.csrf, returnTo: '/ma-bieu-mau' });
    expect(await filesOnDisk()).toBe(before);
    expect((await buoi.visitor.get(`/giay-to/${id}`)).status).toBe(200);
  });
});
