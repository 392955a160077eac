import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axe, launchBrowser, press, sidewaysOverflow } from '../browser.ts';
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

async function look(page: Page, name: string): Promise<void> {
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await sidewaysOverflow(page), `${name} ${width}`).toBe(0);
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
  }
  expect(await axe(page), name).toEqual([]);
}

const pageOf = (key: string, options = {}) => signedInPage(browser, house.url, 'officer', key, options);

it('goes from the ward to the district without script, readable at every width', async () => {
  const ward = await pageOf('son-thi-ngoc-han', { javaScriptEnabled: false });
  await ward.goto(`${house.url}/mot-cua/so-lieu`);
  await ward.locator('[name="value.hamlets"]').fill('mười');
  await ward.locator('[name="value.adults"]').fill('6.100');
  await press(ward.locator('form[action="/mot-cua/so-lieu"] .actions button'));
  expect(await ward.locator('.ds-error-summary a').count()).toBe(1);
  expect(await ward.locator('[name="value.adults"]').inputValue()).toBe('6.100');
  await ward.locator('[name="value.hamlets"]').fill('10');
  await press(ward.locator('form[action="/mot-cua/so-lieu"] .actions button'));
  expect(ward.url()).toContain('luu=2');
  await ward.context().close();

  const seen = await pageOf('son-thi-ngoc-han');
  await seen.goto(`${house.url}/mot-cua/so-lieu`);
  await look(seen, 'declare');
  await seen.goto(`${house.url}/mot-cua/so-lieu?lang=en`);
  await look(seen, 'declare-en');
  await seen.locator('[name="value.hamlets-with-team"]').fill('12');
  await seen.locator('[name="value.farm-households"]').fill('x');
  await press(seen.locator('form[action="/mot-cua/so-lieu"] .actions button'));
  await look(seen, 'faults');
  await seen.context().close();

  const district = await pageOf('ho-quang-vinh');
  await district.goto(`${house.url}/mot-cua/so-lieu/cho-kiem-tra?lang=vi`);
  await look(district, 'check');
  await press(district.locator('button[value=send-back]').first());
  expect(await district.locator('.ds-error-summary a').count()).toBe(1);
  await press(district.locator('button[value=agree]').first());
  expect(district.url()).toContain('luu=2');
  await look(district, 'checked');
  await district.context().close();
}, 120_000);
