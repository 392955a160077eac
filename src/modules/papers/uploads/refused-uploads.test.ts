import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CitizenActor, StaffActor } from '../../../platform/actor.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';
import { paperRoutes } from '../index.ts';
import { eicar, makeJpeg, makeJpegOfSize, makePdf, pdfStream } from '../testing.ts';
import { openPapersHouse, type PapersHouse, placeDossier, placeDraft, placeIntake } from '../testing-house.ts';

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
    void app.register(paperRoutes({ ...deps, trust: async () => ({ trustedRoots: [], crls: [] }) }));
  });
  const enter = async (key: string, signIn: typeof signInAsCitizen) => {
    const visitor = new Visitor(papers.house.url);
    await signIn(visitor, key, '/ma-bieu-mau');
    const { csrf, actor } = JSON.parse((await visitor.get('/ma-bieu-mau')).text);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { actor, headers: { cookie, 'x-csrf-token': csrf, origin: papers.house.url, accept: 'application/json' } };
  };
  buoi = await enter('nguyen-thi-buoi', signInAsCitizen);
  khoi = await enter('tran-van-khoi', signInAsCitizen);
  desk = await enter('le-thi-hong-cuc', signInAsOfficer);
});
afterAll(() => papers.close());
beforeEach(async () => {
  draftId = await placeDraft(papers.deps.database, buoi.actor.personId);
  await owner('delete from security_event');
});

const owner = (sql: string, values: readonly unknown[] = []) =>
  papers.deps.database.asOwner((tx) => tx.run(sql, values));

