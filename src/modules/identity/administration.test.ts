import { expect, test } from 'vitest';
import { nameId } from '../../platform/ids.ts';
import { type Entry, entrySelect, findChainFault } from '../../platform/journal.ts';
import { recordRead } from './operations/record-read.ts';
import { hiddenField, signInAsCitizen, signInAsOfficer, Visitor } from './testing/visitor.ts';
import { knownDossier, withHouse } from './testing/with-house.ts';

const here = withHouse();

async function officer(key: string): Promise<Visitor> {
  const visitor = new Visitor(here.house.url);
  await signInAsOfficer(visitor, key, '/who');
  return visitor;
}

/** Opens a page and sends its form with these values. */
async function fill(visitor: Visitor, page: string, action: string, values: Record<string, string>) {
  const csrf = hiddenField((await visitor.get(page)).text, '_csrf');
  return visitor.post(action, { _csrf: csrf, ...values });
}

async function entriesOf(streamId: string): Promise<Entry[]> {
  return here.store.database.asOwner((tx) =>
    tx.rows<Entry>(`select ${entrySelect} from journal where stream_id = $1 order by version`, [streamId]),
  );
}

test('a joiner signs in at once, and a leaver no more', async () => {
  const admin = await officer('ngo-duc-thinh');
  const wrong = await fill(admin, '/quan-tri/nhan-su/moi', '/quan-tri/nhan-su/moi', {
    name: '',
    agency: 'xa-1',
    from: '10/10/2022',
    fields: 'Hộ tịch',
  });
  expect(wrong.status).toBe(422);
  for (const field of ['name', 'agency', 'titleVi', 'titleEn', 'roles', 'fields', 'from'])
    expect(wrong.text, field).toContain(`href="#${field}"`);
  expect(wrong.text).toContain('Họ và tên: chưa điền.');
  const saved = await fill(admin, '/quan-tri/nhan-su/moi', '/quan-tri/nhan-su/moi', {
    name: 'Đoàn Thị Mới',
    agency: 'xa-31822',
    titleVi: 'Công chức địa chính',
    titleEn: 'Land officer',
    roles: 'specialist',
    fields: 'dat-dai, xay-dung',
    from: '2022-10-10',
  });
  expect(saved.status).toBe(200);
  const row = await here.store.database.asOwner((tx) =>
    tx.row<{ id: string; personId: string; subject: string; fields: string[] }>(
      `select o.id, o.person_id as "personId", a.subject, o.fields from staff_position o join sign_in_account a on a.person_id = o.person_id where holder_name = 'Đoàn Thị Mới'`,
    ),
  );
  expect(row.fields).toEqual(['dat-dai', 'xay-dung']);
  const joiner = new Visitor(here.house.url);
  await signInAsOfficer(joiner, row.subject.slice(3), '/who');
  expect(JSON.parse((await joiner.get('/who')).text).session).toBe('Đoàn Thị Mới');

  here.openWork.set(row.id, 3);
  expect((await admin.get(`/quan-tri/nhan-su/${row.id}`)).text).toContain('Còn 3 hồ sơ');
  const refused = await fill(admin, `/quan-tri/nhan-su/${row.id}`, `/quan-tri/nhan-su/${row.id}/thoi`, {
    on: '2022-10-10',
  });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('còn giữ 3 hồ sơ');
  here.openWork.delete(row.id);
  const left = await fill(admin, `/quan-tri/nhan-su/${row.id}`, `/quan-tri/nhan-su/${row.id}/thoi`, {
    on: '2022-10-10',
  });
  expect(left.status).toBe(200);
  expect(JSON.parse((await joiner.get('/who')).text).session).toBeNull();
  const list = await new Visitor(here.house.url).get('/dang-nhap/can-bo');
  expect(list.text).not.toContain('Đoàn Thị Mới');
  const entries = await entriesOf(row.id);
  expect(entries.map((entry) => [entry.action, entry.version])).toEqual([
    ['appoint', 1],
    ['end', 2],
  ]);
  expect(findChainFault(entries)).toBeUndefined();
  expect(JSON.stringify(entries)).not.toContain('Mới');
});

