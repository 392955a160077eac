import { randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declaredMeasures } from '../../src/app/measures.ts';
import { countMeasures } from '../../src/modules/indicators/index.ts';
import { importDemoPast } from '../../src/modules/progress/index.ts';
import { Vault } from '../../src/platform/vault.ts';
import { axe, launchBrowser, newVisitor, press, sidewaysOverflow, smallTargets } from '../browser.ts';
import { untilReadable } from '../horizon.ts';
import { type House, openHouse } from '../house.ts';

const pages = [
  '/',
  '/thu-tuc',
  '/thu-tuc?q=so+do+sang+ten',
  '/thu-tuc?q=pizza',
  '/thu-tuc/viec/co-em-be',
  '/thu-tuc/linh-vuc/ho-tich',
  '/thu-tuc/dang-ky-khai-sinh',
  '/thu-tuc/dang-ky-bien-dong-dat-dai',
  '/tien-do',
  '/tien-do/31813',
  '/huong-dan',
  '/mot-cua/huong-dan',
  '/mot-cua/huong-dan/bao-cao-so-lieu',
  '/mot-cua/huong-dan/kiem-tra-so-lieu',
  '/tro-nang',
  '/quyen-rieng-tu',
  '/du-lieu-mo',
];

describe('pages that everybody sees', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    house = await openHouse();
    await importDemoPast({
      provinceCode: '95',
      database: house.database,
      vault: new Vault(randomBytes(32)),
      until: house.province.start,
      recordedAt: Temporal.Now.instant(),
      filings: 200,
    });
    await untilReadable(house.database);
    await countMeasures(house.database, declaredMeasures);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  it.each([
    [320, 'vi'],
    [320, 'en'],
    [1280, 'vi'],
    [1280, 'en'],
  ] as const)('fit a window of %i pixels and everybody who reads them, in %s', async (width, language) => {
    const visitor = await newVisitor(browser, { viewport: { width, height: 800 } });
    await visitor.addCookies([{ name: 'lang', value: language, url: house.url }]);
    const page = await visitor.newPage();
    for (const path of pages) {
      const answer = await page.goto(house.url + path);
      const faults = {
        path,
        status: answer?.status(),
        axe: await axe(page),
        sideways: await sidewaysOverflow(page),
        small: await smallTargets(page, 44),
        language: await page.locator('html').getAttribute('lang'),
      };
      expect(faults).toEqual({ path, status: 200, axe: [], sideways: 0, small: [], language });
    }
    await visitor.close();
  });

  it('lead a person without script from everyday words to the form', async () => {
    const visitor = await newVisitor(browser, { viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
    const page = await visitor.newPage();
    await page.goto(house.url);
    await page.getByLabel('Tìm thủ tục').fill('lam giay khai sinh cho con');
    await press(page.getByRole('button', { name: 'Tìm', exact: true }));
    await press(page.getByRole('link', { name: 'Khai sinh cho con', exact: true }));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Khai sinh cho con');
    await press(page.getByRole('link', { name: 'Nộp hồ sơ', exact: true }));
    expect(new URL(page.url()).pathname).toBe('/nop/dang-ky-khai-sinh');
    await visitor.close();
  });

  it('answer what cannot be read, and what only takes forms, with a page', async () => {
    for (const part of ['%ff', 'a'.repeat(401)]) {
      const odd = await fetch(`${house.url}/thu-tuc/${part}`);
      expect([odd.status, odd.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    }
    for (const [address, page] of [
      ['/kiem-tra/tep?lang=en', '/kiem-tra'],
      ['/tai-khoan/lien-he?lang=en', '/tai-khoan?lang=en'],
      ['/ho-so/H04.1-221010-0001/rut', '/ho-so/H04.1-221010-0001'],
    ]) {
      const form = await fetch(house.url + address, { redirect: 'manual' });
      expect([form.status, form.headers.get('location')]).toEqual([303, page]);
    }
  });

  it('have no dead links, nor has any guide', async () => {
    const links = new Set<string>();
    for (const path of pages) {
      const html = await (await fetch(house.url + path)).text();
      for (const [, href] of html.matchAll(/href="(\/[^"#]*)/g)) links.add((href as string).replaceAll('&amp;', '&'));
    }
    expect(links.size).toBeGreaterThan(100);
    const dead: string[] = [];
    for (const link of links) {
      const { status } = await fetch(house.url + link, { redirect: 'manual' });
      if (status >= 400) dead.push(`${status} ${link}`);
    }
    expect(dead).toEqual([]);
  });
});
