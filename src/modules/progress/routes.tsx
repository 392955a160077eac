import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { toCsv } from '../../platform/csv.ts';
import { keepPublicPages } from '../../platform/http/public-pages.ts';
import type { CatalogueReader } from '../catalogue/index.ts';
import { progressErrors } from './errors.ts';
import { type Figures, finishedMonths, type ProgressTree, type UnitProgress } from './model.ts';
import type { ProcedureCounts } from './pages/procedure-counts.tsx';
import { ProgressPage, type ProgressTarget } from './pages/progress-page.tsx';
import type { ProgressReader } from './queries/progress.ts';

export interface ProgressRoutesDeps {
  readonly reader: ProgressReader;
  readonly catalogue: CatalogueReader;
  readonly target?: ProgressTarget | undefined;
}

/** As typed: a month that is not there gets a page that leads on, not a list of faults. */
interface MonthQuery {
  readonly thang?: unknown;
}

/** The public page of figures, its downloads and its part of the API. */
export function progressRoutes(deps: ProgressRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(progressPages(deps));
    await app.register(progressApi(deps));
  };
}

function progressPages({ reader, catalogue, target }: ProgressRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    keepPublicPages(app, {
      stamp: async () => `${(await reader.current()).stamp} ${(await catalogue.current()).stamp}`,
    });
    const schema = { hide: true } as object;

    const show = async (
      reply: FastifyReply,
      tree: ProgressTree,
      progress: UnitProgress | undefined,
      { thang }: MonthQuery,
    ) => {
      if (progress === undefined) throw progressErrors.unitNotFound();
      const month = tree.months.find((each) => each === thang);
      const unknownMonth = month === undefined && thang !== undefined && thang !== '';
      if (unknownMonth) reply.code(404);
      const procedures =
        progress.unit.level === 'commune' ? await countsOf(progress, month ?? finishedMonths(tree).at(-1)) : undefined;
      return reply.html(
        <ProgressPage
          tree={tree}
          progress={progress}
          month={month}
          unknownMonth={unknownMonth}
          target={target}
          procedures={procedures}
        />,
      );
    };

    const countsOf = async (
      { unit }: UnitProgress,
      month: string | undefined,
    ): Promise<ProcedureCounts | undefined> => {
      if (month === undefined || !finishedMonths(await reader.current()).includes(month)) return undefined;
      const { units, procedures, safe } = await reader.procedures(month);
      const row = units.findIndex(({ id }) => id === unit.id);
      if (row === -1) return undefined;
      const { byCode } = await catalogue.current();
      const cells = procedures.map((code, column) => ({ code, received: safe.cells[row]?.[column] }));
      const shown = cells
        .flatMap(({ code, received }) => (received === undefined ? [] : [{ code, received, ...nameOf(code, byCode) }]))
        .sort((a, b) => b.received - a.received || a.code.localeCompare(b.code));
      const total = safe.rowTotals[row];
      return {
        month,
        shown,
        others: total === undefined ? undefined : total - shown.reduce((sum, { received }) => sum + received, 0),
      };
    };

    app.get<{ Querystring: MonthQuery }>('/tien-do', { schema }, async (request, reply) => {
      const tree = await reader.current();
      return show(reply, tree, tree.province, request.query);
    });

    app.get<{ Params: { code: string }; Querystring: MonthQuery }>(
      '/tien-do/:code',
      { schema },
      async (request, reply) => {
        const tree = await reader.current();
        return show(reply, tree, tree.byCode.get(request.params.code), request.query);
      },
    );

    app.get('/tien-do.csv', { schema: { hide: true } as object }, async (request, reply) => {
      const tree = await reader.current();
      const rows = eachUnitMonth(tree).map(({ unit, parent, month, figures }) => [
        month,
        unit.code,
        unit.name[request.language],
        unit.level,
        parent?.code,
        figures.received,
        figures.online,
        figures.onlineAlone,
        figures.finished,
        figures.onTime,
        figures.synthetic,
      ]);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="tien-do.csv"')
        .send(
          toCsv(
            [
              'month',
              'unit_code',
              'unit',
              'level',
              'parent_code',
              'received',
              'online',
              'online_without_help',
              'finished',
              'on_time',
              'synthetic',
            ],
            rows,
          ),
        );
    });

    app.get<{ Querystring: MonthQuery }>('/tien-do/thu-tuc.csv', { schema }, async (request, reply) => {
      const month = await assertOver(reader, request.query.thang);
      const { units, procedures, safe } = await reader.procedures(month);
      const { byCode } = await catalogue.current();
      const rows = units.flatMap((unit, row) =>
        procedures.map((code, column) => {
          const received = safe.cells[row]?.[column];
          return [
            month,
            unit.code,
            unit.name[request.language],
            code,
            nameOf(code, byCode).name[request.language],
            received,
            received === undefined ? 1 : 0,
          ];
        }),
      );
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="tien-do-thu-tuc-${month}.csv"`)
        .send(toCsv(['month', 'unit_code', 'unit', 'procedure_code', 'procedure', 'received', 'hidden'], rows));
    });
  };
}

const publicCount = (description?: string) =>
  Type.Union([Type.Integer(), Type.Null()], description === undefined ? {} : { description });
const figuresBody = Type.Object({
  received: publicCount('Null: not public'),
  online: publicCount(),
  onlineWithoutHelp: publicCount(),
  finished: publicCount(),
  onTime: publicCount(),
  synthetic: publicCount('Of those received, invented for the demonstration'),
});
const progressAnswer = Type.Object({
  countedTo: Type.Optional(Type.String({ format: 'date-time' })),
  units: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.Object({ vi: Type.String(), en: Type.String() }),
      level: Type.String(),
      parentCode: Type.Optional(Type.String()),
      months: Type.Record(Type.String(), figuresBody),
    }),
  ),
});
const proceduresQuery = Type.Object({
  month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'A month that is over: 2022-09' }),
});
const proceduresAnswer = Type.Object({
  month: Type.String(),
  procedures: Type.Array(Type.String()),
  units: Type.Array(
    Type.Object({
      code: Type.String(),
      received: Type.Array(Type.Union([Type.Integer(), Type.Null()]), {
        description: 'By procedure, in their order; null: hidden',
      }),
    }),
  ),
});

function progressApi({ reader }: ProgressRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    const tags = ['progress'];
    app.get(
      '/api/v1/progress',
      { schema: { tags, summary: 'Figures of every unit by month', response: { 200: progressAnswer } } as object },
      async () => {
        const tree = await reader.current();
        return {
          ...(tree.countedTo === undefined ? {} : { countedTo: tree.countedTo.toString() }),
          units: [...tree.byUnit.values()].map(({ unit, months }) => ({
            code: unit.code,
            name: unit.name,
            level: unit.level,
            ...(unit.parentId === undefined ? {} : { parentCode: tree.byUnit.get(unit.parentId)?.unit.code }),
            months: Object.fromEntries(
              [...months].sort(([a], [b]) => a.localeCompare(b)).map(([month, figures]) => [month, toBody(figures)]),
            ),
          })),
        };
      },
    );

    app.get<{ Querystring: Static<typeof proceduresQuery> }>(
      '/api/v1/progress/procedures',
      {
        schema: {
          tags,
          summary: 'Dossiers by commune and procedure in a month that is over; small counts are null',
          querystring: proceduresQuery,
          response: { 200: proceduresAnswer },
        } as object,
      },
      async ({ query }) => {
        const month = await assertOver(reader, query.month);
        const { units, procedures, safe } = await reader.procedures(month);
        return {
          month,
          procedures,
          units: units.map((unit, row) => ({
            code: unit.code,
            received: (safe.cells[row] ?? []).map((count) => count ?? null),
          })),
        };
      },
    );
  };
}

async function assertOver(reader: ProgressReader, month: unknown): Promise<string> {
  const found = finishedMonths(await reader.current()).find((each) => each === month);
  if (found === undefined) throw progressErrors.monthNotOver();
  return found;
}

function toBody({ received, online, onlineAlone, finished, onTime, synthetic }: Figures) {
  const orNull = (value: number | undefined) => value ?? null;
  return {
    received: orNull(received),
    online: orNull(online),
    onlineWithoutHelp: orNull(onlineAlone),
    finished: orNull(finished),
    onTime: orNull(onTime),
    synthetic: orNull(synthetic),
  };
}

function eachUnitMonth(tree: ProgressTree) {
  return [...tree.byUnit.values()].flatMap(({ unit, months }) => {
    const parent = unit.parentId === undefined ? undefined : tree.byUnit.get(unit.parentId)?.unit;
    return [...months]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([month, figures]) => ({ unit, parent, month, figures }));
  });
}

function nameOf(
  code: string,
  byCode: ReadonlyMap<
    string,
    { readonly content: { readonly shortName: { readonly vi: string; readonly en: string }; readonly slug: string } }
  >,
) {
  const found = byCode.get(code)?.content;
  return { name: found?.shortName ?? { vi: code, en: code }, slug: found?.slug };
}
