import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeForNotices, watchDeadlines } from '../../src/modules/dossiers/index.ts';
import { deriveNotices } from '../../src/modules/notices/index.ts';
import { axe, launchBrowser, press, sidewaysOverflow } from '../browser.ts';
import { act, fileOne } from '../dossiers.ts';
import { untilReadable } from '../horizon.ts';
import { type House, openHouse } from '../house.ts';
import { signedInPage } from '../signed-in.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  house = await openHouse();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

/** Pictures are kept only while somebody looks at the pages. */
const pictures = process.env['CUASO_LOOK'];

/** The page in both languages and at both widths: nobody scrolls sideways, axe finds nothing serious. */
async function look(page: Page, name: string, widths: readonly number[]): Promise<void> {
  for (const language of ['en', 'vi']) {
    const url = new URL(page.url());
    url.searchParams.set('lang', language);
    await page.goto(url.href);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await sidewaysOverflow(page), `${name} ${language} ${width}`).toBe(0);
      if (pictures !== undefined)
        await page.screenshot({ path: `${pictures}/${name}-${language}-${width}.png`, fullPage: true });
    }
    expect(await axe(page), `${name} ${language}`).toEqual([]);
  }
}

const pageOf = (kind: 'officer' | 'citizen', key: string, options = {}) =>
  signedInPage(browser, house.url, kind, key, options);

const desk = [768, 1280];

describe('at the counter', () => {
  it('takes a dossier from the paper in hand to the receipt without script, readable on a tablet', async () => {
    const page = await pageOf('officer', 'le-thi-hong-cuc', { javaScriptEnabled: false });
    await page.goto(`${house.url}/mot-cua/quay`);
    await page.locator('input[name="paper.number"]').fill('999196000014');
    await press(page.locator('main form.deskform button.ds-button').last());
    expect(page.url()).toMatch(/thu-tuc$/);
    await page.locator('input[name=q]').fill('khai sinh');
    await page.locator('input[name=q]').press('Enter');
    await press(page.locator('.counter__found a').first());
    await press(page.locator('form[method=post][action$="thu-tuc"] button.ds-button').last());
    expect(page.url()).toMatch(/to-khai$/);
    await press(page.locator('form[action$="to-khai"] .actions button'));
    expect(await page.locator('.ds-error-summary a').count()).toBeGreaterThan(3);
    await page.context().close();
  }, 60_000);

  it('looks right at 768 and 1280 px in both languages', async () => {
    const page = await pageOf('officer', 'le-thi-hong-cuc');
    await page.goto(`${house.url}/mot-cua/quay`);
    await look(page, 'desk', desk);
    await page.locator('input[name="paper.kind"][value="old-identity-card"]').check();
    await page.locator('input[name="paper.number"]').fill('999500111');
    await press(page.locator('main form.deskform button.ds-button').last());
    await page.locator('input[name="person.name"]').fill('Danh Thị Đẹt');
    await page.locator('input[name="person.birthDate.year"]').fill('1948');
    await page.locator('input[name="person.gender"][value=female]').check();
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/register-vi-1280.png`, fullPage: true });
    expect(await axe(page)).toEqual([]);
    await page.locator('input[name="person.address"]').fill('Khóm 1, Phường 7');
    await press(page.locator('main form.deskform button.ds-button').last());
    await page.goto(`${page.url()}?q=ch%E1%BB%A9ng+th%E1%BB%B1c&chon=chung-thuc-ban-sao`);
    await look(page, 'procedure', desk);
    await press(page.locator('form[method=post][action$="thu-tuc"] button.ds-button').last());
    await look(page, 'form', desk);
    await press(page.locator('form[action$="to-khai"] .actions button'));
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/form-faults.png`, fullPage: true });
    await page.context().close();
  }, 120_000);
});

describe('notices and deadlines', () => {
  it('are readable on a phone and at the desk', async () => {
    const state = await act(house, await fileOne(house), 'accept', 'reception');
    house.clock.follow(house.clock.business().add({ hours: 24 * 8 }).epochMilliseconds - Date.now());
    await watchDeadlines(house.dossiers);
    await untilReadable(house.database);
    await deriveNotices({
      database: house.database,
      clock: house.clock,
      describeDossiers: (tx, ids) => describeForNotices(tx, house.dossiers, ids),
      mailer: undefined,
      publicUrl: house.url,
    });
    const page = await pageOf('citizen', 'nguyen-thi-buoi');
    await page.goto(`${house.url}/thong-bao`);
    await look(page, 'notices', [320, 1280]);
    const work = await pageOf('officer', 'kim-thi-my-dung');
    await work.goto(`${house.url}/mot-cua/thong-bao`);
    expect(await work.locator('main').textContent()).toContain('Mẫu 04');
    await look(work, 'office-notices', desk);
    await work.goto(`${house.url}/mot-cua/ho-so/${state.code}`);
    await look(work, 'dossier', desk);
    await work.goto(`${house.url}/mot-cua/cho-tiep-nhan`);
    await look(work, 'inbox', desk);
  }, 120_000);
});
