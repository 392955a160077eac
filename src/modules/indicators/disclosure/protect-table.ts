import type { HiddenTotals, Quantity, UnitTree } from './model.ts';
import { childrenOf, Moves, type TableState } from './moves.ts';

export interface TableOptions {
  /** Counts from one up to below this are hidden. */
  readonly smallest: number;
  /** Totals of the topmost units are published otherwise too, wherever they are not small. */
  readonly topsKnown?: boolean | undefined;
}

/** Something that nobody may be able to work out: a total, what a unit has by itself, or what is left of a whole beside one of its parts. */
interface Secret {
  readonly unit: number;
  readonly what: 'total' | 'own';
  readonly quantity: number;
  /** Set: the secret is this quantity less the other. */
  readonly whole?: number;
}

/**
 * Which totals are not to be shown (statistical disclosure control). Pure.
 *
 * Hidden are counts from one up to below the threshold, and numerators whose rest up to their base is such a count. With them go as many others as it takes, the
 * smallest first, until for each of them another table is possible that agrees with all that is shown and differs there: totals of the units above, parts and
 * wholes, and that no count is below nought or a part above its whole. A zero is shown: it tells of nobody.
 */
export function protectTable(
  tree: UnitTree,
  quantities: readonly Quantity[],
  { smallest, topsKnown = false }: TableOptions,
): HiddenTotals {
  const state = stateOf(tree, quantities);
  const secrets = findSecrets(state, smallest);
  for (const secret of secrets) hideItself(state, secret);
  if (topsKnown) knowTops(state);
  for (const secret of secrets) keep(state, secret);
  return new Map(
    quantities.map(({ key }, at) => [
      key,
      new Set(tree.parents.keys().filter((unit) => state.hidden[at]?.[unit] === 1)),
    ]),
  );
}

type State = TableState & { readonly movesBySet: Map<string, Moves>; readonly closed: Set<number> };

function stateOf(tree: UnitTree, quantities: readonly Quantity[]): State {
  const size = tree.parents.length;
  const children = childrenOf(tree);
  const isLeaf = children.map((each) => each.length === 0);
  const index = new Map(quantities.map(({ key }, at) => [key, at]));
  const totals = quantities.map(({ own }) => totalsOf(tree, own));
  const wholes = quantities.map((_, at) => wholesOf(quantities, index, at));
  const bytes = () => quantities.map(() => new Uint8Array(size));
  const [knownTotal, knownOwn] = [bytes(), bytes()];
  quantities.forEach(({ fixed }, at) => {
    for (const unit of fixed ?? []) mark(knownOwn, at, unit);
  });
  return {
    tree,
    quantities,
    totals,
    isLeaf,
    wholes,
    parts: quantities.map((_, at) => wholes.flatMap((each, part) => (each.includes(at) ? [part] : []))),
    hidden: bytes(),
    knownTotal,
    knownOwn,
    movesBySet: new Map(),
    closed: new Set(),
  };
}

/** By unit: its own and all below it; undefined where nothing is known. */
export function totalsOf({ parents }: UnitTree, own: readonly (number | undefined)[]): (number | undefined)[] {
  const totals = [...own];
  for (let unit = parents.length - 1; unit >= 0; unit -= 1) {
    const [parent, total] = [parents[unit] as number, totals[unit]];
    if (parent >= 0 && total !== undefined) totals[parent] = (totals[parent] ?? 0) + total;
  }
  return totals;
}

function wholesOf(quantities: readonly Quantity[], index: ReadonlyMap<string, number>, at: number): number[] {
  const found = new Set<number>();
  const visit = (each: number) => {
    for (const key of quantities[each]?.partOf ?? []) {
      const whole = index.get(key);
      if (whole === undefined || whole === at || found.has(whole)) continue;
      found.add(whole);
      visit(whole);
    }
  };
  visit(at);
  return [...found];
}

