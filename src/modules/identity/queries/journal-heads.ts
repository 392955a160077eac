import type { Tx } from '../../../platform/database.ts';
import type { RowHead } from '../../../platform/journal-verify.ts';

const rows = `select 'position' as kind, id as "streamId", journal_version as version, journal_hash as head from staff_position
  union all select 'delegation', id, journal_version, journal_hash from delegation
  union all select 'break-glass', id, journal_version, journal_hash from break_glass`;

/** Where positions, delegations and openings of these streams stand, to be compared with the journal. */
export function identityHeads(tx: Tx, streamIds: readonly string[]): Promise<RowHead[]> {
  return tx.rows<RowHead>(`select * from (${rows}) r where "streamId" = any ($1)`, [streamIds]);
}

/** Those that say they have entries, of which the journal holds none; what came with the province's files has none. */
export function identityRowsWithoutStream(tx: Tx): Promise<RowHead[]> {
  return tx.rows<RowHead>(
    `select * from (${rows}) r where version > 0 and not exists (select from journal j where j.stream_id = "streamId") order by 2`,
  );
}
