import { type Forecast, forecast } from './forecast.ts';

/** Colours by rules that can be read, the same for every unit and indicator. */
export type Standing =
  /** The target is reached. */
  | 'reached'
  /** The forecast for the target's date reaches it. */
  | 'on-track'
  /** Only the better end of the forecast's range reaches it. */
  | 'at-risk'
  /** Even the better end does not, or the date has passed. */
  | 'off-track'
  /** Too few months for a forecast, or no value. */
  | 'unknown';

export interface Outlook {
  readonly standing: Standing;
  /** What is still to go, in the unit of the indicator; nothing once it is reached. */
  readonly gap: number | undefined;
  readonly forecast: Forecast | undefined;
}

export interface OutlookQuestion {
  /** Monthly values, oldest first; a month without a value ends what can be told from before it. */
  readonly series: readonly (number | undefined)[];
  readonly current: number | undefined;
  readonly target: number;
  readonly better: 'up' | 'down';
  readonly monthsLeft: number;
  readonly bounds: { readonly low: number; readonly high: number };
}

export function outlookOf({ series, current, target, better, monthsLeft, bounds }: OutlookQuestion): Outlook {
  const reaches = (value: number) => (better === 'up' ? value >= target : value <= target);
  const gap = current === undefined ? undefined : Math.max(0, better === 'up' ? target - current : current - target);
  const run = series.slice(series.findLastIndex((value) => value === undefined) + 1) as readonly number[];
  const ahead = monthsLeft <= 0 ? undefined : forecast(run, monthsLeft, bounds);
  if (current !== undefined && reaches(current)) return { standing: 'reached', gap: 0, forecast: ahead };
  if (monthsLeft <= 0) return { standing: current === undefined ? 'unknown' : 'off-track', gap, forecast: undefined };
  if (ahead === undefined) return { standing: 'unknown', gap, forecast: undefined };
  const best = better === 'up' ? ahead.high : ahead.low;
  return {
    standing: reaches(ahead.value) ? 'on-track' : reaches(best) ? 'at-risk' : 'off-track',
    gap,
    forecast: ahead,
  };
}
