import type { Unit } from '../../territory/index.ts';
import type { Input } from '../editions/model.ts';
import type { Basis } from '../queries/indicator-reader.ts';

/** A number as other systems take it: one quantity of one unit in one month. */
export interface Fact {
  readonly input: Input;
  /** `measure:dossiers.online`, `figure:hamlets`, `components:dti-922.all`: the same quantity in whatever indicator it stands. */
  readonly key: string;
  readonly unit: Unit;
  readonly value: number;
  /** Last day that a reported number is about; undefined where the platform counts by itself. */
  readonly reportedTo: Temporal.PlainDate | undefined;
  /** Not all units below have reported: it is the sum of those that have. */
  readonly partly: boolean;
}

/** Quantities that indicators are made of, by key, each once. */
export function quantitiesOf({ definitions }: Basis): ReadonlyMap<string, Input> {
  return new Map(
    definitions.indicators.flatMap(({ inputs }) => inputs.map((input): [string, Input] => [keyOf(input), input])),
  );
}

export function keyOf({ measure, figure, components }: Input): string {
  if (components !== undefined) return `components:${components.edition}.${components.origin}`;
  return measure === undefined ? `figure:${figure}` : `measure:${measure}`;
}

/** A unit and all below it, by code. */
export function unitsUnder(basis: Basis, unit: Unit): readonly Unit[] {
  return [unit, ...basis.below(unit).flatMap((each) => unitsUnder(basis, each))];
}

/**
 * The inputs of all indicators in a month, for a unit and all below it, by the values that everybody may see: what those leave out (not reported,
 * too few to be told) is left out here.
 */
export function factsOf(basis: Basis, unit: Unit, month: string): Fact[] {
  return unitsUnder(basis, unit).flatMap((each) => {
    const found = new Map<string, Fact>();
    for (const indicator of basis.definitions.indicators) {
      if (!indicator.levels.includes(each.level)) continue;
      const { state, inputs, reportedTo } = basis.value(indicator, each, month);
      for (const input of indicator.inputs) {
        const value = inputs[input.key];
        const key = keyOf(input);
        const partly = state === 'partly';
        const before = found.get(key);
        // Beside another input that fewer units have reported, the sum is of fewer units: the fuller one counts.
        if (value === undefined || (before !== undefined && (!before.partly || partly))) continue;
        found.set(key, {
          input,
          key,
          unit: each,
          value,
          reportedTo: input.figure !== undefined ? reportedTo : undefined,
          partly,
        });
      }
    }
    return [...found.values()];
  });
}
