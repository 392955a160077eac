import type { Id } from '../../platform/ids.ts';
import type { Unit } from '../territory/index.ts';

/** Counts of dossiers; shares are never stored, so that numerator and denominator are always at hand. Undefined: not public. */
export interface Figures {
  readonly received: number | undefined;
  readonly online: number | undefined;
  /** Of those online, filed without anybody's help. */
  readonly onlineAlone: number | undefined;
  readonly finished: number | undefined;
  readonly onTime: number | undefined;
  /** Of those received, invented for the demonstration. */
  readonly synthetic: number | undefined;
}

export const noFigures: Figures = { received: 0, online: 0, onlineAlone: 0, finished: 0, onTime: 0, synthetic: 0 };

/** A sum is public where both are: from a sum and one of the two the other would follow. */
export function addFigures(a: Figures, b: Figures): Figures {
  const add = (name: keyof Figures) => {
    const [x, y] = [a[name], b[name]];
    return x === undefined || y === undefined ? undefined : x + y;
  };
  return {
    received: add('received'),
    online: add('online'),
    onlineAlone: add('onlineAlone'),
    finished: add('finished'),
    onTime: add('onTime'),
    synthetic: add('synthetic'),
  };
}

/** A share from 0 to 1; none where there is nothing to divide by, or one of both is not public. */
export function shareOf(numerator: number | undefined, denominator: number | undefined): number | undefined {
  return numerator === undefined || denominator === undefined || denominator === 0
    ? undefined
    : numerator / denominator;
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

const notPublic: Figures = {
  received: undefined,
  online: undefined,
  onlineAlone: undefined,
  finished: undefined,
  onTime: undefined,
  synthetic: undefined,
};

/** The figures of one month, or of all. */
export function figuresOf(progress: UnitProgress, month: string | undefined): Figures {
  return month === undefined ? progress.all : (progress.months.get(month) ?? notPublic);
}

/** Months that are over: only of these are counts by procedure published, so that nobody learns a dossier from two looks at the same page. */
export function finishedMonths(tree: ProgressTree): readonly string[] {
  const current = tree.today.toPlainYearMonth().toString();
  return tree.months.filter((month) => month < current);
}
