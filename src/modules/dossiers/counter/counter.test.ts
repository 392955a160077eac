import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../../../../test/house.ts';
import { sampleAnswers } from '../../../../test/sample-answers.ts';
import { toTyped } from '../../../platform/forms/parse.ts';
import { hiddenField, signInAsOfficer, Visitor } from '../../identity/testing/visitor.ts';
import { makeJpeg } from '../../papers/testing.ts';
import type { DossierState } from '../model.ts';
import { deskForm } from './intake.ts';

let house: House;
let desk: Visitor;
beforeAll(async () => {
  house = await openHouse();
  desk = new Visitor(house.url);
  await signInAsOfficer(desk, 'le-thi-hong-cuc');
});
afterAll(() => house.close());

/** Posts a form of the page that was last looked at. */
async function send(path: string, form: Readonly<Record<string, string>>) {
  const page = await desk.get('/mot-cua/quay');
  return desk.post(path, { _csrf: hiddenField(page.text, '_csrf'), ...form });
}

const newcomer = {
  'paper.kind': 'old-identity-card',
  'paper.number': '999 511 223',
  'person.name': 'Trần Văn Mới',
  'person.birthDate.year': '1951',
  'person.gender': 'male',
  'person.address': 'Khóm 3, Phường 7',
};

async function receive(slug: string, filedFor = 'self'): Promise<string> {
  const found = await send('/mot-cua/quay', { 'paper.kind': 'personal-number', 'paper.number': '999196000014' });
  const id = /quay\/([0-9a-f-]{36})/.exec(found.url.pathname)?.[1] ?? '';
  await send(`/mot-cua/quay/${id}/thu-tuc`, { 'thu-tuc': slug, cho: filedFor, kenh: 'counter', giup: 'desk' });
  return id;
}

async function fillForm(id: string, slug: string, filedFor: 'self' | 'child' = 'self', communeCode = '31822') {
  const procedure = await house.dossiers.procedures.inForce(slug);
  const form = deskForm(procedure, filedFor);
  const answers = sampleAnswers(
    form,
    await house.communeId(communeCode),
    { role: filedFor, kind: 'person' },
    { 'birth.notification': 'paper' },
  );
  const typed = Object.fromEntries(
    Object.entries(toTyped(form, answers, 'vi')).flatMap(([name, values]) =>
      // Nobody at this desk has a telephone.
      values[0] === undefined || name.endsWith('.phone') ? [] : [[name, values[0]]],
    ),
  );
  return send(`/mot-cua/quay/${id}/to-khai`, typed);
}

async function dossierOf(id: string): Promise<DossierState> {
  return house.database.asOwner(async (tx) => {
    const row = await tx.row<{ state: DossierState }>(
      'select d.state from intake i join dossier d on d.id = i.dossier_id where i.id = $1',
      [id],
    );
    return row.state;
  });
}

