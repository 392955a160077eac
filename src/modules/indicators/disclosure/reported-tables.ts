import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import type { FigureDefinition, Indicator } from '../definitions/model.ts';
import type { Basis } from '../queries/basis.ts';
import type { ReportedFigure } from '../values/model.ts';
import { endOfMonth } from '../values/months.ts';
import { partAndBase } from './guarded.ts';
import type { Quantity } from './model.ts';
import { protectTable, totalsOf } from './protect-table.ts';
import { type OrderedTree, treeOf } from './unit-tree.ts';

/** Reported inputs of one indicator as they may be shown. */
export interface PublicFigures {
  readonly figure: (key: string, unitId: Id<'unit'>) => ReportedFigure | undefined;
  readonly isHidden: (key: string, unit: Unit) => boolean;
}

/**
 * Reported counts of people for the public: the numbers of one period for all units, never one unit's new number beside another's old one. So each
 * period is one table that does not come again with a few numbers changed. A period is told once half of the units have an approved number.
 */
export class ReportedTables {
  readonly #raw: Basis;
  readonly #figures: ReadonlyMap<string, FigureDefinition>;
  /** By figure and last day of the period, by unit. */
  readonly #reports = new Map<string, Map<string, Map<Id<'unit'>, ReportedFigure>>>();
  readonly #tables = new Map<string, ReadonlySet<number>>();
  #tree: OrderedTree | undefined;

  constructor(raw: Basis) {
    this.#raw = raw;
    this.#figures = new Map(
      [...raw.versions, raw.definitions].flatMap(({ figures }) => figures.map((figure) => [figure.key, figure])),
    );
    const here = new Set(raw.units.map(({ id }) => id));
    for (const report of raw.reported) {
      // Those of units before or after this map are of other tables.
      if (!here.has(report.unitId)) continue;
      const periods = this.#reports.get(report.figure) ?? new Map<string, Map<Id<'unit'>, ReportedFigure>>();
      const units = periods.get(report.to.toString()) ?? new Map<Id<'unit'>, ReportedFigure>();
      units.set(report.unitId, report);
      this.#reports.set(report.figure, periods.set(report.to.toString(), units));
    }
  }

  isGuarded(figure: string | undefined): boolean {
    return figure !== undefined && this.#figures.get(figure)?.about !== 'things';
  }

  /** Undefined where the indicator has no reported count of people. */
  of(indicator: Indicator, month: string): PublicFigures | undefined {
    const used = this.#periodsOf(indicator, endOfMonth(month).toString());
    if (used === undefined) return undefined;
    const raw = this.#raw.inputs(month);
    return {
      figure: (key, unitId) => {
        if (!this.isGuarded(key)) return raw.figure(key, unitId);
        return (
          this.#reports
            .get(key)
            ?.get(used.get(key) ?? '')
            ?.get(unitId) ?? this.#published(raw.figure(key, unitId))
        );
      },
      isHidden: (key, unit) => {
        const period = used.get(key);
        if (!this.isGuarded(key) || period === undefined) return false;
        return this.#hidden(key, period).has(this.#order().indexOf.get(unit.id) ?? -1);
      },
    };
  }

  /** A number that others established stands for everybody to read. */
  #published(found: ReportedFigure | undefined): ReportedFigure | undefined {
    return found?.established === true ? found : undefined;
  }

  /** The period of each guarded figure: of the one reported most often the newest, of the others the newest by its end. */
  #periodsOf({ inputs }: Indicator, end: string): Map<string, string> | undefined {
    const keys = inputs.flatMap(({ figure }) => (this.isGuarded(figure) ? [figure as string] : []));
    if (keys.length === 0) return undefined;
    const lengths = ['month', 'quarter', 'year'];
    const often = (key: string) => lengths.indexOf(this.#figures.get(key)?.period ?? 'year');
    const used = new Map<string, string>();
    let latest = end;
    for (const key of [...keys].sort((a, b) => often(a) - often(b))) {
      const period = this.#newest(key, latest);
      if (period === undefined) continue;
      if (used.size === 0) latest = period;
      used.set(key, period);
    }
    return used;
  }

  #newest(key: string, end: string): string | undefined {
    const level = this.#figures.get(key)?.level;
    const units = this.#raw.units.filter((unit) => unit.level === level).length;
    return [...(this.#reports.get(key) ?? [])]
      .flatMap(([to, reports]) => (to <= end && reports.size * 2 >= units ? [to] : []))
      .sort()
      .at(-1);
  }

  #hidden(key: string, period: string): ReadonlySet<number> {
    const name = `${key} ${period}`;
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const { tree, order } = this.#order();
    const reports = this.#reports.get(key)?.get(period);
    const views = [...new Set(this.#raw.versions.flatMap(({ indicators }) => indicators))]
      .filter(({ inputs }) => inputs.some(({ figure }) => figure === key))
      .map((indicator) => this.#view(indicator, key, period))
      .filter((view) => view !== undefined);
    const inAny = (unit: Unit) => views.length === 0 || views.some(({ complete }) => complete.has(unit.id));
    const own = order.map((unit) => (inAny(unit) ? reports?.get(unit.id)?.value : undefined));
    const fixed = new Set(
      order.keys().filter((at) => !views.every(({ complete }) => complete.has((order[at] as Unit).id))),
    );
    const bases = views.flatMap(({ base }, at) =>
      base === undefined ? [] : [{ key: `base ${at}`, guarded: false, partOf: [], own: order.map(base) }],
    );
    const { smallestShown: smallest } = this.#raw.definitions.publication;
    const alsoSmall = new Set(
      views.flatMap(({ complete }) =>
        totalsOf(
          tree,
          order.map(({ id }, at) => (complete.has(id) ? own[at] : undefined)),
        ).flatMap((total, at) => (total !== undefined && total > 0 && total < smallest ? [at] : [])),
      ),
    );
    const quantity: Quantity = { key, guarded: true, partOf: bases.map((base) => base.key), own, fixed, alsoSmall };
    const made = protectTable(tree, [quantity, ...bases], { smallest }).get(key) ?? new Set<number>();
    this.#tables.set(name, made);
    return made;
  }

  /** The units that count in an indicator's totals in that period, and what each of them is a share of. */
  #view(indicator: Indicator, key: string, period: string) {
    const used = this.#periodsOf(indicator, period);
    if (used?.get(key) !== period) return undefined;
    const month = this.#raw.inputs(period.slice(0, 7));
    const number = (figure: string, unitId: Id<'unit'>) =>
      (
        this.#reports
          .get(figure)
          ?.get(used.get(figure) ?? '')
          ?.get(unitId) ?? this.#published(month.figure(figure, unitId))
      )?.value;
    const figures = indicator.inputs.flatMap(({ figure }) => figure ?? []);
    const complete = new Set(
      this.#raw.units.map(({ id }) => id).filter((id) => figures.every((figure) => number(figure, id) !== undefined)),
    );
    const share = partAndBase(indicator);
    const baseKey = share?.part.figure === key ? share.base.figure : undefined;
    return {
      complete,
      base: baseKey === undefined ? undefined : ({ id }: Unit) => (complete.has(id) ? number(baseKey, id) : undefined),
    };
  }

  #order(): OrderedTree {
    this.#tree ??= treeOf(this.#raw.units);
    return this.#tree;
  }
}
