import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodingFor, keepPublicPages } from './public-pages.ts';
import type { RequestSession } from './request.ts';

describe('pages that are the same for everyone', () => {
  let app: FastifyInstance;
  let rendered = 0;
  let stamp = 'one';
  let session: RequestSession | undefined;

  beforeEach(async () => {
    rendered = 0;
    stamp = 'one';
    session = undefined;
    app = Fastify();
    app.decorateRequest('session', undefined);
    app.decorateRequest('language', 'vi');
    app.addHook('onRequest', async (request) => {
      request.session = session;
      request.language = request.headers['accept-language'] === 'en' ? 'en' : 'vi';
    });
    await app.register(async (pages) => {
      keepPublicPages(pages, { stamp: () => stamp, most: 2 });
      pages.get('/trang', async (request, reply) => {
        rendered += 1;
        return reply
          .type('text/html; charset=utf-8')
          .send(`${request.language} ${rendered} ${request.session?.displayName ?? ''} đ`);
      });
      pages.get('/khac', async (_request, reply) => reply.type('text/html; charset=utf-8').send('khác'));
      pages.get('/nua', async (_request, reply) => reply.type('text/html; charset=utf-8').send('nữa'));
      pages.get('/tep', async (_request, reply) =>
        reply.type('text/csv').header('content-disposition', 'attachment; filename="a.csv"').send('a'),
      );
      pages.get('/khong', async (_request, reply) => reply.code(404).send('không có'));
    });
  });
  afterEach(() => app.close());

  it('renders once and compresses once', async () => {
    const first = await app.inject('/trang');
    const br = await app.inject({ url: '/trang', headers: { 'accept-encoding': 'gzip, br' } });
    const gzip = await app.inject({ url: '/trang', headers: { 'accept-encoding': 'gzip' } });
    expect(rendered).toBe(1);
    expect(first.body).toBe('vi 1  đ');
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(first.body);
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(first.body);
    expect(br.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'no-cache',
      vary: 'accept-encoding, cookie',
    });
    expect(br.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('answers 304 to a browser that has the page, also the first time it is rendered here', async () => {
    const { headers } = await app.inject('/khac');
    const again = await app.inject({ url: '/khac', headers: { 'if-none-match': `"x", ${headers.etag}` } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    stamp = 'two';
    const fresh = await app.inject({ url: '/khac', headers: { 'if-none-match': String(headers.etag) } });
    expect([fresh.statusCode, fresh.body]).toEqual([304, '']);
  });

  it('renders again when what it shows has changed, and for another language', async () => {
    await app.inject('/trang');
    stamp = 'two';
    expect((await app.inject('/trang')).body).toBe('vi 2  đ');
    expect((await app.inject({ url: '/trang', headers: { 'accept-language': 'en' } })).body).toBe('en 3  đ');
  });

  it('keeps nothing of a person who is signed in, and gives them nothing kept', async () => {
    session = { id: 's', displayName: 'Bưởi', title: undefined, authenticatedAt: Temporal.Now.instant() };
    const own = await app.inject('/trang');
    expect(own.body).toBe('vi 1 Bưởi đ');
    expect(own.headers.etag).toBeUndefined();
    session = undefined;
    expect((await app.inject('/trang')).body).toBe('vi 2  đ');
  });

  it('keeps the name of a download', async () => {
    for (const _time of [1, 2])
      expect((await app.inject('/tep')).headers['content-disposition']).toBe('attachment; filename="a.csv"');
  });

  it('does not keep errors, nor an answer that sets the language', async () => {
    expect((await app.inject('/khong')).headers.etag).toBeUndefined();
    expect((await app.inject('/trang?lang=en')).headers.etag).toBeUndefined();
  });

  it('forgets the oldest page rather than grow', async () => {
    await app.inject('/trang');
    await app.inject('/khac');
    await app.inject('/nua');
    await app.inject('/trang');
    expect(rendered).toBe(2);
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.0', 'identity'],
    ['BR', 'br'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('takes the best encoding of %s: %s', (accepted, encoding) => {
    expect(encodingFor(accepted)).toBe(encoding);
  });
});
