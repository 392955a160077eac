import { type Id, nameId } from '../../../platform/ids.ts';
import type { Language } from '../../../platform/text.ts';
import type { Unit } from '../../territory/index.ts';
import type { FigureDefinition, Indicator } from '../definitions/model.ts';
import type { Period } from '../values/model.ts';

/** `declared` by the unit, `checked` by the agency above it, `approved` by the province; `sent-back` to be declared again. */
export type ReportState = 'declared' | 'checked' | 'approved' | 'sent-back';

/** Why there is no number: missing is not zero. */
export const missingReasons = ['not-collected', 'source-late', 'nobody-keeps-it', 'other'] as const;
export type MissingReason = (typeof missingReasons)[number];

/** A figure of a unit and period as it was last told. */
export interface KnownFigure {
  readonly figure: string;
  readonly unitId: Id<'unit'>;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly version: number;
  /** undefined with a reason: there is no number. */
  readonly value: number | undefined;
  readonly reason: MissingReason | undefined;
  readonly state: ReportState;
  /** Business day of the act. */
  readonly knownOn: Temporal.PlainDate;
  readonly agencyId: Id<'agency'>;
  readonly note: string | undefined;
  /** Papers that stand behind it. */
  readonly evidence: readonly Id<'paper'>[];
}

/** What a unit has to report in a form: a figure for a period. */
export interface Duty {
  readonly definition: FigureDefinition;
  readonly period: Period;
  readonly dueOn: Temporal.PlainDate;
  /** False for periods from before it was asked for: they may be reported, and are never late. */
  readonly asked: boolean;
}

/** What a report has to be asked for before it is due, in days: nobody is late with what they could not know of. */
export const warningDays = 7;
/** Missing reports are looked for among those due within so many months. */
export const missingMonths = 12;

/** Since when a figure is asked for; undefined: never. */
export type AskedSince = ReadonlyMap<string, Temporal.PlainDate>;

export function streamOf(figure: string, unitId: Id<'unit'>, { from, to }: Period): Id<'figure'> {
  return nameId<'figure'>('figure', figure, unitId, from.toString(), to.toString());
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** The latest period of that length that is over at the end of `month` (its first day). */
export function lastPeriodBy(length: FigureDefinition['period'], month: Temporal.PlainDate): Period {
  const months = monthsOf[length];
  const next = month.with({ day: 1 }).add({ months: 1 });
  const end = next.subtract({ months: (next.month - 1) % months });
  return { from: end.subtract({ months }), to: end.subtract({ days: 1 }) };
}

/** First day of the month before the one that `today` is in. */
export function lastMonth(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.with({ day: 1 }).subtract({ months: 1 });
}

/** The unit that reports: its level says which figures, and it owes nothing for the time before it existed. */
export type ReportingUnit = Pick<Unit, 'level' | 'validFrom'>;

/** What a unit reports as of a month: the latest period of each figure. */
export function dutiesOf(
  figures: readonly FigureDefinition[],
  unit: ReportingUnit,
  month: Temporal.PlainDate,
  askedSince: AskedSince,
): Duty[] {
  return figures
    .filter(({ level }) => level === unit.level)
    .map((definition) => {
      const period = lastPeriodBy(definition.period, month);
      const dueOn = period.to.add({ days: definition.dueDays });
      const since = askedSince.get(definition.key);
      const asked =
        since !== undefined &&
        Temporal.PlainDate.compare(dueOn, since.add({ days: warningDays })) >= 0 &&
        Temporal.PlainDate.compare(period.to, unit.validFrom) >= 0;
      return { definition, period, dueOn, asked };
    });
}

/** All that a unit is asked for and could have reported by now, due on or after a day, by due date. */
export function askedDuties(
  figures: readonly FigureDefinition[],
  unit: ReportingUnit,
  { from, today }: { readonly from: Temporal.PlainDate; readonly today: Temporal.PlainDate },
  askedSince: AskedSince,
): Duty[] {
  const found = new Map<string, Duty>();
  // A year's figure is due up to four months after the year, so periods that ended earlier are looked at too.
  const first = from.with({ day: 1 }).subtract({ months: 5 });
  for (
    let month = lastMonth(today);
    Temporal.PlainDate.compare(month, first) >= 0;
    month = month.subtract({ months: 1 })
  )
    for (const duty of dutiesOf(figures, unit, month, askedSince))
      if (duty.asked && Temporal.PlainDate.compare(duty.dueOn, from) >= 0)
        found.set(`${duty.definition.key} ${duty.period.to}`, duty);
  return [...found.values()].sort((a, b) => Temporal.PlainDate.compare(a.dueOn, b.dueOn));
}

/** "còn 3 ngày", "hạn hôm nay", "quá hạn 2 ngày". */
export function daysInWords(dueOn: Temporal.PlainDate, today: Temporal.PlainDate, language: Language): string {
  const days = today.until(dueOn).days;
  const vi = language === 'vi';
  if (days === 0) return vi ? 'hạn hôm nay' : 'due today';
  const count = vi ? `${Math.abs(days)} ngày` : Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  if (days < 0) return vi ? `quá hạn ${count}` : `overdue by ${count}`;
  return vi ? `còn ${count}` : `${count} left`;
}

/** "tháng 9/2022", "quý III/2022", "năm 2021". */
export function periodInWords({ from, to }: Period, language: Language): string {
  const months = from.until(to.add({ days: 1 }), { largestUnit: 'month' }).months;
  const vi = language === 'vi';
  if (months === 12) return vi ? `năm ${from.year}` : String(from.year);
  if (months === 3) {
    const quarter = Math.ceil(to.month / 3);
    return vi ? `quý ${['I', 'II', 'III', 'IV'][quarter - 1]}/${to.year}` : `Q${quarter} ${to.year}`;
  }
  const month = String(to.month).padStart(2, '0');
  return vi ? `tháng ${month}/${to.year}` : `${month}/${to.year}`;
}

/** A figure and the one that it is a part of. */
export interface PartOfBase {
  readonly part: string;
  readonly base: string;
}

/** Where an indicator is one reported figure divided by another of the same kind, the first cannot be more than the second. */
export function partsOfBases(indicators: readonly Indicator[]): PartOfBase[] {
  return indicators.flatMap(({ formula, inputs }) => {
    const [, above, below] = /^\s*(\w+)\s*\/\s*(\w+)\s*$/.exec(formula.source) ?? [];
    const part = inputs.find(({ key }) => key === above);
    const base = inputs.find(({ key }) => key === below);
    if (part?.figure === undefined || base?.figure === undefined || part.unit !== base.unit) return [];
    return [{ part: part.figure, base: base.figure }];
  });
}
