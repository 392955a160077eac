import type { FastifyPluginAsync } from 'fastify';
import type { Actor } from '../../../platform/actor.ts';
import { toCsv } from '../../../platform/csv.ts';
import { keepPublicPages } from '../../../platform/http/public-pages.ts';
import { type Language, say } from '../../../platform/text.ts';
import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { type Asked, basisFor } from '../queries/asked.ts';
import { boardRow, fewestCases } from '../queries/board.ts';
import type { Basis, IndicatorReader } from '../queries/indicator-reader.ts';
import type { Value } from '../values/model.ts';
import { compare } from './compare.ts';
import { type ComparedRow, ComparePage, type ComparePageProps } from './compare-page.tsx';

interface AskedUnits extends Asked {
  readonly a?: unknown;
  readonly b?: unknown;
  readonly c?: unknown;
}

/** Two or three units side by side, as a page and as a table. */
export function comparingRoutes({ reader }: { readonly reader: IndicatorReader }): FastifyPluginAsync {
  return async (app) => {
    keepPublicPages(app, { stamp: async () => (await reader.current()).stamp });
    const schema = { hide: true } as object;
    app.get<{ Querystring: AskedUnits }>('/chi-so/so-sanh', { schema }, async (request, reply) =>
      reply.html(<ComparePage {...(await load(reader, request.query, request.actor))} />),
    );
    app.get<{ Querystring: AskedUnits }>('/chi-so/so-sanh.csv', { schema }, async (request, reply) => {
      const found = await load(reader, request.query, request.actor);
      const name = ['so-sanh', ...found.units.map(({ code }) => code)].join('-');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.csv"`)
        .send(csvOf(found, request.language));
    });
  };
}

async function load(reader: IndicatorReader, asked: AskedUnits, actor: Actor): Promise<ComparePageProps> {
  const { basis, month, knownBy } = await basisFor(reader, asked.biet, asked.thang, actor);
  const units = [...new Set([asked.a, asked.b, asked.c].flatMap((code) => basis.byCode.get(String(code ?? '')) ?? []))];
  return {
    basis,
    month,
    knownBy,
    units,
    rows: month === undefined || units.length < 2 ? [] : rowsOf(basis, units, month),
  };
}

/** Indicators that are told of all of the units. */
function rowsOf(basis: Basis, units: readonly Unit[], month: string): ComparedRow[] {
  return basis.definitions.indicators
    .filter(({ levels }) => units.every(({ level }) => levels.includes(level)))
    .sort((a, b) => (a.headline ?? 99) - (b.headline ?? 99) || a.name.vi.localeCompare(b.name.vi, 'vi'))
    .map((indicator) => {
      const cells = units.map((unit) => boardRow(basis, indicator, unit, month));
      return {
        indicator,
        cells,
        verdict: compare(
          indicator,
          cells.map(({ value }) => value),
          fewestCases,
        ),
      };
    });
}

function csvOf({ units, month, rows, basis }: ComparePageProps, language: Language): string {
  return toCsv(
    [
      'indicator',
      'indicator_name',
      'month',
      'unit',
      'unit_name',
      'state',
      'value',
      'inputs',
      'target',
      'target_by',
      'gap',
      'verdict',
      'better_unit',
      'simulated',
    ],
    rows.flatMap(({ indicator, cells, verdict }) =>
      cells.map(({ value, target, outlook }, at) => {
        const unit = units[at] as Unit;
        return [
          indicator.key,
          say(indicator.name, language),
          month,
          unit.code,
          say(unit.name, language),
          value.state,
          value.value,
          Object.entries(value.inputs)
            .map(([key, amount]) => `${key}=${amount}`)
            .join(' '),
          target?.value,
          target?.by,
          outlook?.gap,
          verdict.kind,
          verdict.kind === 'better' ? units[verdict.at]?.code : undefined,
          isSimulated(basis, indicator, unit, month ?? '', value) ? 'true' : 'false',
        ];
      }),
    ),
  );
}

/** Whether anything invented is in the value. */
function isSimulated(basis: Basis, { inputs }: Indicator, unit: Unit, month: string, { synthetic }: Value): boolean {
  return synthetic || (inputs.some(({ measure }) => measure !== undefined) && basis.sample(unit, month).some);
}
