import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, callerFor, officerIn } from '../../../../test/callers.ts';
import { checkHouse, type House, openHouse } from '../../../../test/house.ts';
import type { StaffActor, StaffRole } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import { watchReports } from './jobs/watch-reports.ts';
import { judgeFigures } from './operations/judge-figures.ts';
import { readReportsWaiting } from './waiting.ts';

// The tenth of October 2022: the first monthly figures that are asked for are those of October, due on 5 November.
const opening = Temporal.PlainDate.from('2022-10-10');
let house: House;
let ward: Id<'unit'>;
let commune: Caller;
let district: Caller;
let otherDistrict: Caller;
let province: Caller;
beforeAll(async () => {
  house = await openHouse();
  ward = await house.communeId('31822');
  const caller = async (agency: string, role: StaffRole) =>
    callerFor(house, `${agency} ${role}`, await officerIn(house, agency, role, opening));
  commune = await caller('xa-31822', 'specialist');
  district = await caller('huyen-954', 'leader');
  otherDistrict = await caller('huyen-957', 'leader');
  province = await caller('ubnd-tinh', 'leader');
}, 300_000);
afterAll(() => house.close());

const job = { capacity: 'job', name: 'test' } as const;

/** Moves business time on to eight in the morning of a day, as `cuaso clock` does; it never goes back. */
function moveTo(day: string): void {
  house.clock.follow(Temporal.Instant.from(`${day}T08:00:00+07:00`).epochMilliseconds - Date.now());
}

const noticesOf = (caller: Caller) =>
  house.database.asOwner((tx) =>
    tx.rows<{ kind: string; about: string; dueAt: Temporal.Instant }>(
      `select kind, about_vi as about, due_at as "dueAt" from notice where position_id = $1 and kind like 'reports-%' order by due_at, kind`,
      [(caller.actor as StaffActor).positionId],
    ),
  );
const waiting = (caller: Caller) =>
  house.database.read(caller.actor as StaffActor, (tx) =>
    readReportsWaiting(
      tx,
      caller.actor as StaffActor,
      house.clock.business().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate(),
    ),
  );
const declare = (form: Record<string, string>, ky: string) =>
  commune.send('POST', '/mot-cua/so-lieu', { form: { ky, ...form } });
const agree = (caller: Caller, streamId: string, version: number) =>
  caller.send('POST', '/mot-cua/so-lieu/cho-kiem-tra', {
    form: { unit: ward, report: `${streamId}:${version}`, act: 'agree' },
  });
const streamNow = (figure: string) =>
  house.database.asOwner((tx) =>
    tx.row<{ id: string; version: number }>(
      'select stream_id as id, version from figure_standing where figure = $1 and unit_id = $2',
      [figure, ward],
    ),
  );

describe('reminders', () => {
  it('are quiet in a house that has just opened: nobody is late with what nobody asked for', async () => {
    expect(await watchReports(house)).toEqual({ handedOn: 0, told: 0 });
    // Quarterly figures of communes are due on 15 October, five days after they were asked for; those of districts on the twentieth.
    expect(await waiting(commune)).toEqual({ toReport: 0, toCheck: 0 });
    expect((await waiting(district)).toReport).toBe(4);
    expect((await district.send('GET', '/mot-cua/so-lieu/qua-han')).text).toContain('Không đơn vị nào quá hạn');
  });

  it('come once before the day and once after it, and then to the head above', async () => {
    moveTo('2022-11-02');
    await watchReports(house);
    expect(await noticesOf(commune)).toMatchObject([{ kind: 'reports-due', about: '2 số liệu phải báo cáo' }]);
    expect((await watchReports(house)).told).toBe(0);
    const told = await commune.send('GET', '/mot-cua/thong-bao');
    expect(told.text).toContain('Cơ quan của bạn cần báo cáo trước hết ngày 05/11/2022.');
    expect(told.text).toContain('href="/mot-cua/so-lieu"');
    expect(told.text).not.toContain('/mot-cua/ho-so/null');

    await declare({ 'value.hamlets-with-team': '7', 'version.hamlets-with-team': '0' }, '2022-10');
    moveTo('2022-11-05');
    expect((await watchReports(house)).told).toBe(0);
    moveTo('2022-11-06');
    await watchReports(house);
    expect((await noticesOf(commune)).map(({ kind, about }) => [kind, about])).toEqual([
      ['reports-due', '2 số liệu phải báo cáo'],
      ['reports-overdue', '1 số liệu phải báo cáo'],
    ]);
    const above = await noticesOf(district);
    expect(above.filter(({ kind }) => kind === 'reports-overdue-below')).toHaveLength(1);
    expect((await watchReports(house)).told).toBe(0);
  });

  it('list below who is late with what, without what was reported or belongs to others', async () => {
    const { text } = await district.send('GET', '/mot-cua/so-lieu/qua-han');
    expect(text).toContain('quá hạn 1 ngày');
    const row = text.slice(text.indexOf('Phường 7'));
    expect(row.slice(0, row.indexOf('</tr>'))).toContain('Hộ nông nghiệp bán hàng qua mạng');
    expect(row.slice(0, row.indexOf('</tr>'))).not.toContain('có tổ công nghệ số cộng đồng');
    expect((await otherDistrict.send('GET', '/mot-cua/so-lieu/qua-han')).text).not.toContain('Phường 7');
    expect((await province.send('GET', '/mot-cua/so-lieu/qua-han')).text).toContain('Phường 7');
    expect((await commune.send('GET', '/mot-cua/so-lieu/qua-han')).text).toContain('không có đơn vị nào ở cấp dưới');
  });

  it('lead to earlier periods that are still owed', async () => {
    moveTo('2022-12-02');
    const { text } = await commune.send('GET', '/mot-cua/so-lieu');
    expect(text).toContain('Còn kỳ trước chưa báo cáo');
    expect(text).toContain('href="/mot-cua/so-lieu?ky=2022-10"');
  });
});

