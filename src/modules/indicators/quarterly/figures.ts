import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { type BoardRow, boardRow } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import type { Value } from '../values/model.ts';
import type { Standing } from '../values/standing.ts';
import { monthsOf, type Quarter, quarterBefore } from './quarter.ts';

/** An indicator of a unit over a quarter. */
export interface QuarterFigure {
  /** The board's row of the last month with data: target, claims, forecast. */
  readonly row: BoardRow;
  readonly value: Value;
  readonly before: Value;
  /** Against the quarter before; undefined where one of the two is not known. */
  readonly change: number | undefined;
  /** What the quarter lacks to the target; undefined without target or value. */
  readonly gap: number | undefined;
  readonly standing: Standing | undefined;
}

const nothing: Value = {
  state: 'missing',
  value: undefined,
  inputs: {},
  coverage: undefined,
  reportedTo: undefined,
  synthetic: false,
};

/** Months of the quarter that anything was counted in. */
export function monthsTold(basis: Basis, quarter: Quarter): string[] {
  return monthsOf(quarter).filter((month) => basis.months.includes(month));
}

/**
 * The value of a quarter, made of the monthly values that the pages show and of nothing else. What the platform counts is added month by month
 * before the formula is applied; what agencies report is the newest number, since a number of hamlets is not added up. A month whose value is
 * not to be told makes the quarter untold too: it could be worked out of the two others.
 */
export function quarterValue(basis: Basis, indicator: Indicator, unit: Unit, quarter: Quarter): Value {
  const told = monthsTold(basis, quarter).map((month) => basis.value(indicator, unit, month));
  const last = told.at(-1);
  if (last === undefined) return nothing;
  if (indicator.inputs.some(({ figure }) => figure !== undefined)) return last;
  const untold = told.find(({ inputs }) => indicator.inputs.some(({ key }) => inputs[key] === undefined));
  if (untold !== undefined) return { ...untold, value: undefined, inputs: {} };
  const inputs = Object.fromEntries(
    indicator.inputs.map(({ key }) => [key, told.reduce((sum, each) => sum + (each.inputs[key] ?? 0), 0)]),
  );
  const result = indicator.formula.evaluate(inputs);
  if (result.kind === 'value') return { ...last, state: 'known', value: result.value, inputs };
  return { ...last, state: result.kind === 'missing' ? 'missing' : 'not-applicable', value: undefined, inputs };
}

export function quarterFigure(basis: Basis, indicator: Indicator, unit: Unit, quarter: Quarter): QuarterFigure {
  const month = monthsTold(basis, quarter).at(-1) ?? monthsOf(quarter)[2] ?? '';
  const row = boardRow(basis, indicator, unit, month);
  const value = quarterValue(basis, indicator, unit, quarter);
  const before = quarterValue(basis, indicator, unit, quarterBefore(quarter));
  const gap = gapOf(row, value);
  const first = monthsOf(quarterBefore(quarter))[0] ?? '';
  // Across a break nothing is compared.
  const broken = row.breaks.some((each) => each.month > first);
  return {
    row,
    value,
    before,
    change: broken || value.value === undefined || before.value === undefined ? undefined : value.value - before.value,
    gap,
    standing: row.target === undefined ? undefined : standingOf(row, gap),
  };
}

function gapOf({ indicator, target }: BoardRow, { value }: Value): number | undefined {
  if (target === undefined || value === undefined) return undefined;
  return Math.max(0, indicator.better === 'up' ? target.value - value : value - target.value);
}

/** Reached or not is told of the quarter; where it is going, by the forecast of its months. */
function standingOf({ outlook }: BoardRow, gap: number | undefined): Standing {
  if (gap === undefined) return 'unknown';
  if (gap === 0) return 'reached';
  return outlook?.standing === 'reached' ? 'on-track' : (outlook?.standing ?? 'unknown');
}
