import type { Unit } from '../../territory/index.ts';
import type { Basis, MappedUnit } from '../queries/indicator-reader.ts';

/** Tiles that stand together: the communes of a district, or of where a district was. */
interface TileGroup {
  /** Undefined: all there are, or those of which nobody says where they came from. */
  readonly district: Unit | undefined;
  /** The district is one of before; it only says where the communes are. */
  readonly former: boolean;
  readonly units: readonly MappedUnit[];
}

/**
 * The tiles of a unit's communes. Where there are no districts (any more), each commune stands at the mean of the places of the communes that it was
 * made of, in the district of the middle one of them, so that both maps can be read side by side.
 */
export function tileGroups(basis: Basis, unit: Unit): TileGroup[] {
  const below = basis.below(unit);
  const districts = below.filter(({ level }) => level === 'district');
  if (districts.length > 0)
    return districts.map((district) => ({ district, former: false, units: basis.below(district) }));
  const communes = below.filter(({ level }) => level === 'commune');
  const { from } = basis.map;
  return communes.length === 0 || from === undefined ? whole(communes) : atFormerPlaces(basis, communes, from);
}

const whole = (units: readonly MappedUnit[]): TileGroup[] =>
  units.length === 0 ? [] : [{ district: undefined, former: false, units }];

function atFormerPlaces(basis: Basis, communes: readonly MappedUnit[], from: Temporal.PlainDate): TileGroup[] {
  const before = basis.onMap(from.subtract({ days: 1 }));
  const provinces = before.units.filter(({ level }) => level === 'province');
  const tiles = provinces.flatMap((province) => tileGroups(before, province));
  const places = tiles.flatMap(({ district, units }) => units.map(({ id }) => ({ id, district })));
  const placeOf = new Map(places.map(({ id }, index) => [id, index]));
  const lastMonth = from.subtract({ months: 1 }).toString().slice(0, 7);
  const placed = communes.map((unit) => {
    const { whole: parts, divided } = basis.madeOf(unit, lastMonth);
    const known = [...parts, ...divided].flatMap(({ id }) => placeOf.get(id) ?? []).sort((a, b) => a - b);
    const middle = known[Math.floor((known.length - 1) / 2)];
    return {
      unit,
      place: known.reduce((sum, each) => sum + each, 0) / known.length,
      district: middle === undefined ? undefined : places[middle]?.district,
    };
  });
  placed.sort((a, b) => a.place - b.place || a.unit.code.localeCompare(b.unit.code));
  const groups = Map.groupBy(placed, ({ district }) => district);
  return [
    ...tiles.flatMap(({ district }): TileGroup[] => {
      const units = district === undefined ? undefined : groups.get(district);
      return units === undefined ? [] : [{ district, former: true, units: units.map((each) => each.unit) }];
    }),
    ...whole((groups.get(undefined) ?? []).map((each) => each.unit)),
  ];
}
