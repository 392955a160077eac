import type { Unit } from '../../territory/index.ts';
import type { Definitions, Indicator } from '../definitions/model.ts';
import type { SharedTargets } from '../targets/shared-targets.ts';
import type { KnownInputs, ReportedFigure, Value } from '../values/model.ts';

/** All that pages of indicators are made of, as known by one day: a few ten thousand numbers, read again when the counting has gone on. */
export interface Basis {
  /** Changes when any figure may have. */
  readonly stamp: string;
  readonly today: Temporal.PlainDate;
  readonly countedTo: Temporal.Instant | undefined;
  /** What was known by this day; today unless somebody asks for the past. */
  readonly knownBy: Temporal.PlainDate;
  readonly definitions: Definitions;
  readonly units: readonly Unit[];
  readonly byCode: ReadonlyMap<string, Unit>;
  readonly province: Unit | undefined;
  /** Months with anything counted or reported by the month, `2022-09`, in order. */
  readonly months: readonly string[];
  value(indicator: Indicator, unit: Unit, month: string): Value;
  /** What values of a month are worked out from. */
  inputs(month: string): KnownInputs;
  /** What agencies reported and the province approved. */
  readonly reported: readonly ReportedFigure[];
  /** What each unit has to reach, its own or shared out from above. */
  readonly targets: SharedTargets;
  /** Units directly below, by code. */
  below(unit: Unit): readonly Unit[];
  /** How much of a unit's month is invented for the demonstration. */
  sample(
    unit: Unit,
    month: string,
  ): { readonly some: boolean; readonly synthetic: number | undefined; readonly of: number | undefined };
  /** A sum of one measure for a unit and month; undefined where it may not be shown. */
  sum(measure: string, unit: Unit, month: string): number | undefined;
}
