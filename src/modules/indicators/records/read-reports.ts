import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { MissingReason, ReportState } from '../reporting/model.ts';

/** One act on a report, in its order. */
export interface ReportAct {
  readonly version: number;
  readonly state: ReportState;
  readonly value: number | undefined;
  readonly reason: MissingReason | undefined;
  readonly knownOn: Temporal.PlainDate;
  readonly agencyId: Id<'agency'>;
  readonly positionId: Id<'position'>;
  readonly note: string | undefined;
}

/** The report behind a unit's number, with all that was done to it. */
export interface ReportOfUnit {
  readonly unitId: Id<'unit'>;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** Invented for the demonstration. */
  readonly synthetic: boolean;
  readonly acts: readonly ReportAct[];
}

interface Row extends Omit<ReportAct, 'value' | 'reason' | 'note'> {
  readonly unitId: Id<'unit'>;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly synthetic: boolean;
  readonly value: string | null;
  readonly reason: MissingReason | null;
  readonly note: string | null;
}

/** Of each unit the newest period that was over by the day and has an approved number, as far as the actor may read it. */
export async function readReports(
  tx: Tx,
  figure: string,
  unitIds: readonly Id<'unit'>[],
  to: Temporal.PlainDate,
): Promise<ReportOfUnit[]> {
  const rows = await tx.rows<Row>(
    `select r.unit_id as "unitId", r.period_from as "from", r.period_to as "to", r.version, r.state, r.value::text as value, r.reason, r.known_on as "knownOn",
       r.agency_id as "agencyId", r.position_id as "positionId", r.note, r.synthetic
     from (select distinct on (unit_id) unit_id, stream_id from figure_report
       where figure = $1 and unit_id = any ($2) and period_to <= $3 and state = 'approved' order by unit_id, period_to desc, version desc) newest
     join figure_report r using (stream_id) order by r.unit_id, r.version`,
    [figure, unitIds, to],
  );
  return [...Map.groupBy(rows, ({ unitId }) => unitId)].map(([unitId, acts]) => ({
    unitId,
    from: (acts[0] as Row).from,
    to: (acts[0] as Row).to,
    synthetic: acts.some(({ synthetic }) => synthetic),
    acts: acts.map(({ version, state, knownOn, agencyId, positionId, value, reason, note }) => ({
      version,
      state,
      knownOn,
      agencyId,
      positionId,
      value: value === null ? undefined : Number(value),
      reason: reason ?? undefined,
      note: note ?? undefined,
    })),
  }));
}
