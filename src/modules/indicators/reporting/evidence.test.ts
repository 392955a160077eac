import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Caller, callerFor, officerIn } from '../../../../test/callers.ts';
import { checkHouse, type House, openHouse } from '../../../../test/house.ts';
import type { StaffActor, StaffRole } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import { discardForsakenPapers } from '../../papers/index.ts';
import { makePng } from '../../papers/testing.ts';

const today = Temporal.PlainDate.from('2022-10-10');
const page = '/mot-cua/so-lieu';
const evidencePage = `${page}/minh-chung/hamlets-with-team?ky=2022-09`;

let house: House;
let ward: Id<'unit'>;
let commune: Caller;
let neighbour: Caller;
let district: Caller;
let otherDistrict: Caller;
beforeAll(async () => {
  house = await openHouse();
  ward = await house.communeId('31822');
  const caller = async (agency: string, role: StaffRole) =>
    callerFor(house, `${agency} ${role}`, await officerIn(house, agency, role, today));
  commune = await caller('xa-31822', 'specialist');
  neighbour = await caller('xa-31825', 'specialist');
  district = await caller('huyen-954', 'leader');
  otherDistrict = await caller('huyen-957', 'leader');
}, 300_000);
afterAll(() => house.close());

const declare = (value: string, version: number, note = '') =>
  commune.send('POST', page, {
    form: {
      ky: '2022-09',
      'value.hamlets-with-team': value,
      'version.hamlets-with-team': String(version),
      'note.hamlets-with-team': note,
    },
  });

/** By the form of the page, with the place that it names. */
async function upload(caller: Caller, content: Buffer, place?: string): Promise<{ status: number; location: string }> {
  const shown = (await commune.send('GET', evidencePage)).text;
  const draftId = place ?? /name="draftId" value="([^"]+)"/.exec(shown)?.[1] ?? '';
  const field = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const session = await caller.send('GET', '/api/v1/session');
  const head = [
    field('_csrf', session.json<{ csrfToken: string }>().csrfToken),
    field('draftId', draftId),
    field('requirement', 'minh-chung'),
    field('returnTo', evidencePage),
    field('ownerPersonId', (caller.actor as StaffActor).personId),
    `--b\r\ncontent-disposition: form-data; name="file"; filename="quyet-dinh.png"\r\ncontent-type: image/png\r\n\r\n`,
  ].join('');
  const reply = await caller.send('POST', '/tai-len/giay-to', {
    body: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
  return { status: reply.status, location: String(reply.headers['location']) };
}

const versions = () =>
  house.database.asOwner((tx) =>
    tx.rows<{ version: number; state: string; evidence: string[]; streamId: string }>(
      `select version, state, evidence, stream_id as "streamId" from figure_report where figure = 'hamlets-with-team' and unit_id = $1 order by version`,
      [ward],
    ),
  );
const digestsOf = (version: number, streamId: string) =>
  house.database.asOwner((tx) =>
    tx.row<{ facts: { evidence?: string[] } }>('select facts from journal where stream_id = $1 and version = $2', [
      streamId,
      version,
    ]),
  );
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
let first: Buffer;
let paper: string;

it('takes files to wait at a report, from whoever may declare it and nobody else', async () => {
  first = makePng(400, 300);
  const taken = await upload(commune, first);
  expect([taken.status, taken.location.includes('loi-tep')]).toEqual([303, false]);
  expect((await commune.send('GET', evidencePage)).text).toContain('quyet-dinh.png');
  expect((await commune.send('GET', `${page}?ky=2022-09`)).text).toContain('0 tệp đã gửi, 1 tệp chờ gửi');
  // A neighbour who knows the place, and one above.
  const place = /name="draftId" value="([^"]+)"/.exec((await commune.send('GET', evidencePage)).text)?.[1] ?? '';
  for (const other of [neighbour, district]) expect((await upload(other, first, place)).location).toContain('loi-tep');
  expect((await district.send('GET', evidencePage)).status).toBe(404);
  expect(await discardForsakenPapers(house.papers)).toBe(0);
});

it('goes with the number: its readers, and nobody else, open it; its digest is in the journal', async () => {
  expect((await declare('5', 0)).status).toBe(303);
  const [row] = await versions();
  expect(row?.evidence).toHaveLength(1);
  paper = row?.evidence[0] ?? '';
  expect((await digestsOf(1, row?.streamId ?? '')).facts.evidence).toEqual([sha256(first)]);
  for (const reader of [commune, district]) {
    const opened = await reader.send('GET', `/giay-to/${paper}/goc`);
    expect([reader.name, opened.status, sha256(opened.bytes)]).toEqual([reader.name, 200, sha256(first)]);
  }
  for (const other of [neighbour, otherDistrict])
    expect((await other.send('GET', `/giay-to/${paper}`)).status).toBe(404);
  expect((await district.send('GET', `${page}/cho-kiem-tra`)).text).toContain(`/giay-to/${paper}`);
  // It is the agency's, no paper of the officer as a citizen.
  const own = { capacity: 'citizen', personId: (commune.actor as StaffActor).personId, assuranceLevel: 2 } as const;
  expect(await house.database.read(own, (tx) => tx.rows('select id from paper'))).toEqual([]);
  // What is filed with a report is not taken away again.
  await commune.send('POST', `/giay-to/${paper}/xoa`, { form: { returnTo: evidencePage } });
  expect((await commune.send('GET', `/giay-to/${paper}`)).status).toBe(200);
});

it('is carried by checks and corrections, and a file that comes later is a correction too', async () => {
  const { streamId } = (await versions())[0] ?? { streamId: '' };
  await district.send('POST', `${page}/cho-kiem-tra`, {
    form: { unit: ward, report: `${streamId}:1`, act: 'agree' },
  });
  expect((await versions()).at(-1)).toMatchObject({ version: 2, state: 'checked', evidence: [paper] });
  const second = makePng(300, 400);
  await upload(commune, second);
  expect((await declare('5', 2)).status).toBe(422);
  expect((await declare('5', 2, 'Bổ sung minh chứng')).status).toBe(303);
  const last = (await versions()).at(-1);
  expect(last).toMatchObject({ version: 3, state: 'declared' });
  expect(last?.evidence).toHaveLength(2);
  expect(last?.evidence[0]).toBe(paper);
  expect((await digestsOf(3, streamId)).facts.evidence).toEqual([sha256(first), sha256(second)].sort());
});

it('is refused as any other file is, and then goes with nothing', async () => {
  const refused = await upload(commune, Buffer.from('no picture at all'));
  expect(refused.location).toContain('loi-tep');
  expect((await declare('5', 3)).headers['location']).toContain('luu=0');
  expect(await versions()).toHaveLength(3);
});

it('leaves a journal that agrees with its rows', async () => {
  expect((await checkHouse(house)).faults).toEqual([]);
});
