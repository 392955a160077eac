import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { measureFacts } from '../../app/measures.ts';
import { SetClock } from '../../platform/clock.ts';
import { DomainError } from '../../platform/errors.ts';
import { statusOf } from '../../platform/http/problem.ts';
import { refineValidation } from '../../platform/http/strict-validation.ts';
import { IndicatorReader } from './queries/indicator-reader.ts';
import { totalApi } from './total-api.ts';

describe('the total of an index, asked by a program', () => {
  let test: TestDatabase;
  let app: FastifyInstance;
  beforeAll(async () => {
    test = await openTestDatabase();
    app = Fastify();
    refineValidation(app);
    app.setErrorHandler((error, _request, reply) =>
      error instanceof DomainError
        ? reply.code(statusOf[error.kind]).send({ code: error.code, faults: error.faults })
        : reply.code((error as { statusCode?: number }).statusCode ?? 500).send({ code: String(error) }),
    );
    const reader = new IndicatorReader(test.database, new SetClock('2022-10-10T01:00:00Z'), measureFacts);
    await app.register(totalApi({ reader }));
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  const ask = async (edition: string, body: object) => {
    const reply = await app.inject({ method: 'POST', url: `/api/v1/indices/${edition}/total`, payload: body });
    return { status: reply.statusCode, body: reply.json() };
  };

  it('follows the rule of its edition', async () => {
    const values = { 1: 0.61, 2: 0.9, 3: 0.5231, 4: 0.4, 5: 0.25, 6: 0.7, 7: 0.3333, 8: 0.5, 9: 0.6 };
    const dti = await ask('dti-922', { values });
    expect(dti.status).toBe(200);
    expect(dti.body).toMatchObject({
      edition: 'dti-922',
      rule: 'sum',
      total: { state: 'known', value: 0.5, reached: 499.97, full: 1000, missing: [], placeholder: false },
      views: [
        { code: 'CQS', value: 0.4785 },
        { code: 'KTS', value: 0.5282 },
        { code: 'XHS', value: 0.5512 },
      ],
      caveat: { en: expect.stringContaining('Not official figures') },
    });
    const older = await ask('dti-1726', { values: { CQS: 0.2845, KTS: 0.3012, XHS: 0.2617 } });
    expect(older.body).toMatchObject({ rule: 'weighted-mean', total: { value: 0.2827 }, views: [] });
  });

  it('is not told while parts are missing; what is invented is marked', async () => {
    expect((await ask('dti-922', { points: { 1: 61, '2.1': 5 } })).body).toMatchObject({
      total: { state: 'partly', value: null, reached: 66, placeholder: true },
    });
    const nothing = await ask('dti-922', { values: {} });
    expect(nothing.body).toMatchObject({
      total: { state: 'missing', value: null, reached: null, missing: ['1', '2', '3', '4', '5', '7', '8', '9'] },
    });
  });

  it('is refused where points are not known, or there is no such index', async () => {
    expect(await ask('dti-405', { values: { 1: 0.5 } })).toMatchObject({ status: 422, body: { code: 'IMX-0011' } });
    expect((await ask('dti-1', { values: {} })).status).toBe(404);
  });

  it('tells every part that cannot be used, at its place', async () => {
    const { status, body } = await ask('dti-922', { values: { 1: 1.2, 10: 0.5, 'a/b': 0, '2.1': -1 } });
    expect(status).toBe(422);
    expect(body.faults.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/values/1',
      '/values/10',
      '/values/2.1',
      '/values/a~1b',
    ]);
    for (const sent of [{}, { values: {}, points: {} }, { values: { 1: '0.5' } }, { values: {}, more: 1 }])
      expect((await ask('dti-922', sent)).status, JSON.stringify(sent)).toBe(400);
  });
});
