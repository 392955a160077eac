import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, launchBrowser, newVisitor, sidewaysOverflow, smallTargets } from '../../test/browser.ts';
import { assetRoutes } from './assets/asset-routes.ts';
import { buildAssets } from './assets/build-assets.ts';
import { type GalleryPage, galleryPages, renderGallery } from './gallery.tsx';
import type { Language } from './texts.ts';

const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:";
let browser: Browser;
let app: FastifyInstance;
let base: string;
let outDir: string;
/** Bodies of forms as they arrived. */
const posted: string[] = [];

beforeAll(async () => {
  outDir = await mkdtemp(path.join(tmpdir(), 'cuaso-gallery-'));
  const assets = await buildAssets({ root: path.join(import.meta.dirname, '../..'), outDir });
  app = Fastify();
  await app.register(assetRoutes(assets));
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'content-security-policy': policy, 'cache-control': 'no-store' });
  });
  app.get<{ Params: { page: GalleryPage }; Querystring: { lang?: Language } }>('/mau/:page', (request, reply) =>
    reply.type('text/html; charset=utf-8').send(renderGallery(request.params.page, request.query.lang ?? 'vi', assets)),
  );
  app.post('/*', async (request, reply) => {
    posted.push(String(request.body));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return reply.type('text/html; charset=utf-8').send('<!doctype html><title>nhận</title>');
  });
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
  await rm(outDir, { recursive: true, force: true });
});

async function open(page: string, options: Parameters<typeof newVisitor>[1] = {}): Promise<Page> {
  const context = await newVisitor(browser, options);
  const tab = await context.newPage();
  await tab.goto(`${base}/mau/${page}`);
  return tab;
}

