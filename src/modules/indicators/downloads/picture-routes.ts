import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type ChartQuestion, frameOf, seriesOf, tileGroupsOf } from '../charts/of-board.ts';
import { seriesPicture } from '../charts/series-picture.tsx';
import { chartTexts } from '../charts/texts.ts';
import { tilePicture } from '../charts/tile-picture.tsx';
import type { Indicator } from '../definitions/model.ts';
import { indicatorErrors } from '../errors.ts';
import { shown } from '../pages/parts.tsx';
import { type Asked, basisFor, indicatorOf, unitOf } from '../queries/asked.ts';
import { boardOf, boardRow } from '../queries/board.ts';
import type { IndicatorReader } from '../queries/indicator-reader.ts';
import type { DrawingThread } from './drawing-thread.ts';
import { sendDrawn } from './send.ts';

export interface PictureRoutesDeps {
  readonly reader: IndicatorReader;
  readonly drawing: DrawingThread;
}

interface OfUnit {
  readonly Params: { readonly unit: string };
  readonly Querystring: Asked;
}

/** Charts and maps as files that stand alone. Registered where public pages are kept. */
export function pictureRoutes({ reader, drawing }: PictureRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    const ask = async ({ params, query, actor, language }: FastifyRequest<OfUnit>): Promise<ChartQuestion> => {
      const { basis, month, knownBy } = await basisFor(reader, query.biet, query.thang, actor, query['dia-gioi']);
      if (month === undefined) throw indicatorErrors.indicatorNotFound();
      return { basis, unit: unitOf(basis, params.unit), month, knownBy, language };
    };
    for (const format of ['svg', 'png'] as const) {
      const options = {
        schema: { hide: true } as object,
        ...(format === 'png' ? { config: { rateLimit: { max: 30, timeWindow: 60_000 } } } : {}),
      };
      const send = async (request: FastifyRequest, reply: FastifyReply, name: string, svg: string) =>
        format === 'png'
          ? sendDrawn(request, reply, await drawing.png(svg), { type: 'image/png', name: `${name}.png` })
          : reply
              .type('image/svg+xml; charset=utf-8')
              .header('content-disposition', `attachment; filename="${name}.svg"`)
              .send(svg);
      app.get<{ Params: { unit: string }; Querystring: Asked & { readonly 'chi-tieu'?: unknown } }>(
        `/chi-so/:unit/ban-do.${format}`,
        options,
        async (request, reply) => {
          const question = await ask(request);
          const { basis, unit, month } = question;
          const asked = request.query['chi-tieu'];
          const indicator =
            asked === undefined ? boardOf(basis, unit, month)[0]?.indicator : indicatorOf(basis, unit, String(asked));
          if (indicator === undefined) throw indicatorErrors.indicatorNotFound();
          return send(request, reply, `ban-do-${unit.code}-${indicator.key}-${month}`, tilesOf(question, indicator));
        },
      );
      app.get<{ Params: { unit: string; indicator: string }; Querystring: Asked }>(
        `/chi-so/:unit/:indicator.${format}`,
        options,
        async (request, reply) => {
          const question = await ask(request);
          const { basis, unit, month } = question;
          const indicator = indicatorOf(basis, unit, request.params.indicator);
          return send(request, reply, `${indicator.key}-${unit.code}-${month}`, chartOf(question, indicator));
        },
      );
    }
  };
}

function tilesOf(question: ChartQuestion, indicator: Indicator): string {
  const { month, language } = question;
  const groups = tileGroupsOf(question, indicator);
  if (groups.length === 0) throw indicatorErrors.indicatorNotFound();
  const t = chartTexts(language);
  return tilePicture(frameOf(question, indicator, { months: [month], notes: [t.byFifths] }), groups, {
    format: (value) => shown(indicator, value, language),
    noValue: t.noValueTile,
  });
}

function chartOf(question: ChartQuestion, indicator: Indicator): string {
  const { basis, unit, month, language } = question;
  const row = boardRow(basis, indicator, unit, month);
  return seriesPicture(
    frameOf(question, indicator, { months: row.series.map((each) => each.month) }),
    seriesOf(row, language),
    (value) => shown(indicator, value, language),
  );
}
