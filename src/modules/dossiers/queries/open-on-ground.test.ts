import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, fileOne } from '../../../../test/dossiers.ts';
import { type House, openHouse } from '../../../../test/house.ts';
import { hiddenField, signInAsCitizen, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';
import { receiveUpload } from '../../papers/index.ts';
import { makePng } from '../../papers/testing.ts';
import { placeDraft, removeDraft } from '../../papers/testing-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

function advance(hours: number): void {
  house.clock.follow(house.clock.business().add({ hours }).epochMilliseconds - Date.now());
}

it('opens a dossier of another agency only with a recorded ground, for reading, while it lasts; the person sees it', async () => {
  const state = await act(house, await fileOne(house), 'accept', 'reception');
  const page = `/mot-cua/ho-so/${state.code}`;
  const auditor = new Visitor(house.url);
  await signInAsOfficer(auditor, 'lieu-ngoc-anh');
  expect((await auditor.get(page)).status).toBe(404);
  const form = await auditor.get('/quan-tri/mo-khan-cap');
  await auditor.post('/quan-tri/mo-khan-cap', {
    _csrf: hiddenField(form.text, '_csrf'),
    code: state.code,
    ground: 'inspection',
    reference: 'Quyết định thanh tra 12/QĐ-TTr',
    hours: '4',
  });
  const opened = await auditor.get(page);
  expect(opened.status).toBe(200);
  expect(opened.text).toContain('Quyết định thanh tra 12/QĐ-TTr');
  expect(opened.text).toContain('Nguyễn Thị Bưởi');
  expect(opened.text).not.toContain('/ghi-chu');
  expect(opened.text).not.toContain('mau-01.pdf');
  const _csrf = hiddenField(form.text, '_csrf');
  expect((await auditor.post(`${page}/phan-cong`, { _csrf })).status).toBe(404);
  expect((await auditor.get(`${page}/mau-01.pdf`)).status).toBe(404);
  const citizen = new Visitor(house.url);
  await signInAsCitizen(citizen, 'nguyen-thi-buoi');
  expect((await citizen.get('/tai-khoan/ai-xem')).text).toContain('Mở khẩn cấp, có căn cứ được ghi lại');
  const other = new Visitor(house.url);
  await signInAsOfficer(other, 'le-thi-hong-cuc');
  expect((await other.get(page)).text).not.toContain('Quyết định thanh tra 12/QĐ-TTr');
  advance(5);
  expect((await auditor.get(page)).status).toBe(404);
});

/** A dossier with a paper of its own, as filed by the API. */
async function fileWithPaper(): Promise<{ code: string; paperId: string }> {
  const person = house.citizen('nguyen-thi-buoi');
  const draftId = await placeDraft(house.database, person.personId);
  const paper = await receiveUpload(house.papers, person, {
    content: (async function* () {
      yield makePng(640, 900);
    })(),
    fileName: 'giấy chứng sinh.png',
    draftId,
    requirement: 'giay-chung-sinh',
  });
  await removeDraft(house.database, draftId);
  const state = await fileOne(house, undefined, { paperIds: [paper.id] });
  return { code: state.code, paperId: paper.id };
}

it('opens the papers of that dossier on its ground, each read written before the bytes, and nothing else', async () => {
  const { code, paperId } = await fileWithPaper();
  const other = await fileWithPaper();
  const auditor = new Visitor(house.url);
  await signInAsOfficer(auditor, 'lieu-ngoc-anh');
  const open = (id: string) => auditor.get(`/giay-to/${id}`);
  expect((await open(paperId)).status).toBe(404);
  const form = await auditor.get('/quan-tri/mo-khan-cap');
  const _csrf = hiddenField(form.text, '_csrf');
  await auditor.post('/quan-tri/mo-khan-cap', {
    _csrf,
    code,
    ground: 'inspection',
    reference: 'Quyết định thanh tra 13/QĐ-TTr',
    hours: '4',
  });
  const reads = () =>
    house.database.asOwner((tx) =>
      tx.rows<{ onGround: boolean; purpose: string }>(
        `select break_glass_id is not null as "onGround", purpose_en as purpose from access_log l
         join dossier d on d.id = any (l.dossier_ids) where d.code = $1 order by l.id`,
        [code],
      ),
    );
  expect((await auditor.get(`/mot-cua/ho-so/${code}`)).text).toContain(`/giay-to/${paperId}`);
  const before = await reads();
  const content = await open(paperId);
  expect([content.status, content.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await auditor.get(`/giay-to/${paperId}/goc`)).status).toBe(200);
  const words = 'To read the papers of the dossier, on a recorded ground';
  expect((await reads()).slice(before.length)).toEqual([
    { onGround: true, purpose: words },
    { onGround: true, purpose: words },
  ]);
  const citizen = new Visitor(house.url);
  await signInAsCitizen(citizen, 'nguyen-thi-buoi');
  expect((await citizen.get('/tai-khoan/ai-xem')).text).toContain('Xem giấy tờ trong hồ sơ, có căn cứ được ghi lại');

  // Not another dossier's, not for a colleague, not to change anything.
  expect((await open(other.paperId)).status).toBe(404);
  const administrator = new Visitor(house.url);
  await signInAsOfficer(administrator, 'ngo-duc-thinh');
  expect((await administrator.get(`/giay-to/${paperId}`)).status).toBe(404);
  await auditor.post(`/giay-to/${paperId}/xoa`, { _csrf });
  // Not what the scan sealed away, and not for longer than the ground.
  const mark = (state: string) =>
    house.database.asOwner((tx) => tx.run('update paper set scan_state = $2 where id = $1', [paperId, state]));
  await mark('infected');
  expect((await open(paperId)).status).toBe(404);
  await mark('clean');
  expect((await open(paperId)).status).toBe(200);
  advance(5);
  expect((await open(paperId)).status).toBe(404);
});

it('shuts the papers as soon as the ground is given back', async () => {
  const { code, paperId } = await fileWithPaper();
  const auditor = new Visitor(house.url);
  await signInAsOfficer(auditor, 'lieu-ngoc-anh');
  const _csrf = hiddenField((await auditor.get('/quan-tri/mo-khan-cap')).text, '_csrf');
  const opened = await auditor.post('/quan-tri/mo-khan-cap', {
    _csrf,
    code,
    ground: 'complaint',
    reference: 'Đơn 5/2022',
    hours: '1',
  });
  expect((await auditor.get(`/giay-to/${paperId}`)).status).toBe(200);
  const { id } = await house.database.asOwner((tx) =>
    tx.row<{ id: string }>('select id from break_glass where dossier_code = $1', [code]),
  );
  expect(opened.status).toBeLessThan(400);
  await auditor.post(`/quan-tri/mo-khan-cap/${id}/dong`, { _csrf });
  expect((await auditor.get(`/giay-to/${paperId}`)).status).toBe(404);
});

it('drafts the letter of apology when the date has passed, and not before', async () => {
  const state = await act(house, await fileOne(house), 'accept', 'reception');
  const chair = new Visitor(house.url);
  await signInAsOfficer(chair, 'nguyen-van-hau');
  const letter = `/mot-cua/ho-so/${state.code}/mau-04.pdf`;
  expect((await chair.get(letter)).status).toBe(404);
  advance(24 * 8);
  const page = await chair.get(`/mot-cua/ho-so/${state.code}`);
  expect(page.text).toContain('mau-04.pdf');
  expect((await chair.get(letter)).headers.get('content-type')).toBe('application/pdf');
});
