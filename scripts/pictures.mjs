// Takes the pictures of the README from the running system: `node scripts/pictures.mjs`.
// It starts a demo of its own in a temporary folder, files a birth, carries it to the signed certificate, and looks at the pages on the way.
// `node scripts/pictures.mjs http://127.0.0.1:3000 [folder]` uses a demo that runs already.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, newVisitor } from '../test/browser.ts';

const root = join(import.meta.dirname, '..');
const [given, folder = join(root, 'docs/pictures')] = process.argv.slice(2);
/** A picture travels with every clone. */
const largestBytes = 150_000;
const viewport = { width: 1080, height: 720 };

const demo = given === undefined ? await startDemo() : { url: given, stop: async () => undefined };
const browser = await launchBrowser();
try {
  await tour();
} finally {
  await browser.close();
  await demo.stop();
}

async function tour() {
  const visitor = await openPage();
  await visitor.goto(demo.url);
  await take(visitor, 'home');
  await visitor.goto(`${demo.url}/thu-tuc/dang-ky-khai-sinh`);
  await take(visitor, 'procedure');

  const citizen = await signIn('vneid', 'Nguyễn Thị Bưởi', '/nop/dang-ky-khai-sinh');
  const code = await fileBirth(citizen);

  const reception = await signIn('can-bo', 'Lê Thị Hồng Cúc', '/mot-cua');
  await take(reception, 'inbox');
  await act(reception, code, 'tiep-nhan');
  await act(reception, code, 'phan-cong');

  const specialist = await signIn('can-bo', 'Sơn Thị Ngọc Hân', `/mot-cua/ho-so/${code}`);
  await take(specialist, 'officer-dossier');
  await act(specialist, code, 'trinh-ky', async (form) => {
    const decision = form.locator('[name=decision]').first();
    if ((await decision.getAttribute('type')) === 'radio') await form.locator('[name=decision][value=approve]').check();
    else await decision.selectOption('approve');
    await form.locator('[name=words]').fill('Đủ điều kiện, đề nghị ký.');
  });
  await citizen.goto(`${demo.url}/ho-so/${code}`);
  await take(citizen, 'citizen-dossier');

  await act(await signIn('can-bo', 'Nguyễn Văn Hậu', `/mot-cua/ho-so/${code}`), code, 'ky');
  await act(await signIn('can-bo', 'Trương Mỹ Hạnh', `/mot-cua/ho-so/${code}`), code, 'cap-so');

  await citizen.goto(`${demo.url}/giay-to`);
  const address = await citizen.locator('a[href^="/kiem-tra/"]').first().getAttribute('href');
  await visitor.goto(`${demo.url}${address}`);
  await take(visitor, 'verification');

  // Last: the invented past comes in and is counted while the others work. Its newest month says that all of it is there.
  do await visitor.goto(`${demo.url}/tien-do`);
  while (!(await visitor.locator('a[href*="2022-10"]').first().isVisible()));
  await take(visitor, 'progress');
}

