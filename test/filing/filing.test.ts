import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteExpiredDrafts } from '../../src/modules/dossiers/filing/index.ts';
import { makePng } from '../../src/modules/papers/testing.ts';
import { buildAssets } from '../../src/web/assets/build-assets.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { csrf, openStage, type Stage } from './stage.ts';

let store: TestDatabase;
let stage: Stage;

beforeAll(async () => {
  store = await openTestDatabase();
  const assets = await buildAssets({ root: fileURLToPath(new URL('../..', import.meta.url)) });
  stage = await openStage(store.database, assets);
});
afterAll(async () => {
  await stage?.close();
  await store?.close();
});
beforeEach(() => stage.signIn('nguyen-thi-buoi'));

const get = (url: string) => stage.app.inject({ method: 'GET', url });
const post = (url: string, form: Record<string, string | string[]> = {}) =>
  stage.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(
      Object.entries({ _csrf: csrf, ...form }).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, one] as [string, string]),
      ),
    ).toString(),
  });

async function start(cho = 'child'): Promise<string> {
  const answer = await post('/nop/dang-ky-khai-sinh', { cho });
  expect(answer.statusCode).toBe(303);
  return String(answer.headers.location);
}

async function phuong7(): Promise<string> {
  return (await stage.deps.communes()).find((one) => one.label.vi === 'Phường 7')?.value ?? '';
}

/** What a mother answers page by page, in the order of the form. */
async function pagesOfBirth(): Promise<[string, Record<string, string>][]> {
  return [
    ['place', { 'place.commune': await phuong7(), 'place.ground': 'mother' }],
    [
      'child',
      {
        'child.name': 'Trần Minh Anh',
        'child.birthDate.day': '1',
        'child.birthDate.month': '10',
        'child.birthDate.year': '2022',
        'child.birthTime': '8h30',
        'child.sex': 'female',
        'child.ethnicity': 'kinh',
        'child.nationality': 'VN',
        'child.nativePlace': 'Phường 7, thành phố Bạc Liêu',
      },
    ],
    [
      'birth',
      {
        'birth.where': 'facility',
        'birth.facility': 'Bệnh viện đa khoa Bạc Liêu',
        'birth.birthPlace': 'Phường 1, thành phố Bạc Liêu',
        'birth.notification': 'paper',
        'birth.surrogacy': 'no',
      },
    ],
    ['parents', { 'parents.recorded': 'mother' }],
    [
      'mother',
      {
        'mother.name': 'Nguyễn Thị Bưởi',
        'mother.birthDate.year': '1996',
        'mother.birthDate.month': '3',
        'mother.birthDate.day': '14',
        'mother.ethnicity': 'kinh',
        'mother.nationality': 'VN',
        'mother.address': 'Khóm 2, Phường 7',
      },
    ],
    [
      'requester',
      {
        'requester.name': 'Nguyễn Thị Bưởi',
        'requester.identityNumber': '999196000014',
        'requester.address': 'Khóm 2, Phường 7',
        'requester.phone': '0000 000 014',
      },
    ],
    ['relation', { 'relation.kind': 'mother' }],
    ['copies', { 'copies.wanted': 'yes', 'copies.count': '2' }],
  ];
}

async function answerAll(draft: string): Promise<void> {
  for (const [key, form] of await pagesOfBirth()) {
    const answer = await post(`${draft}/${key}`, form);
    expect([key, answer.statusCode, faultsIn(answer.body)]).toEqual([key, 303, []]);
  }
}

