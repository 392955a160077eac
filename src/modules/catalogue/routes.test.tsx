import Fastify, { type FastifyInstance } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { SetClock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { statusOf } from '../../platform/http/problem.ts';
import { FrameContext } from '../../web/index.ts';
import type { HomeProgress } from './pages/home-page.tsx';
import { CatalogueReader } from './queries/published-catalogue.ts';
import { catalogueRoutes } from './routes.tsx';

const progress: HomeProgress = {
  received: 5213,
  online: 209,
  onlineAlone: 88,
  finished: 4800,
  onTime: 4512,
  target: undefined,
};

describe('public pages of the catalogue', () => {
  let test: TestDatabase;
  let app: FastifyInstance;
  let figures: { stamp: string; progress: HomeProgress | undefined } = { stamp: '1', progress: undefined };

  beforeAll(async () => {
    test = await openTestDatabase();
    app = Fastify();
    app.decorateRequest('session', undefined);
    app.decorateRequest('language', 'vi');
    app.decorateReply('html', function (page) {
      const { language, url } = this.request;
      const frame = {
        language,
        path: url,
        brand: { name: 'Cửa Số', place: 'Tỉnh Bạc Liêu' },
        assets: { folder: '', files: {} },
      };
      const asset = { name: 'x', type: '', sizeBytes: 0, encodings: [] };
      const assets = { folder: '', files: { 'style.css': asset, 'door.svg': asset, 'enhance.js': asset } };
      return this.type('text/html; charset=utf-8').send(
        renderToString(<FrameContext.Provider value={{ ...frame, assets }}>{page}</FrameContext.Provider>),
      );
    });
    app.addHook('onRequest', async (request) => {
      request.language = (request.query as { lang?: string }).lang === 'en' ? 'en' : 'vi';
    });
    app.setErrorHandler((error, _request, reply) =>
      error instanceof DomainError
        ? reply.code(statusOf[error.kind]).send(error.code)
        : reply.code((error as { statusCode?: number }).statusCode ?? 500).send(String(error)),
    );
    const reader = new CatalogueReader(test.database, new SetClock('2022-10-10T01:00:00Z'));
    await app.register(
      catalogueRoutes({
        reader,
        settingYear: 2022,
        exampleCode: 'H04.40.23-221010-0001',
        homeProgress: async () => figures,
      }),
    );
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  it('asks one question on the home page and shows no figures where there are none', async () => {
    const page = await app.inject('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Bạn cần làm gì hôm nay?');
    expect(page.body).not.toContain('Tỉnh đang làm được đến đâu');
  });

  it('shows a share with its numerator, denominator and how many needed no help', async () => {
    figures = { stamp: '2', progress };
    const page = await app.inject('/');
    expect(page.body).toContain('209 trong 5.213 hồ sơ · 88 tự nộp, không cần giúp');
    expect(page.body).toMatch(/4\u00a0%/);
  });

  it('lists everything, narrows it, and finds by everyday words', async () => {
    expect((await app.inject('/thu-tuc')).body).toContain('/thu-tuc/dang-ky-khai-sinh');
    const none = await app.inject('/thu-tuc?cap=tinh&nop-duoc=1&toan-trinh=1&q=khai%20sinh');
    expect(none.body).toContain('Không có thủ tục nào khớp');
    expect((await app.inject('/thu-tuc?q=lam%20khai%20sinh%20cho%20con')).body).toContain('/thu-tuc/dang-ky-khai-sinh');
  });

  it('is no dead end when nothing is found, and writes what was typed as text', async () => {
    const page = await app.inject(`/thu-tuc?q=${encodeURIComponent('<script>alert(1)</script> zzqq')}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).toContain('Bạn có thể thử');
  });

  it('says of a procedure what is needed, how long, how much, who decides, and how sure that is', async () => {
    const { body } = await app.inject('/thu-tuc/dang-ky-khai-sinh');
    for (const words of [
      'Bạn cần chuẩn bị',
      'Bao lâu',
      'Lệ phí',
      'Ai giải quyết',
      'Các bước',
      'Căn cứ pháp lý',
      'Phiên bản công bố',
      'bối cảnh năm 2022',
      '/nop/dang-ky-khai-sinh',
      'Không phải nộp nếu lấy được',
    ]) {
      expect(body).toContain(words);
    }
    expect((await app.inject('/thu-tuc/dang-ky-khai-sinh?lang=en')).body).toContain('What you need');
  });

  it('leads from a code to the page, and from nothing to a clear answer', async () => {
    const byCode = await app.inject('/thu-tuc/1.001193');
    expect([byCode.statusCode, byCode.headers.location]).toEqual([301, '/thu-tuc/dang-ky-khai-sinh']);
    for (const url of [
      '/thu-tuc/khong-co',
      '/thu-tuc/viec/khong-co',
      '/thu-tuc/linh-vuc/khong-co',
      '/api/v1/procedures/9.999999',
    ]) {
      expect([(await app.inject(url)).statusCode, (await app.inject(url)).body]).toEqual([404, 'CAT-0002']);
    }
  });

  it('serves the same by the API', async () => {
    const list = (await app.inject('/api/v1/procedures?q=KHAI%20SINH')).json();
    expect(list.procedures[0]).toMatchObject({ code: '1.001193', fileableHere: true, level: 'commune' });
    const one = (await app.inject('/api/v1/procedures/1.001193')).json();
    expect(one).toMatchObject({ code: '1.001193', slug: 'dang-ky-khai-sinh' });
    expect(one.papers.length).toBeGreaterThan(0);
    expect(one.versions).toHaveLength(1);
    expect((await app.inject('/api/v1/procedures?level=planet')).statusCode).toBe(400);
  });

  it('gives every page of a field and of a life event', async () => {
    const reader = new CatalogueReader(test.database, new SetClock('2022-10-10T01:00:00Z'));
    const { fields, lifeEvents } = await reader.current();
    for (const url of [
      ...fields.map(({ key }) => `/thu-tuc/linh-vuc/${key}`),
      ...lifeEvents.map(({ key }) => `/thu-tuc/viec/${key}`),
    ]) {
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 200]);
    }
  });
});
