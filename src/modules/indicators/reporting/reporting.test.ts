import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { type Caller, callerFor, officerIn, type Reply } from '../../../../test/callers.ts';
import { checkHouse, type House, openHouse } from '../../../../test/house.ts';
import { publicActor, type StaffActor, type StaffRole } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import { appendEntry, streamStart } from '../../../platform/journal.ts';
import { readSheetBytes } from '../importing/read-sheet.ts';
import { cellName } from '../importing/sheet.ts';
import { streamOf } from './model.ts';
import { declareFigures } from './operations/declare-figures.ts';
import { readFigures, writeReport } from './store.ts';

// The tenth of October 2022: communes report September, by the fifth.
const today = Temporal.PlainDate.from('2022-10-10');
const september = { from: Temporal.PlainDate.from('2022-09-01'), to: Temporal.PlainDate.from('2022-09-30') };
const page = '/mot-cua/so-lieu';
const checks = `${page}/cho-kiem-tra`;

let house: House;
let ward: Id<'unit'>;
let commune: Caller;
let communeLeader: Caller;
let clerk: Caller;
let neighbour: Caller;
let district: Caller;
let districtSpecialist: Caller;
let otherDistrict: Caller;
let province: Caller;
beforeAll(async () => {
  house = await openHouse();
  ward = await house.communeId('31822');
  const caller = async (agency: string, role: StaffRole) =>
    callerFor(house, `${agency} ${role}`, await officerIn(house, agency, role, today));
  commune = await caller('xa-31822', 'specialist');
  communeLeader = await caller('xa-31822', 'leader');
  clerk = await caller('xa-31822', 'clerk');
  neighbour = await caller('xa-31825', 'specialist');
  district = await caller('huyen-954', 'leader');
  districtSpecialist = await caller('huyen-954', 'specialist');
  otherDistrict = await caller('huyen-957', 'leader');
  province = await caller('ubnd-tinh', 'leader');
}, 300_000);
afterAll(() => house.close());

const declare = (caller: Caller, form: Record<string, string>): Promise<Reply> =>
  caller.send('POST', page, { form: { ky: '2022-09', ...form } });
const answer = (figure: string, value: string, version = 0, note = '', reason = '') => ({
  [`value.${figure}`]: value,
  [`reason.${figure}`]: reason,
  [`note.${figure}`]: note,
  [`version.${figure}`]: String(version),
});
const judge = (caller: Caller, figure: string, version: number, act: 'agree' | 'send-back', note = '') =>
  caller.send('POST', checks, {
    form: { unit: ward, report: `${streamOf(figure, ward, september)}:${version}`, act, note },
  });
async function versionsOf(figure: string) {
  return house.database.asOwner((tx) =>
    tx.rows<{ version: number; value: string | null; reason: string | null; state: string }>(
      `select version, value::text as value, reason, state from figure_report where figure = $1 and unit_id = $2 order by period_from, version`,
      [figure, ward],
    ),
  );
}
const job = { capacity: 'job', name: 'test' } as const;

it('says what is to be reported, for which period, and how long there is', async () => {
  const { status, text } = await commune.send('GET', page);
  expect(status).toBe(200);
  expect(text).toContain('Khóm, ấp có tổ công nghệ số cộng đồng');
  expect(text).toContain('tháng 09/2022');
  // Before anybody was asked: due on the fifth, and the figures were published on the tenth.
  expect(text).toContain('không bắt buộc');
  expect(text).not.toContain('quá hạn');
  expect((await district.send('GET', page)).text).toContain('quý III/2022');
  expect((await district.send('GET', page)).text).toContain('còn 10 ngày');
});

it('tells every fault at its field, keeps what was typed and writes nothing', async () => {
  const { status, text } = await declare(commune, {
    ...answer('hamlets-with-team', '-3'),
    ...answer('farm-households-selling', '12', 0, '', 'not-collected'),
    ...answer('adults', '5.000'),
  });
  expect(status).toBe(422);
  expect(text).toContain('id="value-hamlets-with-team-fault"');
  expect(text).toContain('id="reason-farm-households-selling-fault"');
  expect(text).toContain('value="-3"');
  expect(text).toContain('value="5.000"');
  expect(await versionsOf('adults')).toEqual([]);
});

it('keeps nought and no number apart', async () => {
  const reply = await declare(commune, {
    ...answer('hamlets-with-team', '0'),
    ...answer('farm-households-selling', '', 0, '', 'source-late'),
    ...answer('farm-households', ''),
  });
  expect(reply.headers['location']).toContain('luu=2');
  expect(await versionsOf('hamlets-with-team')).toEqual([{ version: 1, value: '0', reason: null, state: 'declared' }]);
  expect(await versionsOf('farm-households-selling')).toEqual([
    { version: 1, value: null, reason: 'source-late', state: 'declared' },
  ]);
  expect(await versionsOf('farm-households')).toEqual([]);
});

