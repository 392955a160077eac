import { expect, test } from 'vitest';
import { nowOf } from './deps.ts';
import { enter } from './operations/enter.ts';
import { shownCode, signInAsCitizen, signInAsOfficer, Visitor } from './testing/visitor.ts';
import { withHouse } from './testing/with-house.ts';

const here = withHouse();
const who = async (visitor: Visitor) =>
  JSON.parse((await visitor.get('/who')).text) as {
    actor: Record<string, unknown>;
    session: string | null;
    title: string | null;
  };

/** Goes as far as the issuer's answer and gives the address of the call-back, unused. */
async function untilCallback(visitor: Visitor, key: string): Promise<URL> {
  let answer = await visitor.get('/dang-nhap/vneid');
  const body = new URLSearchParams({ nguoi: key }).toString();
  answer = await visitor.once(answer.url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  while (answer.location !== undefined) {
    const next = new URL(answer.location, answer.url);
    if (next.pathname === '/dang-nhap/vneid/ve') return next;
    answer = await visitor.once(next);
  }
  throw new Error('the issuer did not lead back');
}

test('a citizen signs in with VNeID and comes back to where they were', async () => {
  const visitor = new Visitor(here.house.url);
  const answer = await signInAsCitizen(visitor, 'nguyen-thi-buoi', '/who?draft=1');
  expect(`${answer.url.pathname}${answer.url.search}`).toBe('/who?draft=1');
  expect(JSON.parse(answer.text)).toMatchObject({
    session: 'Nguyễn Thị Bưởi',
    actor: { capacity: 'citizen', personId: here.person('nguyen-thi-buoi'), assuranceLevel: 2 },
  });
});

test('an account of level 01 stays one, a foreigner comes by passport', async () => {
  const farmer = new Visitor(here.house.url);
  await signInAsCitizen(farmer, 'danh-sol', '/who');
  expect((await who(farmer)).actor).toMatchObject({ assuranceLevel: 1 });
  const foreigner = new Visitor(here.house.url);
  const page = await foreigner.get('/dang-nhap/vneid?ve=/who');
  await foreigner.post(page.url.href, { so: 'zz 0000 099' });
  expect((await who(foreigner)).actor).toMatchObject({ personId: here.person('chea-sokha') });
});

test('an old nine-digit number has no account and is told where to go', async () => {
  const visitor = new Visitor(here.house.url);
  const page = await visitor.get('/dang-nhap/vneid');
  const answer = await visitor.post(page.url.href, { so: '999610081' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('nộp tại quầy');
});

test('an official signs in with a second factor and acts in their position', async () => {
  const visitor = new Visitor(here.house.url);
  await signInAsOfficer(visitor, 'le-thi-hong-cuc', '/who');
  expect(await who(visitor)).toMatchObject({
    session: 'Lê Thị Hồng Cúc',
    title: 'Công chức tiếp nhận, Ủy ban nhân dân Phường 7',
    actor: { capacity: 'staff', roles: ['reception'] },
  });
});

test('a vice chair acts for the chair by delegation', async () => {
  const visitor = new Visitor(here.house.url);
  await signInAsOfficer(visitor, 'kim-thi-my-dung', '/who');
  expect((await who(visitor)).actor).toMatchObject({ delegation: { form: 'KT.', principalTitle: 'Chủ tịch' } });
});

test('wrong codes end the attempt, and a code serves once', async () => {
  const visitor = new Visitor(here.house.url);
  const page = await visitor.get('/dang-nhap/can-bo');
  const code = await visitor.post(page.url.href, { nguoi: 'cb-truong-my-hanh' });
  for (let attempt = 0; attempt < 4; attempt += 1)
    expect((await visitor.post(code.url.href, { ma: '12x456' })).status).toBe(422);
  const over = await visitor.post(code.url.href, { ma: '12x456' });
  expect(`${over.url.pathname}${over.url.search}`).toBe('/dang-nhap?huy=1');
  const used = shownCode(code.text);
  const first = new Visitor(here.house.url);
  await first
    .post((await first.get('/dang-nhap/can-bo')).url.href, { nguoi: 'cb-truong-my-hanh' })
    .then((answer) => first.post(answer.url.href, { ma: used }));
  expect((await who(first)).session).toBe('Trương Mỹ Hạnh');
  const second = new Visitor(here.house.url);
  const again = await second.post((await second.get('/dang-nhap/can-bo')).url.href, { nguoi: 'cb-truong-my-hanh' });
  expect((await second.post(again.url.href, { ma: used })).text).toContain('vừa được dùng');
});

test('going back at the issuer changes nothing and keeps the place', async () => {
  const visitor = new Visitor(here.house.url);
  const page = await visitor.get('/dang-nhap/vneid?ve=%2Fho-so%2Fmoi');
  const answer = await visitor.post(page.url.href, { viec: 'huy' });
  expect(`${answer.url.pathname}${answer.url.search}`).toBe('/dang-nhap?huy=1&ve=%2Fho-so%2Fmoi');
  expect(answer.text).toContain('/dang-nhap/vneid?ve=%2Fho-so%2Fmoi');
});

test('a way back to another site is dropped', async () => {
  for (const hostile of ['//evil.example/', '/\\evil.example', 'https://evil.example/']) {
    const visitor = new Visitor(here.house.url);
    const answer = await signInAsCitizen(visitor, 'tran-van-khoi', hostile);
    expect(answer.url.href).toBe(`${here.house.url}/tai-khoan`);
  }
});

test('a replayed call-back is refused and recorded', async () => {
  const visitor = new Visitor(here.house.url);
  const callback = await untilCallback(visitor, 'tran-van-khoi');
  expect((await visitor.once(callback)).status).toBe(303);
  const before = await here.events('sign-in-replayed');
  const again = await visitor.once(callback);
  expect(again.status).toBe(422);
  expect(again.text).toContain('IDE-0003');
  expect(again.headers.getSetCookie().some((line) => line.startsWith('phien='))).toBe(false);
  expect(await here.events('sign-in-replayed')).toBe(before + 1);
});

test('an invented state is refused and recorded', async () => {
  const visitor = new Visitor(here.house.url);
  const before = await here.events('sign-in-replayed');
  const answer = await visitor.get('/dang-nhap/vneid/ve?state=invented&code=invented');
  expect(answer.status).toBe(422);
  expect(await here.events('sign-in-replayed')).toBe(before + 1);
});

test('a call-back in another browser signs nobody in', async () => {
  const callback = await untilCallback(new Visitor(here.house.url), 'tran-van-khoi');
  const victim = new Visitor(here.house.url);
  await victim.get('/visitor-form');
  const before = await here.events('sign-in-elsewhere');
  const answer = await victim.once(callback);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('IDE-0004');
  expect(await here.events('sign-in-elsewhere')).toBe(before + 1);
  expect((await who(victim)).session).toBeNull();
});

test.each(['nonce', 'code_verifier'])('an answer that does not fit the %s is refused and recorded', async (column) => {
  const visitor = new Visitor(here.house.url);
  const callback = await untilCallback(visitor, 'tran-van-khoi');
  await here.store.database.asOwner((tx) =>
    tx.run(`update sign_in_attempt set ${column} = $1 where used_at is null`, ['x'.repeat(43)]),
  );
  const before = await here.events('sign-in-failed');
  const answer = await visitor.once(callback);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('IDE-0005');
  expect(await here.events('sign-in-failed')).toBe(before + 1);
  expect((await who(visitor)).session).toBeNull();
});

test('an attempt left lying for a quarter of an hour is over', async () => {
  const visitor = new Visitor(here.house.url);
  const callback = await untilCallback(visitor, 'tran-van-khoi');
  await here.store.database.asOwner((tx) =>
    tx.run("update sign_in_attempt set created_at = created_at - interval '16 minutes' where used_at is null"),
  );
  expect((await visitor.once(callback)).text).toContain('IDE-0003');
});

test('an official without the second factor, or without an account, is refused and recorded', async () => {
  const now = nowOf(here.clock);
  const proof = {
    issuer: 'staff',
    subject: 'cb-le-thi-hong-cuc',
    claims: {},
    acr: '',
    amr: ['pwd'],
    authenticatedAt: now.real,
    returnTo: '',
    againSessionId: undefined,
  } as const;
  const input = { previous: undefined, requiredAcr: ['cuaso:hai-yeu-to'], addressHash: 'x', device: 'test' };
  await expect(enter(here.store.database, proof, input, now)).rejects.toMatchObject({ code: 'IDE-0008' });
  await expect(
    enter(here.store.database, { ...proof, acr: 'cuaso:hai-yeu-to', subject: 'cb-nobody' }, input, now),
  ).rejects.toMatchObject({ code: 'IDE-0007' });
  expect(await here.events('sign-in-refused')).toBeGreaterThan(0);
  expect(await here.events('sign-in-unknown')).toBeGreaterThan(0);
});

test('somebody whom VNeID names for the first time is known from then on', async () => {
  const now = nowOf(here.clock);
  const proof = {
    issuer: 'vneid',
    subject: 'new-here',
    claims: { SoDinhDanh: '999199000777', HoVaTen: 'Người Mới', NgayThangNamSinh: '1999-05', level: '02' },
    acr: 'vneid:muc-2',
    amr: [],
    authenticatedAt: now.real,
    returnTo: '',
    againSessionId: undefined,
  } as const;
  const input = { previous: undefined, requiredAcr: [], addressHash: 'x', device: 'test' };
  await enter(here.store.database, proof, input, now);
  await enter(here.store.database, proof, input, now);
  const rows = await here.store.database.asOwner((tx) =>
    tx.rows<{ fullName: string; birthPrecision: string }>(
      'select p.full_name as "fullName", p.birth_precision as "birthPrecision" from person p join identity_document d on d.person_id = p.id where d.number = $1',
      ['999199000777'],
    ),
  );
  expect(rows).toEqual([{ fullName: 'Người Mới', birthPrecision: 'month' }]);
});
