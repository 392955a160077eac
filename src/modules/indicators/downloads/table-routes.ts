import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ChartQuestion } from '../charts/of-board.ts';
import { indicatorErrors } from '../errors.ts';
import { type Asked, basisFor, indicatorOf, unitOf } from '../queries/asked.ts';
import { boardOf, boardRow, leagueOf } from '../queries/board.ts';
import type { IndicatorReader } from '../queries/indicator-reader.ts';
import { type Table, type TableFormat, tableFormats, tableTypes, writeTables } from './table.ts';
import { belowTable, boardTable, leagueTable, notesOf, seriesTable } from './tables.ts';

interface OfUnit {
  readonly Params: { readonly unit: string };
  readonly Querystring: Asked;
}
interface OfIndicator {
  readonly Params: { readonly unit: string; readonly indicator: string };
  readonly Querystring: Asked;
}

/** Figures as tables to take along, each as CSV, workbook or JSON. Registered where public pages are kept. */
export function tableRoutes({ reader }: { readonly reader: IndicatorReader }): FastifyPluginAsync {
  return async (app) => {
    const ask = async (request: FastifyRequest<OfUnit>): Promise<ChartQuestion> => {
      const { thang, biet, 'dia-gioi': diaGioi } = request.query;
      const { basis, month, knownBy } = await basisFor(reader, biet, thang, request.actor, diaGioi);
      const unit = unitOf(basis, request.params.unit);
      return { basis, unit, month: month ?? basis.knownBy.toString().slice(0, 7), knownBy, language: request.language };
    };
    for (const format of tableFormats) {
      const options = {
        schema: { hide: true } as object,
        ...(format === 'xlsx' ? { config: { rateLimit: { max: 60, timeWindow: 60_000 } } } : {}),
      };
      app.get<OfUnit>(`/chi-so/:unit.${format}`, options, async (request, reply) => {
        const question = await ask(request);
        const { basis, unit, month } = question;
        const rows = basis.months.length === 0 ? [] : boardOf(basis, unit, month);
        const below = format === 'xlsx' ? belowTable(question, rows) : undefined;
        return send(
          reply,
          format,
          `chi-so-${unit.code}-${month}`,
          [boardTable(question, rows), ...(below === undefined ? [] : [below])],
          notesOf(question, rows),
        );
      });
      app.get<OfIndicator>(`/chi-so/:unit/:indicator.${format}`, options, async (request, reply) => {
        const question = await ask(request);
        const { basis, unit, month, language } = question;
        const indicator = indicatorOf(basis, unit, request.params.indicator);
        const league =
          format === 'xlsx' && unit.level !== 'commune' && indicator.levels.includes('commune')
            ? [leagueTable(language, indicator, leagueOf(basis, indicator, unit, month, 'commune'))]
            : [];
        return send(
          reply,
          format,
          `${indicator.key}-${unit.code}`,
          [seriesTable(question, indicator), ...league],
          notesOf(question, [boardRow(basis, indicator, unit, month)]),
        );
      });
      app.get<OfIndicator>(`/chi-so/:unit/:indicator/xep-hang.${format}`, options, async (request, reply) => {
        const question = await ask(request);
        const { basis, unit, month, language } = question;
        const indicator = indicatorOf(basis, unit, request.params.indicator);
        if (unit.level === 'commune' || !indicator.levels.includes('commune'))
          throw indicatorErrors.indicatorNotFound();
        const league = leagueOf(basis, indicator, unit, month, 'commune');
        return send(
          reply,
          format,
          `xep-hang-${indicator.key}-${unit.code}-${month}`,
          [leagueTable(language, indicator, league)],
          notesOf(question, [boardRow(basis, indicator, unit, month)]),
        );
      });
    }
  };
}

async function send(
  reply: FastifyReply,
  format: TableFormat,
  name: string,
  tables: readonly [Table, ...Table[]],
  notes: ReturnType<typeof notesOf>,
): Promise<FastifyReply> {
  return reply
    .type(tableTypes[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .send(await writeTables(format, tables, notes));
}
