import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { MonthSums } from '../counting/month-sums.ts';
import type { MeasureRow } from '../counting/read-measures.ts';
import type { BaseFact, Definitions, FigureDefinition } from '../definitions/model.ts';
import type { DefinitionHistory } from '../definitions/store.ts';
import { isAdded } from '../successions/merging-rule.ts';
import type { UnitMaps } from '../successions/unit-maps.ts';
import type { ReportedFigure } from '../values/model.ts';
import { endOfMonth } from '../values/months.ts';

/** Sums of one measure, unit and month, and the months that have any. */
export type Sums = Pick<MonthSums, 'get' | 'months'>;

/** The newest number of a figure for a unit, not later than the month. */
export type FigureAt = (figure: FigureDefinition, unitId: Id<'unit'>, month: string) => ReportedFigure | undefined;

/** All that was known by a day, for any map: see `UnitMaps.keyOn` for the names that sums are kept by. */
export interface Ledger {
  readonly definitions: DefinitionHistory;
  readonly maps: UnitMaps;
  readonly sums: Sums;
  readonly figure: FigureAt;
  /** What agencies reported and the province approved. */
  readonly reported: readonly ReportedFigure[];
  /** Months with anything counted or reported by the month, `2022-09`, in order. */
  readonly months: readonly string[];
}

export function sumsOfRows(rows: readonly MeasureRow[]): Sums {
  const sums = new Map(rows.map(({ measure, unitId, period, value }) => [`${measure} ${unitId} ${period}`, value]));
  const months = [...new Set(rows.map(({ period }) => period))].sort((a, b) => a.localeCompare(b));
  return { get: (measure, unitId, month) => sums.get(`${measure} ${unitId} ${month}`) ?? 0, months: () => months };
}

/** What agencies reported and the province approved, as known by a day; else what others established; else what the parts of a merged unit had. */
export function readFigures(
  tx: Tx,
  { definitions, maps }: Pick<Ledger, 'definitions' | 'maps'>,
  told: Temporal.PlainDate,
): (
  knownBy: Temporal.PlainDate,
) => Promise<Pick<Ledger, 'reported'> & { readonly at: FigureAt; readonly months: ReadonlySet<string> }> {
  const facts = factsByUnit(definitions.on(told), maps);
  return async (knownBy) => {
    const { reported, months } = await approvedFigures(tx, definitions, knownBy);
    const reports = byUnit(reported);
    const at: FigureAt = (figure, unitId, month) => {
      const own = (of: Id<'unit'>) => newest(reports, figure, of, month) ?? newest(facts, figure, of, month);
      return own(unitId) ?? inherited(maps, figure, unitId, own);
    };
    return { at, reported, months };
  };
}

type ByUnit = ReadonlyMap<string, readonly ReportedFigure[]>;

/** What agencies reported and the province approved, by figure and unit. */
async function approvedFigures(tx: Tx, { ever }: DefinitionHistory, knownBy: Temporal.PlainDate) {
  const figures = ever.flatMap((definitions) => definitions.figures);
  const [rows, invented] = await Promise.all([
    tx.rows<Omit<ReportedFigure, 'value' | 'synthetic'> & { value: string }>(
      `select figure, unit_id as "unitId", period_to as "to", value::text as value from approved_figures($1, $2) order by period_to`,
      [[...new Set(figures.map(({ key }) => key))], knownBy],
    ),
    tx.rows<{ name: string }>(`select concat_ws(' ', figure, unit_id, period_to) as name from invented_figures($1)`, [
      knownBy,
    ]),
  ]);
  const synthetic = new Set(invented.map(({ name }) => name));
  const reported = rows.map((row) => ({
    ...row,
    value: Number(row.value),
    synthetic: synthetic.has(`${row.figure} ${row.unitId} ${row.to}`),
  }));
  const monthly = new Set(figures.filter(({ period }) => period === 'month').map(({ key }) => key));
  return {
    reported,
    months: new Set(rows.filter(({ figure }) => monthly.has(figure)).map(({ to }) => to.toString().slice(0, 7))),
  };
}

/** Established numbers, under the unit that carried the code on their day: a code is used again. */
function factsByUnit({ facts }: Definitions, maps: UnitMaps): ByUnit {
  const placed = facts.flatMap(({ figure, unit, on, value }: BaseFact): ReportedFigure[] => {
    const to = Temporal.PlainDate.from(on);
    const carrier = maps.named(unit, to);
    return carrier === undefined
      ? []
      : [{ figure, unitId: carrier.id, to, value, synthetic: false, established: true }];
  });
  return byUnit(placed.sort((a, b) => Temporal.PlainDate.compare(a.to, b.to)));
}

const byUnit = (rows: readonly ReportedFigure[]): ByUnit =>
  Map.groupBy(rows, ({ figure, unitId }) => `${figure} ${unitId}`);

function newest(rows: ByUnit, { key }: FigureDefinition, unitId: Id<'unit'>, month: string) {
  const end = endOfMonth(month);
  return rows.get(`${key} ${unitId}`)?.findLast(({ to }) => Temporal.PlainDate.compare(to, end) <= 0);
}

/** How things stand in a merged unit that has not reported yet: what its parts last had, where all of them are known and none was divided. */
function inherited(
  maps: UnitMaps,
  figure: FigureDefinition,
  unitId: Id<'unit'>,
  own: (unitId: Id<'unit'>) => ReportedFigure | undefined,
): ReportedFigure | undefined {
  if (figure.kind !== 'at' || !isAdded(figure.unit)) return undefined;
  const map = maps.maps.find(({ units }) => units.some(({ id }) => id === unitId));
  const before = map && maps.maps[maps.maps.indexOf(map) - 1];
  if (map === undefined || before === undefined || maps.divided(map, before, unitId).length > 0) return undefined;
  const parts = maps.parts(map, before, unitId, figure.level);
  const known = parts.flatMap(({ id }) => own(id) ?? inherited(maps, figure, id, own) ?? []);
  const [first] = known;
  if (first === undefined || known.length < parts.length) return undefined;
  return {
    figure: figure.key,
    unitId,
    // As old as the oldest of them.
    to: known.reduce((oldest, { to }) => (Temporal.PlainDate.compare(to, oldest) < 0 ? to : oldest), first.to),
    value: known.reduce((sum, { value }) => sum + value, 0),
    synthetic: known.some(({ synthetic }) => synthetic),
    established: known.every(({ established }) => established === true),
  };
}
