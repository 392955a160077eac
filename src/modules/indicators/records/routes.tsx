import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/database.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { dateOf, say } from '../../../platform/text.ts';
import { type DossierDeps, listCountedDossiers } from '../../dossiers/index.ts';
import { requireStaff } from '../../identity/index.ts';
import { listAgencies, rollUpMap, type Unit } from '../../territory/index.ts';
import { indicatorErrors } from '../errors.ts';
import { basisFor, indicatorOf, unitOf } from '../queries/asked.ts';
import { type Basis, endOfMonth, type IndicatorReader } from '../queries/indicator-reader.ts';
import { readRecords } from './read-records.ts';
import { readReports } from './read-reports.ts';
import { inputOf, RecordsPage } from './records-page.tsx';
import { ReportsPage } from './reports-page.tsx';

export interface RecordRoutesDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly reader: IndicatorReader;
  readonly dossiers: Pick<DossierDeps, 'procedures' | 'officers'>;
}

interface Asked {
  readonly thang?: unknown;
  /** Key of the input. */
  readonly so?: unknown;
  readonly xep?: unknown;
  readonly chieu?: unknown;
  readonly sau?: unknown;
}

type Request = FastifyRequest<{ Params: { unit: string; indicator: string }; Querystring: Asked }>;

const pageSize = 50;

/** For officers: from a figure to the very dossiers and reports that it was made of. */
export function recordRoutes(deps: RecordRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    app.get('/mot-cua/chi-so/:unit/:indicator/ho-so', { schema: { hide: true } as object }, async (request, reply) =>
      show(deps, request as Request, reply),
    );
  };
}

async function show(deps: RecordRoutesDeps, request: Request, reply: FastifyReply): Promise<FastifyReply> {
  const actor = requireStaff(request);
  const { params, query, language } = request;
  const { basis, month } = await basisFor(deps.reader, undefined, query.thang, actor);
  const unit = unitOf(basis, params.unit);
  const indicator = indicatorOf(basis, unit, params.indicator);
  if (month === undefined) throw indicatorErrors.indicatorNotFound();
  const input = inputOf(indicator, typeof query.so === 'string' ? query.so : '');
  const behind = { language, unit, indicator, month, input: input.key };
  if (input.measure === undefined) return showReports(deps, actor, reply, basis, input.figure ?? '', behind);
  const measure = input.measure;
  const order = query.xep === 'ma' ? ('code' as const) : ('filed' as const);
  const direction = query.chieu === 'len' ? ('up' as const) : ('down' as const);
  const after = typeof query.sau === 'string' && isUuid(query.sau) ? (query.sau as Id<'dossier'>) : undefined;
  const page = await deps.database.read(actor, async (tx) => {
    const unitIds = addedUpTo(await rollUpMap(tx, dateOf(deps.clock.business())), unit);
    const records = await readRecords(tx, { measure, unitIds, month });
    const asked = { order, direction, limit: pageSize, after };
    return { records, ...(await listCountedDossiers(tx, deps.dossiers, [...records.open.keys()], asked)) };
  });
  return reply.html(<RecordsPage {...behind} {...page} order={order} direction={direction} />);
}

/** All units, of now and before, whose counts are added up to this one. */
function addedUpTo(upwards: ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]>, unit: Unit): Id<'unit'>[] {
  return [...upwards].flatMap(([id, above]) => (above.includes(unit.id) ? [id] : []));
}

async function showReports(
  { database, clock, dossiers }: RecordRoutesDeps,
  actor: StaffActor,
  reply: FastifyReply,
  basis: Basis,
  figure: string,
  behind: Omit<Parameters<typeof ReportsPage>[0], 'to' | 'rows' | 'others' | 'agencyName' | 'officerName'>,
): Promise<FastifyReply> {
  const to = endOfMonth(behind.month);
  const level = basis.definitions.figures.find(({ key }) => key === figure)?.level;
  const under = (at: Unit): Unit[] => (at.level === level ? [at] : basis.below(at).flatMap(under));
  const units = under(behind.unit);
  const read = await database.read(actor, async (tx) => {
    const reports = await readReports(
      tx,
      figure,
      units.map(({ id }) => id),
      to,
    );
    const acts = reports.flatMap((report) => report.acts);
    const [agencies, officers] = await Promise.all([
      listAgencies(tx, dateOf(clock.business())),
      dossiers.officers.describe(tx, [...new Set(acts.map(({ positionId }) => positionId))]),
    ]);
    return { reports, agencies: new Map(agencies.map(({ id, name }) => [id, name])), officers };
  });
  const rows = units.flatMap((unit) => {
    const report = read.reports.find(({ unitId }) => unitId === unit.id);
    const fact = basis.definitions.facts
      .filter((each) => each.figure === figure && each.unit === unit.code && each.on <= to.toString())
      .sort((a, b) => a.on.localeCompare(b.on))
      .at(-1);
    return report === undefined && fact === undefined ? [] : [{ unit, report, fact }];
  });
  return reply.html(
    <ReportsPage
      {...behind}
      to={to}
      rows={rows}
      others={units.length - rows.length}
      agencyName={({ agencyId }) => say(read.agencies.get(agencyId) ?? { vi: '–', en: '–' }, behind.language)}
      officerName={({ positionId }) => read.officers.get(positionId)?.name ?? '–'}
    />,
  );
}
