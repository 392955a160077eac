import { expect, test } from 'vitest';
import { hiddenField, signInAsOfficer, Visitor } from './testing/visitor.ts';
import { knownDossier, withHouse } from './testing/with-house.ts';

const here = withHouse();

async function officer(key: string): Promise<Visitor> {
  const visitor = new Visitor(here.house.url);
  await signInAsOfficer(visitor, key, '/who');
  return visitor;
}

/** The same form of the same page, three times at once, as an impatient finger sends it. */
async function press(visitor: Visitor, page: string, action: string, values: Readonly<Record<string, string>>) {
  const csrf = hiddenField((await visitor.get(page)).text, '_csrf');
  const send = () =>
    visitor.once(new URL(action, here.house.url), {
      method: 'POST',
      body: new URLSearchParams({ _csrf: csrf, ...values }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: here.house.url },
    });
  const answers = await Promise.all([send(), send(), send()]);
  return { answers: new Set(answers.map((answer) => `${answer.status} ${answer.location}`)), again: send };
}

const count = async (table: string) =>
  (await here.store.database.asOwner((tx) => tx.row<{ count: number }>(`select count(*) as count from ${table}`)))
    .count;

const joiner = {
  name: 'Người Mới Thử',
  agency: 'xa-31822',
  titleVi: 'Công chức',
  titleEn: 'Official',
  roles: 'specialist',
  from: '2022-10-11',
};

test('a joiner is appointed once, and the second click gets the answer of the first', async () => {
  const admin = await officer('ngo-duc-thinh');
  const before = await count('staff_position');
  const { answers, again } = await press(admin, '/quan-tri/nhan-su', '/quan-tri/nhan-su/moi', joiner);
  expect(answers).toEqual(new Set(['303 /quan-tri/nhan-su?luu=1&co-quan=xa-31822']));
  expect(await count('staff_position')).toBe(before + 1);
  expect((await again()).location).toBe('/quan-tri/nhan-su?luu=1&co-quan=xa-31822');
  expect(await count('staff_position')).toBe(before + 1);
  // From a page opened anew it is another one: two people may have one name.
  await press(admin, '/quan-tri/nhan-su', '/quan-tri/nhan-su/moi', joiner);
  expect(await count('staff_position')).toBe(before + 2);
});

test('a delegation is entered once and not refused as one that is there already', async () => {
  const admin = await officer('ngo-duc-thinh');
  const [principal, deputy] = [await here.actorOf('nguyen-van-hau'), await here.actorOf('son-thi-ngoc-han')];
  const before = await count('delegation');
  const { answers } = await press(admin, '/quan-tri/nhan-su', '/quan-tri/uy-quyen/moi', {
    agency: 'xa-31822',
    number: '77/GUQ',
    documentDate: '2022-10-10',
    form: 'TUQ.',
    principal: principal.positionId,
    deputy: deputy.positionId,
    from: '2022-10-10',
    until: '2022-10-20',
  });
  expect(answers).toEqual(new Set(['303 /quan-tri/uy-quyen?luu=1']));
  expect(await count('delegation')).toBe(before + 1);
});

test('a dossier is opened on a ground once, and closed once', async () => {
  const auditor = await officer('lieu-ngoc-anh');
  const { answers } = await press(auditor, '/quan-tri/mo-khan-cap', '/quan-tri/mo-khan-cap', {
    code: knownDossier.code,
    ground: 'inspection',
    reference: 'QĐ 12/2022',
    hours: '4',
  });
  expect(answers).toEqual(new Set(['303 /quan-tri/mo-khan-cap#da-mo']));
  expect(await count('break_glass')).toBe(1);
  const { id } = await here.store.database.asOwner((tx) => tx.row<{ id: string }>('select id from break_glass'));
  const closed = await press(auditor, '/quan-tri/mo-khan-cap', `/quan-tri/mo-khan-cap/${id}/dong`, {});
  expect(closed.answers).toEqual(new Set(['303 /quan-tri/mo-khan-cap']));
  expect(await count(`journal where stream_id = '${id}'`)).toBe(2);
});

test('what had faults is not remembered: mended or sent again, it is tried again', async () => {
  const admin = await officer('ngo-duc-thinh');
  const before = await count('staff_position');
  const { answers } = await press(admin, '/quan-tri/nhan-su', '/quan-tri/nhan-su/moi', { ...joiner, titleVi: '' });
  expect(answers).toEqual(new Set(['422 undefined']));
  expect(await count('staff_position')).toBe(before);
  expect(await count('sent_form where location is null')).toBe(0);
});

test('a first one that died without an answer gives way', async () => {
  const admin = await officer('ngo-duc-thinh');
  const { again } = await press(admin, '/quan-tri/nhan-su', '/quan-tri/nhan-su/moi', {
    ...joiner,
    name: 'Người Thứ Ba',
  });
  await here.store.database.asOwner((tx) =>
    tx.run(`update sent_form set location = null, created_at = created_at - interval '2 minutes'`),
  );
  const before = await count('staff_position');
  expect((await again()).status).toBe(303);
  expect(await count('staff_position')).toBe(before + 1);
});
