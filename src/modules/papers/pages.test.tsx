import type { Browser, BrowserContext, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, launchBrowser, newVisitor, press, sidewaysOverflow } from '../../../test/browser.ts';
import type { CitizenActor } from '../../platform/actor.ts';
import { type Id, newId } from '../../platform/ids.ts';
import { Page } from '../../web/index.ts';
import { signInAsCitizen, signInAsOfficer, Visitor } from '../identity/testing/visitor.ts';
import {
  attachPapers,
  faultFromQuery,
  listPapers,
  newVerificationCode,
  PaperViewer,
  paperRoutes,
  reusePaper,
  revokeResult,
  showVerificationCode,
  storeResult,
  UploadField,
} from './index.ts';
import { makePdf, makePng } from './testing.ts';
import { openPapersHouse, type PapersHouse, placeDossier, placeDraft } from './testing-house.ts';
import { paperTexts } from './texts.ts';

let papers: PapersHouse;
let browser: Browser;
let buoi: Visitor;
let officer: Visitor;
let owner: CitizenActor;
const draftId = newId<'draft'>();
const dossierId = newId<'dossier'>();
const resultPdf = makePdf();
const code = newVerificationCode();
const look = process.env['CUASO_LOOK'];

beforeAll(async () => {
  papers = await openPapersHouse((app, deps) => {
    void app.register(paperRoutes({ ...deps, trust: async () => ({ trustedRoots: [], crls: [] }) }));
    app.get<{ Querystring: Record<string, string> }>('/thu-giay-to', async (request, reply) => {
      const found = await deps.database.read(request.actor, (tx) => listPapers(tx, { draftId }));
      const fault = faultFromQuery(request.query, request.language);
      return reply.html(
        <Page title="Giấy tờ kèm theo" narrow>
          <h1>Giấy tờ kèm theo</h1>
          <UploadField
            draftId={draftId}
            requirement="giay-chung-sinh"
            label="Giấy chứng sinh"
            papers={found}
            returnTo="/thu-giay-to"
            fault={fault?.text}
          />
        </Page>,
      );
    });
    app.get('/thu-xem', async (request, reply) => {
      const found = await deps.database.read(request.actor, (tx) => listPapers(tx, { dossierId }));
      return reply.html(
        <Page title="Hồ sơ" kind="officer">
          <h1>Hồ sơ</h1>
          <PaperViewer papers={found} nameOf={() => 'Giấy chứng sinh'} />
        </Page>,
      );
    });
  });
  browser = await launchBrowser();
  buoi = new Visitor(papers.house.url);
  await signInAsCitizen(buoi, 'nguyen-thi-buoi', '/ma-bieu-mau');
  owner = JSON.parse((await buoi.get('/ma-bieu-mau')).text).actor;
  officer = new Visitor(papers.house.url);
  await signInAsOfficer(officer, 'le-thi-hong-cuc', '/ma-bieu-mau');
  await placeDraft(papers.deps.database, owner.personId, draftId);
  await issueResult();
});
afterAll(async () => {
  await browser?.close();
  await papers.close();
});

let resultId: Id<'result'>;
async function issueResult(): Promise<void> {
  const { actor } = JSON.parse((await officer.get('/ma-bieu-mau')).text);
  await placeDossier(papers.deps.database, { id: dossierId, agencyId: actor.agencyId, persons: [owner.personId] });
  resultId = await papers.deps.database.transact(actor, (tx) =>
    storeResult(papers.deps, tx, {
      dossierId,
      code,
      kind: 'giay-khai-sinh',
      name: { vi: 'Giấy khai sinh', en: 'Birth certificate' },
      issuer: { vi: 'Ủy ban nhân dân Phường 7, thành phố Bạc Liêu', en: 'People’s Committee of Ward 7, Bạc Liêu City' },
      issuerAgencyId: actor.agencyId,
      number: '123/2022',
      issuedOn: Temporal.PlainDate.from('2022-10-10'),
      pdf: resultPdf,
    }),
  );
}

async function contextOf(
  visitor: Visitor | undefined,
  width: number,
  javaScriptEnabled = true,
): Promise<BrowserContext> {
  const context = await newVisitor(browser, { viewport: { width, height: 900 }, javaScriptEnabled });
  const cookies = [...(visitor?.cookies ?? [])].map(([name, value]) => ({ name, value, url: papers.house.url }));
  await context.addCookies(cookies);
  return context;
}

async function expectGood(page: BrowserPage, name: string): Promise<void> {
  if (look !== undefined) await page.screenshot({ path: `${look}/${name}.png`, fullPage: true });
  expect(await axe(page)).toEqual([]);
  expect(await sidewaysOverflow(page)).toBe(0);
}

const address = (path: string) => `${papers.house.url}${path}`;

