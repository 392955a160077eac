/** A quarter of a calendar year, as reports are made for. */
export interface Quarter {
  readonly year: number;
  readonly number: number;
}

/** `2022-4`, as in the address of a report; undefined for anything else. */
export function readQuarter(text: unknown): Quarter | undefined {
  const found = typeof text === 'string' ? /^(\d{4})-([1-4])$/.exec(text) : null;
  return found === null ? undefined : { year: Number(found[1]), number: Number(found[2]) };
}

export const quarterKey = ({ year, number }: Quarter): string => `${year}-${number}`;

/** `quý IV năm 2022`, as official papers write it. */
export const quarterInRoman = ({ year, number }: Quarter): string =>
  `quý ${['I', 'II', 'III', 'IV'][number - 1]} năm ${year}`;

/** `2022-10` belongs to the fourth quarter. */
export function quarterOf(month: string): Quarter {
  const [year, number] = month.split('-').map(Number);
  return { year: year ?? 0, number: Math.ceil((number ?? 1) / 3) };
}

export function monthsOf({ year, number }: Quarter): string[] {
  return [0, 1, 2].map((each) => `${year}-${String(number * 3 - 2 + each).padStart(2, '0')}`);
}

export function quarterBefore({ year, number }: Quarter): Quarter {
  return number === 1 ? { year: year - 1, number: 4 } : { year, number: number - 1 };
}

export function lastDayOf(quarter: Quarter): Temporal.PlainDate {
  return Temporal.PlainYearMonth.from(monthsOf(quarter)[2] ?? '')
    .add({ months: 1 })
    .toPlainDate({ day: 1 })
    .subtract({ days: 1 });
}

/** Of all with data the newest that is over, or the newest there is. */
export function usualQuarter(months: readonly string[], knownBy: Temporal.PlainDate): Quarter | undefined {
  const quarters = quartersOf(months);
  return quarters.findLast((each) => Temporal.PlainDate.compare(lastDayOf(each), knownBy) < 0) ?? quarters.at(-1);
}

/** Quarters of these months, oldest first. */
export function quartersOf(months: readonly string[]): Quarter[] {
  return [...new Map(months.map((month) => [quarterKey(quarterOf(month)), quarterOf(month)])).values()];
}
