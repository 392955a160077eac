import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredMeasures } from '../src/app/measures.ts';
import { type DossierState, dossierMeasures, withdrawDossier } from '../src/modules/dossiers/index.ts';
import { countMeasures } from '../src/modules/indicators/index.ts';
import { readRecords } from '../src/modules/indicators/records/read-records.ts';
import { streamOf } from '../src/modules/indicators/reporting/model.ts';
import { rollUpMap } from '../src/modules/territory/index.ts';
import type { StaffActor } from '../src/platform/actor.ts';
import { dateOf } from '../src/platform/text.ts';
import { type Caller, callerFor } from './callers.ts';
import { act, carry, fileOne } from './dossiers.ts';
import { untilReadable } from './horizon.ts';
import { type House, openHouse } from './house.ts';
import { leaderOf } from './leaders.ts';

let house: House;
let ward: StaffActor;
let visitor: Caller;
let officer: Caller;
let stranger: Caller;
let month: string;
const filed: DossierState[] = [];
const elsewhere: DossierState[] = [];

beforeAll(async () => {
  house = await openHouse();
  const { reception } = house.province.officers;
  ward = await house.officer(reception, house.province.agencyKey, ['reception']);
  officer = await callerFor(house, 'reception of the ward', ward);
  stranger = await callerFor(
    house,
    'reception of the district',
    await house.officer('dang-hoang-phuc', 'huyen-954', ['reception']),
  );
  visitor = await callerFor(house, 'visitor', undefined);
  for (let n = 0; n < 54; n += 1) filed.push(await fileOne(house, undefined, { synthetic: n === 3 }));
  for (let n = 0; n < 6; n += 1) elsewhere.push(await fileOne(house, undefined, { commune: '31825' }));
  for (const state of filed.slice(0, 2)) await carry(house, state);
  for (const state of filed.slice(2, 4))
    await withdrawDossier(house.dossiers, house.citizen(house.province.applicant.key), {
      dossierId: state.id,
      words: 'Không cần nữa.',
    });
  await act(house, filed[5] as DossierState, 'accept', 'reception');
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
  month = house.clock.business().toString().slice(0, 7);
}, 300_000);
afterAll(() => house?.close());

const address = (unit: string, more = '') => `/mot-cua/chi-so/${unit}/online-share/ho-so?thang=${month}${more}`;
const codesIn = (text: string) => [...new Set(text.match(/H04\.[0-9.]+-\d{6}-\d{4}/g) ?? [])];

