import { expect, test } from 'vitest';
import { hiddenField, signInAsCitizen, signInAsOfficer, Visitor } from './testing/visitor.ts';
import { withHouse } from './testing/with-house.ts';

const here = withHouse();
const owner = <T>(work: (tx: Parameters<Parameters<typeof here.store.database.asOwner>[0]>[0]) => Promise<T>) =>
  here.store.database.asOwner(work);
const nameOf = async (visitor: Visitor) =>
  (JSON.parse((await visitor.get('/who')).text) as { session: string | null }).session;

async function citizen(key: string): Promise<Visitor> {
  const visitor = new Visitor(here.house.url);
  await signInAsCitizen(visitor, key, '/who');
  return visitor;
}

test('only the hash of a token is kept', async () => {
  const visitor = await citizen('tran-van-khoi');
  const token = visitor.cookies.get('phien') as string;
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const rows = await owner((tx) => tx.rows<{ row: string }>('select s::text as row from session s'));
  expect(rows.some(({ row }) => row.includes(token) || row.includes(Buffer.from(token).toString('hex')))).toBe(false);
});

test.each([
  ['thirty idle minutes', "last_seen_at = last_seen_at - interval '31 minutes'", 'idle-limit'],
  ['twelve hours in all', "expires_at = expires_at - interval '12 hours 1 minute'", 'absolute-limit'],
])('a citizen is signed out after %s of real time', async (_name, change, reason) => {
  const visitor = await citizen('danh-sol');
  await owner((tx) =>
    tx.run(`update session set ${change} where person_id = $1 and ended_at is null`, [here.person('danh-sol')]),
  );
  expect(await nameOf(visitor)).toBeNull();
  const { ended } = await owner((tx) =>
    tx.row<{ ended: string }>(
      'select ended_reason as ended from session where person_id = $1 order by ended_at desc nulls last limit 1',
      [here.person('danh-sol')],
    ),
  );
  expect(ended).toBe(reason);
});

test('an official is signed out after fifteen idle minutes, a citizen not yet', async () => {
  const officer = new Visitor(here.house.url);
  await signInAsOfficer(officer, 'mai-thi-thu-ha', '/who');
  const other = await citizen('huynh-minh-tri');
  await owner((tx) =>
    tx.run(
      "update session set last_seen_at = last_seen_at - interval '16 minutes' where ended_at is null and person_id = any ($1::uuid[])",
      [[here.person('mai-thi-thu-ha'), here.person('huynh-minh-tri')]],
    ),
  );
  expect(await nameOf(officer)).toBeNull();
  expect(await nameOf(other)).toBe('Huỳnh Minh Trí');
});

test('the business clock running ahead signs nobody out', async () => {
  const visitor = await citizen('pham-thi-ut');
  here.clock.follow(here.clock.business().epochMilliseconds - Date.now() + 86_400_000);
  expect(await nameOf(visitor)).toBe('Phạm Thị Út');
});

test('a form sent after the session ended is told to sign in, not that it was forged', async () => {
  const visitor = await citizen('lam-quoc-huy');
  const csrf = hiddenField((await visitor.get('/tai-khoan')).text, '_csrf');
  await owner((tx) =>
    tx.run('update session set ended_at = now(), ended_reason = $2 where person_id = $1 and ended_at is null', [
      here.person('lam-quoc-huy'),
      'test',
    ]),
  );
  const answer = await visitor.post('/tai-khoan/lien-he', { _csrf: csrf, phone: '0000 000 041' });
  expect(answer.status).toBe(401);
  expect(answer.text).toContain('IDE-0001');
});

test('signing in again ends the session that the browser had', async () => {
  const visitor = await citizen('tran-van-khoi');
  const before = visitor.cookies.get('phien') as string;
  await signInAsOfficer(visitor, 'le-thi-hong-cuc', '/who');
  expect(await nameOf(visitor)).toBe('Lê Thị Hồng Cúc');
  const thief = new Visitor(here.house.url);
  thief.setCookie('phien', before);
  expect(await nameOf(thief)).toBeNull();
});