test('whoever is alone in a role leaves only once somebody follows; until a later day the work goes on', async () => {
  const admin = await officer('ngo-duc-thinh');
  const { positionId } = await here.actorOf('le-thi-hong-cuc');
  const page = `/quan-tri/nhan-su/${positionId}`;
  const leave = (on: string) => fill(admin, page, `${page}/thoi`, { on });
  expect((await admin.get(page)).text).toContain('Không có người thay:');
  const refused = await leave('2022-10-20');
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('không còn ai làm việc này');
  expect(refused.text).toContain('value="2022-10-20"');

  const join = (fields: string, from: string) =>
    fill(admin, '/quan-tri/nhan-su/moi', '/quan-tri/nhan-su/moi', {
      name: 'Đoàn Thị Kế',
      agency: 'xa-31822',
      titleVi: 'Công chức tiếp nhận',
      titleEn: 'Reception officer',
      roles: 'reception',
      fields,
      from,
    });
  // Of some fields only, or too late: the others would have nobody.
  await join('ho-tich', '2022-10-10');
  await join('', '2022-10-21');
  expect((await leave('2022-10-20')).status).toBe(409);
  expect((await admin.get(page)).text).toContain('Không có người thay:');

  here.openWork.set(positionId, 2);
  expect((await leave('2022-10-21')).status).toBe(200);
  here.openWork.delete(positionId);
  const stillIn = new Visitor(here.house.url);
  await signInAsOfficer(stillIn, 'le-thi-hong-cuc', '/who');
  expect(JSON.parse((await stillIn.get('/who')).text).session).toBe('Lê Thị Hồng Cúc');
});

test('a delegation is entered, used, and revoked', async () => {
  const admin = await officer('ngo-duc-thinh');
  const principal = await here.actorOf('quach-van-nghia');
  const deputy = await here.actorOf('duong-trung-kien');
  const form = {
    agency: 'so-tu-phap',
    number: '12/UQ-STP',
    documentDate: '2022-10-01',
    form: 'TUQ.',
    principal: principal.positionId,
    deputy: deputy.positionId,
    fields: 'ly-lich-tu-phap',
    procedures: '',
    from: '2022-10-01',
    until: '2022-12-31',
  };
  const page = '/quan-tri/uy-quyen/moi?co-quan=so-tu-phap';
  const same = await fill(admin, page, '/quan-tri/uy-quyen/moi', {
    ...form,
    deputy: principal.positionId,
    until: '2022-01-01',
  });
  expect(same.status).toBe(422);
  expect(same.text).toContain('hai vị trí khác nhau');
  expect(same.text).toContain('href="#until"');
  const listed = await fill(admin, page, '/quan-tri/uy-quyen/moi', form);
  expect(listed.status).toBe(200);
  expect(/<tr[^>]*>(?:(?!<tr).)*12\/UQ-STP(?:(?!<tr).)*/s.exec(listed.text)?.[0]).toContain('Sở Tư pháp');
  const twice = await fill(admin, page, '/quan-tri/uy-quyen/moi', form);
  expect(twice.status).toBe(422);
  expect(twice.text).toContain('cùng số, cùng ngày');

  const kien = await officer('duong-trung-kien');
  expect(JSON.parse((await kien.get('/who')).text).actor).toMatchObject({
    roles: ['specialist', 'leader'],
    delegation: { form: 'TUQ.', principalTitle: 'Giám đốc' },
  });
  const { id } = await here.store.database.asOwner((tx) =>
    tx.row<{ id: string }>("select id from delegation where number = '12/UQ-STP'"),
  );
  expect(
    (await fill(admin, '/quan-tri/uy-quyen', `/quan-tri/uy-quyen/${id}/thu-hoi`, { reason: 'Hết việc' })).status,
  ).toBe(200);
  expect(JSON.parse((await kien.get('/who')).text).actor.roles).toEqual(['specialist']);
  expect(JSON.parse((await kien.get('/who')).text).actor.delegation).toBeUndefined();
  expect(
    (await fill(admin, '/quan-tri/uy-quyen', `/quan-tri/uy-quyen/${id}/thu-hoi`, { reason: 'Lần nữa' })).status,
  ).toBe(409);
  const entries = await entriesOf(id);
  expect(entries.map((entry) => entry.action)).toEqual(['grant', 'revoke']);
  expect(findChainFault(entries)).toBeUndefined();
});