function findSecrets(state: State, smallest: number): Secret[] {
  const isSmall = (value: number | undefined) => value !== undefined && value !== 0 && value < smallest;
  const secrets: Secret[] = [];
  const { quantities, totals, isLeaf, wholes, tree } = state;
  quantities.forEach(({ guarded, own, alsoSmall }, quantity) => {
    if (!guarded) return;
    for (let unit = 0; unit < tree.parents.length; unit += 1) {
      const look = (what: Secret['what'], values: (index: number) => number | undefined) => {
        const value = values(quantity);
        if (isSmall(value) || (what === 'total' && alsoSmall?.has(unit) === true))
          secrets.push({ unit, what, quantity });
        if (value === undefined || value === 0) return;
        for (const whole of wholes[quantity] ?? []) {
          const base = values(whole);
          if (base !== undefined && isSmall(base - value)) secrets.push({ unit, what, quantity, whole });
        }
      };
      look('total', (index) => totals[index]?.[unit]);
      // Nobody shows what a district's own office has, but it is the rest beside its communes.
      if (!isLeaf[unit] && own[unit] !== undefined) look('own', (index) => quantities[index]?.own[unit]);
    }
  });
  return secrets;
}

/** Of a rest the part is hidden; where that was shown before, the whole. */
function hideItself({ hidden, knownTotal, quantities }: State, { unit, what, quantity, whole }: Secret): void {
  if (what === 'own') return;
  const given = whole !== undefined && knownTotal[quantity]?.[unit] === 1;
  if (!given) mark(hidden, quantity, unit);
  else if (quantities[whole]?.guarded === true) mark(hidden, whole, unit);
}

function knowTops({ tree, hidden, knownTotal, quantities }: State): void {
  tree.parents.forEach((parent, unit) => {
    if (parent < 0) for (const at of quantities.keys()) if (hidden[at]?.[unit] !== 1) mark(knownTotal, at, unit);
  });
}

/** Hides further totals until the secret is one. */
function keep(state: State, secret: Secret): void {
  const { quantity, whole } = secret;
  if (state.closed.has(quantity) || (whole !== undefined && state.closed.has(whole))) return;
  const moves = movesFor(state, secret);
  if (moves.some((each) => each.canMove(secret.unit, secret.what))) return;
  const [best] = moves
    .flatMap((each) => each.cheapestOpening(secret.unit, secret.what) ?? [])
    .sort((a, b) => a.cost - b.cost);
  if (best === undefined) close(state, quantity);
  else for (const [index, unit] of best.totals) hide(state, index, unit);
}

/** A table too small to hide in: nothing of it is shown that is not known anyway, zeros neither. */
function close(state: State, quantity: number): void {
  const related = [quantity, ...(state.parts[quantity] ?? [])];
  for (const index of related) {
    if (state.quantities[index]?.guarded !== true) continue;
    state.closed.add(index);
    for (const unit of state.tree.parents.keys())
      if (state.totals[index]?.[unit] !== undefined && state.knownTotal[index]?.[unit] !== 1) hide(state, index, unit);
  }
}

function hide(state: State, quantity: number, unit: number): void {
  mark(state.hidden, quantity, unit);
  for (const moves of state.movesBySet.values()) if (moves.set.includes(quantity)) moves.refresh(unit);
}

/** A case may move in one quantity alone, or in its wholes or parts as well; it must change the secret. */
function movesFor(state: State, { quantity, whole }: Secret): Moves[] {
  const sets =
    whole === undefined
      ? setsOf(state, quantity)
      : [
          ...setsOf(state, quantity).filter((set) => !set.includes(whole)),
          ...setsOf(state, whole).filter((set) => !set.includes(quantity)),
        ];
  return sets.map((set) => {
    const name = set.join(' ');
    const known = state.movesBySet.get(name);
    if (known !== undefined) return known;
    const made = new Moves(state, set);
    state.movesBySet.set(name, made);
    return made;
  });
}

function setsOf({ wholes, parts, quantities }: State, quantity: number): number[][] {
  const [above, under] = [wholes[quantity] ?? [], parts[quantity] ?? []];
  const beside = above.flatMap((whole) => parts[whole] ?? []);
  const related = [...new Set([...above, ...under, ...beside])];
  // Alone, with everything around it, and with one further quantity that often goes with it.
  const more = [[], ...related.map((each) => [each]), above, under, [...above, ...under]];
  const withOne = related.map((each) => [...above, each]);
  const names = new Set<string>();
  return [...more, ...withOne]
    .map((each) => [...new Set([quantity, ...each])].sort((a, b) => a - b))
    .filter((set) => {
      const name = set.join(' ');
      if (names.has(name) || set.some((each) => quantities[each]?.guarded !== true)) return false;
      names.add(name);
      return true;
    });
}

function mark(grid: readonly Uint8Array[], quantity: number, unit: number): void {
  (grid[quantity] as Uint8Array)[unit] = 1;
}
