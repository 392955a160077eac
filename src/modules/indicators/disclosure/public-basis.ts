import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import type { Input } from '../editions/model.ts';
import type { Basis } from '../queries/basis.ts';
import { hideValue, tellValue, type Value } from '../values/model.ts';
import { guardedMeasures } from './guarded.ts';
import type { MeasureFacts } from './measure-facts.ts';
import { MonthTables } from './month-tables.ts';
import { ReportedTables } from './reported-tables.ts';

/**
 * The figures as everybody may see them: the only door through which pages, downloads and the API for the public get any. What is hidden has no value, and
 * nothing that is worked out from it has.
 *
 * Of the topmost unit every month is told, as known on any day: that tells of no unit. Of the units below, months that are over, as known
 * now; so neither two looks at a month under way nor two days of knowing can be set off against each other. Sums over months are only made of months that are shown.
 */
export function publicBasis(raw: Basis, facts: MeasureFacts): Basis {
  const measures = guardedMeasures(raw, facts);
  const counted = new MonthTables({
    units: raw.units,
    measures,
    smallest: raw.definitions.publication.smallestShown,
    monthNow: raw.today.toString().slice(0, 7),
    isPast: Temporal.PlainDate.compare(raw.knownBy, raw.today) < 0,
    total: (measure, unit, month) => raw.sum(measure, unit, month) ?? 0,
  });
  const guard = (measure: string, unit: Unit, month: string) => counted.hiddenBecause(measure, unit, month);
  const reported = new ReportedTables(raw);
  const isGuarded = ({ measure, figure }: Input) =>
    measure === undefined ? reported.isGuarded(figure) : measures.get(measure)?.guarded !== false;
  const value = (indicator: Indicator, unit: Unit, month: string): Value => {
    if (!indicator.inputs.some(isGuarded)) return raw.value(indicator, unit, month);
    const figures = reported.of(indicator, month);
    const known = { ...raw.inputs(month), ...(figures === undefined ? {} : { figure: figures.figure }) };
    const found = tellValue(indicator, unit.id, known);
    const hidden = new Map(
      indicator.inputs.flatMap((input) => {
        const why =
          input.measure === undefined
            ? figures?.isHidden(input.figure ?? '', unit) === true
              ? ('few' as const)
              : undefined
            : guard(input.measure, unit, month);
        return why === undefined || found.inputs[input.key] === undefined ? [] : [[input.key, why] as const];
      }),
    );
    const [why] = hidden.values();
    if (why === undefined) return found;
    return hideValue(
      found,
      why,
      Object.keys(found.inputs).filter((key) => !hidden.has(key)),
    );
  };
  const sum: Basis['sum'] = (measure, unit, month) =>
    guard(measure, unit, month) === undefined ? raw.sum(measure, unit, month) : undefined;
  const monthNow = raw.today.toString().slice(0, 7);
  return {
    ...raw,
    value,
    sum,
    // A sum over months is told where each of them is.
    targets: raw.targets.seenBy((indicator, unit) =>
      raw.months.every((month) => month >= monthNow || value(indicator, unit, month).hidden === undefined),
    ),
    reported: [],
    inputs: () => {
      throw new TypeError('what public figures are worked out from is not public');
    },
    sample: (unit, month) => {
      const { synthetic, of } = facts.sample;
      return { some: raw.sample(unit, month).some, synthetic: sum(synthetic, unit, month), of: sum(of, unit, month) };
    },
  };
}
