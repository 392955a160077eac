import type { Id } from '../../platform/ids.ts';
import type { Succession, Unit } from './model.ts';

/** All units ever known and what became of them. */
export interface UnitHistory {
  readonly units: readonly Unit[];
  readonly successions: readonly Succession[];
}

export function isValidOn(
  thing: { readonly validFrom: Temporal.PlainDate; readonly validTo: Temporal.PlainDate | undefined },
  date: Temporal.PlainDate,
): boolean {
  return (
    Temporal.PlainDate.compare(thing.validFrom, date) <= 0 &&
    (thing.validTo === undefined || Temporal.PlainDate.compare(date, thing.validTo) < 0)
  );
}

/** Where each unit lies on the map of a date: from the smallest up to the province. */
export type UnitsOnMap = ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]>;

export interface PlacedUnits {
  /**
   * Units of the map that hold ALL of it, over any number of successions. A unit that was divided lies in what all its heirs lie in; one that ended
   * without an heir (a district) in what its parent lies in; one of later than the map nowhere.
   */
  readonly within: UnitsOnMap;
  /** Units of the map, of its own level, that hold a PART of it: how large a part nobody said. */
  readonly partly: UnitsOnMap;
}

/** Places every unit ever known on the map that is in force on a date. */
export function placeUnits({ units, successions }: UnitHistory, onDate: Temporal.PlainDate): PlacedUnits {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const heirs = Map.groupBy(successions, ({ fromUnitId }) => fromUnitId);
  const within = new Map<Id<'unit'>, readonly Id<'unit'>[]>();
  const touched = new Map<Id<'unit'>, readonly Id<'unit'>[]>();
  const none: readonly Id<'unit'>[] = [];

  const chainUp = (from: Unit): Id<'unit'>[] => {
    const chain: Id<'unit'>[] = [];
    for (
      let unit: Unit | undefined = from;
      unit !== undefined;
      unit = unit.parentId === undefined ? undefined : byId.get(unit.parentId)
    )
      chain.push(unit.id);
    return chain;
  };
  const placeOf = (id: Id<'unit'>): readonly Id<'unit'>[] => {
    const known = within.get(id);
    if (known !== undefined) return known;
    const unit = byId.get(id);
    if (unit === undefined || Temporal.PlainDate.compare(unit.validFrom, onDate) > 0) return none;
    // A circle in the data ends here.
    within.set(id, none);
    const place = isValidOn(unit, onDate) ? chainUp(unit) : ofHeirs(unit);
    within.set(id, place);
    return place;
  };
  const ofHeirs = (unit: Unit): readonly Id<'unit'>[] => {
    const all = heirs.get(unit.id) ?? [];
    const whole = all.find(({ coverage }) => coverage === 'full');
    if (whole !== undefined) return placeOf(whole.toUnitId);
    const [first = none, ...others] = all.map(({ toUnitId }) => placeOf(toUnitId));
    const common = first.filter((id) => others.every((other) => other.includes(id)));
    if (all.length > 1 && common.length > 0) return common;
    return unit.parentId === undefined ? none : placeOf(unit.parentId);
  };
  const touchedBy = (id: Id<'unit'>): readonly Id<'unit'>[] => {
    const known = touched.get(id);
    if (known !== undefined) return known;
    const unit = byId.get(id);
    if (unit === undefined || Temporal.PlainDate.compare(unit.validFrom, onDate) > 0) return none;
    touched.set(id, none);
    const reached = isValidOn(unit, onDate)
      ? [id]
      : [...new Set((heirs.get(id) ?? []).flatMap(({ toUnitId }) => touchedBy(toUnitId)))];
    touched.set(id, reached);
    return reached;
  };
  const partly = new Map<Id<'unit'>, readonly Id<'unit'>[]>();
  for (const { id } of units) {
    const place = placeOf(id);
    const parts = touchedBy(id).filter((reached) => !place.includes(reached));
    if (parts.length > 0) partly.set(id, parts);
  }
  return { within: new Map([...within].filter(([, place]) => place.length > 0)), partly };
}
