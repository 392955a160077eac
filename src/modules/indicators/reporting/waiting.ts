import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { getAgency, getUnit } from '../../territory/index.ts';
import { readAskedSince, readFigureDefinitions } from '../definitions/store.ts';
import { askedDuties, missingMonths, streamOf } from './model.ts';
import { committeeKinds } from './office.ts';
import { countWaiting } from './store.ts';

/** Reports that an agency is asked for and could have made by now, of the last twelve months; undefined for agencies that neither report nor check. */
export async function listOwedReports(
  tx: Tx,
  agencyId: Id<'agency'>,
  today: Temporal.PlainDate,
): Promise<readonly Id<'figure'>[] | undefined> {
  const agency = await getAgency(tx, agencyId);
  if (!committeeKinds.includes(agency.kind)) return undefined;
  const unit = await getUnit(tx, agency.unitId);
  const figures = await readFigureDefinitions(tx, { validOn: today, knownBy: today });
  const from = today.subtract({ months: missingMonths });
  return askedDuties(figures, unit, { from, today }, await readAskedSince(tx)).map(({ definition, period }) =>
    streamOf(definition.key, unit.id, period),
  );
}

export interface ReportsWaiting {
  readonly toReport: number;
  readonly toCheck: number;
}

/** What waits for the acting agency. `owed` may be some minutes old: it changes by the day. */
export async function countReports(
  tx: Tx,
  actor: StaffActor,
  owed: readonly Id<'figure'>[] | undefined,
): Promise<ReportsWaiting> {
  return owed === undefined ? { toReport: 0, toCheck: 0 } : countWaiting(tx, actor.agencyId, owed);
}

/** The same, for a page that reads more anyway. */
export async function readReportsWaiting(
  tx: Tx,
  actor: StaffActor,
  today: Temporal.PlainDate,
): Promise<ReportsWaiting> {
  return countReports(tx, actor, await listOwedReports(tx, actor.agencyId, today));
}
