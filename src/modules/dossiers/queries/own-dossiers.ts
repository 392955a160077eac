import type { Tx } from '../../../platform/database.ts';
import type { DossierState } from '../model.ts';

/** The acting citizen's dossiers filed before an instant (or `infinity`), the newest first. */
export function listOwnDossiers(
  tx: Tx,
  before: string,
  limit: number,
): Promise<{ state: DossierState; version: number }[]> {
  return tx.rows('select state, version from own_dossiers($1, $2)', [before, limit]);
}
