import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DossierState } from '../../src/modules/dossiers/index.ts';
import { withdrawDossier } from '../../src/modules/dossiers/operations/withdraw-dossier.ts';
import { openSession } from '../../src/modules/identity/sessions.ts';
import type { CitizenActor, StaffActor } from '../../src/platform/actor.ts';
import { axe, launchBrowser, newVisitor, press, sidewaysOverflow } from '../browser.ts';
import { act, fileOne, officerFor } from '../dossiers.ts';
import { type House, openHouse } from '../house.ts';

let house: House;
let browser: Browser;
const dossiers = new Map<string, DossierState>();
const looks = process.env['CUASO_LOOK'];

type Step = readonly [action: string, role: Parameters<typeof officerFor>[2], body?: Record<string, unknown>];
const grant: Step = ['propose', 'specialist', { decision: 'approve', words: 'Đủ điều kiện, đề nghị ký.' }];
const why = { words: 'Hồ sơ chưa đủ điều kiện theo quy định, xin xem điều khoản đã nêu.' };
const points = [
  { reason: 'paper-unreadable', target: 'paper:giay-chung-sinh', note: 'Ảnh chụp mất góc dưới bên phải.' },
  { reason: 'answer-unclear', target: 'field:child', note: 'Ghi rõ quê quán của bé.' },
];
const toExamining: readonly Step[] = [
  ['accept', 'reception'],
  ['assign', 'reception'],
];
const toSigned: readonly Step[] = [...toExamining, grant, ['approve', 'leader']];

/** How a dossier comes to each place that a page has to tell. */
const ways: Readonly<Record<string, readonly Step[]>> = {
  filed: [],
  'asked-before': [['request-supplement', 'reception', { points }]],
  accepted: [['accept', 'reception']],
  examining: toExamining,
  asked: [...toExamining, ['request-supplement', 'specialist', { points }]],
  extended: [...toExamining, ['extend', 'leader', { reason: 'waiting-for-agency', workingDays: 3, ...why }]],
  payment: [...toExamining, ['request-payment', 'specialist', { amountDong: 8000 }]],
  deciding: [...toExamining, grant],
  stopped: [...toExamining, grant, ['stop', 'leader', { reason: 'waiting-for-agency', ...why }]],
  issuing: toSigned,
  settled: [...toSigned, ['issue', 'clerk']],
  returned: [...toSigned, ['issue', 'clerk'], ['hand-over', 'reception', { by: 'desk' }]],
  refused: [
    ...toExamining,
    ['propose', 'specialist', { decision: 'refuse', reason: 'conditions-not-met', ...why }],
    ['refuse', 'leader', { reason: 'conditions-not-met', ...why }],
    ['issue', 'clerk'],
  ],
  'refused-intake': [['refuse-intake', 'reception', { reason: 'not-competent', ...why }]],
};

beforeAll(async () => {
  house = await openHouse();
  browser = await launchBrowser();
  for (const [name, steps] of Object.entries(ways)) {
    let state = await fileOne(house);
    for (const [action, role, body] of steps) state = await act(house, state, action, role, body);
    dossiers.set(name, state);
  }
  const withdrawn = await fileOne(house);
  dossiers.set(
    'withdrawn',
    await withdrawDossier(house.dossiers, house.citizen('nguyen-thi-buoi'), {
      dossierId: withdrawn.id,
      words: 'Tôi ghi nhầm tên của bé.',
    }),
  );
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** A visitor who is signed in: the dance with the issuers is tried elsewhere. */
async function visitorAs(
  actor: CitizenActor | StaffActor,
  options: Parameters<typeof newVisitor>[1],
): Promise<BrowserContext> {
  const real = house.clock.real();
  const { token } = await house.database.transact({ capacity: 'job', name: 'sign-in' }, (tx) =>
    openSession(
      tx,
      {
        personId: actor.personId,
        capacity: actor.capacity,
        positionId: actor.capacity === 'staff' ? actor.positionId : undefined,
        assuranceLevel: 2,
        acr: 'test',
        amr: ['test'],
        device: 'test',
        authenticatedAt: real,
      },
      real,
    ),
  );
  const context = await newVisitor(browser, options);
  await context.addCookies([{ name: 'phien', value: token, url: house.url }]);
  return context;
}

async function look(page: Page, path: string, name: string): Promise<void> {
  const answer = await page.goto(`${house.url}${path}`);
  expect([name, answer?.status()]).toEqual([name, 200]);
  const { width = 0 } = page.viewportSize() ?? {};
  if (looks !== undefined) await page.screenshot({ path: `${looks}/${name}-${width}.png`, fullPage: true });
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await sidewaysOverflow(page)]).toEqual([name, 0]);
}

