import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import type { Definitions, FigureDefinition, Indicator } from '../definitions/model.ts';
import type { MeasureFacts } from '../disclosure/measure-facts.ts';
import { componentCounter } from '../editions/origins.ts';
import type { Outline } from '../maps/rings.ts';
import { type SeriesBreak, seriesBreaks } from '../successions/series-breaks.ts';
import { type MapQuestion, tellOnMap } from '../successions/tell-on-map.ts';
import type { UnitMap, UnitMaps } from '../successions/unit-maps.ts';
import { SharedTargets } from '../targets/shared-targets.ts';
import type { SharingNumbers } from '../targets/sharing-numbers.ts';
import type { KnownInputs, MeasureSums, ReportedFigure, Value } from '../values/model.ts';
import { endOfMonth } from '../values/months.ts';
import type { Ledger } from './ledger.ts';

/** A unit as pages lead to it: with a day of its map where that is not the map of the day that is told of. */
export type MappedUnit = Unit & { readonly onMap?: string | undefined };

/** All that pages of indicators are made of, as known by one day and on one map: a few ten thousand numbers, read again when the counting has gone on. */
export interface Basis {
  /** Changes when any figure may have. */
  readonly stamp: string;
  readonly today: Temporal.PlainDate;
  readonly countedTo: Temporal.Instant | undefined;
  /** What was known by this day; today unless somebody asks for the past. */
  readonly knownBy: Temporal.PlainDate;
  /** As they count on `knownBy`. */
  readonly definitions: Definitions;
  /** As they count at the end of a month: it is told by those. */
  definitionsOn(month: string): Definitions;
  /** Every version that ever counted. */
  readonly versions: readonly Definitions[];
  /** An indicator as it counts in a month. */
  inMonth(indicator: Indicator, month: string): Indicator;
  /** The boundaries that units are told by, and all others there are. */
  readonly map: UnitMap;
  readonly maps: readonly UnitMap[];
  /** The same on the map of another day. */
  onMap(day: Temporal.PlainDate): Basis;
  readonly units: readonly MappedUnit[];
  readonly byCode: ReadonlyMap<string, MappedUnit>;
  readonly province: MappedUnit | undefined;
  /** The unit of any map that carries a code on a day. */
  named(code: string, day: string): Unit | undefined;
  /** Months with anything counted or reported by the month that began on this map or before it, `2022-09`, in order. */
  readonly months: readonly string[];
  /** By the formula of the month, and by the units that there were in it. */
  value(indicator: Indicator, unit: Unit, month: string): Value;
  /** The same by other numbers of what is reported. */
  tell(indicator: Indicator, unit: Unit, month: string, figure: KnownInputs['figure']): Value;
  /** What values of a month are worked out from. */
  inputs(month: string): KnownInputs;
  /** What agencies reported and the province approved. */
  readonly reported: readonly ReportedFigure[];
  /** What each unit has to reach, its own or shared out from above. Targets are shared out on the map of the day they are told of, and stand alone on others. */
  readonly targets: SharedTargets;
  /** Other units of a month that this one was made of: wholly, and in part. */
  madeOf(unit: Unit, month: string): { readonly whole: readonly Unit[]; readonly divided: readonly Unit[] };
  /** Units of a month on the map of its end that lie wholly in this one, the largest of each: what its sums are of. */
  cellsOf(unit: Unit, month: string): readonly Unit[];
  /** The map that was in force at the end of a month. */
  ownMap(month: string): UnitMap;
  /** Whether a unit of today's map holds all of a unit of this one, or all that one is made of. */
  isWithin(unit: Unit, today: Id<'unit'>): boolean;
  /** The unit of another map that a unit lies in, or that it alone came from; else the province there. */
  counterpart(unit: Unit, other: UnitMap): MappedUnit | undefined;
  /** The border of a unit, where the province brought it. */
  outline(unit: Unit): Outline | undefined;
  /** Months at which the values of an indicator cannot be compared with those before. */
  breaks(indicator: Indicator, unit: Unit): readonly SeriesBreak[];
  /** Units directly below, by code. */
  below(unit: Unit): readonly MappedUnit[];
  /** How much of a unit's month is invented for the demonstration. */
  sample(
    unit: Unit,
    month: string,
  ): { readonly some: boolean; readonly synthetic: number | undefined; readonly of: number | undefined };
  /** A sum of one measure for a unit and month; undefined where it may not be shown. */
  sum(measure: string, unit: Unit, month: string): number | undefined;
}