test('one session can be ended from another device, all of them at once, and nobody else’s', async () => {
  const [phone, desk, stranger] = [
    await citizen('to-my-lien'),
    await citizen('to-my-lien'),
    await citizen('vo-thi-thanh-thuy'),
  ];
  const page = (await desk.get('/tai-khoan')).text;
  const ids = [...page.matchAll(/\/tai-khoan\/phien\/([0-9a-f-]{36})\/dang-xuat/g)].map((match) => match[1] as string);
  expect(ids).toHaveLength(2);
  const foreign = (
    await owner((tx) =>
      tx.row<{ id: string }>('select id from session where person_id = $1 and ended_at is null', [
        here.person('vo-thi-thanh-thuy'),
      ]),
    )
  ).id;
  expect((await desk.post(`/tai-khoan/phien/${foreign}/dang-xuat`, { _csrf: hiddenField(page, '_csrf') })).status).toBe(
    404,
  );
  expect(await nameOf(stranger)).toBe('Võ Thị Thanh Thúy');
  await desk.post(`/tai-khoan/phien/${ids[1]}/dang-xuat`, { _csrf: hiddenField(page, '_csrf') });
  expect([await nameOf(phone), await nameOf(desk)]).toEqual([null, 'Tô Mỹ Liên']);
  const third = await citizen('to-my-lien');
  await desk.post('/dang-xuat/moi-noi', { _csrf: hiddenField((await desk.get('/tai-khoan')).text, '_csrf') });
  expect([await nameOf(third), await nameOf(desk), await nameOf(stranger)]).toEqual([null, null, 'Võ Thị Thanh Thúy']);
});

test('changing position changes the token, the agency and the rights', async () => {
  const visitor = new Visitor(here.house.url);
  await signInAsOfficer(visitor, 'bui-thi-cam-tu', '/who');
  const before = visitor.cookies.get('phien') as string;
  const first = JSON.parse((await visitor.get('/who')).text).actor;
  const page = (await visitor.get('/can-bo/vi-tri')).text;
  const csrf = hiddenField(page, '_csrf');
  const target = /name="post" value="([0-9a-f-]{36})"/.exec(page)?.[1] as string;
  await visitor.post('/can-bo/vi-tri', { _csrf: csrf, post: target });
  const second = JSON.parse((await visitor.get('/who')).text).actor;
  expect(second.positionId).toBe(target);
  expect(second.agencyId).not.toBe(first.agencyId);
  const thief = new Visitor(here.house.url);
  thief.setCookie('phien', before);
  expect(await nameOf(thief)).toBeNull();
  const fresh = hiddenField((await visitor.get('/can-bo/vi-tri')).text, '_csrf');
  const other = (await here.actorOf('nguyen-van-hau')).positionId;
  expect((await visitor.post('/can-bo/vi-tri', { _csrf: fresh, post: other })).status).toBe(404);
});

test('proving again who one is renews the proof under a new token; another person cannot do it', async () => {
  const visitor = new Visitor(here.house.url);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi', '/who');
  await owner((tx) =>
    tx.run(
      "update session set authenticated_at = authenticated_at - interval '1 hour' where person_id = $1 and ended_at is null",
      [here.person('nguyen-thi-buoi')],
    ),
  );
  const before = visitor.cookies.get('phien');
  const page = await visitor.get('/dang-nhap/xac-thuc-lai?ve=/who');
  await visitor.post(page.url.href, { nguoi: 'nguyen-thi-buoi' });
  expect(await nameOf(visitor)).toBe('Nguyễn Thị Bưởi');
  expect(visitor.cookies.get('phien')).not.toBe(before);
  const { age } = await owner((tx) =>
    tx.row<{ age: number }>(
      'select extract(epoch from now() - authenticated_at)::int as age from session where person_id = $1 and ended_at is null',
      [here.person('nguyen-thi-buoi')],
    ),
  );
  expect(age).toBeLessThan(60);
  const again = await visitor.get('/dang-nhap/xac-thuc-lai?ve=/who');
  const answer = await visitor.post(again.url.href, { nguoi: 'tran-van-khoi' });
  expect(answer.status).toBe(422);
  expect(await nameOf(visitor)).toBe('Nguyễn Thị Bưởi');
});

test('a visitor’s form needs the token of the browser', async () => {
  const visitor = new Visitor(here.house.url);
  expect((await visitor.post('/visitor-form', {})).status).toBe(403);
  const { token } = JSON.parse((await visitor.get('/visitor-form')).text) as { token: string };
  expect((await visitor.post('/visitor-form', { _csrf: token })).status).toBe(200);
  const other = new Visitor(here.house.url);
  await other.get('/visitor-form');
  const before = await here.events('csrf-refused');
  expect((await other.post('/visitor-form', { _csrf: token })).status).toBe(403);
  expect(await here.events('csrf-refused')).toBe(before + 1);
  const forger = new Visitor(here.house.url);
  forger.setCookie('trinh-duyet', 'chosen.by-the-forger');
  expect((await forger.post('/visitor-form', { _csrf: token })).status).toBe(403);
});

test('a form from another site is refused even with the right token', async () => {
  const visitor = await citizen('tran-van-khoi');
  const csrf = hiddenField((await visitor.get('/tai-khoan')).text, '_csrf');
  const form = { _csrf: csrf, phone: '0000 000 023' };
  expect((await visitor.post('/tai-khoan/lien-he', form, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await visitor.post('/tai-khoan/lien-he', form, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect(
    (await visitor.post('/tai-khoan/lien-he', form, { origin: here.house.url, 'sec-fetch-site': 'same-origin' }))
      .status,
  ).toBe(200);
});
