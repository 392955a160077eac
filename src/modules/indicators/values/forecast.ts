/** How a series goes on, by which method, and how far it was off in the past. */
export interface Forecast {
  readonly method: 'trend' | 'level';
  readonly value: number;
  /** Eight in ten of the errors of the past, as far ahead, lay within this. */
  readonly low: number;
  readonly high: number;
  /** Forecasts of months that are known by now, made from the months before them. */
  readonly tests: number;
  /** Mean absolute error of those. */
  readonly meanError: number;
}

/** Below this many months nothing is forecast: three points make any line look right. */
export const fewestMonths = 5;
const window = 12;

/**
 * Forecasts a monthly series (oldest first, no gaps) so many months ahead. Two methods are tried on the past: the level of the last month, and a
 * Theil-Sen trend (median of the slopes between all pairs of the last twelve months); the one that was off less is taken. Values stay within `bounds`.
 */
export function forecast(
  series: readonly number[],
  ahead: number,
  bounds: { readonly low: number; readonly high: number },
): Forecast | undefined {
  if (series.length < fewestMonths || ahead < 0) return undefined;
  const within = (value: number) => Math.min(bounds.high, Math.max(bounds.low, value));
  const methods = (['level', 'trend'] as const).map((method) => ({
    method,
    errors: backTest(series, ahead, method, within),
  }));
  const [best] = methods.sort((a, b) => mean(a.errors) - mean(b.errors));
  if (best === undefined || best.errors.length === 0) return undefined;
  const value = within(project(series, ahead, best.method));
  // Errors of shorter forecasts grow with the square root of the months, as those of a random walk do.
  const spread = quantile(best.errors, 0.8);
  return {
    method: best.method,
    value,
    low: within(value - spread),
    high: within(value + spread),
    tests: best.errors.length,
    meanError: mean(best.errors),
  };
}

/** Absolute errors of what would have been forecast at each earlier month, scaled to `ahead` where the past is too short for so long a look. */
function backTest(
  series: readonly number[],
  ahead: number,
  method: Forecast['method'],
  within: (value: number) => number,
): number[] {
  // A third of the past at most: a look back over all of it would leave a single test to judge a method by.
  const horizon = Math.max(1, Math.min(ahead, Math.floor(series.length / 3)));
  const scale = Math.sqrt(Math.max(1, ahead) / horizon);
  const errors: number[] = [];
  for (let known = 3; known + horizon <= series.length; known += 1) {
    const actual = series[known + horizon - 1] ?? 0;
    errors.push(Math.abs(actual - within(project(series.slice(0, known), horizon, method))) * scale);
  }
  return errors;
}

function project(series: readonly number[], ahead: number, method: Forecast['method']): number {
  const last = series.at(-1) ?? 0;
  if (method === 'level') return last;
  const recent = series.slice(-window);
  const slopes = recent.flatMap((a, i) => recent.slice(i + 1).map((b, j) => (b - a) / (j + 1)));
  const slope = quantile(slopes, 0.5);
  const level = quantile(
    recent.map((value, i) => value + slope * (recent.length - 1 - i)),
    0.5,
  );
  return level + slope * ahead;
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? Number.POSITIVE_INFINITY : values.reduce((sum, value) => sum + value, 0) / values.length;

/** By linear interpolation between the two nearest. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}
