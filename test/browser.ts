import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import axeCore from 'axe-core';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';

/** A headless Chromium out of the npm packages: nothing has to be installed on the machine. Close it when done. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackedChromium();
  // Without the package's own --single-process and --no-zygote: with them the browser dies with its second page.
  const options = {
    executablePath: path.join(folder, 'chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      '--disable-background-networking',
    ],
    chromiumSandbox: false,
  };
  const fonts = { FONTCONFIG_PATH: path.join(folder, 'fonts') };
  try {
    return await chromium.launch({ ...options, env: { ...process.env, ...fonts } });
  } catch (fault) {
    // A bare machine lacks NSS and its kin; the package brings a copy, which is used only there, since mixing it with a machine's own may not fit.
    if (!/shared librar/i.test(String(fault))) throw fault;
    return chromium.launch({
      ...options,
      env: { ...process.env, ...fonts, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') },
    });
  }
}

/** A fresh visitor. The content policy is bypassed only so that axe may be injected; pass `bypassCSP: false` to test the policy itself. */
export function newVisitor(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({
    bypassCSP: true,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
}

/** Presses what leads to another page and waits for it: a click alone may return before the answer to a form does. */
export async function press(button: Locator): Promise<void> {
  await Promise.all([button.page().waitForEvent('domcontentloaded'), button.click()]);
}

export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Selectors of the elements at fault, with what is wrong with each. */
  readonly nodes: readonly string[];
}

/** What axe finds on the page that is serious or critical: expected to be empty. Needs a context made by `newVisitor`. */
export async function axe(page: Page): Promise<readonly Violation[]> {
  await page.evaluate(axeCore.source);
  const results = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run: (root: Document) => Promise<{ violations: RawViolation[] }> } })
      .axe.run;
    const { violations } = await run(document);
    return violations;
  });
  return results
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    }));
}

interface RawViolation {
  readonly id: string;
  readonly impact?: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
}

/** By how many pixels the page is wider than the window; 0 means that nobody scrolls sideways. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

export interface SmallTarget {
  readonly words: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Links and buttons lower than `heightPx` that stand on their own (links inside a sentence are exempt, WCAG 2.5.8). */
export function smallTargets(page: Page, heightPx: number): Promise<readonly SmallTarget[]> {
  return page.evaluate((least) => {
    const found: SmallTarget[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, input:not([type=hidden]), select, textarea',
    )) {
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || style.visibility === 'hidden' || element.closest('.skip')) continue;
      if (style.display === 'inline' && element.tagName === 'A') continue;
      if (box.height < least - 0.5)
        found.push({
          words: element.textContent?.trim() || element.getAttribute('name') || element.tagName,
          widthPx: box.width,
          heightPx: box.height,
        });
    }
    return found;
  }, heightPx);
}

/** Unpacks Chromium once per version and user (4 s); later calls find it. */
async function unpackedChromium(): Promise<string> {
  const home = path.dirname(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
  const { version } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(tmpdir(), `cuaso-chromium-${version}-${userInfo().uid}`);
  if (existsSync(path.join(folder, 'chromium'))) return folder;
  // The package unpacks into the temporary folder and takes whatever version lies there: it gets one of its own, moved into place when whole.
  const draft = await mkdtemp(path.join(tmpdir(), 'cuaso-chromium-draft-'));
  const program = `
    import chromium, { inflate } from '@sparticuz/chromium';
    await chromium.executablePath();
    await inflate(process.argv[1]);`;
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', program, path.join(home, 'bin', 'al2023.tar.br')],
    {
      cwd: path.dirname(import.meta.dirname),
      env: { ...process.env, TMPDIR: draft },
    },
  );
  // The package's own font settings name /tmp/fonts; without a single font Chromium stops at the first text.
  const fonts = path.join(folder, 'fonts');
  await writeFile(
    path.join(draft, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${path.join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  // Another worker may have been faster; then its folder is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  return folder;
}
