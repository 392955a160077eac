import type { Quantity, UnitTree } from './model.ts';

/** One more, or one less, of some quantities at once. */
export type Direction = 0 | 1;
export const up: Direction = 0;
export const down: Direction = 1;
export const directions: readonly Direction[] = [up, down];
export const opposite = (direction: Direction): Direction => (1 - direction) as Direction;

/** The numbers of a table and which of its totals are hidden by now. */
export interface TableState {
  readonly tree: UnitTree;
  readonly quantities: readonly Quantity[];
  /** By quantity and unit; undefined where nothing is known at or below it. */
  readonly totals: readonly (readonly (number | undefined)[])[];
  readonly isLeaf: readonly boolean[];
  /** By quantity: indices of all that it is a part of, and of all its parts. */
  readonly wholes: readonly (readonly number[])[];
  readonly parts: readonly (readonly number[])[];
  readonly hidden: readonly Uint8Array[];
  /** By quantity and unit: an outsider knows the total although it is hidden. */
  readonly knownTotal: readonly Uint8Array[];
  /** By quantity and unit: an outsider knows what the unit has by itself. */
  readonly knownOwn: readonly Uint8Array[];
}

/**
 * Other tables that agree with everything shown, found as moves: one case less in one unit and one more in another, of some quantities at once.
 * A case can move from a unit up to where two ways meet only through totals that are hidden. Pure bookkeeping over one table.
 */
export class Moves {
  readonly set: readonly number[];
  readonly #state: TableState;
  /** All quantities of the set are hidden at the unit, and unknown. */
  readonly #open: Uint8Array;
  readonly #able: readonly [Uint8Array, Uint8Array];
  /** Somewhere in the unit a case can come or go with every total hidden from there up to the unit's own. */
  readonly #reach: readonly [Uint8Array, Uint8Array];
  /** How many units directly below reach. */
  readonly #below: readonly [Int32Array, Int32Array];

  constructor(state: TableState, set: readonly number[]) {
    this.set = set;
    this.#state = state;
    const size = state.tree.parents.length;
    const bytes = () => new Uint8Array(size);
    this.#open = bytes();
    this.#able = [bytes(), bytes()];
    this.#reach = [bytes(), bytes()];
    this.#below = [new Int32Array(size), new Int32Array(size)];
    for (let unit = size - 1; unit >= 0; unit -= 1) {
      for (const direction of directions) this.#able[direction][unit] = this.#isAble(unit, direction) ? 1 : 0;
      this.#settle(unit);
    }
  }

  /** After a total of a quantity of the set was hidden at a unit. */
  refresh(unit: number): void {
    for (let at = unit; at >= 0 && this.#settle(at); at = this.#parent(at));
  }

  /** Whether some move changes the total of the unit, or what it has by itself, and nothing that is shown. */
  canMove(unit: number, what: 'total' | 'own'): boolean {
    return directions.some((direction) => {
      if (what === 'total') return this.#reach[direction][unit] === 1 && this.#findsPartner(unit, direction);
      if (this.#able[direction][unit] !== 1) return false;
      return (
        this.#below[opposite(direction)][unit] !== 0 || (this.#open[unit] === 1 && this.#findsPartner(unit, direction))
      );
    });
  }

  /** The totals that would have to be hidden as well, the fewest cases lost; undefined where no such move is to be had. */
  cheapestOpening(unit: number, what: 'total' | 'own'): Opening | undefined {
    const options = directions.flatMap((direction) => {
      const start = what === 'total' ? this.#inner(unit, direction) : this.#ownStart(unit, direction);
      const found = start && this.#opening(unit, direction, start, what);
      return found === undefined ? [] : [found];
    });
    return options.sort((a, b) => a.cost - b.cost)[0];
  }

  #opening(unit: number, direction: Direction, start: Opening, what: 'total' | 'own'): Opening | undefined {
    let sofar = start;
    if (what === 'own') {
      const partner = this.#cheapestBelow(unit, opposite(direction), -1);
      if (partner !== undefined) return join(sofar, partner);
      const itself = this.#hiding(unit);
      if (itself === undefined) return undefined;
      sofar = join(sofar, itself);
    }
    for (let at = unit; ; at = this.#parent(at)) {
      const above = this.#parent(at);
      if (above < 0) return sofar;
      if (this.#able[opposite(direction)][above] === 1) return sofar;
      const partner = this.#cheapestBelow(above, opposite(direction), at);
      if (partner !== undefined) return join(sofar, partner);
      const itself = this.#hiding(above);
      if (itself === undefined) return undefined;
      sofar = join(sofar, itself);
    }
  }

  #ownStart(unit: number, direction: Direction): Opening | undefined {
    return this.#able[direction][unit] === 1 ? nothing : undefined;
  }

  /** What it takes that the unit reaches: hiding its total and those on the way to a unit in it that can move. */
  #inner(unit: number, direction: Direction): Opening | undefined {
    if (this.#reach[direction][unit] === 1) return nothing;
    const itself = this.#hiding(unit);
    if (itself === undefined) return undefined;
    if (this.#able[direction][unit] === 1 || this.#below[direction][unit] !== 0) return itself;
    const deeper = this.#cheapestBelow(unit, direction, -1);
    return deeper && join(itself, deeper);
  }

  #cheapestBelow(unit: number, direction: Direction, without: number): Opening | undefined {
    let best: Opening | undefined;
    for (const child of this.#children(unit)) {
      if (child === without) continue;
      const found = this.#inner(child, direction);
      if (found !== undefined && (best === undefined || found.cost < best.cost)) best = found;
    }
    return best;
  }

  #hiding(unit: number): Opening | undefined {
    const { hidden, knownTotal, totals, quantities } = this.#state;
    const totalsToHide: (readonly [number, number])[] = [];
    let cost = 0;
    for (const quantity of this.set) {
      const total = totals[quantity]?.[unit];
      if (!quantities[quantity]?.guarded || knownTotal[quantity]?.[unit] === 1 || total === undefined) return undefined;
      if (hidden[quantity]?.[unit] === 1) continue;
      // A zero tells of nobody and stays shown; that what is hidden is no zero may be known.
      if (total === 0) return undefined;
      totalsToHide.push([quantity, unit]);
      cost += Math.abs(total) + 1;
    }
    return { cost, totals: totalsToHide };
  }

