import { afterAll, beforeAll, expect, it } from 'vitest';
import { act, fileOne } from '../../../../test/dossiers.ts';
import { type House, openHouse } from '../../../../test/house.ts';
import { hiddenField, signInAsCitizen, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';

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
