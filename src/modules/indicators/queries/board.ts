import type { Unit } from '../../territory/index.ts';
import type { Claim, Indicator, Target } from '../definitions/model.ts';
import { isShare as isUnitless } from '../formula/units-of-measure.ts';
import type { SeriesBreak } from '../successions/series-breaks.ts';
import type { BoundTarget } from '../targets/shared-targets.ts';
import type { Value } from '../values/model.ts';
import { type Outlook, outlookOf } from '../values/standing.ts';
import { type Basis, endOfMonth } from './indicator-reader.ts';

/** One indicator of one unit as pages show it: where it stands, against what, since when. */
export interface BoardRow {
  readonly indicator: Indicator;
  readonly value: Value;
  /** Monthly values up to the month told, oldest first; undefined where there is none. */
  readonly series: readonly { readonly month: string; readonly value: number | undefined }[];
  /** Where the series breaks, up to the month told: nothing is compared, nor forecast, across. */
  readonly breaks: readonly SeriesBreak[];
  /** The part of the series since its last break. */
  readonly run: BoardRow['series'];
  /** What binds this unit, the next one due: its own, or its part of a target above. */
  readonly target: BoundTarget | undefined;
  /** National aims, for comparison. */
  readonly aims: readonly Target[];
  readonly outlook: Outlook | undefined;
  /** What others published of the unit and of the country. */
  readonly claims: readonly Claim[];
}

/** The newest month that is over, or the newest there is: a month under way is a part that looks like a fall. */
export function usualMonth({ months, knownBy }: Basis): string | undefined {
  return months.filter((month) => month < knownBy.toString().slice(0, 7)).at(-1) ?? months.at(-1);
}

/** All indicators that are told of units of this level, as they were in the month. */
export function boardOf(basis: Basis, unit: Unit, month: string): BoardRow[] {
  return basis
    .definitionsOn(month)
    .indicators.filter(({ levels }) => levels.includes(unit.level))
    .sort((a, b) => (a.headline ?? 99) - (b.headline ?? 99) || a.name.vi.localeCompare(b.name.vi, 'vi'))
    .map((indicator) => boardRow(basis, indicator, unit, month));
}

export function boardRow(basis: Basis, asked: Indicator, unit: Unit, month: string): BoardRow {
  const indicator = basis.definitionsOn(month).indicators.find(({ key }) => key === asked.key) ?? asked;
  const series = basis.months
    .filter((each) => each <= month)
    .map((each) => ({ month: each, value: basis.value(indicator, unit, each).value }));
  const breaks = basis.breaks(indicator, unit).filter((each) => each.month <= month);
  const run = series.filter((each) => each.month >= (breaks.at(-1)?.month ?? ''));
  const value = basis.value(indicator, unit, month);
  const target = basis.targets.next(indicator, unit, endOfMonth(month).toString());
  const ofIndicator = <Row extends { readonly indicator: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.indicator === indicator.key);
  return {
    indicator,
    value,
    series,
    breaks,
    run,
    target,
    aims: ofIndicator(basis.definitions.targets).filter((each) => each.unit === 'country'),
    outlook:
      target &&
      outlookOf({
        series: run.map((each) => each.value),
        current: value.value,
        target: target.value,
        better: indicator.better,
        monthsLeft: monthsBetween(month, target.by.slice(0, 7)),
        bounds: isShare(indicator) ? { low: 0, high: 1 } : { low: 0, high: Number.MAX_VALUE },
      }),
    claims: ofIndicator(basis.definitions.claims).filter(
      (claim) =>
        basis.named(claim.unit, claim.to)?.id === unit.id || (claim.unit === 'country' && unit.level === 'province'),
    ),
  };
}

export const isShare = ({ unit }: Indicator): boolean => isUnitless(unit);

export function parentOf({ units }: Basis, { parentId }: Unit): Unit | undefined {
  return parentId === undefined ? undefined : units.find(({ id }) => id === parentId);
}

function monthsBetween(from: string, to: string): number {
  const [a, b] = [Temporal.PlainYearMonth.from(from), Temporal.PlainYearMonth.from(to)];
  return a.until(b, { largestUnit: 'month' }).months;
}

/** A unit in the table of its like; without a rank where so few cases stand behind it that chance decides. */
export interface LeagueRow {
  readonly unit: Unit;
  readonly value: Value;
  /** What the share is a share of, for the fairness of the comparison. */
  readonly base: number | undefined;
  readonly rank: number | undefined;
}

/** Fewer cases than this say more about chance than about the unit. */
export const fewestCases = 20;

/** Units of a level below, the best first; those with few cases after them, unranked. */
export function leagueOf(
  basis: Basis,
  indicator: Indicator,
  unit: Unit,
  month: string,
  level: Unit['level'],
  tell: (unit: Unit) => Value = (each) => basis.value(indicator, each, month),
): LeagueRow[] {
  const under = (at: Unit): Unit[] => (at.level === level ? [at] : basis.below(at).flatMap(under));
  const rows = under(unit).map((each) => {
    const value = tell(each);
    return { unit: each, value, base: baseOf(indicator, value) };
  });
  const fair = rows.filter(
    ({ value, base }) => value.value !== undefined && (base === undefined || base >= fewestCases),
  );
  const sign = indicator.better === 'up' ? -1 : 1;
  fair.sort((a, b) => sign * ((a.value.value ?? 0) - (b.value.value ?? 0)) || a.unit.code.localeCompare(b.unit.code));
  // Equal values share a rank.
  const ranked = fair.map((row) => ({
    ...row,
    rank: 1 + fair.findIndex((each) => each.value.value === row.value.value),
  }));
  const rest = rows.filter((row) => !fair.includes(row)).map((row) => ({ ...row, rank: undefined }));
  return [...ranked, ...rest];
}

function baseOf({ base }: Indicator, { inputs }: Value): number | undefined {
  return base === undefined ? undefined : inputs[base];
}
