import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

/** Codes of those of the dossiers that the actor may see. */
export async function listDossierCodes(
  tx: Tx,
  ids: readonly Id<'dossier'>[],
): Promise<ReadonlyMap<Id<'dossier'>, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: Id<'dossier'>; code: string }>(
    'select id, code from dossier where id = any ($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.code]));
}

/** Codes of dossiers of whatever agency; the database tests that an auditor asks. */
export async function listCodesForAudit(
  tx: Tx,
  ids: readonly Id<'dossier'>[],
  today: Temporal.PlainDate,
): Promise<ReadonlyMap<Id<'dossier'>, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<{ id: Id<'dossier'>; code: string }>(
    'select id, code from audit_dossier_codes($1::uuid[], $2)',
    [ids, today],
  );
  return new Map(rows.map((row) => [row.id, row.code]));
}