interface Written {
  readonly kind: string;
  readonly personId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What stands in the store of the auditor, newest last; every row has where it came from. */
async function written(): Promise<readonly Written[]> {
  const rows = await papers.deps.database.asOwner((tx) =>
    tx.rows<Written & { addressHash: string | null }>(
      `select kind, person_id as "personId", address_hash as "addressHash", detail from security_event
       where kind in ('upload-refused', 'csrf-refused') order by at, id`,
    ),
  );
  for (const row of rows) expect(row.addressHash).toMatch(/^\S{16}$/);
  return rows.map(({ addressHash: _hash, ...row }) => row);
}

async function form(
  person: Person<unknown>,
  content: Uint8Array,
  { name = 'Nguyễn Thị Bưởi.jpg', type = 'image/jpeg', ...fields }: Record<string, string> = {},
): Promise<number> {
  const body = new FormData();
  const all = { _csrf: person.headers['x-csrf-token'] ?? '', draftId, requirement: 'giay-chung-sinh', ...fields };
  for (const [field, value] of Object.entries(all)) body.append(field, value);
  body.append('file', new File([Uint8Array.from(content)], name, { type }));
  const url = new URL('/tai-len/giay-to', papers.house.url);
  return (await fetch(url, { method: 'POST', body, headers: person.headers, redirect: 'manual' })).status;
}

const tus = { 'tus-resumable': '1.0.0' };
const encode = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');

function begin(person: Person<unknown>, length: string, fields: Record<string, string> = {}): Promise<Response> {
  const metadata = { filename: 'Nguyễn Thị Bưởi.pdf', draftId, requirement: 'giay-chung-sinh', ...fields };
  return fetch(new URL('/tai-len', papers.house.url), {
    method: 'POST',
    headers: { ...person.headers, ...tus, 'upload-length': length, 'upload-metadata': encode(metadata) },
  });
}

function part(
  person: Person<unknown>,
  at: string,
  body: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(new URL(at, papers.house.url), {
    method: 'PATCH',
    body: Uint8Array.from(body),
    headers: {
      ...person.headers,
      ...tus,
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      ...headers,
    },
  });
}

const refused = (detail: Record<string, unknown>, personId: string | null = buoi.actor.personId) => ({
  kind: 'upload-refused',
  personId,
  detail,
});

const bomb = makePdf({
  objects: [pdfStream('/Filter /FlateDecode', deflateSync(Buffer.alloc(210_000_000), { level: 9 }))],
});

describe('what a refused upload leaves for the auditor', () => {
  it.each<[string, Uint8Array, Record<string, string>, string, string | undefined]>([
    ['nothing in it', Buffer.alloc(0), {}, 'PAP-0001', undefined],
    ['a program called a photo', Buffer.from('MZ…'), {}, 'PAP-0003', 'other'],
    ['an archive called a photo', Buffer.from('504b030400', 'hex'), {}, 'PAP-0005', 'archive'],
    ['a bomb', bomb, { name: 'x.pdf', type: 'application/pdf' }, 'PAP-0012', 'pdf'],
    ['malware', Buffer.concat([makeJpeg(), Buffer.from(eicar)]), {}, 'PAP-0017', 'jpeg'],
  ])('by the plain form: %s', async (_what, content, sent, code, detected) => {
    expect(await form(buoi, content, sent)).toBe(422);
    expect(await written()).toEqual([
      refused({
        code,
        sizeBytes: content.length,
        declared: sent['type'] === 'application/pdf' ? 'pdf' : 'jpeg',
        ...(detected === undefined ? {} : { detected }),
        place: draftId,
        requirement: 'giay-chung-sinh',
        route: '/tai-len/giay-to',
      }),
    ]);
  });

  it('by the plain form with a page to go back to, where the answer is a redirect', async () => {
    expect(
      await form({ ...buoi, headers: { ...buoi.headers, accept: 'text/html' } }, Buffer.from('x'), { returnTo: '/' }),
    ).toBe(303);
    expect(await written()).toMatchObject([refused({ code: 'PAP-0003' })]);
  });

  it('paths in place of names: neither they nor the name of the file are kept', async () => {
    expect(await form(buoi, makeJpeg(), { requirement: '../../etc/passwd', name: '../../x.exe', type: '' })).toBe(422);
    expect(await form(buoi, makeJpeg(), { draftId: '../khac' })).toBe(422);
    expect(await written()).toMatchObject([
      refused({ code: 'PAP-0024', declared: 'other', place: draftId }),
      refused({ code: 'PAP-0024', requirement: 'giay-chung-sinh' }),
    ]);
    expect(JSON.stringify(await written())).not.toMatch(/passwd|exe|khac|Bưởi/);
  });

  it('two gigabytes, announced by the form and by the script', async () => {
    expect((await begin(buoi, '2000000000')).status).toBe(413);
    expect(await form(buoi, Buffer.concat([makeJpeg(), Buffer.alloc(20_000_001)]))).toBe(413);
    expect(await written()).toMatchObject([
      refused({ code: 'PAP-0002', sizeBytes: 2_000_000_000, declared: 'pdf', place: draftId, route: '/tai-len' }),
      refused({ code: 'PAP-0002', declared: 'jpeg', route: '/tai-len/giay-to' }),
    ]);
  });

  it('by the script: what is found when it is whole, and more than was announced', async () => {
    const page = Buffer.from('<html>trang</html>');
    const at = (await begin(buoi, String(page.length))).headers.get('location') ?? '';
    expect((await part(buoi, at, page)).status).toBe(204);
    const headers = { ...buoi.headers, ...tus };
    expect((await fetch(new URL(`${at}/xong`, papers.house.url), { method: 'POST', headers })).status).toBe(422);
    const second = (await begin(buoi, '10')).headers.get('location') ?? '';
    expect((await part(buoi, second, Buffer.alloc(11))).status).toBe(413);
    expect(await written()).toMatchObject([
      refused({
        code: 'PAP-0003',
        sizeBytes: page.length,
        declared: 'pdf',
        detected: 'other',
        place: draftId,
        route: '/tai-len/:id/xong',
      }),
      refused({ code: 'PAP-0031', sizeBytes: 10, declared: 'pdf', route: '/tai-len/:id' }),
    ]);
  });

  it('a hand on what is another’s, and none for an upload that is merely over', async () => {
    const at = (await begin(buoi, '10')).headers.get('location') ?? '';
    expect((await part(khoi, at, Buffer.alloc(10))).status).toBe(404);
    expect(await form(khoi, makeJpeg())).toBe(404);
    expect((await part(khoi, `/tai-len/${'0'.repeat(48)}`, Buffer.alloc(10))).status).toBe(404);
    expect(await written()).toMatchObject([
      refused({ code: 'PAP-0022', route: '/tai-len/:id' }, khoi.actor.personId),
      refused({ code: 'PAP-0029', place: draftId }, khoi.actor.personId),
    ]);
  });

  it('for a supplement, and at the counter in the officer’s name', async () => {
    const id = newId<'dossier'>();
    await placeDossier(papers.deps.database, { id, agencyId: newId(), persons: [buoi.actor.personId] });
    await owner(`update dossier set phase = 'supplement' where id = $1`, [id]);
    expect(await form(buoi, Buffer.from('x'), { draftId: id })).toBe(422);
    const intake = newId();
    await placeIntake(papers.deps.database, intake, desk.actor, buoi.actor.personId);
    const ownerPersonId = buoi.actor.personId;
    expect(await form(desk, Buffer.from('x'), { draftId: intake, ownerPersonId })).toBe(422);
    expect(await written()).toMatchObject([
      refused({ code: 'PAP-0003', place: id }),
      refused({ code: 'PAP-0003', place: intake }, desk.actor.personId),
    ]);
  });

  it('a form without its token stands with the forged ones', async () => {
    expect(await form(buoi, makeJpeg(), { _csrf: 'x' })).toBe(403);
    expect(await written()).toMatchObject([
      { kind: 'csrf-refused', personId: buoi.actor.personId, detail: { route: '/tai-len/giay-to' } },
    ]);
  });

  it('at the public page that checks a signed file, from whoever it is', async () => {
    const check = async (content: Uint8Array) => {
      const body = new FormData();
      body.append('file', new File([Uint8Array.from(content)], 'cua toi.pdf', { type: 'application/pdf' }));
      const url = new URL('/kiem-tra/tep', papers.house.url);
      return (await fetch(url, { method: 'POST', body, headers: { origin: papers.house.url } })).status;
    };
    expect(await check(Buffer.alloc(20_000_001))).toBe(413);
    expect(await check(Buffer.alloc(20_100_000))).toBe(413);
    expect(await check(Buffer.alloc(0))).toBe(422);
    expect(await written()).toMatchObject([
      refused({ code: 'PAP-0002', declared: 'pdf', route: '/kiem-tra/tep' }, null),
      refused({ code: 'PAP-0002', route: '/kiem-tra/tep' }, null),
      refused({ code: 'PAP-0001', sizeBytes: 0 }, null),
    ]);
  });
});

it('nothing for a form without a file, or for a paper that is taken', async () => {
  expect(await form(buoi, makeJpeg())).toBe(201);
  expect(await form(buoi, Buffer.alloc(0), { name: '' })).toBe(422);
  expect(await written()).toEqual([]);
});

it('one who is refused without end does not fill the store', async () => {
  for (let n = 0; n < 90; n++) expect((await begin(khoi, '0')).status).toBe(422);
  const rows = await written();
  expect(rows.length).toBeLessThan(25);
  expect(rows.at(-1)?.detail['timesInTheHour']).toBe(80);
  // Others are written all the same.
  expect(await form(desk, Buffer.from('x'))).toBe(404);
  expect((await written()).at(-1)).toMatchObject(refused({ code: 'PAP-0019' }, desk.actor.personId));
});

it('the auditor finds them by their kind, in words', async () => {
  expect(
    await form(desk, Buffer.from('504b030400', 'hex'), { ownerPersonId: buoi.actor.personId, draftId: newId() }),
  ).toBe(404);
  const intake = newId();
  await placeIntake(papers.deps.database, intake, desk.actor, buoi.actor.personId);
  const fields = { draftId: intake, ownerPersonId: buoi.actor.personId };
  expect(await form(desk, Buffer.from('504b030400', 'hex'), fields)).toBe(422);
  const auditor = new Visitor(papers.house.url);
  await signInAsOfficer(auditor, 'lieu-ngoc-anh', '/kiem-toan/an-ninh');
  const page = (await auditor.get('/kiem-toan/an-ninh?loai=upload-refused')).text;
  expect(page).toContain('Từ chối tệp tải lên');
  expect(page).toContain(
    'mã lỗi: PAP-0005 · địa chỉ: /tai-len/giay-to · số byte: 5 · tên hoặc kiểu khai là: ảnh JPEG · nội dung thật là: tệp nén',
  );
  expect(page).toContain('Lê Thị Hồng Cúc');
  const english = (await auditor.get('/kiem-toan/an-ninh?loai=upload-refused&lang=en')).text;
  expect(english).toContain('Upload refused');
  expect(english).toContain('declared as: a JPEG · content is: an archive');
});

describe('a refusal by the protocol of uploads', () => {
  it.each<[string, Record<string, string>, number, string]>([
    ['no version of the protocol', { 'tus-resumable': '' }, 412, 'PAP-0024'],
    ['an offset that is no number', { 'upload-offset': 'x' }, 400, 'PAP-0024'],
    ['another place than it has', { 'upload-offset': '5' }, 409, 'PAP-0024'],
    ['more than was announced', {}, 413, 'PAP-0031'],
  ])('keeps its status and speaks our words: %s', async (_what, headers, status, code) => {
    const at = (await begin(buoi, '10')).headers.get('location') ?? '';
    const answer = await part(buoi, at, Buffer.alloc(11), headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, code, title: expect.stringMatching(/chọn (?:lại )?tệp/) });
    const english = await part(buoi, at, Buffer.alloc(11), {
      ...headers,
      cookie: `${buoi.headers['cookie']}; lang=en`,
    });
    expect(await english.json()).toMatchObject({ title: expect.stringMatching(/choose the file again/) });
    const program = await part(buoi, at, Buffer.alloc(11), { ...headers, accept: '*/*' });
    expect(program.headers.get('content-type')).toContain('text/plain');
    expect(await program.text()).toMatch(/chọn (?:lại )?tệp.*\n.*choose the file again/);
  });
});
