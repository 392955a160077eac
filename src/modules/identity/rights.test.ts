import { expect, test } from 'vitest';
import { signInAsCitizen, signInAsOfficer, Visitor } from './testing/visitor.ts';
import { withHouse } from './testing/with-house.ts';

const here = withHouse();

const roles = {
  citizen: 'nguyen-thi-buoi',
  reception: '@le-thi-hong-cuc',
  specialist: '@son-thi-ngoc-han',
  clerk: '@truong-my-hanh',
  leader: '@nguyen-van-hau',
  administrator: '@ngo-duc-thinh',
  auditor: '@lieu-ngoc-anh',
} as const;

const pages = [
  '/tai-khoan',
  '/tai-khoan/ai-xem',
  '/can-bo/vi-tri',
  '/quan-tri/nhan-su',
  '/quan-tri/nhan-su/moi',
  '/quan-tri/uy-quyen',
  '/quan-tri/uy-quyen/moi',
  '/quan-tri/mo-khan-cap',
  '/kiem-toan/truy-cap',
  '/kiem-toan/an-ninh',
  '/kiem-toan/mo-khan-cap',
];
const some = '01999999-0000-7000-8000-000000000000';
const acts = [
  '/tai-khoan/lien-he',
  '/tai-khoan/dai-dien',
  `/tai-khoan/ai-xem/${some}/ten`,
  `/tai-khoan/phien/${some}/dang-xuat`,
  '/can-bo/vi-tri',
  '/quan-tri/nhan-su/moi',
  `/quan-tri/nhan-su/${some}/thoi`,
  '/quan-tri/uy-quyen/moi',
  `/quan-tri/uy-quyen/${some}/thu-hoi`,
  '/quan-tri/mo-khan-cap',
  `/quan-tri/mo-khan-cap/${some}/dong`,
  `/kiem-toan/mo-khan-cap/${some}`,
];

/** Status of the answer itself; `sign-in` where the person is led there. */
async function ask(visitor: Visitor, method: 'GET' | 'POST', path: string): Promise<string> {
  const csrf =
    method === 'GET' ? '' : (JSON.parse((await visitor.get('/visitor-form')).text) as { token: string }).token;
  const init =
    method === 'GET'
      ? {}
      : {
          method,
          body: new URLSearchParams({ _csrf: csrf }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        };
  const answer = await visitor.once(new URL(path, here.house.url), init);
  return answer.location?.startsWith('/dang-nhap?') === true ? 'sign-in' : String(answer.status);
}

test('every page and act of the room, for every role', async () => {
  const lines: string[] = [];
  for (const [role, key] of [['public', undefined], ...Object.entries(roles)] as [string, string | undefined][]) {
    const visitor = new Visitor(here.house.url);
    if (key?.startsWith('@') === true) await signInAsOfficer(visitor, key.slice(1), '/who');
    else if (key !== undefined) await signInAsCitizen(visitor, key, '/who');
    for (const path of pages) lines.push(`GET ${path} ${role}: ${await ask(visitor, 'GET', path)}`);
    for (const path of acts)
      lines.push(`POST ${path.replaceAll(some, ':id')} ${role}: ${await ask(visitor, 'POST', path)}`);
  }
  const table = new Map<string, string[]>();
  for (const line of lines) {
    const [, what, who, status] = /^(.+) (\S+): (\S+)$/.exec(line) as unknown as [string, string, string, string];
    table.set(what, [...(table.get(what) ?? []), `${who} ${status}`]);
  }
  await expect(
    [...table].map(([what, statuses]) => `${what}\n    ${statuses.join(', ')}`).join('\n'),
  ).toMatchFileSnapshot('rights.golden.txt');
});
