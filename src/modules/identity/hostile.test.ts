import { expect, test } from 'vitest';
import { signInAsCitizen, signInAsOfficer, Visitor } from './testing/visitor.ts';
import { withHouse } from './testing/with-house.ts';

const here = withHouse();
const nasty = [
  '\u0000',
  "'; drop table person; --",
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}',
  '../../../etc/passwd',
  '9'.repeat(5000),
  '\ud800',
  '+275760-09-13T00:00:00Z',
  '9999-12-31',
  '__proto__',
  'toString',
];

async function tokenOf(visitor: Visitor): Promise<string> {
  return (JSON.parse((await visitor.get('/visitor-form')).text) as { token: string }).token;
}

/** Sends a field once, and several times over, in a query and in a form; nothing may break the server or come back unescaped. */
async function assault(
  visitor: Visitor,
  method: 'GET' | 'POST',
  path: string,
  fields: readonly string[],
): Promise<void> {
  const csrf = await tokenOf(visitor);
  for (const value of nasty) {
    for (const times of [1, 2]) {
      const body = new URLSearchParams(method === 'POST' ? { _csrf: csrf } : {});
      for (const field of fields) for (let n = 0; n < times; n += 1) body.append(field, value);
      const url = new URL(method === 'GET' ? `${path}?${body}` : path, here.house.url);
      const answer = await visitor.once(
        url,
        method === 'GET'
          ? {}
          : { method, body: body.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      );
      expect(
        answer.status,
        `${method} ${path} ${fields.join()} = ${JSON.stringify(value.slice(0, 40))} x${times}`,
      ).toBeLessThan(500);
      expect(answer.text).not.toContain('<script>alert(1)</script>');
    }
  }
}

test('visitors: sign-in addresses', async () => {
  const visitor = new Visitor(here.house.url);
  await assault(visitor, 'GET', '/dang-nhap', ['ve', 'huy', 'lang']);
  await assault(visitor, 'GET', '/dang-nhap/vneid/ve', ['state', 'code', 'error', 'iss']);
  for (const value of nasty) {
    const forged = new Visitor(here.house.url);
    forged.setCookie('phien', encodeURIComponent(value.slice(0, 2000).toWellFormed()));
    forged.setCookie('trinh-duyet', encodeURIComponent(value.slice(0, 2000).toWellFormed()));
    expect((await forged.get('/who')).status).toBe(200);
  }
});

test('citizens: every form and page of the account', async () => {
  const visitor = new Visitor(here.house.url);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi', '/who');
  await assault(visitor, 'GET', '/tai-khoan', ['luu']);
  await assault(visitor, 'GET', '/tai-khoan/ai-xem', ['trang']);
  await assault(visitor, 'POST', '/tai-khoan/lien-he', ['phone', 'email']);
  await assault(visitor, 'POST', '/tai-khoan/dai-dien', ['organisation']);
  for (const value of nasty.filter((one) => one.length < 100 && one.isWellFormed()))
    await assault(visitor, 'POST', `/tai-khoan/ai-xem/${encodeURIComponent(value)}/ten`, ['trang']);
});

test('officials: switching, administration, break-glass, audit', async () => {
  const admin = new Visitor(here.house.url);
  await signInAsOfficer(admin, 'ngo-duc-thinh', '/who');
  await assault(admin, 'POST', '/can-bo/vi-tri', ['post']);
  await assault(admin, 'GET', '/quan-tri/nhan-su', ['tim', 'co-quan', 'trang', 'luu']);
  await assault(admin, 'GET', '/quan-tri/nhan-su/moi', ['vi-tri']);
  await assault(admin, 'POST', '/quan-tri/nhan-su/moi', [
    'name',
    'agency',
    'titleVi',
    'titleEn',
    'roles',
    'fields',
    'from',
    'position',
  ]);
  const { positionId } = await here.actorOf('truong-my-hanh');
  await assault(admin, 'POST', `/quan-tri/nhan-su/${positionId}/thoi`, ['on']);
  await assault(admin, 'GET', '/quan-tri/uy-quyen/moi', ['co-quan']);
  await assault(admin, 'POST', '/quan-tri/uy-quyen/moi', [
    'agency',
    'number',
    'documentDate',
    'form',
    'principal',
    'deputy',
    'fields',
    'procedures',
    'from',
    'until',
  ]);
  const auditor = new Visitor(here.house.url);
  await signInAsOfficer(auditor, 'lieu-ngoc-anh', '/who');
  await assault(auditor, 'GET', '/kiem-toan/truy-cap', ['truoc']);
  await assault(auditor, 'GET', '/kiem-toan/an-ninh', ['truoc', 'loai']);
  await assault(auditor, 'POST', '/quan-tri/mo-khan-cap', ['code', 'ground', 'reference', 'hours']);
});