const codeOf = (name: string) => dossiers.get(name)?.code ?? '';

describe('the pages of a citizen', () => {
  test.each([
    [320, 'vi'],
    [1280, 'en'],
  ] as const)(
    'at %i px in %s',
    async (width, language) => {
      const context = await visitorAs(house.citizen('nguyen-thi-buoi'), { viewport: { width, height: 800 } });
      const page = await context.newPage();
      await look(page, `/ho-so?lang=${language}`, `citizen-list-${language}`);
      for (const name of dossiers.keys()) await look(page, `/ho-so/${codeOf(name)}`, `citizen-${name}-${language}`);
      await look(page, '/tra-cuu', `track-${language}`);
      await context.close();
      const nobody = await visitorAs(house.citizen('lam-quoc-huy'), { viewport: { width, height: 800 } });
      await look(await nobody.newPage(), `/ho-so?lang=${language}`, `citizen-list-empty-${language}`);
      await nobody.close();
    },
    120_000,
  );

  test('what officers say to each other reaches neither page nor API', async () => {
    const context = await visitorAs(house.citizen('nguyen-thi-buoi'), {});
    for (const name of dossiers.keys()) {
      const page = await (await context.request.get(`${house.url}/ho-so/${codeOf(name)}`)).text();
      const body = await (await context.request.get(`${house.url}/api/v1/dossiers/${codeOf(name)}`)).text();
      for (const text of [page, body]) expect(text).not.toContain('đề nghị ký');
    }
    await context.close();
  });

  test('a refusal gives its grounds and its paper; one-stop forms are offered where they belong', async () => {
    const context = await visitorAs(house.citizen('nguyen-thi-buoi'), {});
    const pdfOf = async (path: string) => (await context.request.get(`${house.url}${path}`)).headers()['content-type'];
    const refused = await (await context.request.get(`${house.url}/ho-so/${codeOf('refused')}`)).text();
    expect(refused).toContain(why.words);
    expect(await pdfOf(`/ho-so/${codeOf('refused')}/ket-qua.pdf`)).toBe('application/pdf');
    expect(await pdfOf(`/ho-so/${codeOf('refused-intake')}/phieu-tu-choi.pdf`)).toBe('application/pdf');
    expect(await pdfOf(`/ho-so/${codeOf('asked')}/phieu-bo-sung.pdf`)).toBe('application/pdf');
    const extended = await (await context.request.get(`${house.url}/ho-so/${codeOf('extended')}`)).text();
    expect(extended).toContain(why.words);
    expect(extended).toContain(`/ho-so/${codeOf('extended')}/phieu-xin-loi.pdf`);
    expect(await pdfOf(`/ho-so/${codeOf('extended')}/phieu-xin-loi.pdf`)).toBe('application/pdf');
    expect(await pdfOf(`/ho-so/${codeOf('examining')}/giay-tiep-nhan.pdf`)).toBe('application/pdf');
    for (const path of ['phieu-tu-choi', 'giay-tiep-nhan', 'phieu-xin-loi'].map(
      (name) => `${codeOf('filed')}/${name}.pdf`,
    ))
      expect((await context.request.get(`${house.url}/ho-so/${path}`)).status()).toBe(404);
    await context.close();
  });
});

