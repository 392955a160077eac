import fc from 'fast-check';
import type { HiddenTotals, Quantity, UnitTree } from './model.ts';

/** A tree of up to three levels with numbers for `all`, its part `some` and the part `few` of that. */
export interface Table {
  readonly tree: UnitTree;
  readonly quantities: readonly Quantity[];
}

export interface Shape {
  readonly districts: number;
  readonly communes: number;
  readonly most: number;
  readonly quantities: number;
}

const keys = ['all', 'some', 'few'] as const;

export function tables(shape: Shape): fc.Arbitrary<Table> {
  return trees(shape).chain((tree) =>
    fc
      .tuple(
        fc.array(numbers(shape), { minLength: tree.parents.length, maxLength: tree.parents.length }),
        fc.array(fc.boolean(), { minLength: tree.parents.length, maxLength: tree.parents.length }),
      )
      // Not every district has an office of its own that takes anything.
      .map(([numbers, offices]) =>
        numbers.map((row, unit) => (tree.parents.includes(unit) && offices[unit] ? [0, 0, 0] : row)),
      )
      .map((rows) => ({ tree, quantities: quantitiesOf(tree, rows, shape.quantities) })),
  );
}

function trees({ districts, communes }: Shape): fc.Arbitrary<UnitTree> {
  return fc.array(fc.nat(communes), { minLength: 1, maxLength: districts }).map((sizes) => {
    const parents = [-1, ...sizes.map(() => 0)];
    sizes.forEach((size, district) => {
      for (let n = 0; n < size; n += 1) parents.push(district + 1);
    });
    return { parents };
  });
}

/** Mostly small numbers, since those are the hard ones. */
function numbers({ most }: Shape): fc.Arbitrary<number[]> {
  return fc.tuple(fc.nat(most), fc.nat(most), fc.nat(most)).map(([a, b, c]) => [a, Math.min(a, b), Math.min(a, b, c)]);
}

function quantitiesOf(tree: UnitTree, rows: readonly (readonly number[])[], count: number): Quantity[] {
  const isLeaf = (unit: number) => !tree.parents.includes(unit);
  return keys.slice(0, count).map((key, index) => ({
    key,
    guarded: true,
    partOf: index === 0 ? [] : [keys[index - 1] as string],
    // The province's own office takes nothing.
    own: tree.parents.map((parent, unit) => (parent < 0 && !isLeaf(unit) ? 0 : (rows[unit]?.[index] ?? 0))),
  }));
}

/** Units above others that have nothing by themselves. */
export function idleUnits({ tree: { parents }, quantities }: Table): number[] {
  return [...parents.keys()].filter((unit) => parents.includes(unit) && quantities[0]?.own[unit] === 0);
}

/** What an outsider reads of a table. */
export interface Published {
  readonly tree: UnitTree;
  readonly keys: readonly string[];
  /** By quantity and unit; undefined is hidden. */
  readonly totals: readonly (readonly (number | undefined)[])[];
}

export function publishedOf({ tree, quantities }: Table, hidden: HiddenTotals): Published {
  return {
    tree,
    keys: quantities.map(({ key }) => key),
    totals: quantities.map(({ key, own }) =>
      tree.parents.map((_, unit) => (hidden.get(key)?.has(unit) === true ? undefined : totalOf(tree, own, unit))),
    ),
  };
}

export function totalOf(tree: UnitTree, own: readonly (number | undefined)[], unit: number): number {
  return tree.parents.reduce((sum, _, each) => sum + (isWithin(tree, each, unit) ? (own[each] ?? 0) : 0), 0);
}

function isWithin({ parents }: UnitTree, unit: number, above: number): boolean {
  for (let at = unit; at >= 0; at = parents[at] ?? -1) if (at === above) return true;
  return false;
}

/** An outsider who adds and subtracts all that is published. By elimination over a prime field, without a look at how hiding was decided. */
export class LinearAttacker {
  readonly #prime = 46_337;
  readonly #rows = new Map<number, readonly number[]>();
  readonly #tree: UnitTree;
  readonly #quantities: number;

  /** `idle`: units above others that are known to have nothing by themselves. */
  constructor({ tree, totals }: Published, idle: readonly number[] = []) {
    this.#tree = tree;
    this.#quantities = totals.length;
    totals.forEach((row, quantity) => {
      row.forEach((total, unit) => {
        if (total !== undefined) this.#learn(this.#totalForm(quantity, unit));
      });
    });
    for (const unit of idle)
      for (let quantity = 0; quantity < this.#quantities; quantity += 1) {
        const form = this.#blank();
        form[quantity * tree.parents.length + unit] = 1;
        this.#learn(form);
      }
  }