it.each([320, 1280])('checks a code as people type it, at %i pixels', async (width) => {
  const context = await contextOf(undefined, width);
  const page = await context.newPage();
  await page.goto(address('/kiem-tra'));
  await expectGood(page, `kiem-tra-${width}`);
  await page.fill('#ma', showVerificationCode(code).toLowerCase().replaceAll('0', 'o'));
  await page.getByRole('button', { name: 'Kiểm tra mã' }).click();
  await page.waitForURL(`**/kiem-tra/${code}`);
  const text = await page.innerText('main');
  for (const words of ['có hiệu lực', '123/2022', '10/10/2022', 'Phường 7']) expect(text).toContain(words);
  expect(text).not.toContain('Bưởi');
  await expectGood(page, `kiem-tra-ma-${width}`);
  await page.goto(address('/kiem-tra?ma=1234'));
  expect(await page.innerText('main')).toContain('Không có giấy tờ nào mang mã này');
  await expectGood(page, `kiem-tra-sai-${width}`);
  await context.close();
});

it.each(['vi', 'en'] as const)('names a button of a paper used again with the words on it, in %s', (language) => {
  const t = paperTexts(language);
  expect(t.reuseOne).toContain(t.reuse);
});

it('checks a file without script and says when nobody signed it', async () => {
  const context = await contextOf(undefined, 320, false);
  const page = await context.newPage();
  await page.goto(address('/kiem-tra?lang=en'));
  await page.setInputFiles('#pdf', { name: 'x.pdf', mimeType: 'application/pdf', buffer: resultPdf });
  await press(page.getByRole('button', { name: 'Check the file' }));
  const text = await page.innerText('main');
  expect(text).toContain('no digital signature');
  expect(text).toContain('123/2022');
  await page.setInputFiles('#pdf', { name: 'x.pdf', mimeType: 'application/pdf', buffer: Buffer.from('chữ') });
  await press(page.getByRole('button', { name: 'Check the file' }));
  expect(await page.innerText('main')).toContain('This is not a PDF');
  if (look !== undefined) await page.screenshot({ path: `${look}/kiem-tra-tep-320.png`, fullPage: true });
  // The words are those of who checks a file, not of who photographs a paper.
  for (const [buffer, words] of [
    [Buffer.alloc(0), 'This file is empty (0 bytes). Save the PDF again'],
    [Buffer.alloc(21_000_000, 37), 'larger than 20 MB and cannot be checked here'],
  ] as const) {
    await page.goto(address('/kiem-tra'));
    await page.setInputFiles('#pdf', { name: 'x.pdf', mimeType: 'application/pdf', buffer });
    await press(page.getByRole('button', { name: 'Check the file' }));
    expect(await page.locator('#pdf').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.q--fault').innerText()).toContain(words);
  }
  await context.close();
});

it.each([true, false])(
  'uploads a paper from its field (script: %s), shows a refusal at the field, and removes',
  async (script) => {
    const context = await contextOf(buoi, 320, script);
    const page = await context.newPage();
    await page.goto(address('/thu-giay-to'));
    await page.setInputFiles('input[type=file]', {
      name: 'ảnh giấy chứng sinh.png',
      mimeType: 'image/png',
      buffer: makePng(900, 1200),
    });
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await page.getByText('đọc được').waitFor();
    expect(await page.innerText('main')).toContain('ảnh giấy chứng sinh.png');
    await page.setInputFiles('input[type=file]', {
      name: 'don.docx',
      mimeType: 'application/msword',
      buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    });
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await page.getByText('Lưu thành PDF').waitFor();
    const input = page.locator('input[type=file]');
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    const described = ((await input.getAttribute('aria-describedby')) ?? '').split(' ');
    const words = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).innerText()));
    expect(words).toEqual([expect.stringContaining('20 MB'), expect.stringContaining('Lưu thành PDF')]);
    // Without script the address leads to the input, and the reason above it is in sight.
    if (!script) expect(page.url()).toMatch(/#giay-to-giay-chung-sinh-tep$/);
    const reason = await page.locator(`[id="${described[1]}"]`).boundingBox();
    expect(reason?.y).toBeGreaterThanOrEqual(0);
    expect(reason?.y).toBeLessThan(900);
    if (script) await expectGood(page, 'tai-len-320');
    await page.getByRole('button', { name: /^Xóa/ }).click();
    await page.getByText('đọc được').waitFor({ state: 'detached' });
    await context.close();
  },
);

