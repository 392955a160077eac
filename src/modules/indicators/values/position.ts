import type { Indicator } from '../definitions/model.ts';
import { isShare } from '../formula/units-of-measure.ts';
import type { Value } from './model.ts';

/** Since which month a target has been reached, or missed, without a break. */
export interface StandsSince {
  readonly reached: boolean;
  readonly month: string;
  /** As long as there has been a value at all: it may be longer still. */
  readonly sinceFirst: boolean;
}

/** Pure; `series` oldest first. Undefined where the last month has no value. */
export function standsSince(
  series: readonly { readonly month: string; readonly value: number | undefined }[],
  target: number,
  better: Indicator['better'],
): StandsSince | undefined {
  const reaches = (value: number) => (better === 'up' ? value >= target : value <= target);
  const last = series.at(-1);
  if (last?.value === undefined) return undefined;
  const reached = reaches(last.value);
  const otherwise = series.findLastIndex(({ value }) => value === undefined || reaches(value) !== reached);
  return {
    reached,
    month: series[otherwise + 1]?.month ?? last.month,
    sinceFirst: series[otherwise]?.value === undefined,
  };
}

/**
 * How many more of its first input (or fewer, where less is better) a share needs to reach its target while its base stays as it is. Undefined for
 * what is no share of two inputs, has no value, or does not get there within its base. Pure.
 */
export function stillNeeded(
  { inputs, formula, better, unit }: Pick<Indicator, 'inputs' | 'formula' | 'better' | 'unit'>,
  value: Pick<Value, 'inputs'>,
  target: number,
): number | undefined {
  const [counted, base] = inputs;
  if (!isShare(unit) || inputs.length !== 2 || counted === undefined || base === undefined) return undefined;
  const [part, whole] = [value.inputs[counted.key], value.inputs[base.key]];
  if (part === undefined || whole === undefined) return undefined;
  const reaches = (change: number) => {
    const result = formula.evaluate({
      ...value.inputs,
      [counted.key]: better === 'up' ? part + change : part - change,
    });
    return result.kind === 'value' && (better === 'up' ? result.value >= target : result.value <= target);
  };
  let high = Math.ceil(better === 'up' ? whole - part : part);
  if (high < 0 || !reaches(high)) return undefined;
  for (let low = -1; high - low > 1; ) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
