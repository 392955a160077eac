import type { Definitions, Indicator } from '../definitions/model.ts';
import type { Input } from '../editions/model.ts';
import { measuresOf } from '../queries/measures-of.ts';
import type { MeasureFacts } from './measure-facts.ts';

export interface Guarded {
  readonly guarded: boolean;
  readonly partOf: readonly string[];
}

/** All measures that are shown anywhere. What is not declared otherwise is a count of what people did; a numerator is a part of its base. */
export function guardedMeasures(
  { versions }: { readonly versions: readonly Definitions[] },
  facts: MeasureFacts,
): ReadonlyMap<string, Guarded> {
  const known = byVersions.get(versions);
  if (known !== undefined) return known;
  const declared = new Map(facts.declared.map((measure) => [measure.key, measure]));
  const partOf = new Map<string, Set<string>>();
  const add = (part: string, whole: string | undefined) => {
    if (whole !== undefined) partOf.set(part, (partOf.get(part) ?? new Set()).add(whole));
  };
  for (const { key, partOf: whole } of facts.declared) add(key, whole);
  for (const indicator of versions.flatMap(({ indicators }) => indicators)) {
    const share = partAndBase(indicator);
    if (share?.part.measure !== undefined) add(share.part.measure, share.base.measure);
  }
  const made = new Map(
    measuresOf(versions, facts).map((key) => [
      key,
      { guarded: declared.get(key)?.about !== 'things', partOf: [...(partOf.get(key) ?? [])] },
    ]),
  );
  byVersions.set(versions, made);
  return made;
}

const byVersions = new WeakMap<readonly Definitions[], ReadonlyMap<string, Guarded>>();

/** Where an indicator is one quantity divided by another of the same kind, the first cannot be more than the second. */
export function partAndBase({
  formula,
  inputs,
}: Pick<Indicator, 'formula' | 'inputs'>): { readonly part: Input; readonly base: Input } | undefined {
  const [, above, below] = /^\s*(\w+)\s*\/\s*(\w+)\s*$/.exec(formula.source) ?? [];
  const part = inputs.find(({ key }) => key === above);
  const base = inputs.find(({ key }) => key === below);
  return part === undefined || base === undefined || part.unit !== base.unit ? undefined : { part, base };
}