describe('what waits', () => {
  it('is counted for each agency as it changes, on its pages and in the menu', async () => {
    // One of October, two of November.
    expect(await waiting(commune)).toEqual({ toReport: 3, toCheck: 0 });
    expect((await waiting(district)).toCheck).toBe(1);
    expect((await waiting(province)).toCheck).toBe(0);
    expect((await waiting(otherDistrict)).toCheck).toBe(0);
    const menu = (await commune.send('GET', '/mot-cua/thong-bao', { headers: { accept: 'text/html' } })).text;
    expect(/Số liệu báo cáo<\/span><span class="count">(\d+)/.exec(menu)?.[1]).toBe('3');
    const { id, version } = await streamNow('hamlets-with-team');
    expect((await agree(district, id, version)).status).toBe(303);
    expect((await waiting(district)).toCheck).toBe(0);
    expect((await waiting(province)).toCheck).toBe(1);
  });

  it('is judged once, however often the button is pressed', async () => {
    const { id, version } = await streamNow('hamlets-with-team');
    await Promise.all([agree(province, id, version), agree(province, id, version)]);
    expect((await streamNow('hamlets-with-team')).version).toBe(version + 1);
    expect((await waiting(province)).toCheck).toBe(0);
  });

  it('is judged by one of two heads: the other is told', async () => {
    await declare({ 'value.hamlets-with-team': '9', 'version.hamlets-with-team': '0' }, '2022-11');
    const { id, version } = await house.database.asOwner((tx) =>
      tx.row<{ id: string; version: number }>(
        `select stream_id as id, version from figure_standing where figure = 'hamlets-with-team' and period_to = '2022-11-30' and unit_id = $1`,
        [ward],
      ),
    );
    const judgement = { unitId: ward, reports: [{ streamId: id, version }], act: 'agree', note: undefined } as const;
    const both = await Promise.allSettled(
      [1, 2].map(() => judgeFigures(house, district.actor as StaffActor, judgement)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((each) => each.status === 'rejected');
    expect(refused?.reason).toMatchObject({ kind: 'conflict' });
    await expect(judgeFigures(house, district.actor as StaffActor, judgement)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});

describe('a unit that changes', () => {
  const read = (caller: Caller) =>
    house.database.read(caller.actor as StaffActor, async (tx) =>
      (
        await tx.rows<{ figure: string }>(
          'select distinct figure from figure_report join figure_standing using (stream_id, figure) where figure_report.unit_id = $1 order by figure',
          [ward],
        )
      ).map(({ figure }) => figure),
    );

  it('takes its reports along to the agency that it now lies under, also those that wait', async () => {
    await declare({ 'value.farm-households-selling': '3', 'version.farm-households-selling': '0' }, '2022-10');
    expect(await read(district)).toEqual(['farm-households-selling', 'hamlets-with-team']);
    expect(await read(otherDistrict)).toEqual([]);
    await house.database.asOwner((tx) =>
      tx.run(`update unit set parent_id = (select id from unit where code = '957') where id = $1`, [ward]),
    );
    expect((await watchReports(house)).handedOn).toBe(1);
    expect((await watchReports(house)).handedOn).toBe(0);
    expect(await read(district)).toEqual([]);
    expect(await read(otherDistrict)).toEqual(['farm-households-selling', 'hamlets-with-team']);
    expect(await read(commune)).toEqual(['farm-households-selling', 'hamlets-with-team']);
    const { id, version } = await streamNow('farm-households-selling');
    expect((await agree(district, id, version)).status).toBe(403);
    expect((await agree(otherDistrict, id, version)).status).toBe(303);
  });

  it('leaves them to the unit that takes it over', async () => {
    const heir = await callerFor(house, 'heir', await officerIn(house, 'xa-31825', 'specialist', opening));
    expect(await read(heir)).toEqual([]);
    await house.database.asOwner(async (tx) => {
      await tx.run(`update unit set valid_to = '2022-12-02' where id = $1`, [ward]);
      await tx.run(
        `insert into unit_succession (from_unit_id, to_unit_id, effective_on, coverage) select $1, id, '2022-12-02', 'full' from unit where code = '31825' and valid_from < '2023-01-01'`,
        [ward],
      );
    });
    expect((await watchReports(house)).handedOn).toBe(1);
    expect(await read(heir)).toEqual(['farm-households-selling', 'hamlets-with-team']);
    // The ward of 31825 lies under the city, whose head finds there what waited elsewhere.
    expect(await read(district)).toEqual(['farm-households-selling', 'hamlets-with-team']);
    expect(await read(otherDistrict)).toEqual([]);
    expect((await province.send('GET', '/mot-cua/so-lieu/cho-kiem-tra')).text).toContain('Phường 7');
  });

  it('leaves a journal that agrees with its rows', async () => {
    expect((await checkHouse(house)).faults).toEqual([]);
  });
});