/** The form of a birth, as a mother would answer it; one of its pages is looked at. */
async function fileBirth(page) {
  const tick = (words) => page.locator('.tick').getByText(words, { exact: true }).click();
  const goOn = (next) =>
    Promise.all([page.waitForURL(next), page.getByRole('button', { name: 'Lưu và tiếp tục' }).last().click()]);
  const date = async (name, day, month, year) => {
    for (const [part, value] of Object.entries({ day, month, year }))
      await page.fill(`[name="${name}.${part}"]`, value);
  };
  await tick('Cho con tôi');
  await page.getByRole('button', { name: 'Bắt đầu' }).click();
  await tick('Mẹ');
  await goOn(/child$/);
  await page.fill('[name="child.name"]', 'Trần Minh Anh');
  await date('child.birthDate', '1', '10', '2022');
  await tick('Nữ');
  await page.selectOption('[name="child.ethnicity"]', 'kinh');
  await page.selectOption('[name="child.nationality"]', 'VN');
  await page.fill('[name="child.nativePlace"]', 'Phường 7, thành phố Bạc Liêu');
  await take(page, 'filing');
  await goOn(/birth$/);
  await tick('Bệnh viện, trạm y tế');
  await page.fill('[name="birth.facility"]', 'Bệnh viện đa khoa Bạc Liêu');
  await page.fill('[name="birth.birthPlace"]', 'Phường 1, thành phố Bạc Liêu');
  await tick('Tôi có bản giấy');
  await page.locator('[name="birth.surrogacy"][value=no]').check();
  await goOn(/parents$/);
  await tick('Chỉ mẹ');
  await goOn(/mother$/);
  await page.fill('[name="mother.name"]', 'Nguyễn Thị Bưởi');
  await date('mother.birthDate', '14', '3', '1996');
  await page.selectOption('[name="mother.ethnicity"]', 'kinh');
  await page.selectOption('[name="mother.nationality"]', 'VN');
  await page.fill('[name="mother.address"]', 'Khóm 2, Phường 7, thành phố Bạc Liêu');
  await goOn(/requester$/);
  await goOn(/relation$/);
  await tick('Mẹ');
  await goOn(/copies$/);
  await page.locator('[name="copies.wanted"][value=no]').check();
  await goOn(/giay-to$/);
  await page.setInputFiles('#giay-to-giay-chung-sinh-tep', {
    name: 'giấy chứng sinh.png',
    mimeType: 'image/png',
    buffer: await samplePaper(),
  });
  await page.getByRole('button', { name: 'Tải lên' }).first().click();
  await page.getByRole('link', { name: 'giấy chứng sinh.png' }).waitFor();
  await goOn(/kiem-tra$/);
  await page.getByRole('button', { name: 'Đã đúng, tiếp tục' }).click();
  await page.waitForURL(/cam-doan$/);
  await page.check('#f-cam-doan');
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click();
  await page.waitForURL(/da-nop$/);
  return (await page.locator('.filedcode').textContent()).trim();
}

/** A stand-in for the photograph of a paper, marked as a sample. */
async function samplePaper() {
  const context = await newVisitor(browser, { viewport: { width: 700, height: 480 } });
  const page = await context.newPage();
  await page.setContent(`<body style="font: 22px/1.7 serif; padding: 30px 50px; background: #fbf6e8">
    <p style="text-align: center; color: #a3264f">DỮ LIỆU MẪU</p><h1 style="text-align: center; font-size: 30px">GIẤY CHỨNG SINH</h1>
    <p>Họ và tên mẹ: Nguyễn Thị Bưởi<br>Sinh con gái lúc 06 giờ 20 ngày 01/10/2022<br>Tại: Bệnh viện đa khoa Bạc Liêu<br>Cân nặng: 3.100 g</p>`);
  const picture = await page.screenshot();
  await context.close();
  return picture;
}

/** Opens the dossier and sends the form of one act. */
async function act(page, code, slug, fill = async () => undefined) {
  await page.goto(`${demo.url}/mot-cua/ho-so/${code}`);
  const form = page.locator(`form[action$="/${slug}"]`).first();
  if (!(await form.isVisible()))
    await page.locator('details', { has: form }).first().locator('summary').first().click();
  await fill(form);
  await form.locator('button[type=submit], button:not([type])').first().click();
  await page.waitForURL(/xong=/);
}

async function signIn(issuer, name, wayBack) {
  const page = await openPage();
  await page.goto(`${demo.url}/dang-nhap/${issuer}?ve=${encodeURIComponent(wayBack)}`);
  await page
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  // Officials are asked for a code, which the sandbox shows.
  if (issuer === 'can-bo') {
    await page.fill('#ma', (await page.locator('.code').textContent()) ?? '');
    await page.getByRole('button', { name: 'Xác thực' }).click();
  }
  await page.waitForURL((url) => url.href.startsWith(demo.url) && !url.pathname.startsWith('/dang-nhap'));
  return page;
}

async function openPage() {
  const context = await newVisitor(browser, { viewport });
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

async function take(page, name) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    globalThis.scrollTo({ top: 0, behavior: 'instant' });
    return document.fonts.ready;
  });
  await page.waitForLoadState('networkidle');
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  console.log(`${name}.png ${Math.round(size / 1000)} kB`);
  if (size > largestBytes) throw new Error(`${name}.png is larger than ${largestBytes / 1000} kB`);
}

/** `npm start` on a free port with fresh data; its own address is printed when it is ready. */
async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), 'cuaso-pictures-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['scripts/cuaso.mjs', 'serve'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), CUASO_DATA: data, CUASO_MODE: 'demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const end = Date.now() + 300_000;
  while (
    !(await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || Date.now() > end) {
      if (child.exitCode === null) await stop();
      throw new Error('the demo did not start');
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return { url, stop };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
