import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

export interface MeasureQuestion {
  readonly measures: readonly string[];
  /** First and last day, both included; by month, whole months of both. */
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly by: 'day' | 'month';
  readonly unitIds?: readonly Id<'unit'>[] | undefined;
  /** What the platform knew at the end of this day; left out: all it knows now. */
  readonly knownBy?: Temporal.PlainDate | undefined;
  /** Names of dimensions to keep apart; all others are summed. */
  readonly dimensions?: readonly string[] | undefined;
}

export interface MeasureRow {
  readonly measure: string;
  /** `2022-09-14` by day, `2022-09` by month. */
  readonly period: string;
  readonly unitId: Id<'unit'>;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Sums by the unit in which each thing happened; sums of nought are left out. A stock is the sum of its rows up to a day. */
export function readMeasures(tx: Tx, question: MeasureQuestion): Promise<MeasureRow[]> {
  const { measures, from, to, by, unitIds, knownBy, dimensions = [] } = question;
  const days = by === 'day' || knownBy !== undefined || dimensions.length > 0;
  const [first, last] =
    by === 'day' ? [from, to] : [from.with({ day: 1 }), to.with({ day: 1 }).add({ months: 1 }).subtract({ days: 1 })];
  const params = [measures, first.toString(), last.toString(), unitIds ?? null];
  if (!days)
    return tx.rows<MeasureRow>(
      `select measure, to_char(month, 'YYYY-MM') as period, unit_id as "unitId", '{}'::jsonb as dimensions, value from measure_month
       where generation = (select generation from measure_state where serving) and measure = any ($1) and month between $2 and $3
         and ($4::uuid[] is null or unit_id = any ($4)) and value <> 0 order by 1, 2, 3`,
      params,
    );
  return tx.rows<MeasureRow>(
    `select measure, to_char(day, $6) as period, unit_id as "unitId", kept.dimensions, sum(value)::bigint as value
     from measure_day, lateral (
       select coalesce(jsonb_object_agg(key, each.value), '{}') as dimensions from jsonb_each(nullif(measure_day.dimensions, '')::jsonb) each where key = any ($7)
     ) kept
     where generation = (select generation from measure_state where serving) and measure = any ($1) and day between $2 and $3
       and ($4::uuid[] is null or unit_id = any ($4)) and ($5::date is null or known_on <= $5)
     group by 1, 2, 3, 4 having sum(value) <> 0 order by 1, 2, 3, 4`,
    [...params, knownBy?.toString() ?? null, by === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM', dimensions],
  );
}

/** Adds each row to its unit and to all above it, by the map that `rollUpMap` gives for a date: every level from the same rows. */
export function rollUpMeasures(
  rows: readonly MeasureRow[],
  upwards: ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]>,
): MeasureRow[] {
  const sums = new Map<string, MeasureRow>();
  for (const row of rows) {
    for (const unitId of upwards.get(row.unitId) ?? []) {
      const key = JSON.stringify([row.measure, row.period, unitId, row.dimensions]);
      sums.set(key, { ...row, unitId, value: (sums.get(key)?.value ?? 0) + row.value });
    }
  }
  return [...sums.values()];
}

/** Where the counting stands: the revision changes when any figure may have. */
export function measureState(
  tx: Tx,
): Promise<{ generation: number; revision: number; countedTo: Temporal.Instant | null }> {
  return tx.row('select generation, revision, counted_to as "countedTo" from measure_state where serving');
}
