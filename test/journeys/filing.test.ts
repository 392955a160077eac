import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personIdOf } from '../../src/modules/identity/index.ts';
import { attachPapers, newVerificationCode, receiveUpload, storeResult } from '../../src/modules/papers/index.ts';
import { makePdf, makePng } from '../../src/modules/papers/testing.ts';
import { placeDossier, placeDraft, removeDraft } from '../../src/modules/papers/testing-house.ts';
import { newId } from '../../src/platform/ids.ts';
import { buildAssets } from '../../src/web/assets/build-assets.ts';
import { axe, launchBrowser, newVisitor, press, sidewaysOverflow } from '../browser.ts';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { openStage, type Stage } from '../filing/stage.ts';

let store: TestDatabase;
let stage: Stage;
let browser: Browser;
let base: string;

beforeAll(async () => {
  store = await openTestDatabase();
  stage = await openStage(
    store.database,
    await buildAssets({ root: fileURLToPath(new URL('../..', import.meta.url)) }),
  );
  await stage.app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(stage.app.server.address() as { port: number }).port}`;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
  await store?.close();
});

const looks = process.env['CUASO_LOOK'];

/** Looks at a page: nothing serious for axe, nobody scrolls sideways. Pictures are kept where CUASO_LOOK names a folder. */
async function look(page: Page, name: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  if (looks !== undefined) await page.screenshot({ path: `${looks}/${name}-${width}.png`, fullPage: true });
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await sidewaysOverflow(page)]).toEqual([name, 0]);
}

const next = (page: Page) => page.getByRole('button', { name: 'Lưu và tiếp tục' }).last();
/** With faults the browser stays where it is. */
const goOn = (page: Page) => next(page).click();
const tick = (page: Page, words: string) => page.locator('.tick').getByText(words, { exact: true }).click();

async function fillBirth(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${base}/nop/dang-ky-khai-sinh`);
  await see('start');
  await tick(page, 'Cho con tôi');
  await press(page.getByRole('button', { name: 'Bắt đầu' }));
  await tick(page, 'Mẹ');
  await goOn(page);
  await page.waitForURL(/child$/);
  await page.fill('[name="child.name"]', 'Trần Minh Anh');
  for (const [part, value] of [
    ['day', '1'],
    ['month', '10'],
    ['year', '2022'],
  ])
    await page.fill(`[name="child.birthDate.${part}"]`, value ?? '');
  await tick(page, 'Nữ');
  await page.selectOption('[name="child.ethnicity"]', 'khmer');
  await page.selectOption('[name="child.nationality"]', 'VN');
  await page.fill('[name="child.nativePlace"]', 'Phường 7, thành phố Bạc Liêu');
  await goOn(page);
  await page.waitForURL(/birth$/);
  await tick(page, 'Bệnh viện, trạm y tế');
  await page.fill('[name="birth.facility"]', 'Bệnh viện đa khoa Bạc Liêu');
  await page.fill('[name="birth.birthPlace"]', 'Phường 1');
  await tick(page, 'Tôi có bản giấy');
  await page.locator('[name="birth.surrogacy"][value=no]').check();
  await see('birth');
  await goOn(page);
  await page.waitForURL(/parents$/);
  await tick(page, 'Chỉ mẹ');
  await goOn(page);
  await page.waitForURL(/mother$/);
  await page.fill('[name="mother.name"]', 'Nguyễn Thị Bưởi');
  await page.fill('[name="mother.birthDate.year"]', '1996');
  await page.selectOption('[name="mother.ethnicity"]', 'kinh');
  await page.selectOption('[name="mother.nationality"]', 'VN');
  await page.fill('[name="mother.address"]', 'Khóm 2');
  await goOn(page);
  await page.waitForURL(/requester$/);
  await see('requester');
  await goOn(page);
  await page.waitForURL(/relation$/);
  await tick(page, 'Mẹ');
  await goOn(page);
  await page.waitForURL(/copies$/);
  await page.locator('[name="copies.wanted"][value=no]').check();
  await goOn(page);
  await page.waitForURL(/giay-to$/);
}