/** All pages of a list, by its own links. */
async function allPages(caller: Caller, first: string): Promise<{ pages: number; codes: string[] }> {
  const codes: string[] = [];
  let pages = 0;
  for (let next: string | undefined = first; next !== undefined; pages += 1) {
    const { text, status } = await caller.send('GET', next);
    expect(status).toBe(200);
    codes.push(...codesIn(text));
    next = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  return { pages, codes };
}

const share = async (unit: string) => {
  const leader = await callerFor(house, 'leader of the province', await leaderOf(house, 'ubnd-tinh'));
  const { json } = await leader.send('GET', `/api/v1/indicators/${unit}?month=${month}`);
  return json<{ indicators: { key: string; inputs: Record<string, number> }[] }>().indicators.find(
    ({ key }) => key === 'online-share',
  )?.inputs;
};

describe('the records behind a figure', () => {
  test('are as many as the figure for the office that had them all, each with its way to the dossier', async () => {
    expect(await share('31822')).toEqual({ online: 54, received: 54 });
    const { text } = await officer.send('GET', address('31822', '&so=received'));
    expect(text).toContain('Con số là 54. Bạn mở được mọi hồ sơ đứng sau.');
    expect(text).toContain('mô phỏng');
    expect(text).toContain(`href="/mot-cua/ho-so/${filed.at(-1)?.code}"`);
    // The list needs nobody's name.
    expect(text).not.toContain(house.province.applicant.name);
  });

  test.each(['nop', 'ma'])(
    'come page by page in the order of "%s", both ways, none twice and none left out',
    async (order) => {
      const up = await allPages(officer, address('31822', `&so=received&xep=${order}&chieu=len`));
      const down = await allPages(officer, address('31822', `&so=received&xep=${order}&chieu=xuong`));
      expect(up).toMatchObject({ pages: 2 });
      expect(up.codes).toHaveLength(54);
      expect(up.codes).toEqual(down.codes.toReversed());
      expect(up.codes.toSorted()).toEqual(filed.map(({ code }) => code).toSorted());
    },
  );

  test('of a unit above are those of one office and the number of the others', async () => {
    const { text } = await officer.send('GET', address('954', '&so=online'));
    expect(text).toContain('Con số là 60. Bạn mở được phần 54 ở dưới; 6 còn lại là hồ sơ chưa từng qua cơ quan bạn.');
    const codes = (await allPages(officer, address('954', '&so=online'))).codes;
    for (const { code } of elsewhere) expect(codes).not.toContain(code);
  });

  test('of another office are not there, only their number', async () => {
    const { text } = await stranger.send('GET', address('31825'));
    expect(codesIn(text)).toEqual([]);
    expect(text).toContain('6 còn lại');
    const few = await stranger.send('GET', `/mot-cua/chi-so/31822/on-time-share/ho-so?thang=${month}&so=finished`);
    expect(codesIn(few.text)).toEqual([]);
    expect(few.text).toContain('Con số là 2. Bạn mở được phần 0 ở dưới; 2 còn lại');
  });

  test('are for officers alone', async () => {
    const citizen = await callerFor(house, 'citizen', house.citizen(house.province.applicant.key));
    expect((await visitor.send('GET', address('31822'))).status).toBe(303);
    expect((await citizen.send('GET', address('31822'))).status).toBe(403);
    for (const odd of ['&so=x', '&sau=x&xep=x', '&sau=01999999-0000-7000-8000-000000000000'])
      expect([odd, (await officer.send('GET', address('31822', odd))).status]).toEqual([odd, 200]);
    expect((await officer.send('GET', '/mot-cua/chi-so/99/online-share/ho-so')).status).toBe(404);
    const page = (await visitor.send('GET', `/chi-so/31822/online-share?thang=${month}`)).text;
    expect(page).toContain('/mot-cua/chi-so/31822/online-share/ho-so?so=received');
    expect(codesIn(page)).toEqual([]);
  });

  test('agree with every measure, withdrawn and settled dossiers included', async () => {
    const counts = await house.database.read(ward, async (tx) => {
      const upwards = await rollUpMap(tx, dateOf(house.clock.business()));
      const unitId = await house.communeId('31822');
      const unitIds = [...upwards].flatMap(([id, above]) => (above.includes(unitId) ? [id] : []));
      const all: Record<string, unknown> = {};
      for (const { key } of dossierMeasures.measures) {
        const records = await readRecords(tx, { measure: key, unitIds, month });
        const sum = [...records.open.values()].reduce((total, value) => total + value, 0);
        expect([key, sum, records.others]).toEqual([key, records.all, 0]);
        if (records.all !== 0) all[key] = records.all;
      }
      return all;
    });
    expect(counts).toMatchObject({
      'dossiers.received': 54,
      'dossiers.withdrawn': 2,
      'dossiers.finished': 2,
      'dossiers.accepted': 3,
      'dossiers.open': 50,
      'dossiers.synthetic': 1,
    });
  });

  test('of a reported figure are the reports with who declared, checked and approved them', async () => {
    const address = `/mot-cua/chi-so/31822/team-coverage/ho-so?thang=${month}&so=withTeam`;
    expect((await officer.send('GET', address)).text).toContain('Không có báo cáo nào bạn mở được');
    const form = { ky: '2022-09', 'value.hamlets-with-team': '3', 'version.hamlets-with-team': '0' };
    expect((await officer.send('POST', '/mot-cua/so-lieu', { form })).status).toBe(303);
    const unit = await house.communeId('31822');
    const period = { from: Temporal.PlainDate.from('2022-09-01'), to: Temporal.PlainDate.from('2022-09-30') };
    for (const [version, agency] of [
      [1, 'huyen-954'],
      [2, 'ubnd-tinh'],
    ] as const) {
      const leader = await callerFor(house, agency, await leaderOf(house, agency));
      const judged = {
        unit,
        report: `${streamOf('hamlets-with-team', unit, period)}:${version}`,
        act: 'agree',
        note: '',
      };
      expect((await leader.send('POST', '/mot-cua/so-lieu/cho-kiem-tra', { form: judged })).status).toBe(303);
    }
    const { text } = await officer.send('GET', address);
    for (const words of ['Ủy ban nhân dân thành phố Bạc Liêu', '01/09/2022 – 30/09/2022', 'Phường 7'])
      expect(text).toContain(words);
    expect(text.match(/<li><b>(Báo cáo|Kiểm tra|Duyệt)<\/b>/g)).toHaveLength(3);
    const elsewhere = await officer.send('GET', `/mot-cua/chi-so/954/team-coverage/ho-so?thang=${month}&so=withTeam`);
    expect(elsewhere.text).toContain('9 đơn vị khác');
  });
});
