/**
 * What is published of counts of people's acts, and what an outsider could make of it. One table holds some quantities of all units at one time:
 * the number that each unit has by itself, and the totals that are published for it and all below it.
 */

/** By index: the unit above each, -1 at the top. A unit stands after the one above it. */
export interface UnitTree {
  readonly parents: readonly number[];
}

export interface Quantity {
  readonly key: string;
  /** A count of what people did or have. Others (hamlets, systems) are shown as they are. */
  readonly guarded: boolean;
  /** Keys of quantities that it is a part of: filed online is a part of filed. */
  readonly partOf: readonly string[];
  /** By unit: what it has by itself, without the units below it; undefined where nothing is known, which is no zero. */
  readonly own: readonly (number | undefined)[];
  /** Units whose own number stands fast for an outsider: somebody else has published it, or it counts in some totals and not in others. */
  readonly fixed?: ReadonlySet<number> | undefined;
  /** Units of which some other published total is small, as that of the few units that reported. */
  readonly alsoSmall?: ReadonlySet<number> | undefined;
}

/** By key of the quantity: the units whose total is not shown. */
export type HiddenTotals = ReadonlyMap<string, ReadonlySet<number>>;
