import type { Unit } from '../../territory/index.ts';
import type { HiddenBecause } from '../values/model.ts';
import type { Guarded } from './guarded.ts';
import type { HiddenTotals, Quantity } from './model.ts';
import { protectTable } from './protect-table.ts';
import { type OrderedTree, treeOf } from './unit-tree.ts';

export interface MonthTablesOptions {
  readonly units: readonly Unit[];
  readonly measures: ReadonlyMap<string, Guarded>;
  /** Counts from one up to below this are hidden. */
  readonly smallest: number;
  /** The month under way, `2022-10`. */
  readonly monthNow: string;
  /** It is told what was known on an earlier day. */
  readonly isPast: boolean;
  /** What is counted of a unit and all below it in a month. */
  readonly total: (measure: string, unit: Unit, month: string) => number;
}

/** What of the platform's own counts may not be told, month by month: all measures of a month are one table. */
export class MonthTables {
  readonly #options: MonthTablesOptions;
  readonly #tree: OrderedTree;
  readonly #tables = new Map<string, HiddenTotals>();

  constructor(options: MonthTablesOptions) {
    this.#options = options;
    this.#tree = treeOf(options.units);
  }

  /** Undefined: it may be told to everybody. */
  hiddenBecause(measure: string, unit: Unit, month: string): HiddenBecause | undefined {
    const { measures, monthNow, isPast } = this.#options;
    if (measures.get(measure)?.guarded === false) return undefined;
    const index = this.#tree.indexOf.get(unit.id);
    if (index === undefined || !measures.has(measure)) return 'few';
    if ((this.#tree.tree.parents[index] as number) >= 0) {
      if (month >= monthNow) return 'under-way';
      if (isPast) return 'earlier-day';
    }
    return this.#table(month).get(measure)?.has(index) === true ? 'few' : undefined;
  }

  #table(month: string): HiddenTotals {
    const known = this.#tables.get(month);
    if (known !== undefined) return known;
    const { measures, monthNow, isPast, smallest, total } = this.#options;
    const { tree, order } = this.#tree;
    // Where only the topmost units are told, they are the table; they come first in both.
    const size = isPast || month >= monthNow ? tree.parents.filter((parent) => parent < 0).length : order.length;
    const parents = tree.parents.slice(0, size);
    const quantities = [...measures].map(([key, { guarded, partOf }]): Quantity => {
      const own = order.slice(0, size).map((unit) => total(key, unit, month));
      const totals = [...own];
      parents.forEach((parent, index) => {
        if (parent >= 0) own[parent] = (own[parent] as number) - (totals[index] as number);
      });
      return { key, guarded, partOf, own };
    });
    const made = protectTable({ parents }, quantities, { smallest, topsKnown: true });
    this.#tables.set(month, made);
    return made;
  }
}