test('break-glass: ground, limit, the citizen sees it, the auditor reviews it', async () => {
  const leader = await officer('quach-van-nghia');
  const wrong = await fill(leader, '/quan-tri/mo-khan-cap', '/quan-tri/mo-khan-cap', {
    code: 'H04-unknown',
    ground: 'complaint',
    reference: 'Đơn số 5, 09/10/2022',
    hours: '2',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Không có hồ sơ với mã này');
  expect(wrong.text).toContain('Đơn số 5, 09/10/2022');
  expect(
    (
      await fill(leader, '/quan-tri/mo-khan-cap', '/quan-tri/mo-khan-cap', {
        code: knownDossier.code,
        ground: 'complaint',
        reference: 'x',
        hours: '48',
      })
    ).status,
  ).toBe(422);
  expect(
    (
      await fill(leader, '/quan-tri/mo-khan-cap', '/quan-tri/mo-khan-cap', {
        code: knownDossier.code,
        ground: 'complaint',
        reference: 'Đơn số 5, 09/10/2022',
        hours: '2',
      })
    ).status,
  ).toBe(200);
  const { actor } = JSON.parse((await leader.get('/who')).text);
  expect(actor.breakGlassId).toMatch(/^[0-9a-f-]{36}$/);
  const covers = (now: Temporal.Instant) =>
    here.store.database.transact(actor, (tx) =>
      tx.row<{ covers: boolean }>('select covers_by_break_glass($1, $2) as covers', [knownDossier.id, now]),
    );
  expect(await covers(here.clock.business())).toEqual({ covers: true });
  expect(await covers(here.clock.business().add({ hours: 3 }))).toEqual({ covers: false });

  const citizen = new Visitor(here.house.url);
  await signInAsCitizen(citizen, 'nguyen-thi-buoi', '/who');
  const seen = (await citizen.get('/tai-khoan/ai-xem')).text;
  expect(seen).toContain('Đơn số 5, 09/10/2022');
  expect(seen).toContain('Sở Tư pháp tỉnh Bạc Liêu');
  const stranger = new Visitor(here.house.url);
  await signInAsCitizen(stranger, 'tran-van-khoi', '/who');
  expect((await stranger.get('/tai-khoan/ai-xem')).text).not.toContain('Đơn số 5');

  const auditor = await officer('lieu-ngoc-anh');
  expect((await auditor.get('/kiem-toan/mo-khan-cap')).text).toContain(knownDossier.code);
  expect(
    (
      await fill(auditor, '/kiem-toan/mo-khan-cap', `/kiem-toan/mo-khan-cap/${actor.breakGlassId}`, {
        note: 'Đúng căn cứ',
      })
    ).text,
  ).toContain('Đúng căn cứ');
  const event = (await auditor.get('/kiem-toan/an-ninh?loai=break-glass-opened')).text;
  expect(event).toContain(`hồ sơ: ${knownDossier.code}`);
  expect(event).toContain('căn cứ: Khiếu nại, tố cáo');
  expect(event).toContain('Quách Văn Nghĩa');
  expect(event).not.toContain(actor.breakGlassId);

  expect(
    (await fill(leader, '/quan-tri/mo-khan-cap', `/quan-tri/mo-khan-cap/${actor.breakGlassId}/dong`, {})).status,
  ).toBe(200);
  expect(await covers(here.clock.business())).toEqual({ covers: false });
  const entries = await entriesOf(actor.breakGlassId);
  expect(entries.map((entry) => entry.action)).toEqual(['open', 'review', 'close']);
  expect(findChainFault(entries)).toBeUndefined();
});

test('an auditor is not asked to review what they opened themselves', async () => {
  const auditor = await officer('lieu-ngoc-anh');
  await fill(auditor, '/quan-tri/mo-khan-cap', '/quan-tri/mo-khan-cap', {
    code: knownDossier.code,
    ground: 'inspection',
    reference: 'Quyết định 9/QĐ-TTT',
    hours: '1',
  });
  const { id } = await here.store.database.asOwner((tx) =>
    tx.row<{ id: string }>("select id from break_glass where reference = 'Quyết định 9/QĐ-TTT'"),
  );
  const page = (await auditor.get('/kiem-toan/mo-khan-cap')).text;
  expect(page).toContain('Quyết định 9/QĐ-TTT');
  expect(page).toContain('Bạn mở lần này; người khác xem xét.');
  expect(page).not.toContain(`action="/kiem-toan/mo-khan-cap/${id}"`);
});

test('an auditor finds reads by official and by dossier, with codes; names of citizens behind events are a read', async () => {
  const other = nameId<'dossier'>('dossier', 'another of the tests');
  const reads = [
    ['le-thi-hong-cuc', [knownDossier.id]],
    ['bui-thi-cam-tu', [other, knownDossier.id]],
    ['bui-thi-cam-tu', [other]],
  ] as const;
  for (const [key, dossierIds] of reads) {
    await here.store.database.transact(await here.actorOf(key), (tx) =>
      recordRead(tx, { dossierIds, subjects: [], purpose: 'handle', at: here.clock.business() }),
    );
  }
  const auditor = await officer('lieu-ngoc-anh');
  const rowsOf = async (query: string) => {
    const { text } = await auditor.get(`/kiem-toan/truy-cap?${query}`);
    return (/<tbody[^>]*>(.*)<\/tbody>/s.exec(text)?.[1] ?? '').split('<tr').slice(1);
  };
  const byOfficer = await rowsOf('nguoi=cam+tu');
  expect(byOfficer).toHaveLength(2);
  expect(byOfficer.every((row) => row.includes('Bùi Thị Cẩm Tú'))).toBe(true);
  const both = await rowsOf(`nguoi=cam+tu&ma=${knownDossier.code.toLowerCase()}`);
  expect(both).toHaveLength(1);
  expect(both[0]).toContain(knownDossier.code);
  expect(both[0]).toContain(`H04.00-221001-${other.slice(-4)}`);
  expect((await rowsOf(`ma=${knownDossier.code}`)).length).toBeGreaterThan(1);
  expect((await auditor.get('/kiem-toan/truy-cap?ma=H04-khong-co')).text).toContain('Không có hồ sơ với mã này.');

  const citizen = new Visitor(here.house.url);
  await signInAsCitizen(citizen, 'danh-sol', '/who');
  expect((await auditor.get('/kiem-toan/an-ninh?loai=signed-in')).text).toContain('Danh Sol');
  expect((await citizen.get('/tai-khoan/ai-xem')).text).toContain('Thanh tra đọc nhật ký đăng nhập');
});

test('whoever proved themselves long ago proves it again before opening on a ground', async () => {
  const leader = await officer('ho-quang-vinh');
  await here.store.database.asOwner((tx) =>
    tx.run("update session set authenticated_at = authenticated_at - interval '20 minutes' where person_id = $1", [
      here.person('ho-quang-vinh'),
    ]),
  );
  const answer = await leader.once(new URL('/quan-tri/mo-khan-cap', here.house.url));
  expect(answer.location).toBe('/dang-nhap/xac-thuc-lai?ve=%2Fquan-tri%2Fmo-khan-cap');
});

test('the name behind a read comes on request, once asked for', async () => {
  const cuc = await here.actorOf('le-thi-hong-cuc');
  await here.store.database.transact(cuc, (tx) =>
    recordRead(tx, {
      dossierIds: [knownDossier.id],
      subjects: [here.person('lam-quoc-huy')],
      purpose: 'handle',
      at: here.clock.business(),
    }),
  );
  const citizen = new Visitor(here.house.url);
  await signInAsCitizen(citizen, 'lam-quoc-huy', '/who');
  const before = (await citizen.get('/tai-khoan/ai-xem')).text;
  expect(before).toContain('Ủy ban nhân dân Phường 7');
  expect(before).not.toContain('Lê Thị Hồng Cúc');
  const action = /action="(\/tai-khoan\/ai-xem\/[0-9a-f-]{36}\/ten)"/.exec(before)?.[1] as string;
  const stranger = new Visitor(here.house.url);
  await signInAsCitizen(stranger, 'tran-van-khoi', '/who');
  expect(
    (await stranger.post(action, { _csrf: hiddenField((await stranger.get('/tai-khoan')).text, '_csrf') })).status,
  ).toBe(404);
  const after = await citizen.post(action, { _csrf: hiddenField(before, '_csrf') });
  expect(after.text).toContain('Lê Thị Hồng Cúc');
});

test('a representative acts for the enterprise, nobody else does', async () => {
  const lien = new Visitor(here.house.url);
  await signInAsCitizen(lien, 'to-my-lien', '/who');
  const { id } = await here.store.database.asOwner((tx) =>
    tx.row<{ id: string }>("select id from organisation where identifier = '0000000106'"),
  );
  await fill(lien, '/tai-khoan', '/tai-khoan/dai-dien', { organisation: id });
  expect(JSON.parse((await lien.get('/who')).text)).toMatchObject({
    actor: { organisationId: id },
    title: 'Công ty TNHH Muối Long Điền',
  });
  const other = new Visitor(here.house.url);
  await signInAsCitizen(other, 'tran-van-khoi', '/who');
  expect((await fill(other, '/tai-khoan', '/tai-khoan/dai-dien', { organisation: id })).status).toBe(404);
  await here.store.database.asOwner((tx) =>
    tx.run("update representative set valid_to = '2022-10-01' where organisation_id = $1", [id]),
  );
  expect(JSON.parse((await lien.get('/who')).text).actor.organisationId).toBeUndefined();
});

test('contact data is the person’s to change; faults keep what was typed', async () => {
  const citizen = new Visitor(here.house.url);
  await signInAsCitizen(citizen, 'vo-thi-thanh-thuy', '/who');
  const wrong = await fill(citizen, '/tai-khoan', '/tai-khoan/lien-he', {
    phone: 'gọi tôi',
    email: '<script>alert(1)</script>@x',
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('value="gọi tôi"');
  expect(wrong.text).not.toContain('<script>alert');
  const saved = await fill(citizen, '/tai-khoan', '/tai-khoan/lien-he', {
    phone: '0000 000 067',
    email: 'thuy@dan.example',
  });
  expect(saved.text).toContain('value="0000 000 067"');
});
