import type { FastifyPluginAsync } from 'fastify';
import { toCsv } from '../../../platform/csv.ts';
import { keepPublicPages } from '../../../platform/http/public-pages.ts';
import { type Language, say } from '../../../platform/text.ts';
import { type Asked, basisFor, indicatorOf, unitOf } from '../queries/asked.ts';
import { parentOf } from '../queries/board.ts';
import type { Basis, IndicatorReader } from '../queries/indicator-reader.ts';
import { hasInvented, TargetsPage, type TargetsPageProps } from './targets-page.tsx';

interface AskedTarget extends Asked {
  readonly den?: unknown;
}

interface Params {
  readonly unit: string;
  readonly indicator: string;
}

/** How targets are shared out, as a page and as a table. */
export function targetRoutes({ reader }: { readonly reader: IndicatorReader }): FastifyPluginAsync {
  return async (app) => {
    keepPublicPages(app, { stamp: async () => (await reader.current()).stamp });
    const schema = { hide: true } as object;

    app.get<{ Params: Params; Querystring: AskedTarget }>(
      '/chi-so/:unit/:indicator/chi-tieu',
      { schema },
      async (request, reply) => reply.html(<TargetsPage {...(await load(reader, request.params, request.query))} />),
    );
    app.get<{ Params: Params; Querystring: AskedTarget }>(
      '/chi-so/:unit/:indicator/chi-tieu.csv',
      { schema },
      async (request, reply) => {
        const found = await load(reader, request.params, request.query);
        return reply
          .type('text/csv; charset=utf-8')
          .header(
            'content-disposition',
            `attachment; filename="chi-tieu-${found.unit.code}-${found.indicator.key}.csv"`,
          )
          .send(csvOf(found, request.language));
      },
    );
  };
}

async function load(reader: IndicatorReader, params: Params, asked: AskedTarget): Promise<TargetsPageProps> {
  const { basis, knownBy } = await basisFor(reader, asked.biet, undefined, undefined, asked['dia-gioi']);
  const unit = unitOf(basis, params.unit);
  const indicator = indicatorOf(basis, unit, params.indicator);
  const targets = basis.targets.of(indicator, unit);
  const target = targets.find(({ by }) => by === asked.den) ?? basis.targets.next(indicator, unit, `${basis.today}`);
  const shareOut = target && basis.targets.shareOut(indicator, unit, target.by);
  const next = shareOut?.parts[0]?.unit.level;
  return {
    basis,
    unit,
    indicator,
    knownBy,
    targets,
    target,
    shareOut,
    further: target && next === 'district' ? furtherBelow(basis, indicator, unit, target.by) : undefined,
  };
}

function furtherBelow(
  basis: Basis,
  indicator: TargetsPageProps['indicator'],
  unit: TargetsPageProps['unit'],
  by: string,
): TargetsPageProps['further'] {
  const communes = basis.below(unit).flatMap((district) => basis.below(district));
  const check = basis.targets.checkLevel(indicator, unit, by, 'commune');
  if (communes.length === 0 || check === undefined || !indicator.levels.includes('commune')) return undefined;
  const rows = communes.map((each) => ({
    unit: each,
    target: basis.targets.of(indicator, each).find((bound) => bound.by === by),
  }));
  return { level: 'commune', check, rows };
}

function csvOf(props: TargetsPageProps, language: Language): string {
  const { basis, indicator, target, shareOut, further } = props;
  const invented = hasInvented(props);
  const rows = [
    ...(shareOut?.parts ?? []).map((part) => ({ ...part, why: part.noPart ?? (part.own ? 'own' : shareOut?.rule) })),
    ...(further?.rows ?? []).map(({ unit, target: bound }) => ({
      unit,
      value: bound?.value,
      byRule: bound?.own === true ? undefined : bound?.value,
      own: bound?.own === true,
      why: bound === undefined ? 'unknown' : bound.own ? 'own' : bound.shared,
    })),
  ];
  return toCsv(
    [
      'indicator',
      'by',
      'unit',
      'unit_name',
      'level',
      'above',
      'target',
      'own',
      'by_rule',
      'how',
      'document',
      'counts_simulated',
    ],
    rows.map(({ unit, value, byRule, own, why }) => [
      indicator.key,
      target?.by,
      unit.code,
      say(unit.name, language),
      unit.level,
      parentOf(basis, unit)?.code,
      value,
      own ? 'true' : 'false',
      byRule,
      why,
      say(
        (basis.targets.of(indicator, unit).find(({ by }) => by === target?.by) ?? target)?.document ?? {
          vi: '',
          en: '',
        },
        language,
      ),
      invented ? 'true' : 'false',
    ]),
  );
}
