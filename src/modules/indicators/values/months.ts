/** Last day of a month told as `2022-09`. */
export function endOfMonth(month: string): Temporal.PlainDate {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return first.with({ day: first.daysInMonth });
}