it('writes once what is sent twice', async () => {
  const form = answer('adults', '6100');
  const replies = await Promise.all([declare(commune, form), declare(commune, form)]);
  expect(replies.map(({ status }) => status)).toEqual([303, 303]);
  await declare(communeLeader, answer('adults', '6.100', 0));
  expect(await versionsOf('adults')).toHaveLength(1);
});

it('doubts a part that is more than its whole until the officer has looked again', async () => {
  const form = { ...answer('hamlets', '8'), ...answer('hamlets-with-team', '9', 1) };
  const doubted = await declare(commune, form);
  expect(doubted.status).toBe(422);
  expect(doubted.text).toContain('Lớn hơn “Số khóm, ấp” (8)');
  expect(await versionsOf('hamlets')).toEqual([]);
  expect((await declare(commune, { ...form, confirmed: '1' })).status).toBe(303);
  expect((await declare(commune, answer('hamlets-with-team', '7', 2))).status).toBe(303);
});

it('tells the second of two officers what the first reported', async () => {
  const late = await declare(communeLeader, answer('hamlets-with-team', '6', 2));
  expect(late.status).toBe(422);
  expect(late.text).toContain('Người khác vừa báo cáo: 7');
  const month = Temporal.PlainDate.from('2022-09-01');
  const both = await Promise.all(
    [commune, communeLeader].map((caller, index) =>
      declareFigures(house, caller.actor as StaffActor, {
        month,
        answers: new Map([['hamlets-with-team', { version: 3, value: String(5 + index), reason: '', note: '' }]]),
        confirmed: false,
      }),
    ),
  );
  expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'faults']);
  expect((await versionsOf('hamlets-with-team')).at(-1)?.version).toBe(4);
});

it('goes back with a reason and up again, district first, province last', async () => {
  expect((await judge(province, 'hamlets-with-team', 4, 'agree')).status).toBe(403);
  expect((await judge(otherDistrict, 'hamlets-with-team', 4, 'agree')).status).toBe(403);
  expect((await judge(districtSpecialist, 'hamlets-with-team', 4, 'agree')).status).toBe(403);
  expect((await judge(communeLeader, 'hamlets-with-team', 4, 'agree')).status).toBe(403);
  const wordless = await judge(district, 'hamlets-with-team', 4, 'send-back');
  expect(wordless.status).toBe(422);
  expect(wordless.text).toContain('Ghi lý do trả lại');
  expect((await judge(district, 'hamlets-with-team', 4, 'send-back', 'Thiếu khóm 3')).status).toBe(303);
  expect((await commune.send('GET', page)).text).toContain('Lý do trả lại: Thiếu khóm 3');
  expect((await declare(commune, answer('hamlets-with-team', '8', 5))).status).toBe(303);
  expect((await judge(district, 'hamlets-with-team', 4, 'agree')).status).toBe(409);
  expect((await judge(district, 'hamlets-with-team', 6, 'agree')).status).toBe(303);
  expect((await judge(province, 'hamlets-with-team', 7, 'agree')).status).toBe(303);
  expect((await versionsOf('hamlets-with-team')).at(-1)).toMatchObject({ version: 8, value: '8', state: 'approved' });
});

it('locks what the province approved: only a correction with a reason opens it', async () => {
  const wordless = await declare(commune, answer('hamlets-with-team', '6', 8));
  expect(wordless.status).toBe(422);
  expect(wordless.text).toContain('Ghi lý do đính chính');
  expect((await declare(commune, answer('hamlets-with-team', '6', 8, 'Khóm 4 giải thể tổ'))).status).toBe(303);
  expect((await versionsOf('hamlets-with-team')).at(-1)).toMatchObject({ version: 9, value: '6', state: 'declared' });
  expect(await versionsOf('hamlets-with-team')).toHaveLength(9);
});

it('shows everybody the number last approved, also while it is being corrected; nobody sees who reported it', async () => {
  const approved = (await versionsOf('hamlets-with-team')).filter(({ state }) => state === 'approved').at(-1);
  const shown = (knownBy: string) =>
    house.database.read(publicActor, (tx) =>
      tx.rows('select figure, value::text as value from approved_figures($1, $2)', [['hamlets-with-team'], knownBy]),
    );
  expect(await shown('2022-10-10')).toEqual([{ figure: 'hamlets-with-team', value: approved?.value }]);
  expect(await shown('2022-10-09')).toEqual([]);
  await expect(house.database.read(publicActor, (tx) => tx.rows('select * from figure_report'))).rejects.toThrow(
    /permission denied/,
  );
});