  #findsPartner(unit: number, direction: Direction): boolean {
    const other = opposite(direction);
    for (let at = unit; ; at = this.#parent(at)) {
      const above = this.#parent(at);
      if (above < 0) return true;
      const besides = (this.#below[other][above] as number) - (this.#reach[other][at] as number);
      if (besides > 0 || this.#able[other][above] === 1) return true;
      if (this.#open[above] !== 1) return false;
    }
  }

  /** Works out whether the unit is open and reaches; true where that changed something above it. */
  #settle(unit: number): boolean {
    const { hidden, knownTotal } = this.#state;
    const isOpen = this.set.every((each) => hidden[each]?.[unit] === 1 && knownTotal[each]?.[unit] !== 1);
    this.#open[unit] = isOpen ? 1 : 0;
    let changed = false;
    for (const direction of directions) {
      const reaches = isOpen && (this.#able[direction][unit] === 1 || this.#below[direction][unit] !== 0) ? 1 : 0;
      if (reaches === this.#reach[direction][unit]) continue;
      this.#reach[direction][unit] = reaches;
      const above = this.#parent(unit);
      if (above >= 0) this.#below[direction][above] = (this.#below[direction][above] as number) + (reaches ? 1 : -1);
      changed = true;
    }
    return changed;
  }

  /** Whether what the unit has by itself can be one more or less beside all other quantities as they are. */
  #isAble(unit: number, direction: Direction): boolean {
    const { quantities, knownOwn, wholes, parts } = this.#state;
    const own = (index: number) => quantities[index]?.own[unit];
    return this.set.every((index) => {
      const value = own(index);
      if (value === undefined || knownOwn[index]?.[unit] === 1) return false;
      const beyond = (direction === up ? wholes : parts)[index]?.filter((each) => !this.set.includes(each)) ?? [];
      if (direction === down)
        // Zeros are shown, so what is hidden is known to be one at least.
        return value >= 2 && beyond.every((part) => value - 1 >= (own(part) ?? 0));
      // Nor does anything hide in an office that takes nothing: everybody may know that it does not.
      return value >= 1 && beyond.every((whole) => value + 1 <= (own(whole) ?? Number.POSITIVE_INFINITY));
    });
  }

  #parent(unit: number): number {
    return this.#state.tree.parents[unit] as number;
  }

  #children(unit: number): readonly number[] {
    return childrenOf(this.#state.tree)[unit] ?? [];
  }
}

/** Totals to hide, and how many cases are lost from sight with them. */
export interface Opening {
  readonly cost: number;
  readonly totals: readonly (readonly [quantity: number, unit: number])[];
}

const nothing: Opening = { cost: 0, totals: [] };

function join(a: Opening, b: Opening): Opening {
  return { cost: a.cost + b.cost, totals: [...a.totals, ...b.totals] };
}

const childrenByTree = new WeakMap<UnitTree, readonly (readonly number[])[]>();

export function childrenOf(tree: UnitTree): readonly (readonly number[])[] {
  const known = childrenByTree.get(tree);
  if (known !== undefined) return known;
  const children: number[][] = tree.parents.map(() => []);
  tree.parents.forEach((parent, unit) => {
    if (parent >= 0) children[parent]?.push(unit);
  });
  childrenByTree.set(tree, children);
  return children;
}
