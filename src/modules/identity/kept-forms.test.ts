import { expect, test } from 'vitest';
import { giveBack } from './give-back.tsx';
import { hiddenField, signInAsCitizen, Visitor } from './testing/visitor.ts';
import { withHouse } from './testing/with-house.ts';

const here = withHouse();
const typed = 'khoi.moi@thu-nghiem.example';

async function citizen(key: string): Promise<Visitor> {
  const visitor = new Visitor(here.house.url);
  await signInAsCitizen(visitor, key, '/tai-khoan');
  return visitor;
}

function end(key: string): Promise<number> {
  return here.store.database.asOwner((tx) =>
    tx.run(`update session set ended_at = now(), ended_reason = 'test' where person_id = $1 and ended_at is null`, [
      here.person(key),
    ]),
  );
}

/** Sends the contact form as a browser does from the account page; no redirect is followed. */
function send(visitor: Visitor, csrf: string, headers: Readonly<Record<string, string>> = {}) {
  return visitor.once(new URL('/tai-khoan/lien-he', here.house.url), {
    method: 'POST',
    body: new URLSearchParams({ _csrf: csrf, email: typed, phone: '0000 000 777' }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: here.house.url,
      referer: `${here.house.url}/tai-khoan`,
      ...headers,
    },
  });
}

const tokenOf = async (visitor: Visitor) => hiddenField((await visitor.get('/tai-khoan')).text, '_csrf');
const emailOf = (key: string) =>
  here.store.database.asOwner((tx) =>
    tx.row<{ email: string | null }>('select email from person where id = $1', [here.person(key)]),
  );

async function rowsAsText(): Promise<string[]> {
  const rows = await here.store.database.asOwner((tx) =>
    tx.rows<{ text: string }>('select k::text as text from kept_form k'),
  );
  return rows.map((row) => row.text);
}

test('what was typed as the session ran out comes back to its writer, unsent, and once sent it is gone', async () => {
  const visitor = await citizen('tran-van-khoi');
  const before = await emailOf('tran-van-khoi');
  const csrf = await tokenOf(visitor);
  await end('tran-van-khoi');
  // Another tab asks for a page in between.
  await visitor.get('/who');
  const answer = await send(visitor, csrf);
  expect(answer.status).toBe(401);
  expect(`${answer.location ?? ''}${JSON.stringify([...visitor.cookies])}`).not.toContain('khoi.moi');
  const rows = await rowsAsText();
  expect(rows).toHaveLength(1);
  expect(rows.join()).not.toMatch(/khoi\.moi|0000 000 777/);
  expect((await visitor.get('/dang-nhap')).text).toContain('những gì bạn vừa gõ chưa được gửi');
  await signInAsCitizen(visitor, 'tran-van-khoi', '/tai-khoan');
  const page = (await visitor.get('/tai-khoan')).text;
  expect(page).toContain('Những gì bạn đã gõ vẫn còn');
  expect(page).toMatch(new RegExp(`<input[^>]*name="email"[^>]*value="${typed}"`));
  expect(await emailOf('tran-van-khoi')).toEqual(before);
  expect((await visitor.get('/who')).text).not.toContain(typed);
  await send(visitor, hiddenField(page, '_csrf'));
  expect(await emailOf('tran-van-khoi')).toEqual({ email: typed });
  expect(await rowsAsText()).toEqual([]);
  expect((await visitor.get('/tai-khoan')).text).not.toContain('Những gì bạn đã gõ vẫn còn');
});

test('somebody else who signs in at the same browser does not see it; the writer still does', async () => {
  const visitor = await citizen('to-my-lien');
  const csrf = await tokenOf(visitor);
  await end('to-my-lien');
  await send(visitor, csrf);
  await signInAsCitizen(visitor, 'danh-sol', '/tai-khoan');
  expect((await visitor.get('/tai-khoan')).text).not.toContain(typed);
  await signInAsCitizen(visitor, 'to-my-lien', '/tai-khoan');
  expect((await visitor.get('/tai-khoan')).text).toContain(typed);
});

test('a form of a tab from before signing in again is not carried out, but given back', async () => {
  const visitor = await citizen('pham-thi-ut');
  const csrf = await tokenOf(visitor);
  await end('pham-thi-ut');
  await signInAsCitizen(visitor, 'pham-thi-ut', '/tai-khoan');
  const answer = await send(visitor, csrf);
  expect(answer.text).toContain('IDE-0024');
  expect(await emailOf('pham-thi-ut')).not.toEqual({ email: typed });
  expect((await visitor.get('/tai-khoan')).text).toContain(typed);
});

test('after an hour it is gone', async () => {
  const visitor = await citizen('lam-quoc-huy');
  const csrf = await tokenOf(visitor);
  await end('lam-quoc-huy');
  await send(visitor, csrf);
  await here.store.database.asOwner((tx) =>
    tx.run("update kept_form set expires_at = expires_at - interval '61 minutes'"),
  );
  await signInAsCitizen(visitor, 'lam-quoc-huy', '/tai-khoan');
  expect((await visitor.get('/tai-khoan')).text).not.toContain(typed);
});

test('nobody can plant text: without a token of that very session nothing is kept', async () => {
  const visitor = await citizen('huynh-minh-tri');
  const other = await citizen('danh-sol');
  const own = await tokenOf(visitor);
  const foreign = await tokenOf(other);
  await end('huynh-minh-tri');
  const before = await rowsAsText();
  await send(visitor, own, { origin: 'https://evil.example', referer: 'https://evil.example/' });
  await send(visitor, own, { 'sec-fetch-site': 'cross-site' });
  await send(visitor, foreign);
  await send(visitor, '');
  // A browser that was never signed in, with a token that somebody copied.
  await send(new Visitor(here.house.url), own);
  expect(await rowsAsText()).toEqual(before);
  expect(visitor.cookies.has('viet-tiep')).toBe(false);
});

test('fills every kind of field and nothing that a person cannot see, and unfolds what holds the form', () => {
  const html = `<!doctype html><html><head><title>x</title></head><body><main><form action="/other"><textarea name="words">cũ</textarea></form>
    <details><summary>Mở</summary><form method="post" action="/act?x=1"><input type="hidden" name="version" value="5"><textarea name="words"></textarea>
    <input type="radio" name="kind" value="a" checked><input type="radio" name="kind" value="b"><input type="checkbox" name="all" checked>
    <select name="to"><option value="1" selected>một</option><option value="2">hai</option></select><input name="note"></form></details></main></body></html>`;
  const kept = {
    id: '',
    page: '/p',
    action: '/act',
    typed: [
      ['version', '4'],
      ['words', '</textarea><script>alert(1)</script>'],
      ['kind', 'b'],
      ['to', '2'],
      ['note', '"><img src=x>'],
    ] as const,
  };
  const page = giveBack(html, kept, 'vi');
  expect(page).toContain('<textarea name="words">cũ</textarea>');
  expect(page).toContain('<details open="">');
  expect(page).toContain('name="version" value="5"');
  expect(page).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>');
  expect(page).toContain(
    '<input type="radio" name="kind" value="a"><input type="radio" name="kind" value="b" checked="">',
  );
  expect(page).toContain('<input type="checkbox" name="all">');
  expect(page).toContain('<option value="1">một</option><option value="2" selected="">');
  expect(page).not.toContain('<img');
  const gone = giveBack(html, { ...kept, action: '/gone' }, 'en');
  expect(gone).toContain('That form is no longer on this page');
  expect(gone).toContain('&lt;/textarea&gt;&lt;script&gt;');
});