describe('the counter', () => {
  it('finds a person by the exact number of their paper and records the look-up', async () => {
    const wrong = await send('/mot-cua/quay', { 'paper.kind': 'personal-number', 'paper.number': '123' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('đúng 12 chữ số');
    for (const [kind, number, words] of [
      ['old-identity-card', '999196000014', 'đúng 9 chữ số'],
      ['old-identity-card', '12', 'đúng 9 chữ số'],
      ['passport', 'B1', '6 đến 9 chữ cái, chữ số'],
    ] as const) {
      const { text } = await send('/mot-cua/quay', { 'paper.kind': kind, 'paper.number': number });
      expect(text).toContain(words);
      expect(text).not.toContain('nhập 12 chữ số của căn cước, hoặc');
    }
    const found = await send('/mot-cua/quay', { 'paper.kind': 'personal-number', 'paper.number': '999196000014' });
    expect(found.url.pathname).toMatch(/thu-tuc$/);
    expect(found.text).toContain('Nguyễn Thị Bưởi');
    const { count } = await house.database.asOwner((tx) =>
      tx.row<{ count: number }>(
        `select count(*) as count from access_log where act = 'look-up' and subject_person_ids @> array[$1::uuid]`,
        [house.citizen('nguyen-thi-buoi').personId],
      ),
    );
    expect(count).toBeGreaterThan(0);
  });

  it('registers a newcomer by an old card, without account and telephone', async () => {
    const unknown = await send('/mot-cua/quay', { 'paper.kind': 'old-identity-card', 'paper.number': '999511223' });
    expect(unknown.text).toContain('chưa có trong dữ liệu');
    const faulty = await send('/mot-cua/quay/dang-ky', { ...newcomer, 'person.name': '' });
    expect(faulty.status).toBe(422);
    expect(faulty.text).toContain('Khóm 3, Phường 7');
    const registered = await send('/mot-cua/quay/dang-ky', newcomer);
    expect(registered.url.pathname).toMatch(/thu-tuc$/);
    const again = await send('/mot-cua/quay', { 'paper.kind': 'old-identity-card', 'paper.number': '999511223' });
    expect(again.text).toContain('Trần Văn Mới');
  });

  it('files and takes in at once, with papers that were seen and given back; pressed again it is the same dossier', async () => {
    const id = await receive('dang-ky-khai-sinh', 'child');
    const incomplete = await send(`/mot-cua/quay/${id}/to-khai`, { 'child.familyName': 'Nguyễn' });
    expect(incomplete.status).toBe(422);
    const papers = await fillForm(id, 'dang-ky-khai-sinh', 'child');
    expect(papers.url.pathname, papers.text.match(/error-summary[\s\S]{0,1500}/)?.[0]).toMatch(/giay-to$/);
    const procedure = await house.dossiers.procedures.inForce('dang-ky-khai-sinh');
    const both = await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'tiep-nhan': 'co' });
    expect(both.status).toBe(422);
    expect(both.text).toContain('Có 2 chỗ cần sửa');
    const missing = await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'cam-doan': 'co', 'tiep-nhan': 'co' });
    expect(missing.status).toBe(422);
    for (const paper of procedure.content.papers)
      await send(`/mot-cua/quay/${id}/giay-to`, { xem: paper.key, 'da-xem': 'co' });
    const undeclared = await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'tiep-nhan': 'co' });
    expect(undeclared.status).toBe(422);
    const done = await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'cam-doan': 'co', 'tiep-nhan': 'co' });
    expect(done.url.pathname).toMatch(/da-nop$/);
    expect(done.text).toContain('mau-01.pdf');
    const state = await dossierOf(id);
    expect(state).toMatchObject({ phase: 'accepted', channel: 'counter', helper: 'desk' });
    expect(state.papersSeen?.length).toBe(procedure.content.papers.length);
    const again = await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'cam-doan': 'co' });
    expect(again.text).toContain(state.code);
    const receipt = await desk.get(`/mot-cua/ho-so/${state.code}/mau-01.pdf`);
    expect(receipt.headers.get('content-type')).toBe('application/pdf');
  });

  it('receives what another commune decides: the dossier carries this desk and goes to that office', async () => {
    const id = await receive('dang-ky-khai-sinh', 'child');
    await fillForm(id, 'dang-ky-khai-sinh', 'child', '31825');
    const procedure = await house.dossiers.procedures.inForce('dang-ky-khai-sinh');
    for (const paper of procedure.content.papers)
      await send(`/mot-cua/quay/${id}/giay-to`, { xem: paper.key, 'da-xem': 'co' });
    await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'cam-doan': 'co', 'tiep-nhan': 'co' });
    const state = await dossierOf(id);
    const here = await house.officer('le-thi-hong-cuc', 'xa-31822', ['reception']);
    expect(state.agencies.receiving).toBe(here.agencyId);
    expect(state.agencies.competent).not.toBe(here.agencyId);
    expect(state.leg.agencyId).toBe(state.agencies.competent);
    const holder = await house.database.read(here, (tx) =>
      tx.row<{ agency: string }>('select agency_id as agency from staff_position where id = $1', [state.leg.holder]),
    );
    expect(holder.agency).toBe(state.agencies.competent);
  });

  it('says the online share with its numbers', async () => {
    const page = await desk.get('/mot-cua/quay');
    expect(page.text).toMatch(/0 trên \d+ hồ sơ nhận ở đây/);
    expect(page.text).toContain('không ai giúp: 0 trên 0');
  });

  it('keeps a reception file to its officer, and citizens out', async () => {
    const id = await receive('dang-ky-khai-sinh', 'child');
    const other = new Visitor(house.url);
    await signInAsOfficer(other, 'son-thi-ngoc-han');
    expect((await other.get(`/mot-cua/quay/${id}/thu-tuc`)).status).toBe(403);
    const clerk = await house.officer('truong-my-hanh', 'xa-31822', ['clerk']);
    const rows = await house.database.read(clerk, (tx) => tx.rows('select id from intake where id = $1', [id]));
    expect(rows).toEqual([]);
    const gone = await send(`/mot-cua/quay/${id}/bo`, {});
    expect(gone.url.pathname).toBe('/mot-cua/quay');
    expect((await desk.get(`/mot-cua/quay/${id}/thu-tuc`)).status).toBe(404);
  });

  it('takes a paper photographed at the desk into the dossier of whoever stands there', async () => {
    const id = await receive('dang-ky-khai-sinh', 'child');
    await fillForm(id, 'dang-ky-khai-sinh', 'child');
    const page = await desk.get(`/mot-cua/quay/${id}/giay-to`);
    const procedure = await house.dossiers.procedures.inForce('dang-ky-khai-sinh');
    const form = new FormData();
    for (const name of ['_csrf', 'draftId', 'requirement', 'maxFiles', 'ownerPersonId', 'returnTo'])
      form.append(name, hiddenField(page.text.slice(page.text.indexOf('name="draftId"') - 200), name));
    form.append('file', new Blob([new Uint8Array(makeJpeg())]), 'giay-chung-sinh.jpg');
    const headers = { origin: house.url };
    const sent = await desk.once(new URL('/tai-len/giay-to', house.url), { method: 'POST', body: form, headers });
    expect(sent.location).toMatch(/giay-to#giay-to-/);
    const after = await desk.get(`/mot-cua/quay/${id}/giay-to`);
    expect(after.text).toContain('giay-chung-sinh.jpg');
    for (const paper of procedure.content.papers.filter((one) => !after.text.includes(`giay-to-${one.key}-tep`)))
      await send(`/mot-cua/quay/${id}/giay-to`, { xem: paper.key, 'da-xem': 'co' });
    const done = await send(`/mot-cua/quay/${id}/giay-to`, { nop: '1', 'cam-doan': 'co', 'tiep-nhan': 'co' });
    expect(done.url.pathname).toMatch(/da-nop$/);
    expect((await dossierOf(id)).papers).toHaveLength(1);
  });

  it('answers strange input with a page, never with a fault of ours', async () => {
    const id = await receive('dang-ky-khai-sinh', 'child');
    for (const path of [
      '/mot-cua/quay/x',
      '/mot-cua/quay/x/da-nop',
      '/mot-cua/quay/x/to-khai',
      `/mot-cua/quay/${id}/thu-tuc?q=a&q=b&chon=x&chon=y`,
      `/mot-cua/quay/${id}/thu-tuc?chon=%00`,
      `/mot-cua/quay/${id}/giay-to?loi-tep=x&muc=y`,
      '/mot-cua/thong-bao?truoc=%2B275760-09-13',
      '/mot-cua/thong-bao?truoc=2022&truoc=2023',
    ])
      expect((await desk.get(path)).status, path).toBeLessThan(500);
    for (const body of [
      { 'thu-tuc': '\u0000', cho: 'x' },
      { 'thu-tuc': '../..', cho: 'child' },
    ])
      expect((await send(`/mot-cua/quay/${id}/thu-tuc`, body)).status).toBe(422);
    expect((await send('/mot-cua/quay', { 'paper.kind': '\u0000', 'paper.number': "'; --" })).status).toBe(422);
  });
});