  /** Whether a total, or what is left of a whole beside a part, follows from what was published. */
  knows(unit: number, quantity: number, whole?: number): boolean {
    const form = this.#totalForm(quantity, unit);
    if (whole !== undefined)
      this.#totalForm(whole, unit).forEach((each, at) => {
        form[at] = ((form[at] ?? 0) - each + this.#prime) % this.#prime;
      });
    return this.#reduce(form).every((each) => each === 0);
  }

  #totalForm(quantity: number, unit: number): number[] {
    const units = this.#tree.parents.length;
    const form = this.#blank();
    for (let each = 0; each < units; each += 1) if (isWithin(this.#tree, each, unit)) form[quantity * units + each] = 1;
    return form;
  }

  #blank(): number[] {
    return new Array<number>(this.#quantities * this.#tree.parents.length).fill(0);
  }

  #reduce(form: readonly number[]): number[] {
    const rest = [...form];
    for (const [lead, row] of this.#rows) {
      const factor = rest[lead] ?? 0;
      if (factor === 0) continue;
      for (let at = 0; at < rest.length; at += 1)
        rest[at] = ((rest[at] ?? 0) + (this.#prime - factor) * (row[at] ?? 0)) % this.#prime;
    }
    return rest;
  }

  #learn(form: readonly number[]): void {
    const rest = this.#reduce(form);
    const lead = rest.findIndex((each) => each !== 0);
    if (lead < 0) return;
    const inverse = this.#power(rest[lead] ?? 1, this.#prime - 2);
    const row = rest.map((each) => (each * inverse) % this.#prime);
    for (const [other, old] of this.#rows) {
      const factor = old[lead] ?? 0;
      if (factor !== 0)
        this.#rows.set(
          other,
          old.map((each, at) => (each + (this.#prime - factor) * (row[at] ?? 0)) % this.#prime),
        );
    }
    this.#rows.set(lead, row);
  }

  #power(base: number, exponent: number): number {
    if (exponent === 0) return 1;
    const half = this.#power(base, Math.floor(exponent / 2));
    const square = (half * half) % this.#prime;
    return exponent % 2 === 0 ? square : (square * base) % this.#prime;
  }
}

/**
 * An outsider who knows in addition that counts are whole and not below nought, that a part is no more than its whole, and that what is hidden is not nought
 * (zeros being shown). Tries every table that differs from the true one by at most one in each number: the tables that agree with what is published are a convex
 * set, so what can differ at all can differ by a step.
 */
export function possibleTotals({ tree, quantities }: Table, { totals }: Published): Set<number>[][] {
  const truth = quantities.map(({ own }) => own.map((each) => each ?? 0));
  const seen = truth.map((own) => own.map((_, unit) => new Set([totalOf(tree, own, unit)])));
  const isLeaf = tree.parents.map((_, unit) => !tree.parents.includes(unit));
  const free = truth.flatMap((_, quantity) =>
    tree.parents.flatMap((_, unit) =>
      (isLeaf[unit] && totals[quantity]?.[unit] !== undefined) || (!isLeaf[unit] && truth[0]?.[unit] === 0)
        ? []
        : [[quantity, unit] as const],
    ),
  );
  const allHidden = totals.map((row) => row.every((each) => each === undefined));
  const world = truth.map((own) => [...own]);
  const agrees = () =>
    world.every((own, quantity) =>
      own.every((value, unit) => {
        const whole = world[quantity - 1]?.[unit];
        const total = totalOf(tree, own, unit);
        const shown = totals[quantity]?.[unit];
        const mayBeNone = allHidden[quantity] === true;
        return (
          value >= 0 &&
          (whole === undefined || value <= whole) &&
          (shown === undefined ? total >= 1 || mayBeNone : total === shown)
        );
      }),
    );
  const walk = (index: number): void => {
    const place = free[index];
    if (place === undefined) {
      if (agrees())
        world.forEach((own, quantity) => {
          for (const unit of own.keys()) seen[quantity]?.[unit]?.add(totalOf(tree, own, unit));
        });
      return;
    }
    const [quantity, unit] = place;
    const own = world[quantity] as number[];
    const value = own[unit] as number;
    for (const step of [0, 1, -1]) {
      own[unit] = value + step;
      walk(index + 1);
    }
    own[unit] = value;
  };
  walk(0);
  return seen;
}
