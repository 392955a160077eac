import type { Id } from '../../platform/ids.ts';
import type { Unit } from '../territory/index.ts';

/** Counts of dossiers; shares are never stored, so that numerator and denominator are always at hand. */
export interface Figures {
  readonly received: number;
  readonly online: number;
  /** Of those online, filed without anybody's help. */
  readonly onlineAlone: number;
  readonly finished: number;
  readonly onTime: number;
  /** Of those received, invented for the demonstration. */
  readonly synthetic: number;
}

export const noFigures: Figures = { received: 0, online: 0, onlineAlone: 0, finished: 0, onTime: 0, synthetic: 0 };

export function addFigures(a: Figures, b: Figures): Figures {
  return {
    received: a.received + b.received,
    online: a.online + b.online,
    onlineAlone: a.onlineAlone + b.onlineAlone,
    finished: a.finished + b.finished,
    onTime: a.onTime + b.onTime,
    synthetic: a.synthetic + b.synthetic,
  };
}

/** A share from 0 to 1; none where there is nothing to divide by. */
export function shareOf(numerator: number, denominator: number): number | undefined {
  return denominator === 0 ? undefined : numerator / denominator;
}

export interface UnitProgress {
  readonly unit: Unit;
  /** By month, `2022-09`. */
  readonly months: ReadonlyMap<string, Figures>;
  readonly all: Figures;
}

/** The figures of every unit of today's map, those of lower ones rolled up. */
export interface ProgressTree {
  /** Changes when any figure does. */
  readonly stamp: string;
  readonly today: Temporal.PlainDate;
  readonly countedTo: Temporal.Instant | undefined;
  /** Months with any dossier, in order. */
  readonly months: readonly string[];
  readonly byUnit: ReadonlyMap<Id<'unit'>, UnitProgress>;
  readonly byCode: ReadonlyMap<string, UnitProgress>;
  readonly province: UnitProgress | undefined;
}

/** Units directly below, in the order of their codes. */
export function childrenOf(tree: ProgressTree, parent: UnitProgress): readonly UnitProgress[] {
  return [...tree.byUnit.values()]
    .filter(({ unit }) => unit.parentId === parent.unit.id)
    .sort((a, b) => a.unit.code.localeCompare(b.unit.code));
}

/** The figures of one month, or of all. */
export function figuresOf(progress: UnitProgress, month: string | undefined): Figures {
  return month === undefined ? progress.all : (progress.months.get(month) ?? noFigures);
}

/** Months that are over: only of these are counts by procedure published, so that nobody learns a dossier from two looks at the same page. */
export function finishedMonths(tree: ProgressTree): readonly string[] {
  const current = tree.today.toPlainYearMonth().toString();
  return tree.months.filter((month) => month < current);
}
