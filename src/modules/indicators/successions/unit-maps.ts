import type { Id } from '../../../platform/ids.ts';
import {
  isValidOn,
  type PlacedUnits,
  placeUnits,
  type Unit,
  type UnitHistory,
  type UnitLevel,
} from '../../territory/index.ts';

/** The boundaries (địa giới) between two days on which units changed. */
export interface UnitMap {
  /** First day; undefined for the oldest known. */
  readonly from: Temporal.PlainDate | undefined;
  /** First day on which it is no longer in force; undefined for the newest known. */
  readonly until: Temporal.PlainDate | undefined;
  /** A day of it. */
  readonly on: Temporal.PlainDate;
  readonly units: readonly Unit[];
}

type Index = ReadonlyMap<Id<'unit'>, readonly Unit[]>;

/** All maps that were or will be in force, and how units of one lie in another. */
export class UnitMaps {
  readonly maps: readonly UnitMap[];
  /** In force on the day that is asked about. */
  readonly usual: UnitMap;
  readonly #history: UnitHistory;
  #carriers: ReadonlyMap<string, readonly Unit[]> | undefined;
  readonly #placed = new Map<UnitMap, PlacedUnits>();
  readonly #indices = new Map<string, Index>();

  constructor(history: UnitHistory, asked: Temporal.PlainDate) {
    this.#history = history;
    const breaks = [...new Map(history.successions.map(({ on }) => [on.toString(), on])).values()].sort(
      Temporal.PlainDate.compare,
    );
    this.maps = [undefined, ...breaks].map((from, index) => {
      const until = breaks[index];
      const on = within(asked, from, until) ? asked : (until?.subtract({ days: 1 }) ?? from ?? asked);
      return { from, until, on, units: history.units.filter((unit) => isValidOn(unit, on)) };
    });
    this.usual = this.at(asked);
  }

  /** The map in force on a day. */
  at(day: Temporal.PlainDate): UnitMap {
    return this.maps.find(({ from, until }) => within(day, from, until)) ?? (this.maps[0] as UnitMap);
  }

  placed(map: UnitMap): PlacedUnits {
    const known = this.#placed.get(map) ?? placeUnits(this.#history, map.on);
    this.#placed.set(map, known);
    return known;
  }

  /** Under which name sums of a unit of a map are kept: a unit that is on several maps may hold other units on each. */
  keyOn(map: UnitMap, unitId: Id<'unit'>): Id<'unit'> {
    return map === this.usual ? unitId : (`${this.maps.indexOf(map)} ${unitId}` as Id<'unit'>);
  }

  /** For each unit ever known all units of all maps that hold it, by those names: what is counted in it is added to them. */
  upwards(): ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]> {
    const { within: usual } = this.placed(this.usual);
    const others = this.maps.filter((map) => map !== this.usual);
    if (others.length === 0) return usual;
    return new Map(
      this.#history.units.map(({ id }) => [
        id,
        [
          ...(usual.get(id) ?? []),
          ...others.flatMap((map) => (this.placed(map).within.get(id) ?? []).map((place) => this.keyOn(map, place))),
        ],
      ]),
    );
  }

  /** Units of the map `then`, of a level, that lie wholly in a unit of `map`; the unit itself where it is one of them. */
  parts(map: UnitMap, then: UnitMap, unitId: Id<'unit'>, level: UnitLevel): readonly Unit[] {
    return this.#index('parts', level, map, then).get(unitId) ?? [];
  }

  /** Units of the map `then` of which a unit of `map` took a part; how large a part nobody said. */
  divided(map: UnitMap, then: UnitMap, unitId: Id<'unit'>): readonly Unit[] {
    return this.#index('divided', undefined, map, then).get(unitId) ?? [];
  }

  /** The unit that carries a code on a day; before the first of that code the first, after one ended that one. */
  named(code: string, day: Temporal.PlainDate): Unit | undefined {
    this.#carriers ??= Map.groupBy(
      [...this.#history.units].sort((a, b) => Temporal.PlainDate.compare(a.validFrom, b.validFrom)),
      (unit) => unit.code,
    );
    const carriers = this.#carriers.get(code) ?? [];
    return carriers.findLast(({ validFrom }) => Temporal.PlainDate.compare(validFrom, day) <= 0) ?? carriers[0];
  }

  #index(kind: 'parts' | 'divided', level: UnitLevel | undefined, map: UnitMap, then: UnitMap): Index {
    const name = `${kind} ${level} ${this.maps.indexOf(map)} ${this.maps.indexOf(then)}`;
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const { within: whole, partly } = this.placed(map);
    const places = kind === 'parts' ? whole : partly;
    const index = new Map<Id<'unit'>, Unit[]>();
    for (const unit of then.units) {
      if (level !== undefined && unit.level !== level) continue;
      for (const place of places.get(unit.id) ?? []) {
        const found = index.get(place);
        if (found === undefined) index.set(place, [unit]);
        else found.push(unit);
      }
    }
    this.#indices.set(name, index);
    return index;
  }
}

function within(day: Temporal.PlainDate, from: Temporal.PlainDate | undefined, until: Temporal.PlainDate | undefined) {
  return (
    (from === undefined || Temporal.PlainDate.compare(from, day) <= 0) &&
    (until === undefined || Temporal.PlainDate.compare(day, until) < 0)
  );
}