async function fileIt(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await page.setInputFiles('#giay-to-giay-chung-sinh-tep', {
    name: 'giấy chứng sinh.png',
    mimeType: 'image/png',
    buffer: makePng(700, 900),
  });
  await page.getByRole('button', { name: 'Tải lên' }).first().click();
  await page.locator('.files').getByRole('link', { name: 'giấy chứng sinh.png' }).waitFor();
  await see('papers');
  await checkAndFile(page, see);
}

async function checkAndFile(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  await goOn(page);
  await page.waitForURL(/kiem-tra$/);
  await see('check');
  await press(page.getByRole('button', { name: 'Đã đúng, tiếp tục' }));
  await page.waitForURL(/cam-doan$/);
  await see('declare');
  await page.check('#f-cam-doan');
  await press(page.getByRole('button', { name: 'Nộp hồ sơ' }));
  await page.waitForURL(/da-nop$/);
  await see('filed');
}

describe('a birth is filed', () => {
  test('on a small phone without script', async () => {
    stage.signIn('nguyen-thi-buoi');
    const context = await newVisitor(browser, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
    const page = await context.newPage();
    await fillBirth(page, async () => undefined);
    await fileIt(page, async () => undefined);
    expect(await page.locator('.filedcode').textContent()).toMatch(/^H04[\d.]+-221010-\d{4}$/);
    await context.close();
  });

  test.each([320, 1280])('with script at %i px, every page in order', async (width) => {
    stage.signIn('nguyen-thi-buoi');
    const context = await newVisitor(browser, { viewport: { width, height: 800 } });
    const page = await context.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    await fillBirth(page, (name) => look(page, name));
    await fileIt(page, (name) => look(page, name));
    expect(failures).toEqual([]);
    await context.close();
  });
});

describe('papers of one’s own are used again', () => {
  /** A dossier of the past with its paper, and a document issued to the person. */
  async function havePapers(): Promise<void> {
    const { database, paperDeps, clock } = stage.deps;
    const actor = { capacity: 'citizen', personId: personIdOf('95', 'vo-thi-thanh-thuy'), assuranceLevel: 2 } as const;
    const draftId = await placeDraft(database, actor.personId);
    const paper = await receiveUpload(paperDeps, actor, {
      content: (async function* () {
        yield makePng(800, 1000);
      })(),
      fileName: 'giấy chứng sinh cũ.png',
      draftId,
      requirement: 'giay-chung-sinh',
    });
    await removeDraft(database, draftId);
    await database.transact(actor, (tx) =>
      attachPapers(tx, {
        dossierId: newId(),
        paperIds: [paper.id],
        agencies: [],
        persons: [actor.personId],
        at: clock.business().subtract({ hours: 200 }),
      }),
    );
    const clerk = {
      capacity: 'staff',
      personId: newId<'person'>(),
      positionId: newId<'position'>(),
      agencyId: newId<'agency'>(),
      roles: ['clerk'],
      fields: [],
    } as const;
    const dossierId = newId<'dossier'>();
    await placeDossier(database, { id: dossierId, agencyId: clerk.agencyId, persons: [actor.personId] });
    await database.transact(clerk, (tx) =>
      storeResult(paperDeps, tx, {
        dossierId,
        code: newVerificationCode(),
        kind: 'giay-xac-nhan-tinh-trang-hon-nhan',
        name: { vi: 'Giấy xác nhận tình trạng hôn nhân', en: 'Certificate of marital status' },
        issuer: { vi: 'Ủy ban nhân dân xã Hiệp Thành', en: 'People’s Committee of Hiệp Thành' },
        issuerAgencyId: clerk.agencyId,
        number: '7/2022',
        issuedOn: Temporal.PlainDate.from('2022-09-20'),
        pdf: makePdf(),
      }),
    );
  }

  test.each([
    [320, false],
    [1280, true],
  ])('by one press each, at %i pixels, script: %s', async (width, javaScriptEnabled) => {
    if (!javaScriptEnabled) await havePapers();
    stage.signIn('vo-thi-thanh-thuy');
    const context = await newVisitor(browser, { viewport: { width, height: 800 }, javaScriptEnabled });
    const page = await context.newPage();
    await fillBirth(page, async () => undefined);
    const asked = page.locator('#giay-to-giay-chung-sinh');
    expect(await asked.innerText()).toContain('Nộp ngày');
    // What fits stands there; what does not is one page away.
    expect(await asked.getByRole('button', { name: /^Dùng lại/ }).count()).toBe(1);
    if (javaScriptEnabled) await look(page, 'papers-offered');
    await asked.getByRole('button', { name: 'Dùng lại giấy chứng sinh cũ.png' }).click();
    await asked.locator('.files').getByText('dùng lại giấy tờ đã nộp ngày').waitFor();
    await page
      .locator('#giay-to-giay-to-tuy-than')
      .getByRole('link', { name: 'Chọn từ giấy tờ bạn đã nộp hoặc được cấp' })
      .click();
    if (javaScriptEnabled) await look(page, 'papers-chosen');
    expect(await page.innerText('main')).toContain('Số 7/2022 · 20/09/2022 · Ủy ban nhân dân xã Hiệp Thành');
    await page.getByRole('button', { name: 'Dùng lại Giấy xác nhận tình trạng hôn nhân' }).click();
    await page.waitForURL(/giay-to#giay-to-giay-to-tuy-than$/);
    await checkAndFile(page, async (name) => {
      if (name !== 'check') return;
      const told = await page.innerText('main');
      expect(told).toContain('dùng lại giấy tờ đã nộp ngày');
      expect(told).toContain('Kết quả được cấp ngày');
    });
    await context.close();
  });
});

describe('the check in the browser', () => {
  test('obeys the content policy, opens what applies and tells faults before anything travels', async () => {
    stage.signIn('tran-van-khoi');
    const context = await newVisitor(browser, { bypassCSP: false });
    const page = await context.newPage();
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('console', (message) => message.type() === 'error' && failures.push(message.text()));
    await page.goto(`${base}/nop/dang-ky-khai-sinh`);
    await tick(page, 'Cho con tôi');
    await press(page.getByRole('button', { name: 'Bắt đầu' }));
    await tick(page, 'Cha');
    await goOn(page);
    await page.waitForURL(/child$/);
    await page.waitForLoadState('networkidle');
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1;
    });
    await page.fill('[name="child.name"]', 'Tr4n');
    await goOn(page);
    await page.locator('.ds-error-summary').waitFor();
    expect(posts).toBe(0);
    expect(await page.locator('.q__fault:visible').count()).toBe(6);
    await page.fill('[name="child.name"]', 'Trần Minh Anh');
    await page.locator('[name="child.nativePlace"]').click();
    await page.locator('#f-child-name-fault').waitFor({ state: 'hidden' });
    await page.locator('.ds-error-summary a').nth(1).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-child-birthDate');
    const draft = page.url().replace(/\/child(#.*)?$/, '');
    for (const [part, value] of [
      ['day', '1'],
      ['month', '10'],
      ['year', '2022'],
    ])
      await page.fill(`[name="child.birthDate.${part}"]`, value ?? '');
    await tick(page, 'Nam');
    await page.selectOption('[name="child.ethnicity"]', 'kinh');
    await page.selectOption('[name="child.nationality"]', 'VN');
    await page.fill('[name="child.nativePlace"]', 'Phường 7');
    await goOn(page);
    await page.waitForURL(`${draft}/birth`);
    expect(await page.locator('[name="birth.facility"]').isVisible()).toBe(false);
    await tick(page, 'Bệnh viện, trạm y tế');
    await page.locator('[name="birth.facility"]').waitFor();
    await tick(page, 'Ở nhà hoặc nơi khác');
    await page.locator('[name="birth.facility"]').waitFor({ state: 'hidden' });
    expect(failures).toEqual([]);
    await context.close();
  });
});

test('back, forward and out of order lead to where one is, with what was typed', async () => {
  stage.signIn('lam-quoc-huy');
  const context = await newVisitor(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/nop/dang-ky-khai-sinh`);
  await tick(page, 'Cho con tôi');
  await press(page.getByRole('button', { name: 'Bắt đầu' }));
  const draft = page.url().replace(/\/place$/, '');
  await tick(page, 'Cha');
  await goOn(page);
  await page.fill('[name="child.name"]', 'Lâm Gia Hân');
  await press(page.getByRole('button', { name: 'Lưu, làm tiếp sau' }));
  await page.waitForURL(/ho-so-nhap$/);
  await page.goBack();
  await page.goto(`${draft}/cam-doan`);
  expect(page.url()).toBe(`${draft}/child`);
  expect(await page.inputValue('[name="child.name"]')).toBe('Lâm Gia Hân');
  await press(page.getByRole('link', { name: '← Quay lại' }));
  expect(await page.isChecked('[name="place.ground"][value=father]')).toBe(true);
  await context.close();
});

/** Where the browser came to by the address alone, nobody scrolled. */
async function expectInSight(page: Page, name: string): Promise<void> {
  const box = await page.locator(`[name="${name}"]`).boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  expect(box === null ? -1 : box.y).toBeGreaterThan(0);
  expect(box === null ? height : box.y + box.height).toBeLessThan(height);
}

test('a repeated group grows and shrinks without script and keeps what was typed', async () => {
  stage.signIn('thach-thi-sa-ray');
  const context = await newVisitor(browser, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/nop/thanh-lap-ho-kinh-doanh`);
  const whom = page.locator('[name=cho][value=self]');
  if ((await whom.getAttribute('type')) === 'radio') await whom.check();
  await press(page.getByRole('button', { name: 'Bắt đầu' }));
  await press(next(page));
  await page.waitForURL(/business$/);
  await page.fill('[name="business.name"]', 'Hộ kinh doanh Sa Rây');
  await page.fill('[name="business.address"]', 'Khóm 2');
  await page.fill('[name="business.phone"]', '0912 345 678');
  await page.fill('[name="business.capital"]', '50.000.000');
  await page.fill('[name="business.workers"]', '2');
  for (const [part, value] of [
    ['day', '1'],
    ['month', '11'],
    ['year', '2022'],
  ])
    await page.fill(`[name="business.start.${part}"]`, value ?? '');
  await press(next(page));
  await page.waitForURL(/lines$/);
  await page.fill('[name="lines.0.name"]', 'bán tạp hóa');
  await press(page.getByRole('button', { name: 'Thêm ngành, nghề' }));
  await expectInSight(page, 'lines.1.name');
  await page.fill('[name="lines.1.name"]', 'quán cà phê');
  await press(page.getByRole('button', { name: 'Thêm ngành, nghề' }));
  expect(await page.locator('.item').count()).toBe(3);
  await expectInSight(page, 'lines.2.name');
  await page.fill('[name="lines.2.name"]', 'sửa xe');
  await press(page.getByRole('button', { name: 'Bỏ ngành, nghề 2' }));
  expect(await page.locator('.item').count()).toBe(2);
  await expectInSight(page, 'lines.1.name');
  expect([await page.inputValue('[name="lines.0.name"]'), await page.inputValue('[name="lines.1.name"]')]).toEqual([
    'bán tạp hóa',
    'sửa xe',
  ]);
  await press(next(page));
  expect(await page.locator('.q__fault:visible').count()).toBe(4);
  for (const name of ['lines.0.main', 'lines.1.main', 'lines.0.conditional', 'lines.1.conditional'])
    await page.locator(`[name="${name}"][value=no]`).check();
  if (looks !== undefined) await page.screenshot({ path: `${looks}/repeated-320.png`, fullPage: true });
  await press(next(page));
  expect(page.url()).toMatch(/owner$/);
  await context.close();
});
