import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { Type } from 'typebox';
import type { Actor } from '../../platform/actor.ts';
import { keepPublicPages } from '../../platform/http/public-pages.ts';
import { say } from '../../platform/text.ts';
import type { Unit } from '../territory/index.ts';
import { comparingRoutes } from './comparing/routes.tsx';
import { DrawingThread } from './downloads/drawing-thread.ts';
import { pictureRoutes } from './downloads/picture-routes.ts';
import { tableRoutes } from './downloads/table-routes.ts';
import { cheapestSteps } from './editions/cheapest.ts';
import { scoreEdition } from './editions/score.ts';
import { indicatorErrors } from './errors.ts';
import { exportApi } from './exports/export-api.ts';
import { BoardPage } from './pages/board-page.tsx';
import { EditionPage } from './pages/edition-page.tsx';
import { IndicatorPage } from './pages/indicator-page.tsx';
import { boardHref } from './pages/parts.tsx';
import { reportRoutes } from './quarterly/routes.tsx';
import { type Asked, basisFor, indicatorOf, unitOf } from './queries/asked.ts';
import { boardOf, boardRow, leagueOf } from './queries/board.ts';
import { indexInputs } from './queries/index-inputs.ts';
import type { IndicatorReader } from './queries/indicator-reader.ts';
import { targetRoutes } from './targets/routes.tsx';
import { totalApi } from './total-api.ts';

export interface IndicatorRoutesDeps {
  readonly reader: IndicatorReader;
}

/** The public pages of figures and indices, their downloads and their part of the API. */
export function indicatorRoutes(deps: IndicatorRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(pages(deps));
    await app.register(api(deps));
    await app.register(totalApi(deps));
    await app.register(exportApi(deps));
    await app.register(targetRoutes(deps));
    await app.register(comparingRoutes(deps));
  };
}

const hidden = { hide: true } as object;

function pages({ reader }: IndicatorRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    keepPublicPages(app, { stamp: async () => (await reader.current()).stamp });

    const board = async (code: string | undefined, asked: Asked, actor: Actor) => {
      const { basis, month, knownBy } = await basisFor(reader, asked.biet, asked.thang, actor, asked['dia-gioi']);
      const unit = unitOf(basis, code);
      return { basis, unit, month, knownBy, rows: month === undefined ? [] : boardOf(basis, unit, month) };
    };

    app.get<{ Querystring: Asked }>('/chi-so', { schema: hidden }, async (request, reply) =>
      reply.html(<BoardPage {...(await board(undefined, request.query, request.actor))} />),
    );
    // One address for the menu of every office.
    app.get('/chi-so/don-vi-toi', { schema: hidden }, async (request, reply) => {
      const own = await reader.ownUnit(request.actor);
      return reply.redirect(own === undefined ? '/chi-so' : boardHref(own));
    });
    app.get<{ Params: { unit: string }; Querystring: Asked }>(
      '/chi-so/:unit',
      { schema: hidden },
      async (request, reply) =>
        reply.html(<BoardPage {...(await board(request.params.unit, request.query, request.actor))} />),
    );
    app.get<{ Params: { unit: string; indicator: string }; Querystring: Asked }>(
      '/chi-so/:unit/:indicator',
      { schema: hidden },
      async (request, reply) => {
        const { basis, month, knownBy } = await basisFor(
          reader,
          request.query.biet,
          request.query.thang,
          request.actor,
          request.query['dia-gioi'],
        );
        const unit = unitOf(basis, request.params.unit);
        const indicator = indicatorOf(basis, unit, request.params.indicator);
        if (month === undefined) throw indicatorErrors.indicatorNotFound();
        // Ten thousand communes are no table: the country compares its provinces.
        const compared = unit.level === 'country' ? 'province' : 'commune';
        const league =
          unit.level !== 'commune' && indicator.levels.includes(compared)
            ? leagueOf(basis, indicator, unit, month, compared)
            : [];
        return reply.html(
          <IndicatorPage
            basis={basis}
            unit={unit}
            month={month}
            knownBy={knownBy}
            row={boardRow(basis, indicator, unit, month)}
            league={league}
          />,
        );
      },
    );
    editionPages(app, reader);
    const drawing = new DrawingThread();
    app.addHook('onClose', () => drawing.close());
    await app.register(pictureRoutes({ reader, drawing }));
    await app.register(reportRoutes({ reader, drawing }));
    await app.register(tableRoutes({ reader }));
  };
}

function editionPages(app: FastifyInstance, reader: IndicatorReader): void {
  app.get<{ Params: { key: string }; Querystring: Asked }>(
    '/bo-chi-so/:key',
    { schema: hidden },
    async (request, reply) => {
      const { basis, month } = await basisFor(reader, undefined, request.query.thang, request.actor);
      const edition = basis.definitions.editions.find(({ key }) => key === request.params.key);
      const unit = basis.province;
      if (edition === undefined || unit === undefined) throw indicatorErrors.editionNotFound();
      const inputs = month === undefined ? new Map() : indexInputs(basis, edition, unit, [month]);
      return reply.html(
        <EditionPage
          edition={edition}
          unit={unit}
          month={month}
          score={scoreEdition(edition, { inputs })}
          steps={cheapestSteps(edition, inputs)}
        />,
      );
    },
  );
}

function api({ reader }: IndicatorRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Params: { unit: string }; Querystring: { month?: string; knownBy?: string; boundaries?: string } }>(
      '/api/v1/indicators/:unit',
      {
        schema: {
          summary: 'All indicators of a unit in a month, with what they were worked out from',
          tags: ['indicators'],
          params: Type.Object({
            unit: Type.String({ maxLength: 10, description: 'Code of the unit: 95, 954, 31825' }),
          }),
          querystring: Type.Object({
            month: Type.Optional(Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' })),
            knownBy: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
            boundaries: Type.Optional(
              Type.String({
                pattern: '^\\d{4}-\\d{2}-\\d{2}$',
                description: 'Tell by the units of this day; without it by those of the day known by',
              }),
            ),
          }),
        },
      },
      async (request) => {
        const { basis, month, knownBy } = await basisFor(
          reader,
          request.query.knownBy,
          request.query.month,
          request.actor,
          request.query.boundaries,
        );
        const unit = unitOf(basis, request.params.unit);
        return {
          unit: { code: unit.code, name: unit.name, level: unit.level },
          month: month ?? null,
          boundaries: { from: basis.map.from?.toString() ?? null, until: basis.map.until?.toString() ?? null },
          knownBy: knownBy ?? basis.today.toString(),
          months: basis.months,
          indicators: month === undefined ? [] : boardOf(basis, unit, month).map(toJson),
        };
      },
    );
  };
}

function toJson({ indicator, value, target, outlook, claims, breaks }: ReturnType<typeof boardRow>) {
  return {
    key: indicator.key,
    name: indicator.name,
    definition: indicator.definition,
    formula: indicator.formula.source,
    state: value.state,
    hiddenBecause: value.hidden ?? null,
    value: value.value ?? null,
    inputs: value.inputs,
    coverage: value.coverage ?? null,
    breaks,
    target:
      target === undefined
        ? null
        : {
            value: target.value,
            by: target.by,
            document: target.document,
            own: target.own,
            sharedFrom: target.from === undefined ? null : { unit: target.from.unit.code, rule: target.shared },
          },
    standing: outlook?.standing ?? null,
    gap: outlook?.gap ?? null,
    forecast: outlook?.forecast ?? null,
    claims,
  };
}