test('a refused supplement paper is told at its field', async () => {
  const context = await visitorAs(house.citizen('nguyen-thi-buoi'), { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${house.url}/ho-so/${codeOf('asked')}`);
  const file = page.locator('#giay-to-giay-chung-sinh-tep');
  await file.setInputFiles({ name: 'trong.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
  await press(page.locator('#giay-to-giay-chung-sinh button'));
  expect(await file.getAttribute('aria-invalid')).toBe('true');
  expect(await page.locator(`#${await file.getAttribute('aria-describedby')}`).textContent()).toContain(
    'Tệp này trống',
  );
  await context.close();
});

describe('the pages of an office', () => {
  /** Who has something to do there. */
  const who: readonly (readonly [string, Parameters<typeof officerFor>[2]])[] = [
    ['filed', 'reception'],
    ['asked-before', 'reception'],
    ['accepted', 'reception'],
    ['examining', 'specialist'],
    ['payment', 'reception'],
    ['deciding', 'leader'],
    ['stopped', 'leader'],
    ['issuing', 'clerk'],
    ['settled', 'reception'],
    ['refused', 'leader'],
  ];

  test.each([768, 1280])(
    'every act of a dossier, unfolded, at %i px',
    async (width) => {
      for (const [name, role] of who) {
        const state = dossiers.get(name);
        if (state === undefined) throw new Error(name);
        const context = await visitorAs(await officerFor(house, state, role), { viewport: { width, height: 900 } });
        const page = await context.newPage();
        await page.goto(`${house.url}/mot-cua/ho-so/${state.code}${width === 768 ? '' : '?lang=en'}`);
        await page.evaluate(() => {
          for (const details of document.querySelectorAll<HTMLDetailsElement>('main details')) details.open = true;
        });
        if (looks !== undefined)
          await page.screenshot({ path: `${looks}/officer-${name}-${width}.png`, fullPage: true });
        expect([name, await axe(page)]).toEqual([name, []]);
        expect([name, await sidewaysOverflow(page)]).toEqual([name, 0]);
        await context.close();
      }
    },
    120_000,
  );

  test('boxes and search; several taken in at once are told, with those that were not', async () => {
    const one = await fileOne(house);
    const two = await fileOne(house);
    for (let more = 0; more < 50; more += 1) await fileOne(house);
    const reception = await officerFor(house, one, 'reception');
    for (const width of [768, 1280]) {
      const context = await visitorAs(reception, { viewport: { width, height: 900 } });
      const page = await context.newPage();
      for (const box of ['cho-tiep-nhan', 'dang-giai-quyet', 'cho-bo-sung', 'cho-ky', 'cho-phat-hanh', 'cho-tra'])
        await look(page, `/mot-cua/${box}?tat=1`, `inbox-${box}`);
      await look(page, '/mot-cua/tim?q=nguyen%20thi', 'search');
      await look(page, '/mot-cua/tim?q=zzz', 'search-nothing');
      await page.goto(`${house.url}/mot-cua/cho-tiep-nhan?tat=1`);
      if (width === 1280) await page.locator('[data-keys]').waitFor();
      await context.close();
    }
    for (const width of [768, 1280]) {
      const context = await visitorAs(await officerFor(house, one, 'clerk'), { viewport: { width, height: 900 } });
      await look(await context.newPage(), '/mot-cua/so', 'register');
      await context.close();
    }
    const context = await visitorAs(reception, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${house.url}/mot-cua/cho-tiep-nhan?tat=1&q=${one.code}`);
    await page.locator('[name=pick]').check();
    const stale = await context.newPage();
    await stale.goto(`${house.url}/mot-cua/cho-tiep-nhan?tat=1&q=${two.code}`);
    await stale.locator('[name=pick]').check();
    await act(house, two, 'accept', 'reception');
    await press(page.getByRole('button', { name: 'Tiếp nhận các hồ sơ đã chọn' }));
    expect(await page.locator('.ds-alert[role=status]').textContent()).toContain('1 hồ sơ');
    await press(stale.getByRole('button', { name: 'Tiếp nhận các hồ sơ đã chọn' }));
    expect(await stale.locator('.ds-alert[role=status]').textContent()).toContain(two.code);
    await context.close();
  }, 120_000);

  test('without script: nothing picked is said; several are passed on to one specialist; an act leads to the next dossier', async () => {
    let one = await fileOne(house);
    let two = await fileOne(house);
    [one, two] = [await act(house, one, 'accept', 'reception'), await act(house, two, 'accept', 'reception')];
    const context = await visitorAs(await officerFor(house, one, 'reception'), { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${house.url}/mot-cua/dang-giai-quyet?tat=1&q=${one.code.slice(0, -4)}`);
    expect(await page.locator('[data-pick-all]').isVisible()).toBe(false);
    expect(await page.locator('[data-keys]').isVisible()).toBe(false);
    await press(page.getByRole('button', { name: 'Chuyển các hồ sơ đã chọn' }));
    expect(await page.locator('.ds-alert[role=status]').textContent()).toContain('chưa chọn');
    for (const state of [one, two]) await page.getByRole('checkbox', { name: `Chọn ${state.code}` }).check();
    await page.locator('#bulk-to').selectOption({ label: 'Sơn Thị Ngọc Hân, Công chức tư pháp - hộ tịch' });
    await press(page.getByRole('button', { name: 'Chuyển các hồ sơ đã chọn' }));
    expect(await page.locator('.ds-alert[role=status]').textContent()).toContain('Đã chuyển 2 hồ sơ');
    expect(await page.locator('tr', { hasText: two.code }).textContent()).toContain('Sơn Thị Ngọc Hân');

    const third = await fileOne(house);
    await page.goto(`${house.url}/mot-cua/ho-so/${third.code}`);
    await press(page.getByRole('button', { name: 'Tiếp nhận', exact: true }));
    const next = page.locator('.ds-alert[role=status] a');
    expect(await next.textContent()).toContain('Chờ tiếp nhận');
    await press(next);
    expect(await page.getByRole('button', { name: 'Tiếp nhận', exact: true }).isVisible()).toBe(true);
    await context.close();
  }, 120_000);

  test('a leader reads what was proposed before signing it: the list of a supplement, a refusal with its reason', async () => {
    const asked = dossiers.get('asked') as DossierState;
    const proposed = await act(
      house,
      await act(house, await act(house, await fileOne(house), 'accept', 'reception'), 'assign', 'reception'),
      'propose',
      'specialist',
      { decision: 'refuse', reason: 'conditions-not-met', ...why },
    );
    const context = await visitorAs(await officerFor(house, proposed, 'leader'), { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${house.url}/mot-cua/ho-so/${asked.code}`);
    expect(await page.locator('.basis').textContent()).toContain(points[0]?.note);
    await page.goto(`${house.url}/mot-cua/ho-so/${proposed.code}`);
    expect(await page.locator('.basis').textContent()).toContain(why.words);
    expect(await page.locator('.act-form').first().getAttribute('id')).toBe('act-tu-choi');
    expect(await page.locator('#act-tu-choi [name=reason]').inputValue()).toBe('conditions-not-met');
    await context.close();
  });

  test('a form with nothing in it says at each field what is missing, and keeps the rest', async () => {
    const state = dossiers.get('filed') as DossierState;
    const context = await visitorAs(await officerFor(house, state, 'reception'), { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${house.url}/mot-cua/ho-so/${state.code}`);
    await page.getByText('Yêu cầu bổ sung', { exact: true }).first().click();
    await page.locator('[name="points.0.reason"]').selectOption({ index: 1 });
    await press(page.locator('#act-yeu-cau-bo-sung button'));
    const note = page.locator('[name="points.0.note"]');
    expect(await note.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(`#${await note.getAttribute('aria-describedby')}`).textContent()).toContain('giải thích');
    expect(await page.locator('[name="points.0.reason"]').inputValue()).not.toBe('');
    expect(await page.locator('.ds-error-summary').getByRole('heading').textContent()).toBe('Có 1 chỗ cần sửa');
    expect(await page.locator('.ds-error-summary a').getAttribute('href')).toBe(`#${await note.getAttribute('id')}`);
    await context.close();
  });
});
