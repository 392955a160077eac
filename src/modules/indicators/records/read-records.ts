import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { readMeasures } from '../counting/read-measures.ts';

export interface RecordQuestion {
  readonly measure: string;
  /** The unit and all that is added up to it. */
  readonly unitIds: readonly Id<'unit'>[];
  /** `2022-09` */
  readonly month: string;
}

/** The records behind a figure, as far as the actor may open them. */
export interface Records {
  /** The figure itself. */
  readonly all: number;
  /** By dossier what it adds to the figure: mostly 1, below nought where it was taken out again. */
  readonly open: ReadonlyMap<Id<'dossier'>, number>;
  /** What is left of the figure: dossiers that never were with the actor's agency. */
  readonly others: number;
}

/** Figure and dossiers come out of one reading, so that they always agree. */
export async function readRecords(tx: Tx, { measure, unitIds, month }: RecordQuestion): Promise<Records> {
  const first = Temporal.PlainDate.from(`${month}-01`);
  const question = { measures: [measure], from: first, to: first, by: 'month', unitIds } as const;
  const sums = await readMeasures(tx, question);
  const rows = await tx.rows<{ id: Id<'dossier'>; value: number }>(
    'select id, value from counted_dossiers($1, $2, $3)',
    [measure, unitIds, first],
  );
  const all = sums.reduce((sum, { value }) => sum + value, 0);
  const mine = rows.reduce((sum, { value }) => sum + value, 0);
  return { all, open: new Map(rows.map(({ id, value }) => [id, value])), others: all - mine };
}