export interface BasisAbout extends Pick<Basis, 'today' | 'knownBy' | 'stamp' | 'countedTo'> {
  readonly sample: MeasureFacts['sample'];
  /** What sharing targets out goes by, on the usual map. */
  numbers(on: string | undefined): SharingNumbers;
}

/** What a ledger says on one of its maps; others are made when they are asked for, and kept with it. */
export function toBasis(
  ledger: Ledger,
  about: BasisAbout,
  made = new Map<UnitMap, Basis>(),
  map = ledger.maps.usual,
): Basis {
  const { sample, numbers, ...told } = about;
  const { maps, definitions } = ledger;
  const onMap = map === maps.usual ? undefined : map.on.toString();
  const units: readonly MappedUnit[] = onMap === undefined ? map.units : map.units.map((unit) => ({ ...unit, onMap }));
  const sums = (other: UnitMap, month: string): MeasureSums => ({
    get: (measure) => ({ get: (unitId) => ledger.sums.get(measure, maps.keyOn(other, unitId), month) }),
  });
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const byParent = Map.groupBy(units, ({ parentId }) => parentId);
  const definitionsOn = (month: string) => definitions.on(endOfMonth(month));
  const byName = new Map<Definitions, Named>();
  const named = (month: string): Named => {
    const found = definitionsOn(month);
    const made = byName.get(found) ?? {
      indicators: byKey(found.indicators),
      figures: byKey(found.figures),
      components: componentCounter(found.editions),
    };
    byName.set(found, made);
    return made;
  };
  const ownMap: Basis['ownMap'] = (month) => maps.at(endOfMonth(month));
  /** A month that goes on beyond the map is told as far as the map goes. */
  const mapOf = (month: string) => {
    const end = endOfMonth(month);
    return map.until !== undefined && Temporal.PlainDate.compare(end, map.until) >= 0 ? map : maps.at(end);
  };
  const inMonth: Basis['inMonth'] = (indicator, month) => named(month).indicators.get(indicator.key) ?? indicator;
  const question = (month: string): MapQuestion => {
    const { figures, components } = named(month);
    return {
      maps,
      map,
      recorded: mapOf(month),
      sums: (other) => sums(other, month),
      figure: (key, unitId) => {
        const found = figures.get(key);
        return found && ledger.figure(found, unitId, month);
      },
      levelOf: (key) => figures.get(key)?.level ?? 'province',
      components,
    };
  };
  const sum = (measure: string, unit: Unit, month: string) => ledger.sums.get(measure, maps.keyOn(map, unit.id), month);
  const months = ledger.months.filter((month) => map.until === undefined || `${month}-01` < map.until.toString());
  let byUnit: ReadonlyMap<Id<'unit'>, Outline> | undefined;
  const outlines = () => {
    byUnit ??= new Map(
      definitions.on(about.knownBy).outlines.flatMap((outline): [Id<'unit'>, Outline][] => {
        const unit = maps.named(outline.unit, Temporal.PlainDate.from(outline.on));
        return unit === undefined ? [] : [[unit.id, outline]];
      }),
    );
    return byUnit;
  };
  const basis: Basis = {
    ...told,
    definitions: definitions.on(about.knownBy),
    definitionsOn,
    versions: definitions.ever,
    inMonth,
    map,
    maps: maps.maps,
    onMap: (day) => {
      const other = maps.at(day);
      return made.get(other) ?? toBasis(ledger, about, made, other);
    },
    units,
    byCode,
    // The province; in the country's own tenant the country.
    province: units.find(({ level }) => level === 'country') ?? units.find(({ level }) => level === 'province'),
    named: (code, day) => maps.named(code, Temporal.PlainDate.from(day)),
    months,
    value: (indicator, unit, month) => tellOnMap(inMonth(indicator, month), unit, question(month)),
    tell: (indicator, unit, month, figure) =>
      tellOnMap(inMonth(indicator, month), unit, { ...question(month), figure }),
    inputs: (month) => {
      const { figure, levelOf, components, recorded } = question(month);
      return {
        measures: sums(map, month),
        figure,
        levelOf,
        components,
        below: (unitId, level) => maps.parts(map, recorded, unitId, level).map(({ id }) => id),
      };
    },
    reported: ledger.reported,
    targets: new SharedTargets({
      definitions: targetsOn(definitions.on(about.knownBy), maps, map),
      byCode,
      childrenOf: (unit) => byParent.get(unit.id) ?? [],
      parentOf: ({ parentId }) => parentId && byId.get(parentId),
      numbers,
    }),
    madeOf: ({ id, level }, month) => {
      const then = mapOf(month);
      const whole = maps.parts(map, then, id, level).filter((part) => part.id !== id);
      return { whole, divided: maps.divided(map, then, id) };
    },
    cellsOf: ({ id }, month) => {
      const own = ownMap(month);
      const { within } = maps.placed(map);
      const whole = new Set(own.units.filter((each) => within.get(each.id)?.includes(id)).map((each) => each.id));
      return own.units.filter(
        (each) => whole.has(each.id) && (each.parentId === undefined || !whole.has(each.parentId)),
      );
    },
    ownMap,
    isWithin: ({ id }, today) => {
      const now = maps.at(about.today);
      const { within } = maps.placed(now);
      const lies = (each: Id<'unit'>) => within.get(each)?.includes(today) === true;
      if (lies(id)) return true;
      // Of a later map it is made of units of today.
      const parts = now.units.filter((each) => maps.placed(map).within.get(each.id)?.includes(id));
      return parts.length > 0 && maps.divided(map, now, id).length === 0 && parts.every((part) => lies(part.id));
    },
    counterpart: (unit, other) => {
      const there = basis.onMap(other.on);
      const [place] = maps.placed(other).within.get(unit.id) ?? [];
      const [origin, ...more] = maps.parts(map, other, unit.id, unit.level);
      const id = place ?? (more.length === 0 ? origin?.id : undefined);
      return there.units.find((each) => each.id === id) ?? there.province;
    },
    outline: ({ id }) => outlines().get(id),
    breaks: (indicator, unit) => seriesBreaks(basis, indicator, unit),
    below: (unit) => byParent.get(unit.id) ?? [],
    sample: (unit, month) => {
      const synthetic = sum(sample.synthetic, unit, month);
      return { some: synthetic > 0, synthetic, of: sum(sample.of, unit, month) };
    },
    sum,
  };
  made.set(map, basis);
  return basis;
}

/** A code is used again: a target is of the unit that carries it on the day it is due. */
function targetsOn(definitions: Definitions, maps: UnitMaps, map: UnitMap): Definitions {
  const ids = new Set(map.units.map(({ id }) => id));
  const targets = definitions.targets.filter(({ unit, by }) => {
    const carrier = maps.named(unit, Temporal.PlainDate.from(by));
    return carrier !== undefined && ids.has(carrier.id);
  });
  return {
    ...definitions,
    targets: map === maps.usual ? targets : targets.map((target) => ({ ...target, shared: 'not' })),
  };
}

interface Named {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly figures: ReadonlyMap<string, FigureDefinition>;
  readonly components: KnownInputs['components'];
}

const byKey = <Each extends { readonly key: string }>(list: readonly Each[]): ReadonlyMap<string, Each> =>
  new Map(list.map((each) => [each.key, each]));
