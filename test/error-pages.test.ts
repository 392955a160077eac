import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Answer,
  hiddenField,
  signInAsCitizen,
  signInAsOfficer,
  Visitor,
} from '../src/modules/identity/testing/visitor.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});

/** The ways on that an error page offers, in their order: forms to send again, then links that look like buttons. */
function waysOn({ text }: Answer): string[] {
  const view = /<div class="errorview">([\s\S]*?)<\/div>\s*<\/main>/.exec(text)?.[1] ?? '';
  const forms = [...view.matchAll(/<form method="post" action="([^"]*)"/g)].map(([, action]) => `POST ${action}`);
  return [...forms, ...[...view.matchAll(/<a class="ds-button" href="([^"]*)"/g)].map(([, href]) => `${href}`)];
}

/** While the sessions cannot be read, which every page of somebody signed in needs. */
async function whileOutOfOrder<T>(work: () => Promise<T>): Promise<T> {
  await house.database.asOwner((tx) => tx.run('alter table session rename to session_away'));
  try {
    return await work();
  } finally {
    await house.database.asOwner((tx) => tx.run('alter table session_away rename to session'));
  }
}

it('offers who finds nothing the first page, the search and the tracking of a code; an officer their work', async () => {
  const visitor = new Visitor(house.url);
  expect(waysOn(await visitor.get('/khong-co'))).toEqual(['/', '/thu-tuc', '/tra-cuu']);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi');
  const lost = await visitor.get('/khong-co?lang=en');
  expect([lost.status, ...waysOn(lost)]).toEqual([404, '/', '/thu-tuc', '/ho-so']);
  const officer = new Visitor(house.url);
  await signInAsOfficer(officer, 'le-thi-hong-cuc');
  expect(waysOn(await officer.get('/khong-co'))).toEqual(['/mot-cua', '/mot-cua/tim']);
});

it('offers whoever uses the wrong account to sign in with another, and brings them back', async () => {
  const visitor = new Visitor(house.url);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi');
  const refused = await visitor.get('/mot-cua/cho-ky');
  expect([refused.status, ...waysOn(refused)]).toEqual([403, '/dang-nhap?ve=%2Fmot-cua%2Fcho-ky', '/', '/ho-so']);
});

it('leads back to the page of a form that was refused', async () => {
  const visitor = new Visitor(house.url);
  const forged = await visitor.post('/tra-cuu', { ma: 'H04', so: '1234' }, { referer: `${house.url}/tra-cuu` });
  expect([forged.status, ...waysOn(forged)]).toEqual([403, '/tra-cuu', '/dang-nhap?ve=%2Ftra-cuu', '/']);
});

it('gives back what was typed when the server is out of order, and takes it once it is not', async () => {
  const visitor = new Visitor(house.url);
  await signInAsCitizen(visitor, 'nguyen-thi-buoi');
  const token = hiddenField((await visitor.get('/tra-cuu')).text, '_csrf');
  const typed = { _csrf: token, ma: '"><b>H04.40.23-000000-0001', so: '77 &' };
  const [page, failed] = await whileOutOfOrder(async () => [
    await visitor.get('/ho-so?sau=x'),
    await visitor.post('/tra-cuu', typed),
  ]);
  expect([page.status, ...waysOn(page)]).toEqual([503, '/ho-so?sau=x', '/', '/tra-cuu']);
  expect([failed.status, waysOn(failed)[0]]).toEqual([503, 'POST /tra-cuu']);
  expect(failed.headers.get('cache-control')).toBe('no-store');
  expect(failed.text).not.toContain('<b>H04');
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  const again = Object.fromEntries(
    [...failed.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, plain(value)],
    ),
  );
  expect(again).toEqual(typed);
  const taken = await visitor.post('/tra-cuu', again);
  expect(taken.status).toBe(404);
  expect(taken.text).toContain('id="code-fault"');
});

it('lets who was too quick send the same again', async () => {
  const visitor = new Visitor(house.url);
  const token = hiddenField((await visitor.get('/tra-cuu')).text, '_csrf');
  const ask = () => visitor.post('/tra-cuu', { _csrf: token, ma: 'H04', so: '1234' });
  let answer = await ask();
  for (let turn = 0; answer.status !== 429 && turn < 20; turn += 1) answer = await ask();
  expect([answer.status, waysOn(answer)[0]]).toEqual([429, 'POST /tra-cuu']);
  expect(hiddenField(answer.text, 'ma')).toBe('H04');
});
