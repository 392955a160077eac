import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

/**
 * Takes the names off an erased dossier's papers and results. Returns the keys of the contents to remove, once the transaction is
 * committed; removing can be repeated, so that an erasure that was cut off is completed by the next.
 */
export async function erasePapers(tx: Tx, dossierId: Id<'dossier'>): Promise<readonly string[]> {
  const rows = await tx.rows<{ key: string }>('select storage_key as key from erase_papers($1)', [dossierId]);
  return rows.map((row) => row.key);
}
