import type { Indicator } from '../definitions/model.ts';
import { isShare } from '../formula/units-of-measure.ts';
import type { Value } from '../values/model.ts';

/** What can be said of the same indicator in several units. */
export type Verdict =
  /** The unit at this place is better than each of the others, by so much than the next one. */
  | { readonly kind: 'better'; readonly at: number; readonly by: number }
  | { readonly kind: 'equal' }
  /** They differ by no more than chance may make. */
  | { readonly kind: 'unclear' }
  /** So few cases stand behind one of them that one more or less would change the order. */
  | { readonly kind: 'too-few' }
  /** One of them is the value of a part of its units only. */
  | { readonly kind: 'partly' }
  /** One of them tells of so few people, or of a month so young, that it is not public. */
  | { readonly kind: 'hidden' }
  /** One of them has no value. */
  | { readonly kind: 'missing' }
  /** A quantity grows with the size of a unit: more of it is not better. */
  | { readonly kind: 'quantity' };

/** Standard normal quantile of a 95 % interval. */
const z = 1.96;

/**
 * Says which of two or more values is better only where it can be told: every base has `fewest` cases at least, and the 95 % interval of
 * each difference to the best (Newcombe's, out of two of Wilson's) leaves nought out. Pure.
 */
export function compare(indicator: Indicator, values: readonly Value[], fewest: number): Verdict {
  if (values.some(({ hidden }) => hidden !== undefined)) return { kind: 'hidden' };
  const shares = values.map(({ value }) => value);
  if (values.length < 2 || shares.includes(undefined)) return { kind: 'missing' };
  if (!isShare(indicator.unit)) return { kind: 'quantity' };
  if (values.some(({ state }) => state === 'partly')) return { kind: 'partly' };
  const base = indicator.base ?? '';
  const known = values.map(({ value = 0, inputs }, at) => ({ at, share: value, base: inputs[base] ?? 0 }));
  if (known.some((each) => each.base < fewest)) return { kind: 'too-few' };
  const sign = indicator.better === 'up' ? -1 : 1;
  const [best, ...others] = known.toSorted((a, b) => sign * (a.share - b.share)) as [Known, ...Known[]];
  if (others.every(({ share }) => share === best.share)) return { kind: 'equal' };
  if (!others.every((other) => differs(best, other))) return { kind: 'unclear' };
  return { kind: 'better', at: best.at, by: Math.abs(best.share - (others[0]?.share ?? best.share)) };
}

interface Known {
  readonly at: number;
  readonly share: number;
  readonly base: number;
}

function differs(one: Known, other: Known): boolean {
  const [high, low] = one.share > other.share ? [one, other] : [other, one];
  const [a, b] = [wilson(high), wilson(low)];
  if (a === undefined || b === undefined) return false;
  const least = high.share - low.share - Math.hypot(high.share - a.low, b.high - low.share);
  return least > 0;
}

/** Undefined for what is no share of its base. */
function wilson({ share, base }: Known): { readonly low: number; readonly high: number } | undefined {
  if (share < 0 || share > 1 || base <= 0) return undefined;
  const weight = 1 + z ** 2 / base;
  const middle = (share + z ** 2 / (2 * base)) / weight;
  const half = (z / weight) * Math.sqrt((share * (1 - share)) / base + z ** 2 / (4 * base ** 2));
  return { low: middle - half, high: middle + half };
}
