import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePng } from '../../src/modules/papers/testing.ts';
import { paperTexts } from '../../src/modules/papers/texts.ts';
import { launchBrowser, newVisitor, press } from '../browser.ts';
import { fileOne } from '../dossiers.ts';
import { type House, openHouse } from '../house.ts';

let house: House;
let browser: Browser;
const people = new Map<string, Promise<Page>>();
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  house = await openHouse();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await house?.close();
});

/** A person at their own browser without script, signed in by the issuers of the sandbox. */
function at(key: string, kind: 'citizen' | 'officer'): Promise<Page> {
  const known = people.get(key) ?? enter(key, kind);
  people.set(key, known);
  return known;
}

async function enter(key: string, kind: 'citizen' | 'officer'): Promise<Page> {
  const context = await newVisitor(browser, {
    javaScriptEnabled: false,
    viewport: kind === 'citizen' ? { width: 320, height: 640 } : { width: 1024, height: 768 },
  });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${house.url}/dang-nhap/${kind === 'citizen' ? 'vneid' : 'can-bo'}`);
  await press(page.locator(`form:has([name=nguoi][value="${kind === 'citizen' ? key : `cb-${key}`}"]) button`));
  if (kind === 'officer') await giveCode(page);
  return page;
}

async function giveCode(page: Page): Promise<void> {
  await page.fill('[name=ma]', (await page.locator('.code').textContent()) ?? '');
  await press(page.getByRole('button', { name: 'Xác thực' }));
}

const reception = () => at('le-thi-hong-cuc', 'officer');
const specialist = () => at('son-thi-ngoc-han', 'officer');
const chair = () => at('nguyen-van-hau', 'officer');
const deputy = () => at('kim-thi-my-dung', 'officer');
const clerk = () => at('truong-my-hanh', 'officer');
const buoi = () => at('nguyen-thi-buoi', 'citizen');

async function openAt(page: Page, code: string): Promise<Page> {
  await page.goto(`${house.url}/mot-cua/ho-so/${code}`);
  return page;
}

/** Sends the form of an act; what it asks for is filled by name. */
async function act(page: Page, slug: string, fill: Readonly<Record<string, string>> = {}): Promise<void> {
  const form = page.locator(`form#act-${slug}`);
  const folded = page.locator(`details:not([open]):has(form#act-${slug}) > summary`);
  if ((await folded.count()) > 0) await folded.click();
  for (const [name, value] of Object.entries(fill)) {
    const field = form.locator(`[name="${name}"]`).first();
    const tag = await field.evaluate((element) => `${element.tagName}.${(element as HTMLInputElement).type}`);
    if (tag.startsWith('SELECT')) await field.selectOption(value);
    else if (tag.endsWith('radio')) await form.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
  await press(form.locator('button').last());
}

const told = (page: Page) => page.locator('.ds-alert[role=status]').first().textContent();

async function askFor(page: Page, note: string): Promise<void> {
  await act(page, 'yeu-cau-bo-sung', { 'points.0.reason': 'paper-unreadable', 'points.0.note': note });
}

async function supplement(code: string): Promise<void> {
  const page = await buoi();
  await page.goto(`${house.url}/ho-so/${code}`);
  await page.setInputFiles('input[type=file]', {
    name: 'giấy chứng sinh chụp lại.png',
    mimeType: 'image/png',
    buffer: makePng(700, 900),
  });
  await press(page.getByRole('button', { name: 'Thêm tệp này' }));
  await page.getByText('giấy chứng sinh chụp lại.png').first().waitFor();
  await page.locator('#bo-sung [name=words]').fill('Tôi đã chụp lại cả tờ, đủ sáng.');
  await press(page.getByRole('button', { name: 'Gửi bổ sung' }));
  expect(await told(page)).toContain('Đã ghi');
}

describe('the main job in the browser, without script', () => {
  let code: string;
  let pdf: Buffer;

  test('asked for a supplement once, and a second time only with the head', async () => {
    code = (await fileOne(house)).code;
    const desk = await openAt(await reception(), code);
    await askFor(desk, 'Ảnh mờ góc phải.');
    expect(await told(desk)).toContain('yêu cầu bổ sung');
    await supplement(code);
    await askFor(await openAt(desk, code), 'Thiếu mặt sau.');
    const citizen = await buoi();
    await citizen.goto(`${house.url}/ho-so/${code}`);
    expect(await citizen.content()).not.toContain('Thiếu mặt sau');
    const head = await openAt(await chair(), code);
    await act(head, 'dong-y-bo-sung');
    expect(await told(head)).toContain('đồng ý');
    await citizen.reload();
    expect(await citizen.locator('#bo-sung').textContent()).toContain('Thiếu mặt sau');
    await supplement(code);
  }, 240_000);

  test('taken in, proposed, signed with a fresh proof, numbered and sealed', async () => {
    const desk = await openAt(await reception(), code);
    await act(desk, 'tiep-nhan');
    await act(desk, 'phan-cong');
    const officer = await openAt(await specialist(), code);
    await act(officer, 'trinh-ky', { decision: 'approve', words: 'Đủ điều kiện, đề nghị ký.' });
    const head = await chair();
    // The last proof of identity lies eleven minutes back.
    await house.database.asOwner((tx) =>
      tx.run("update session set authenticated_at = authenticated_at - interval '11 minutes' where capacity = 'staff'"),
    );
    await openAt(head, code);
    expect(await head.locator('form#act-ky').count()).toBe(0);
    await head.getByRole('link', { name: 'Xác thực lại để ký' }).first().click();
    await giveCode(head);
    await head.waitForURL(new RegExp(`/mot-cua/ho-so/${code}`));
    await act(head, 'ky');
    expect(await told(head)).toContain('ký kết quả');
    const seal = await openAt(await clerk(), code);
    await act(seal, 'cap-so');
    expect(await told(seal)).toContain('cấp số');
  }, 240_000);

  test('the citizen downloads the result; others check it, whole and with one byte changed; it is rated once', async () => {
    const page = await buoi();
    await page.goto(`${house.url}/ho-so/${code}`);
    const answer = await page.request.get(`${house.url}/ho-so/${code}/ket-qua.pdf`);
    pdf = await answer.body();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    assertByOthers(pdf);
    await press(page.getByRole('link', { name: 'Trang kiểm tra công khai' }));
    expect(page.url()).toMatch(/\/kiem-tra\/[A-Z0-9-]+/i);
    expect(await page.locator('main').textContent()).not.toContain('Bưởi');
    const upload = async (buffer: Buffer) => {
      await page.goto(`${house.url}/kiem-tra`);
      await page.setInputFiles('#pdf', { name: 'ket-qua.pdf', mimeType: 'application/pdf', buffer });
      await press(page.locator('form[action="/kiem-tra/tep"] button'));
      return (await page.locator('main').textContent()) ?? '';
    };
    const whole = await upload(pdf);
    const changed = await upload(oneByteChanged(pdf));
    expect(whole).toContain(paperTexts('vi').verdictWhole);
    expect(changed).toContain(paperTexts('vi').verdictChanged);
    expect(changed).not.toContain(paperTexts('vi').verdictWhole);
    await page.goto(`${house.url}/ho-so/${code}`);
    await page.locator('[name=stars][value="5"]').check();
    await press(page.getByRole('button', { name: 'Gửi đánh giá' }));
    expect(await page.content()).toContain('Bạn đã đánh giá 5/5');
  }, 240_000);
});

/** Another maker's verifier, where the machine has one. */
function assertByOthers(bytes: Buffer): void {
  if (spawnSync('pdfsig', ['-v']).error !== undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'cuaso-pdfsig-'));
  try {
    const file = join(folder, 'ket-qua.pdf');
    writeFileSync(file, bytes);
    const report = execFileSync('pdfsig', ['-nocert', file]).toString();
    expect(report.match(/Signature is Valid/g)).toHaveLength(2);
    writeFileSync(file, oneByteChanged(bytes));
    expect(spawnSync('pdfsig', ['-nocert', file]).stdout.toString()).not.toMatch(
      /Signature is Valid[\s\S]*Signature is Valid/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A byte of the first revision, within what both signatures cover. */
function oneByteChanged(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const place = changed.indexOf('stream\n') + 40;
  changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
  return changed;
}

describe('what goes wrong between people', () => {
  test('a deputy signs by delegation, KT. the chair', async () => {
    const { code } = await fileOne(house);
    const desk = await openAt(await reception(), code);
    await act(desk, 'tiep-nhan');
    await act(desk, 'phan-cong');
    await act(await openAt(await specialist(), code), 'trinh-ky', {
      decision: 'approve',
      words: 'Đủ điều kiện, đề nghị ký.',
    });
    const page = await deputy();
    await page.goto(`${house.url}/can-bo/vi-tri`);
    const byDelegation = page.locator('form[action="/can-bo/vi-tri"] button[name=post][value*=" "]');
    if ((await byDelegation.count()) > 0) await press(byDelegation.first());
    await openAt(page, code);
    const again = page.getByRole('link', { name: 'Xác thực lại để ký' });
    if ((await again.count()) > 0) {
      await again.first().click();
      await giveCode(page);
      await page.waitForURL(new RegExp(`/mot-cua/ho-so/${code}`));
    }
    await act(page, 'ky');
    expect(await told(page)).toContain('ký kết quả');
    expect(await page.locator('main').textContent()).toContain('Kim Thị Mỹ Dung');
  }, 240_000);

  test('two at the same version: the second is told, nothing is overwritten, what was typed is still there', async () => {
    const { code } = await fileOne(house);
    const first = await openAt(await reception(), code);
    const second = await first.context().newPage();
    await openAt(second, code);
    await act(first, 'chuyen', { to: await ownPosition(first), words: 'Tôi giữ hồ sơ này.' });
    expect(await told(first)).toContain('chuyển cho người khác');
    await act(second, 'tu-choi-tiep-nhan', { reason: 'duplicate', words: 'Bạn đã nộp một hồ sơ như vậy tuần trước.' });
    const refused = second.locator('.ds-error-summary');
    expect(await refused.getByRole('heading').textContent()).toBe(
      'Đã có người làm trước: việc “Từ chối tiếp nhận” của bạn chưa được ghi',
    );
    expect(await refused.locator('li').allTextContents()).toEqual([
      expect.stringMatching(/^Chuyển cho người khác: Lê Thị Hồng Cúc, .*10\/10\/2022\.$/),
      expect.stringContaining('Hãy xem lại'),
    ]);
    expect(await second.locator('#act-tu-choi-tiep-nhan [name=words]').inputValue()).toBe(
      'Bạn đã nộp một hồ sơ như vậy tuần trước.',
    );
    // Later the act itself is gone: the words are given back to be copied.
    await act(await openAt(first, code), 'tiep-nhan');
    await act(second, 'tu-choi-tiep-nhan');
    expect(await second.locator('#da-viet').textContent()).toContain('Bạn đã nộp một hồ sơ như vậy tuần trước.');
    await second.close();
  }, 240_000);

  test('pressed twice, an act is done once and said to be done', async () => {
    const { code } = await fileOne(house);
    const page = await openAt(await reception(), code);
    const fields = Object.fromEntries(
      await page
        .locator('#act-tiep-nhan input')
        .evaluateAll((inputs) => (inputs as HTMLInputElement[]).map((input) => [input.name, input.value])),
    ) as Record<string, string>;
    const send = () =>
      page.request.post(`${house.url}/mot-cua/ho-so/${code}/tiep-nhan`, { form: fields, maxRedirects: 0 });
    expect([(await send()).status(), (await send()).status()]).toEqual([303, 303]);
    await openAt(page, code);
    expect((await page.content()).match(/tiếp nhận, hẹn trả kết quả/gi)).toHaveLength(1);
  }, 240_000);

  test('withdrawn by the citizen; followed without signing in, by code and second fact, without personal data', async () => {
    const { code } = await fileOne(house);
    const page = await buoi();
    await page.goto(`${house.url}/ho-so/${code}`);
    await page.getByText('Rút hồ sơ', { exact: true }).first().click();
    await page.locator('form[action$="/rut"] [name=words]').fill('Tôi ghi nhầm tên của bé.');
    await press(page.locator('form[action$="/rut"] button'));
    await page.getByText('Bạn đã rút hồ sơ').first().waitFor();
    const context = await newVisitor(browser, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    contexts.push(context);
    const stranger = await context.newPage();
    const look = async (last4: string) => {
      await stranger.goto(`${house.url}/tra-cuu`);
      await stranger.fill('#code', code);
      await stranger.fill('#last4', last4);
      await press(stranger.getByRole('button', { name: 'Tra cứu' }));
      return (await stranger.locator('main').textContent()) ?? '';
    };
    expect(await look('9999')).toContain('không khớp');
    const found = await look('0014');
    expect(found).toContain('rút hồ sơ');
    for (const secret of ['Bưởi', '999196000014', '0912345678', 'ghi nhầm', 'Hồng Cúc'])
      expect(found).not.toContain(secret);
  }, 240_000);
});

/** The value of the option that names the officer herself. */
async function ownPosition(page: Page): Promise<string> {
  return (
    (await page
      .locator('#act-chuyen [name=to] option', { hasText: 'Lê Thị Hồng Cúc' })
      .first()
      .getAttribute('value')) ?? ''
  );
}