describe('every component', () => {
  // English at the narrowest only: its words are not longer than the Vietnamese ones.
  const sizes = (page: GalleryPage) =>
    page === 'inbox'
      ? ([
          ['vi', 320],
          ['vi', 768],
          ['vi', 1280],
          ['en', 768],
        ] as const)
      : ([
          ['vi', 320],
          ['vi', 1280],
          ['en', 320],
        ] as const);
  for (const page of galleryPages) {
    for (const [language, width] of sizes(page)) {
      it(`${page} at ${width} px in ${language}: fits, and axe finds nothing serious`, async () => {
        const tab = await open(`${page}?lang=${language}`, { viewport: { width, height: 800 } });
        expect(await sidewaysOverflow(tab)).toBe(0);
        expect(await axe(tab)).toEqual([]);
        // 48 px for citizens, one pixel of rounding allowed; 20 px check boxes in rows of 40 px for officers.
        expect(await smallTargets(tab, page === 'inbox' ? 20 : 47)).toEqual([]);
        await tab.context().close();
      });
    }
  }

  it('is styled, and says nothing on the console, under the strict content policy', async () => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const said: string[] = [];
    tab.on('console', (message) => said.push(message.text()));
    tab.on('pageerror', (fault) => said.push(fault.message));
    for (const page of galleryPages) await tab.goto(`${base}/mau/${page}`);
    expect(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(251, 250, 247)');
    expect(said).toEqual([]);
    await context.close();
  });

  it('opens menus and details without script', async () => {
    const tab = await open('dossier', { javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    await tab.click('.person > summary');
    expect(await tab.isVisible('text=Đăng xuất')).toBe(true);
    await tab.click('.top__narrow > summary');
    expect(await tab.isVisible('nav.menu__sheet >> text=Tra cứu hồ sơ')).toBe(true);
    await tab.context().close();
  });

  it('has all of what opens at once where it will stay, so that no press misses it', async () => {
    const tab = await open('parts');
    const [atOnce, later] = await tab.evaluate(async () => {
      const details = document.querySelector('.ds-details:not([open])') as HTMLDetailsElement;
      details.open = true;
      const before = details.getBoundingClientRect().height;
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      await Promise.all(document.getAnimations().map((one) => one.finished));
      return [before, details.getBoundingClientRect().height];
    });
    expect(atOnce).toBe(later);
    await tab.context().close();
  });

  it('asks for nothing to move where the person wants no motion', async () => {
    const tab = await open('parts', { reducedMotion: 'reduce' });
    const moving = await tab.evaluate(
      () => document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 10).length,
    );
    expect(moving).toBe(0);
    await tab.context().close();
  });
});

describe('the enhancer', () => {
  it('moves the focus to the list of faults', async () => {
    const tab = await open('parts');
    expect(await tab.evaluate(() => document.activeElement?.className)).toBe('ds-error-summary');
    await tab.context().close();
  });

  it('sends a form once however often it is pressed, with the value of the button', async () => {
    const tab = await open('parts');
    posted.length = 0;
    await tab.evaluate(() => {
      const button = document.querySelector<HTMLElement>('button[value=luu]');
      button?.click();
      button?.click();
      button?.click();
    });
    await tab.waitForURL('**/mau');
    expect(posted).toHaveLength(1);
    expect(new URLSearchParams(posted[0]).get('viec')).toBe('luu');
    await tab.context().close();
  });

  it('asks before an act that cannot be undone, and does it only on yes', async () => {
    const tab = await open('parts');
    posted.length = 0;
    await tab.click('text=Rút hồ sơ');
    expect(await tab.textContent('dialog p')).toContain('Lệ phí đã nộp');
    expect(await axe(tab)).toEqual([]);
    await tab.click('dialog >> text=Quay lại');
    await tab.waitForSelector('dialog', { state: 'detached' });
    expect(posted).toEqual([]);
    await tab.click('text=Rút hồ sơ');
    await tab.click('dialog button:has-text("Rút hồ sơ")');
    await tab.waitForURL('**/mau');
    expect(posted).toHaveLength(1);
    await tab.context().close();
  });

  it('brings back what was typed when the answer never came', async () => {
    const tab = await open('parts');
    await tab.fill('#ho-ten', 'Nguyễn Thị Bưởi Em');
    await tab.route('**/mau', (route) => route.abort());
    await tab.click('text=Tiếp tục');
    await tab.waitForURL('chrome-error://**');
    await tab.goBack();
    expect(await tab.inputValue('#ho-ten')).toBe('Nguyễn Thị Bưởi Em');
    expect(await tab.evaluate(() => sessionStorage.length)).toBe(0);
    await tab.context().close();
  });

  it('forgets what was typed once the answer came', async () => {
    const tab = await open('parts');
    await tab.fill('#ho-ten', 'Nguyễn Thị Bưởi Em');
    await tab.click('text=Tiếp tục');
    await tab.waitForURL('**/mau');
    expect(await tab.evaluate(() => sessionStorage.length)).toBe(1);
    await tab.goto(`${base}/mau/home`);
    expect(await tab.evaluate(() => sessionStorage.length)).toBe(0);
    await tab.context().close();
  });

  it('keeps the place and what was typed when the language changes', async () => {
    const tab = await open('parts');
    await tab.fill('#ngay-sinh', '09/10/2022');
    await tab.evaluate(() => {
      scrollTo(0, 600);
      document.querySelector<HTMLElement>('[data-keep-place]')?.click();
    });
    await tab.waitForURL('**lang=en');
    expect(await tab.getAttribute('html', 'lang')).toBe('en');
    expect(await tab.inputValue('#ngay-sinh')).toBe('09/10/2022');
    // Not to the pixel: the browser keeps what is in view in place while words of another length and the typeface come in.
    expect(Math.abs((await tab.evaluate(() => scrollY)) - 600)).toBeLessThan(100);
    await tab.context().close();
  });
});

describe('the keyboard of the inbox', () => {
  const now = (tab: Page) => tab.textContent('tr[data-now] th a');

  it('goes down and up, selects, searches and opens', async () => {
    const tab = await open('inbox');
    await tab.keyboard.press('j');
    await tab.keyboard.press('j');
    expect(await now(tab)).toBe('H04.25.13-221010-0003');
    await tab.keyboard.press('k');
    expect(await now(tab)).toBe('H04.25.13-221007-0041');
    await tab.keyboard.press('x');
    expect(await tab.isChecked('tr[data-now] input')).toBe(true);
    await tab.keyboard.press('/');
    await tab.keyboard.type('jkt');
    expect(await tab.inputValue('input[type=search]')).toBe('jkt');
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('j');
    const opened = tab.waitForRequest('**/mot-cua/ho-so/H04.25.13-221010-0003');
    await tab.keyboard.press('Enter');
    await opened;
    await tab.context().close();
  });

  it('takes in what is selected with T', async () => {
    const tab = await open('inbox');
    posted.length = 0;
    await tab.keyboard.press('t');
    await tab.waitForURL('**/mot-cua/tiep-nhan');
    expect(new URLSearchParams(posted[0]).getAll('hoSo')).toEqual(['H04.25.13-221010-0003', 'H04.25.13-221010-0007']);
    await tab.context().close();
  });
});