it('reads the newest version that was known by a day', async () => {
  const question = { figures: ['hamlets-with-team'], unitIds: [ward], to: september.to };
  const [known] = await house.database.read(job, (tx) => readFigures(tx, question));
  expect(known).toMatchObject({ value: 6, version: 9, state: 'declared' });
  const knownBy = today.subtract({ days: 1 });
  expect(await house.database.read(job, (tx) => readFigures(tx, { ...question, knownBy }))).toEqual([]);
  expect(await house.database.read(job, (tx) => readFigures(tx, { ...question, to: september.from }))).toEqual([]);
});

it('shows reports to the agency and those above it, and to nobody else', async () => {
  const count = (caller: Caller) =>
    house.database.read(
      caller.actor as StaffActor,
      async (tx) => (await tx.row<{ n: number }>('select count(*)::int as n from figure_report')).n,
    );
  expect(await count(neighbour)).toBe(0);
  expect(await count(otherDistrict)).toBe(0);
  for (const caller of [commune, district, province]) expect(await count(caller)).toBeGreaterThan(8);
  expect((await clerk.send('GET', page)).status).toBe(403);
  expect((await declare(clerk, answer('adults', '1', 1))).status).toBe(403);
});

it('is refused by the database what the policy would refuse', async () => {
  const business = house.clock.business();
  const times = { business, real: house.clock.real(), today };
  const report = {
    figure: 'adults',
    unitId: ward,
    period: { from: Temporal.PlainDate.from('2021-01-01'), to: Temporal.PlainDate.from('2021-12-31') },
    after: 1,
    value: 1,
    reason: undefined,
    note: undefined,
  } as const;
  const write = (caller: Caller, state: 'declared' | 'checked' | 'approved') =>
    house.database.transact(caller.actor as StaffActor, (tx) => writeReport(tx, { ...report, state }, times));
  await expect(write(neighbour, 'declared')).rejects.toThrow(/not involved/);
  await expect(write(district, 'declared')).rejects.toThrow(/may not set/);
  await expect(write(clerk, 'declared')).rejects.toThrow(/may not set/);
  await expect(write(communeLeader, 'checked')).rejects.toThrow(/may not set/);
  await expect(write(districtSpecialist, 'checked')).rejects.toThrow(/may not set/);
  await expect(write(province, 'approved')).rejects.toThrow(/may not set/);
  expect(await versionsOf('adults')).toHaveLength(1);
});

it('lets nobody into the stream of another unit by saying that it is about their own', async () => {
  const business = house.clock.business();
  const own = await house.communeId('31825');
  const facts = { figure: 'adults', unitId: own, from: '2021-01-01', to: '2021-12-31', state: 'declared' };
  const period = { from: Temporal.PlainDate.from(facts.from), to: Temporal.PlainDate.from(facts.to) };
  const begin = (streamId: string) =>
    house.database.transact(neighbour.actor as StaffActor, (tx) =>
      appendEntry(
        tx,
        streamStart,
        { streamKind: 'figure', streamId, action: 'declare', unitId: own, at: business, schemaVersion: 1, facts },
        undefined,
        house.clock.real(),
      ),
    );
  await expect(begin(streamOf('households', ward, period))).rejects.toThrow(/not involved/);
  await expect(begin(streamOf('adults', ward, period))).rejects.toThrow(/not involved/);
});

it('takes the form as a file, with faults by cell and nothing half-loaded', async () => {
  const file = await commune.send('GET', `${page}.csv?ky=2022-09`);
  expect(file.text.split('\r\n')[0]).toBe('\uFEFFfigure,name,unit,from,to,value,reason,note,version,form');
  const bad = file.text
    .replace(/^(farm-households,.*31),,,,0/m, '$1,nhiều,,,0')
    .replace(/^(adults-with-smartphone,.*),,,,0/m, '$1,4000,,,0');
  const refused = await upload(bad);
  expect(refused.status).toBe(422);
  const row = file.text.split('\r\n').findIndex((line) => line.startsWith('farm-households,')) + 1;
  expect(refused.text).toContain(`Ô F${row}`);
  expect(await versionsOf('adults-with-smartphone')).toEqual([]);
  const good = await upload(bad.replace('nhiều', '1.200').replaceAll('\r\n', '\n'));
  expect(good.headers['location']).toContain('luu=2');
  expect((await versionsOf('farm-households'))[0]).toMatchObject({ value: '1200', state: 'declared' });
  const worded = file.text.replace(/^(households,.*),,,,0/m, '$1,,chưa thu thập được,,0');
  expect((await upload(worded)).headers['location']).toContain('luu=1');
  expect((await versionsOf('households'))[0]).toMatchObject({ value: null, reason: 'not-collected' });
  expect((await upload('không phải biểu')).status).toBe(422);
  expect((await upload(file.text.replaceAll('2022-09', '2022-08'))).text).toContain('của kỳ khác');
  // Without the mark, row by row.
  const unmarked = file.text.replaceAll(/,31822 2022-09 [0-9a-f]{8}/g, ',').replaceAll('2022-09', '2022-08');
  expect((await upload(unmarked)).text).toContain('phải là 2022-09-01');
  expect((await upload(file.text.replaceAll('31822 2022', '31825 2022'))).text).toContain('của đơn vị khác');
  expect((await upload(file.text.replaceAll(/2022-09 [0-9a-f]{8}/g, '2022-09 00000000'))).text).toContain(
    'Biểu đã thay đổi',
  );
});