function faultsIn(html: string): string[] {
  return [...html.matchAll(/<p class="q__fault" id="[^"]+">([^<]+)</g)].map((match) => match[1] ?? '');
}

async function sendFile(draft: string, requirement: string) {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    _csrf: csrf,
    draftId: draft.split('/').at(-1) ?? '',
    requirement,
    maxFiles: '2',
    returnTo: `${draft}/giay-to`,
  }))
    form.set(name, value);
  form.set('files', new Blob([new Uint8Array(makePng(600, 800))], { type: 'image/png' }), 'giấy chứng sinh.png');
  const request = new Request('http://here.invalid/', { method: 'POST', body: form });
  return stage.app.inject({
    method: 'POST',
    url: '/tai-len/giay-to',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}

async function upload(draft: string, requirement: string): Promise<void> {
  const answer = await sendFile(draft, requirement);
  expect([answer.statusCode, String(answer.headers.location)]).toEqual([303, expect.not.stringContaining('loi-tep')]);
}

async function toDeclaration(): Promise<string> {
  const draft = await start();
  await answerAll(draft);
  await upload(draft, 'giay-chung-sinh');
  expect((await post(`${draft}/giay-to`)).headers.location).toBe(`${draft}/kiem-tra`);
  expect((await post(`${draft}/kiem-tra`)).headers.location).toBe(`${draft}/cam-doan`);
  return draft;
}

test('a page changed on another device meanwhile is not undone: both versions are shown, and the person chooses', async () => {
  const draft = await start();
  const page = `${draft}/place`;
  const opened = (await get(page)).body;
  const mark = (html: string) => /name="moc" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const commune = await phuong7();
  const here = { 'place.commune': commune, 'place.ground': 'father', moc: mark(opened) };
  expect((await post(page, { 'place.commune': commune, 'place.ground': 'mother', moc: mark(opened) })).statusCode).toBe(
    303,
  );

  for (const act of [{}, { do: 'later' }] as Record<string, string>[]) {
    const told = await post(page, { ...here, ...act });
    expect(told.statusCode).toBe(409);
    expect(told.body).toContain('Trang này vừa được sửa ở nơi khác');
    expect(told.body).toMatch(/<span class="kept">Mẹ</);
    expect(told.body).toMatch(/value="father"[^>]* checked/);
    // What came from elsewhere is still what is kept.
    expect((await get(page)).body).toMatch(/value="mother"[^>]* checked/);
  }
  const told = await post(page, here);
  expect((await post(page, { ...here, moc: mark(told.body) })).statusCode).toBe(303);
  expect((await get(page)).body).toMatch(/value="father"[^>]* checked/);
  // The same words from both sides undo nothing.
  expect((await post(page, here)).statusCode).toBe(303);
});

describe('filing', () => {
  test('a birth, from the start page to the acknowledgement', async () => {
    expect((await get('/nop/dang-ky-khai-sinh')).body).toContain('Bạn nộp cho ai?');
    const draft = await toDeclaration();
    const check = await get(`${draft}/kiem-tra`);
    expect(check.body).toContain('Trần Minh Anh');
    expect(check.body).toContain('01/10/2022');
    expect(check.body).toContain('Phường 7');
    expect((await post(`${draft}/cam-doan`, { 'ban-giay': 'co' })).statusCode).toBe(422);
    const filed = await post(`${draft}/cam-doan`, { 'ban-giay': 'co', 'cam-doan': 'dong-y' });
    expect(filed.headers.location).toBe(`${draft}/da-nop`);
    const page = (await get(`${draft}/da-nop`)).body;
    expect(page).toMatch(/H04[\d.]*-221010-\d{4}/);
    expect(page).toMatch(/[0-9a-f]{64}/);
    expect(page).toContain('8 giờ làm việc');
  });

  test('twice at once makes one dossier', async () => {
    const draft = await toDeclaration();
    const before = await count();
    const answers = await Promise.all([1, 2, 3].map(() => post(`${draft}/cam-doan`, { 'cam-doan': 'dong-y' })));
    expect(answers.map((answer) => answer.headers.location)).toEqual(Array(3).fill(`${draft}/da-nop`));
    expect(await count()).toBe(before + 1);
    expect((await post(`${draft}/cam-doan`, { 'cam-doan': 'dong-y' })).headers.location).toBe(`${draft}/da-nop`);
    expect(await count()).toBe(before + 1);
  });

  test('a file that comes after it is refused in words, on the page of the acknowledgement', async () => {
    const draft = await toDeclaration();
    await post(`${draft}/cam-doan`, { 'cam-doan': 'dong-y' });
    const refused = await sendFile(draft, 'giay-chung-sinh');
    const back = await get(String(refused.headers.location).split('#', 1)[0] ?? '');
    expect([refused.statusCode, back.headers.location]).toEqual([303, `${draft}/da-nop?loi-tep=PAP-0028`]);
    expect((await get(String(back.headers.location))).body).toContain('Hồ sơ đã nộp nên không nhận thêm tệp');
    expect((await get(`${draft}/da-nop`)).body).not.toContain('không nhận thêm tệp');
    const left = await store.database.asOwner((tx) =>
      tx.rows('select id from paper where draft_id = $1', [draft.split('/').at(-1)]),
    );
    expect(left).toEqual([]);
  });

  test('what was typed is gone from the draft once it is filed', async () => {
    const draft = await toDeclaration();
    await post(`${draft}/cam-doan`, { 'cam-doan': 'dong-y' });
    const row = await store.database.asOwner((tx) =>
      tx.row<{ sealed: unknown; wrapped: unknown }>('select sealed, wrapped from draft where id = $1', [
        draft.split('/').at(-1),
      ]),
    );
    expect(row).toEqual({ sealed: null, wrapped: null });
  });
});

const count = async () =>
  (await store.database.asOwner((tx) => tx.row<{ n: number }>('select count(*) as n from dossier'))).n;

describe('a draft', () => {
  test('leads whoever runs ahead back to the first page that is not done', async () => {
    const draft = await start();
    for (const page of ['child', 'copies', 'giay-to', 'kiem-tra', 'cam-doan', 'no-such-page']) {
      expect((await get(`${draft}/${page}`)).headers.location).toBe(`${draft}/place`);
      expect((await post(`${draft}/${page}`, { 'cam-doan': 'dong-y' })).headers.location).toBe(`${draft}/place`);
    }
  });

  test('tells all faults of a page at once, keeps what was typed, and has it on another device', async () => {
    const draft = await start();
    const [place, child] = await pagesOfBirth();
    await post(`${draft}/${place?.[0]}`, place?.[1]);
    const answer = await post(`${draft}/child`, {
      ...child?.[1],
      'child.name': 'Trần M1nh',
      'child.birthDate.year': '2023',
      'child.sex': '',
    });
    expect(answer.statusCode).toBe(422);
    expect(faultsIn(answer.body)).toHaveLength(3);
    expect(answer.body).toContain('value="Trần M1nh"');
    expect((await get(`${draft}/child`)).body).toContain('value="Trần M1nh"');
    expect((await get(`${draft}/birth`)).headers.location).toBe(`${draft}/child`);
  });

  test('fills in what is known of the person', async () => {
    const draft = await start();
    expect((await get(`${draft}/place`)).body).toMatch(new RegExp(`<option value="${await phuong7()}" selected`));
  });

  test('asks again only what an earlier answer opens', async () => {
    const draft = await start();
    await answerAll(draft);
    expect(
      (
        await post(`${draft}/parents?ve=kiem-tra`, {
          'parents.recorded': 'both',
          'parents.married': 'no',
          'parents.acknowledge': 'yes',
        })
      ).headers.location,
    ).toBe(`${draft}/father`);
    expect((await get(`${draft}/cam-doan`)).headers.location).toBe(`${draft}/father`);
  });

  test('does not go on without the papers it needs', async () => {
    const draft = await start();
    await answerAll(draft);
    const answer = await post(`${draft}/giay-to`);
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Hãy thêm tệp cho “Giấy chứng sinh”');
  });

  test('is offered again instead of a second one, listed, and can be discarded', async () => {
    const draft = await start();
    expect((await get('/nop/dang-ky-khai-sinh')).body).toContain('Bạn đang viết dở một hồ sơ như thế này');
    expect((await get('/nop/ho-so-nhap')).body).toContain(draft);
    expect((await post(`${draft}/bo`)).statusCode).toBe(303);
    expect((await get(draft)).statusCode).toBe(404);
  });

  test('belongs to its writer alone', async () => {
    const draft = await start();
    stage.signIn('tran-van-khoi');
    expect((await get(`${draft}/place`)).statusCode).toBe(404);
    expect((await post(`${draft}/place`, { 'place.ground': 'mother' })).statusCode).toBe(404);
    expect((await post(`${draft}/bo`)).statusCode).toBe(404);
    expect((await get('/nop/ho-so-nhap')).body).not.toContain(draft);
    stage.signIn(undefined);
    expect((await get(`${draft}/place`)).headers.location).toContain('/dang-nhap?ve=');
  });

  test('is kept sealed', async () => {
    const draft = await start();
    await post(`${draft}/place`, (await pagesOfBirth())[0]?.[1]);
    const { sealed } = await store.database.asOwner((tx) =>
      tx.row<{ sealed: Buffer }>('select sealed from draft where id = $1', [draft.split('/').at(-1)]),
    );
    expect(sealed.includes(await phuong7())).toBe(false);
  });

  test('goes after thirty days without a touch', async () => {
    const draft = await start();
    stage.clock.advance({ hours: 24 * 30 + 1 });
    expect((await get(draft)).statusCode).toBe(404);
    expect(await deleteExpiredDrafts(stage.deps)).toBeGreaterThan(0);
    stage.clock.set('2022-10-10T01:10:00Z');
    expect((await get(draft)).statusCode).toBe(404);
  });

  test('takes with it what an upload on its way brought in after the filing', async () => {
    const id = (await start()).split('/')[3] as string;
    await stage.deps.database.asOwner((tx) =>
      tx.run('update draft set dossier_id = gen_random_uuid(), wrapped = null, sealed = null where id = $1', [id]),
    );
    stage.clock.advance({ hours: 24 * 30 + 1 });
    const cleared: string[] = [];
    const discardExpiredPapers = async (ids: readonly string[]) => void cleared.push(...ids);
    await deleteExpiredDrafts({ ...stage.deps, discardExpiredPapers });
    stage.clock.set('2022-10-10T01:10:00Z');
    expect(cleared).toContain(id);
  });

  test('survives hostile input on every page', async () => {
    const draft = await start();
    for (const form of [
      { '__proto__.x': '1' },
      { 'place.commune': ['a', 'b'] },
      { 'place.commune': "'; drop table draft; --" },
      { 'place.ground': 'x'.repeat(100_000) },
      { do: 'remove:999' },
      { do: 'add' },
      { do: '../../' },
    ]) {
      const answer = await post(`${draft}/place`, form as Record<string, string>);
      expect([303, 422]).toContain(answer.statusCode);
    }
    expect((await get(`${draft}/place`)).statusCode).toBe(200);
  });
});

describe('the start page', () => {
  test('keeps the choice through signing in', async () => {
    stage.signIn(undefined);
    const answer = await get('/nop/dang-ky-khai-sinh/dang-nhap?cho=ward');
    expect(answer.headers.location).toBe(`/dang-nhap?ve=${encodeURIComponent('/nop/dang-ky-khai-sinh?cho=ward')}`);
    stage.signIn('nguyen-thi-buoi');
    expect((await get('/nop/dang-ky-khai-sinh?cho=ward')).body).toMatch(/value="ward" checked/);
  });

  test('says why an account of level 1 cannot file, before anything is filled in', async () => {
    stage.signIn('danh-sol', 1);
    expect((await get('/nop/dang-ky-khai-sinh')).body).toContain('Tài khoản của bạn đang ở mức độ 1');
    expect((await post('/nop/dang-ky-khai-sinh', { cho: 'child' })).statusCode).toBe(403);
  });

  test('asks for whom when that was not chosen', async () => {
    expect((await post('/nop/dang-ky-khai-sinh')).statusCode).toBe(422);
    expect((await get('/nop/no-such-procedure')).statusCode).toBe(404);
  });

  test('opens a ward’s dossier with what is known of the ward', async () => {
    stage.signIn('vo-thi-thanh-thuy');
    const draft = await start('ward');
    expect((await get(draft)).headers.location).toBe(`${draft}/cho-ward`);
    expect((await get(`${draft}/cho-ward`)).body).toContain('value="Võ Gia Bảo"');
  });
});

test('the check for the browser is served for ever under its hash', async () => {
  const draft = await start();
  const src = /<script type="module" src="(\/nop\/kiem\/[^"]+)"/.exec((await get(`${draft}/place`)).body)?.[1] ?? '';
  const answer = await get(src);
  expect(answer.headers['content-type']).toContain('text/javascript');
  expect(answer.headers['cache-control']).toContain('immutable');
});
