import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signInAsOfficer, Visitor } from '../src/modules/identity/testing/visitor.ts';
import { act, fileOne } from './dossiers.ts';
import { type House, openHouse } from './house.ts';

let house: House;
let desk: Visitor;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const words = 'Xin nộp tại Ủy ban nhân dân xã Hiệp Thành';
const points = [
  { reason: 'paper-unreadable', target: 'paper:giay-chung-sinh', note: 'Ảnh mất góc dưới.' },
  { reason: 'answer-unclear', target: 'field:child', note: 'Ghi rõ quê quán.' },
];

/** A form of the office as its words, among which the slanted label of the sample lays its letters; looked at in a session that began after the clock was last moved. */
async function formOf(code: string, form: string): Promise<string> {
  desk = new Visitor(house.url);
  await signInAsOfficer(desk, 'le-thi-hong-cuc');
  const cookie = [...desk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${house.url}/mot-cua/ho-so/${code}/mau-${form}.pdf`, { headers: { cookie } });
  expect([form, answer.status]).toEqual([form, 200]);
  const pages = (await PDF.load(new Uint8Array(await answer.arrayBuffer()))).extractText();
  return pages.map((page) => page.text.replaceAll(/\s+/g, ' ')).join(' ');
}

it('one-stop forms carry the whole name of the place, the day of their own act, and one mark after each sentence', async () => {
  const refused = await act(house, await fileOne(house), 'refuse-intake', 'reception', {
    reason: 'not-competent',
    words,
  });
  const asked = await act(house, await fileOne(house), 'request-supplement', 'reception', { points });
  let moved = await act(house, await act(house, await fileOne(house), 'accept', 'reception'), 'assign', 'reception');
  const lead = { reason: 'waiting-for-agency', words: 'Chờ Sở Tư pháp trả lời.', workingDays: 3 };
  house.clock.follow(house.clock.business().add({ hours: 24 }).epochMilliseconds - Date.now());
  moved = await act(house, moved, 'extend', 'leader', lead);
  house.clock.follow(house.clock.business().add({ hours: 48 }).epochMilliseconds - Date.now());

  const slip = await formOf(refused.code, '03');
  expect(slip).toContain('Phường 7, ngày 10 tháng 10 năm 2022');
  expect(slip).toContain('ghi bên dưới. Xin nộp');
  const list = await formOf(asked.code, '02');
  expect(list).toContain('Phường 7, ngày 10 tháng 10 năm 2022');
  expect(list).toContain('đủ sáng. Câu');
  const apology = await formOf(moved.code, '04');
  expect(apology).toContain('Phường 7, ngày 11 tháng 10 năm 2022');
  expect(apology).toContain('theo quy định. Chờ Sở Tư pháp trả lời. ');
  for (const line of ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Kim Thị Mỹ Dung'])
    expect(apology).toContain(line);
  expect(await formOf(moved.code, '01')).toContain('Phường 7, ngày 10 tháng 10 năm 2022');
  for (const text of [slip, list, apology]) expect(text).not.toMatch(/\.\s*[.;]/);
});