it('takes the form as a workbook that locks all but what is to be filled in', async () => {
  const sent = await neighbour.send('GET', `${page}.xlsx?ky=2022-09`);
  expect(sent.headers['content-type']).toContain('spreadsheetml');
  const bytes = new Uint8Array(sent.bytes);
  const parts = unzipSync(bytes);
  const xml = (name: string) => strFromU8(parts[name] as Uint8Array);
  expect(xml('xl/worksheets/sheet1.xml')).toContain('<sheetProtection sheet="1"');
  expect(xml('xl/worksheets/sheet1.xml')).toContain('<dataValidation type="whole"');
  expect(xml('xl/worksheets/sheet1.xml')).toContain('type="list"');
  expect(xml('xl/worksheets/sheet2.xml')).toContain('<sheetProtection sheet="1"');
  expect(xml('xl/styles.xml').match(/<protection locked="0"\/>/g)?.length).toBeGreaterThan(0);
  const [table] = await readSheetBytes(bytes, 'a.xlsx');
  expect(table?.rows[0]?.slice(0, 2)).toEqual(['Mã số liệu', 'Số liệu']);

  const fill = (cells: Readonly<Record<string, string | number>>) =>
    writeExcelFile(
      (table?.rows ?? []).map((row, index) =>
        row.map((cell, column) => cells[cellName(index, column)] ?? (cell instanceof Date ? null : (cell ?? null))),
      ),
      { sheet: 'Biểu' },
    ).toBuffer();
  const rowOf = (figure: string) => (table?.rows ?? []).findIndex(([key]) => key === figure) + 1;
  const [teams, adults] = [rowOf('hamlets-with-team'), rowOf('adults')];
  const refused = await uploadAs(neighbour, await fill({ [`F${teams}`]: 5, [`F${adults}`]: 1.5 }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`Trang “Biểu”, ô F${adults}`);
  expect(await reportedBy('31825')).toEqual([]);
  const good = await fill({
    [`F${teams}`]: 5,
    [`F${adults}`]: 5100,
    [`G${rowOf('households')}`]: 'Chưa thu thập được',
  });
  expect((await uploadAs(neighbour, good)).headers['location']).toContain('luu=3');
  expect((await uploadAs(neighbour, good)).headers['location']).toContain('luu=0');
  expect(await reportedBy('31825')).toEqual([
    { figure: 'adults', version: 1, value: '5100' },
    { figure: 'hamlets-with-team', version: 1, value: '5' },
    { figure: 'households', version: 1, value: null },
  ]);
  // That of the neighbour, a workbook that is no form, and no workbook at all.
  expect((await uploadAs(commune, good)).text).toContain('của đơn vị khác');
  const other = await writeExcelFile([['a', 'b']], { sheet: 'S' }).toBuffer();
  for (const bad of [other, Buffer.from('PK\x03\x04 nothing')]) {
    const reply = await uploadAs(neighbour, bad);
    expect([reply.status, reply.text.includes('id="tep-fault"')]).toEqual([422, true]);
  }
});

it('leaves a journal that agrees with its rows', async () => {
  expect((await checkHouse(house)).faults).toEqual([]);
});

async function reportedBy(code: string) {
  const unit = await house.communeId(code);
  return house.database.asOwner((tx) =>
    tx.rows<{ figure: string; version: number; value: string | null }>(
      'select figure, version, value::text as value from figure_report where unit_id = $1 order by figure, version',
      [unit],
    ),
  );
}

const upload = (text: string) => uploadAs(commune, Buffer.from(text));

async function uploadAs(caller: Caller, content: Buffer): Promise<Reply> {
  const part = (name: string, value: string) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  // The caller proves itself by its header; a browser's form carries the field.
  const session = await caller.send('GET', '/api/v1/session');
  const head = `${part('_csrf', session.json<{ csrfToken: string }>().csrfToken)}${part('ky', '2022-09')}--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n`;
  return caller.send('POST', `${page}/tep`, {
    body: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--b--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
  });
}
