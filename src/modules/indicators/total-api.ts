import type { FastifyPluginAsync } from 'fastify';
import { type Static, Type } from 'typebox';
import { hasTotal, type PartTotal, totalOfParts } from './editions/total-of-parts.ts';
import { indicatorErrors } from './errors.ts';
import { importErrors } from './importing/errors.ts';
import type { IndicatorReader } from './queries/indicator-reader.ts';

const closed = { additionalProperties: false } as const;
const byCode = (description: string) => Type.Record(Type.String(), Type.Number(), { maxProperties: 500, description });
const body = Type.Object(
  {
    values: Type.Optional(byCode('Values from 0 to 1 by code, of indicators at any height: {"1": 0.61, "2": 0.9}')),
    points: Type.Optional(byCode('Points by code instead; only of editions that add points up')),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
);
const params = Type.Object({ edition: Type.String({ maxLength: 80, description: 'Key of the edition: dti-922' }) });
const words = Type.Object({ vi: Type.String(), en: Type.String() });
const number = Type.Union([Type.Number(), Type.Null()]);
const part = {
  state: Type.Enum(['known', 'partly', 'missing', 'not-applicable', 'not-scored']),
  value: Type.Union([Type.Number(), Type.Null()], {
    description: 'From 0 to 1, rounded as the edition publishes it; null unless all of it is known',
  }),
  reached: number,
  atMost: Type.Number({ description: 'Should all that is missing turn out full' }),
  full: Type.Number(),
  missing: Type.Array(Type.String(), { description: 'Codes of what is not known; it is never taken for zero' }),
  placeholder: Type.Boolean({ description: 'Worked out with invented points: no official figure' }),
};
const answer = Type.Object({
  edition: Type.String(),
  rule: Type.Enum(['sum', 'weighted-mean']),
  total: Type.Object(part),
  views: Type.Array(Type.Object({ code: Type.String(), name: words, ...part }), {
    description: 'Other sums of the same indicators, such as the pillars',
  }),
  caveat: Type.Union([words, Type.Null()]),
});

/** The total of an index out of parts that somebody has; nothing is kept. */
export function totalApi({ reader }: { readonly reader: IndicatorReader }): FastifyPluginAsync {
  return async (app) => {
    app.post<{ Params: Static<typeof params>; Body: Static<typeof body> }>(
      '/api/v1/indices/:edition/total',
      {
        schema: {
          summary: 'Total and pillars of an index from the values or points of its parts; nothing is kept',
          tags: ['indicators'],
          operationId: 'totalOfIndex',
          params,
          body,
          response: { 200: answer },
        } as object,
        config: { rateLimit: { max: 60, timeWindow: 60_000 } },
      },
      async (request) => {
        const { definitions } = await reader.current();
        const edition = definitions.editions.find(({ key }) => key === request.params.edition);
        if (edition === undefined) throw indicatorErrors.editionNotFound();
        if (!hasTotal(edition)) throw importErrors.pointsNotKnown({ values: { key: edition.key } });
        const of = request.body.values === undefined ? 'points' : 'values';
        const found = totalOfParts(edition, { of, given: new Map(Object.entries(request.body[of] ?? {})) });
        if ('faults' in found)
          throw importErrors.badParts({
            faults: found.faults.map(({ code, words: told }) => ({ path: `/${of}/${pointer(code)}`, words: told })),
          });
        return {
          edition: edition.key,
          rule: edition.rule,
          total: toBody(found.total),
          views: found.views.map(({ code, name, ...view }) => ({ code, name, ...toBody(view) })),
          caveat: edition.caveat ?? null,
        };
      },
    );
  };
}

function toBody({ value, reached, ...rest }: PartTotal) {
  return { ...rest, missing: [...rest.missing], value: value ?? null, reached: reached ?? null };
}

const pointer = (code: string) => code.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1');
