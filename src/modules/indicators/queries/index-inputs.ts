import type { Unit } from '../../territory/index.ts';
import { type Edition, nodesOf } from '../editions/model.ts';
import type { Basis } from './indicator-reader.ts';

/** What the platform counted by itself of an index's inputs over months; all others are missing, which is not zero. */
export function indexInputs(
  basis: Basis,
  edition: Edition,
  unit: Unit,
  months: readonly string[],
): Map<string, Record<string, number>> {
  const inputs = new Map<string, Record<string, number>>();
  for (const { code, leaf } of nodesOf(edition.nodes)) {
    const known = (leaf?.inputs ?? []).flatMap(({ key, measure }): [string, number][] => {
      if (measure === undefined) return [];
      const sums = months.map((month) => basis.sum(measure, unit, month));
      // One that may not be shown leaves the input missing: it could be told from the others.
      return sums.some((each) => each === undefined)
        ? []
        : [[key, sums.reduce<number>((sum, each) => sum + (each ?? 0), 0)]];
    });
    if (known.length > 0) inputs.set(code, Object.fromEntries(known));
  }
  return inputs;
}
