import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import type { Input } from '../editions/model.ts';
import type { Basis } from '../queries/basis.ts';
import { mergingRuleOf } from '../successions/merging-rule.ts';
import { type HiddenBecause, hideValue, type Value } from '../values/model.ts';
import { guardedMeasures } from './guarded.ts';
import type { MeasureFacts } from './measure-facts.ts';
import { MonthTables } from './month-tables.ts';
import { ReportedTables } from './reported-tables.ts';

/** What of one map may be told, of the months that ended on it. */
interface MapTables {
  readonly counted: MonthTables;
  readonly reported: ReportedTables;
}

/**
 * The figures as everybody may see them: the only door through which pages, downloads and the API for the public get any. What is hidden has no value, and
 * nothing that is worked out from it has.
 *
 * Of the topmost unit every month is told, as known on any day: that tells of no unit. Of the units below, months that are over, as known
 * now; so neither two looks at a month under way nor two days of knowing can be set off against each other. Sums over months are only made of months that are shown.
 *
 * A month has one table, by the units of its end. On another map a figure is told where it is a sum of cells of that table that are all told, so that it
 * adds nothing to what everybody can work out.
 */
export function publicBasis(raw: Basis, facts: MeasureFacts, made: PublicMaps = newPublicMaps()): Basis {
  const known = made.views.get(raw);
  if (known !== undefined) return known;
  const measures = guardedMeasures(raw, facts);
  const monthNow = raw.today.toString().slice(0, 7);
  const rawOf = (month: string) => {
    const own = raw.ownMap(month);
    return own === raw.map ? raw : raw.onMap(own.on);
  };
  const tablesOf = (own: Basis): MapTables => {
    const found = made.tables.get(own) ?? {
      counted: new MonthTables({
        units: own.units,
        measures,
        smallest: raw.definitions.publication.smallestShown,
        monthNow,
        isPast: Temporal.PlainDate.compare(raw.knownBy, raw.today) < 0,
        total: (measure, unit, month) => own.sum(measure, unit, month) ?? 0,
      }),
      reported: new ReportedTables(own),
    };
    made.tables.set(own, found);
    return found;
  };
  const guard = (measure: string, unit: Unit, month: string): HiddenBecause | undefined => {
    const own = rawOf(month);
    const { counted } = tablesOf(own);
    if (own === raw || measures.get(measure)?.guarded === false) return counted.hiddenBecause(measure, unit, month);
    const cells = raw.cellsOf(unit, month);
    for (const cell of cells) {
      const why = counted.hiddenBecause(measure, cell, month);
      if (why !== undefined) return why;
    }
    // What else is in it was recorded under units that are not of that table.
    const told = cells.reduce((sum, cell) => sum + (own.sum(measure, cell, month) ?? 0), 0);
    return told === raw.sum(measure, unit, month) ? undefined : 'few';
  };
  /** Why a reported number of a unit may not be told. */
  const guardReported = (key: string, unit: Unit, asked: Indicator, month: string): HiddenBecause | undefined => {
    const own = rawOf(month);
    const figures = tablesOf(own).reported.of(asked, month);
    if (figures === undefined) return undefined;
    if (own === raw) return figures.isHidden(key, unit) ? 'few' : undefined;
    const cells = raw.cellsOf(unit, month);
    return cells.length === 0 || cells.some((cell) => figures.isHidden(key, cell)) ? 'few' : undefined;
  };
  const isGuarded = (month: string) => {
    const { reported } = tablesOf(rawOf(month));
    return ({ measure, figure }: Pick<Input, 'measure' | 'figure'>) =>
      measure === undefined ? reported.isGuarded(figure) : measures.get(measure)?.guarded !== false;
  };
  /** Means are worked out from the parts one by one, so each of them has to be told. */
  const partsOf = (indicator: Indicator, unit: Unit, month: string): readonly Unit[] => {
    const rule = mergingRuleOf(indicator);
    if (rule === 'sum' || rule === 'restart') return [unit];
    const own = rawOf(month);
    const figure = indicator.inputs.find((input) => input.figure !== undefined)?.figure;
    const { below, levelOf } = raw.inputs(month);
    const parts = new Set(below(unit.id, figure === undefined ? unit.level : levelOf(figure)));
    return [unit, ...own.units.filter(({ id }) => id !== unit.id && parts.has(id))];
  };
  const value = (asked: Indicator, unit: Unit, month: string): Value => {
    const indicator = raw.inMonth(asked, month);
    const isPeople = isGuarded(month);
    // What parts are weighed by can be worked out from the mean.
    const weighed = mergingRuleOf(indicator) === 'weighted-mean' ? indicator.mergedBy : undefined;
    const inputs: readonly Pick<Input, 'key' | 'measure' | 'figure'>[] =
      weighed === undefined || indicator.inputs.some(({ key }) => key === weighed)
        ? indicator.inputs
        : [...indicator.inputs, { key: weighed, measure: undefined, figure: weighed }];
    if (!inputs.some(isPeople)) return raw.value(indicator, unit, month);
    const own = rawOf(month);
    const figures = tablesOf(own).reported.of(indicator, month);
    const found = raw.tell(indicator, unit, month, figures?.figure ?? raw.inputs(month).figure);
    const parts = partsOf(indicator, unit, month);
    const whyOf = ({ measure, figure }: Pick<Input, 'measure' | 'figure'>) => {
      for (const part of parts) {
        const at = part === unit ? guard : guardOf(own);
        const why =
          measure !== undefined
            ? at(measure, part, month)
            : figure === undefined || !isPeople({ measure, figure })
              ? undefined
              : part === unit
                ? guardReported(figure, part, indicator, month)
                : figures?.isHidden(figure, part) === true
                  ? 'few'
                  : undefined;
        if (why !== undefined) return why;
      }
      return undefined;
    };
    const hidden = new Map(
      inputs.flatMap((input) => {
        const why = whyOf(input);
        return why === undefined || (found.value === undefined && found.inputs[input.key] === undefined)
          ? []
          : [[input.key, why] as const];
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
  const guardOf = (own: Basis) => (measure: string, unit: Unit, month: string) =>
    tablesOf(own).counted.hiddenBecause(measure, unit, month);
  const sum: Basis['sum'] = (measure, unit, month) =>
    guard(measure, unit, month) === undefined ? raw.sum(measure, unit, month) : undefined;
  const shut = () => {
    throw new TypeError('what public figures are worked out from is not public');
  };
  const open: Basis = {
    ...raw,
    value,
    sum,
    onMap: (day) => publicBasis(raw.onMap(day), facts, made),
    // A sum over months is told where each of them is.
    targets: raw.targets.seenBy((indicator, unit) =>
      raw.months.every((month) => month >= monthNow || value(indicator, unit, month).hidden === undefined),
    ),
    reported: [],
    inputs: shut,
    tell: shut,
    sample: (unit, month) => {
      const { synthetic, of } = facts.sample;
      return { some: raw.sample(unit, month).some, synthetic: sum(synthetic, unit, month), of: sum(of, unit, month) };
    },
  };
  made.views.set(raw, open);
  return open;
}

/** The same figures on each of their maps, made once. */
interface PublicMaps {
  readonly views: WeakMap<Basis, Basis>;
  readonly tables: WeakMap<Basis, MapTables>;
}

const newPublicMaps = (): PublicMaps => ({ views: new WeakMap(), tables: new WeakMap() });
