import type { Tx } from '../../../platform/database.ts';
import type { RowHead } from '../../../platform/journal-verify.ts';

/** Where the rows of these streams stand, to be compared with the journal. */
export function dossierHeads(tx: Tx, streamIds: readonly string[]): Promise<RowHead[]> {
  return tx.rows<RowHead>(
    `select 'dossier' as kind, id as "streamId", version, head from dossier where id = any ($1)`,
    [streamIds],
  );
}

/** Dossiers, keys and personal content of which the journal holds no entry at all. */
export function dossiersWithoutStream(tx: Tx): Promise<RowHead[]> {
  return tx.rows<RowHead>(
    `select 'dossier' as kind, d.id as "streamId", d.version, d.head from dossier d where not exists (select from journal j where j.stream_id = d.id)
     union all
     select 'key of', k.stream_id, 1, null from stream_key k
     where not exists (select from journal j where j.stream_id = k.stream_id) and not exists (select from dossier d where d.id = k.stream_id)
     union all
     select 'personal content of', p.stream_id, 1, null from journal_payload p
     where not exists (select from journal j where j.stream_id = p.stream_id) and not exists (select from stream_key k where k.stream_id = p.stream_id)
     order by 2`,
  );
}