it('an upload goes on after what passes, and tells in words what the protocol refuses', async () => {
  const context = await contextOf(buoi, 320, true);
  const page = await context.newPage();
  await page.goto(address('/thu-giay-to'));
  const passing = [408, 409, 423];
  let breakProtocol = false;
  await page.route('**/tai-len/*', (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    if (breakProtocol) return route.continue({ headers: { ...route.request().headers(), 'tus-resumable': '0.1' } });
    const status = passing.shift();
    const body = JSON.stringify({ title: 'chỉ là lúc này' });
    return status === undefined
      ? route.continue()
      : route.fulfill({ status, contentType: 'application/problem+json', body });
  });
  const choose = async (width: number) => {
    const buffer = makePng(width, 1200);
    await page.setInputFiles('input[type=file]', { name: 'ảnh.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: 'Tải lên' }).click();
  };
  await choose(901);
  await page.getByText('đọc được').waitFor();
  expect(passing).toEqual([]);
  breakProtocol = true;
  await choose(902);
  await page.getByText('Nội dung gửi lên không đúng mẫu. Bạn tải lại trang rồi chọn tệp lần nữa.').waitFor();
  await page.getByRole('button', { name: /^Xóa/ }).click();
  await page.getByText('đọc được').waitFor({ state: 'detached' });
  await context.close();
});

it('shows an officer the papers beside the form, to zoom and turn', async () => {
  const { csrf } = JSON.parse((await buoi.get('/ma-bieu-mau')).text) as { csrf: string };
  const { actor } = JSON.parse((await officer.get('/ma-bieu-mau')).text);
  const form = new FormData();
  for (const [name, value] of Object.entries({
    _csrf: csrf,
    draftId: await placeDraft(papers.deps.database, owner.personId),
    requirement: 'giay-chung-sinh',
  }))
    form.append(name, value);
  form.append('file', new File([Uint8Array.from(makePng(900, 1200))], 'ảnh.png'));
  form.append('file', new File([Uint8Array.from(makePdf())], 'đơn.pdf'));
  const sent = await buoi.once(new URL(address('/tai-len/giay-to')), {
    method: 'POST',
    body: form,
    headers: { origin: papers.house.url, accept: 'application/json' },
  });
  const ids = (JSON.parse(sent.text) as { papers: { id: string }[] }).papers.map((paper) => paper.id);
  await papers.deps.database.transact(owner, (tx) =>
    attachPapers(tx, { dossierId, paperIds: ids, agencies: [actor.agencyId], persons: [owner.personId] }),
  );
  const again = await reusePaper(papers.deps, owner, {
    id: ids[0] as string,
    draftId: await placeDraft(papers.deps.database, owner.personId),
    requirement: 'giay-chung-sinh',
  });
  await papers.deps.database.transact(owner, (tx) =>
    attachPapers(tx, { dossierId, paperIds: [again.id], agencies: [actor.agencyId], persons: [owner.personId] }),
  );
  const context = await contextOf(officer, 1280);
  const page = await context.newPage();
  await page.goto(address('/thu-xem'));
  // What was used again says so, and stands beside the same digest.
  const told = (await page.textContent('.viewer')) ?? '';
  expect(told).toContain('Người nộp dùng lại giấy tờ đã nộp ngày');
  expect(told.split(again.sha256)).toHaveLength(3);
  const picture = page.locator('.viewer img').first();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBe(900);
  await page.getByRole('button', { name: 'Phóng to' }).click();
  await page.getByRole('button', { name: 'Xoay' }).click();
  expect(await picture.evaluate((image) => (image as HTMLElement).style.transform)).toContain('rotate(90deg)');
  await expectGood(page, 'xem-1280');
  await page.getByRole('button', { name: 'Giấy tờ tiếp theo' }).click();
  expect(
    await page.locator('.viewer details').evaluateAll((all) => all.map((one) => (one as HTMLDetailsElement).open)),
  ).toEqual([false, true, false]);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('đơn.pdf');
  // The last one has none after it.
  expect(await page.locator('[data-next]').count()).toBe(2);
  await context.close();
});

it.each([320, 1280])('keeps results and filed papers in the personal store, at %i pixels', async (width) => {
  const context = await contextOf(buoi, width);
  const page = await context.newPage();
  await page.goto(address('/giay-to'));
  const text = await page.innerText('main');
  for (const words of ['Giấy khai sinh', 'Số 123/2022', 'đơn.pdf']) expect(text).toContain(words);
  await expectGood(page, `kho-${width}`);
  const opened = await buoi.once(new URL(address(`/giay-to/${resultId}`)));
  expect(opened.headers.get('content-type')).toBe('application/pdf');
  await context.close();
});

it('says that a document was revoked', async () => {
  const { actor } = JSON.parse((await officer.get('/ma-bieu-mau')).text);
  await papers.deps.database.transact(actor, (tx) => revokeResult(papers.deps, tx, resultId, 'error-found'));
  expect((await new Visitor(papers.house.url).get(`/kiem-tra/${code}`)).text).toContain('đã bị thu hồi');
});
