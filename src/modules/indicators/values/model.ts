import type { Id } from '../../../platform/ids.ts';
import type { Indicator, UnitLevel } from '../definitions/model.ts';
import type { ComponentCount } from '../editions/model.ts';

/** A month, quarter, year, or any run of days; both ends included. */
export interface Period {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

export type ValueState =
  | 'known'
  /** Some units below have not reported: it is the value of those that have. */
  | 'partly'
  | 'missing'
  /** A unit that it was made of was divided, and nobody said how much of it came here. */
  | 'divided'
  /** The unit was merged since, and the indicator begins anew with it. */
  | 'restarted'
  /** There was nothing to measure (no dossier in the period). */
  | 'not-applicable'
  /** It is known, and not shown to everybody. */
  | 'hidden';

/** Why a value is hidden: so few people that it could tell of one, a month that is not over, or what was known on an earlier day. */
export type HiddenBecause = 'few' | 'under-way' | 'earlier-day';

/** A figure with all it was worked out from, so that nobody has to believe it. */
export interface Value {
  readonly state: ValueState;
  readonly value: number | undefined;
  /** By key of the input; only what is known. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Units that report, and how many of them have: undefined where the platform counts by itself. */
  readonly coverage: { readonly reported: number; readonly units: number } | undefined;
  /** Latest end of a reported input's period: how old it may be. */
  readonly reportedTo: Temporal.PlainDate | undefined;
  /** A reported number in it was invented for a demonstration. */
  readonly synthetic: boolean;
  readonly hidden?: HiddenBecause | undefined;
}

/** Sums of a measure over a period, by unit at any level. A unit without a row has none: the platform counts everything, so that is a zero. */
export interface MeasureSums {
  get(measure: string): { get(unitId: Id<'unit'>): number | undefined } | undefined;
}

/** One reported number as it was known. */
export interface ReportedFigure {
  readonly figure: string;
  readonly unitId: Id<'unit'>;
  readonly to: Temporal.PlainDate;
  readonly value: number;
  readonly synthetic: boolean;
  /** Others established it and published it; else agencies reported it. */
  readonly established?: boolean;
}

/** Units of a level under a unit, the unit itself among them where it is of that level. */
export type UnitsBelow = (unitId: Id<'unit'>, level: UnitLevel) => readonly Id<'unit'>[];

export interface KnownInputs {
  readonly measures: MeasureSums;
  /** The newest number of a figure for a unit, within the period or before it. */
  figure(figure: string, unitId: Id<'unit'>): ReportedFigure | undefined;
  /** Level whose units report a figure. */
  levelOf(figure: string): UnitLevel;
  readonly below: UnitsBelow;
  components(of: ComponentCount): number;
}

/**
 * The value of an indicator for a unit. Reported inputs are added over the units below that reported all of them, so that numerator and base are of
 * the same units; the rest of the units shows as coverage and is never taken for zero. Pure.
 */
export function tellValue(indicator: Indicator, unitId: Id<'unit'>, known: KnownInputs): Value {
  const reported = indicator.inputs.flatMap(({ figure }) => figure ?? []);
  const units = reported[0] === undefined ? [unitId] : known.below(unitId, known.levelOf(reported[0]));
  const complete = units.filter((unit) => reported.every((figure) => known.figure(figure, unit) !== undefined));
  const coverage = reported.length === 0 ? undefined : { reported: complete.length, units: units.length };
  if (complete.length === 0)
    return { state: 'missing', value: undefined, inputs: {}, coverage, reportedTo: undefined, synthetic: false };
  const inputs = Object.fromEntries(
    indicator.inputs.map(({ key, measure, figure, components }) => [
      key,
      // Of the edition, not of the unit: never added over units.
      components !== undefined
        ? known.components(components)
        : complete.reduce(
            (sum, unit) =>
              sum +
              (measure === undefined
                ? (known.figure(figure ?? '', unit)?.value ?? 0)
                : (known.measures.get(measure)?.get(unit) ?? 0)),
            0,
          ),
    ]),
  );
  const told = complete.flatMap((unit) => reported.flatMap((figure) => known.figure(figure, unit) ?? []));
  const reportedTo = told
    .map(({ to }) => to)
    .sort(Temporal.PlainDate.compare)
    .at(-1);
  const result = indicator.formula.evaluate(inputs);
  const about = { inputs, coverage, reportedTo, synthetic: told.some(({ synthetic }) => synthetic) };
  if (result.kind === 'zero-divisor') return { state: 'not-applicable', value: undefined, ...about };
  if (result.kind === 'missing') return { state: 'missing', value: undefined, ...about };
  return { state: complete.length < units.length ? 'partly' : 'known', value: result.value, ...about };
}

/** The same value for a reader who may not see it; inputs named in `shown` they may. */
export function hideValue(value: Value, hidden: HiddenBecause, shown: readonly string[] = []): Value {
  const inputs = Object.fromEntries(Object.entries(value.inputs).filter(([key]) => shown.includes(key)));
  return { ...value, state: 'hidden', value: undefined, inputs, hidden };
}
