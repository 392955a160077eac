import type { Tx } from '../../../platform/database.ts';
import type { Unit } from '../../territory/index.ts';
import type { FigureDefinition } from '../definitions/model.ts';
import { type AskedSince, askedDuties, type Duty, missingMonths } from './model.ts';
import { listReportedPeriods } from './store.ts';

export interface MissingReport {
  readonly unit: Unit;
  readonly duty: Duty;
}

export interface MissingQuestion {
  readonly figures: readonly FigureDefinition[];
  readonly units: readonly Unit[];
  readonly askedSince: AskedSince;
  readonly today: Temporal.PlainDate;
  /** Only what is due on or after this day; twelve months back unless given. */
  readonly from?: Temporal.PlainDate | undefined;
}

/** What is asked for, could be reported by now and is not, or was sent back; the oldest first. The actor has to be able to read the reports of the units. */
export async function readMissing(
  tx: Tx,
  { figures, units, askedSince, today, from = today.subtract({ months: missingMonths }) }: MissingQuestion,
): Promise<MissingReport[]> {
  const owed = units.flatMap((unit) =>
    askedDuties(figures, unit, { from, today }, askedSince).map((duty) => ({ unit, duty })),
  );
  const earliest = owed.map(({ duty }) => duty.period.to).sort(Temporal.PlainDate.compare)[0];
  if (earliest === undefined) return [];
  const unitIds = units.map(({ id }) => id);
  const reported = new Set(
    (await listReportedPeriods(tx, unitIds, earliest)).map(({ figure, unitId, to }) => `${figure} ${unitId} ${to}`),
  );
  return owed
    .filter(({ unit, duty }) => !reported.has(`${duty.definition.key} ${unit.id} ${duty.period.to}`))
    .sort((a, b) => Temporal.PlainDate.compare(a.duty.dueOn, b.duty.dueOn) || a.unit.code.localeCompare(b.unit.code));
}
