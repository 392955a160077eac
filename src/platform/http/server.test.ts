import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { ErrorKind } from '../errors.ts';
import { statusOf } from './problem.ts';
import { createHttpServer } from './server.ts';

let app: FastifyInstance;
afterEach(() => app.close());

it('too many requests: status, header, body and the kind that the page is made from say the same', async () => {
  let shown: ErrorKind | undefined;
  app = await createHttpServer({
    secure: false,
    formOrigins: [],
    requestsPerMinute: 1,
    logLevel: 'silent',
    renderPage: () => '',
    errorPage: (_request, reply, error) => {
      shown = error.kind;
      return reply.send(error.words.en);
    },
  });
  app.get('/trang', async () => 'served');
  expect((await app.inject('/trang')).body).toBe('served');
  const page = await app.inject({ url: '/trang', headers: { accept: 'text/html' } });
  expect([page.statusCode, shown, statusOf[shown as ErrorKind]]).toEqual([429, 'too-many', 429]);
  expect(page.body).toMatch(/^Too many requests\. Wait \d+ seconds? and try again\.$/);
  expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
  const problem = await app.inject({ url: '/trang', headers: { accept: 'application/json' } });
  expect(problem.statusCode).toBe(429);
  expect(problem.headers['content-type']).toContain('application/problem+json');
  expect(problem.json()).toMatchObject({ status: 429, code: 'WEB-0004' });
});
