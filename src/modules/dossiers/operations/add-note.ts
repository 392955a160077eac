import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { findDossierKey, getDossier } from '../store.ts';

/** Writes an internal note (ghi chú nội bộ): officers of the involved agencies see it, the citizen never does. */
export async function addNote(
  deps: DossierDeps,
  actor: StaffActor,
  input: {
    readonly dossierId: Id<'dossier'>;
    readonly text: string;
    /** Made with the form, so that a form sent twice makes one note. */
    readonly noteId?: string | undefined;
  },
): Promise<void> {
  const text = input.text.normalize('NFC').trim();
  if (text === '' || text.length > 2000) throw dossierErrors.reasonNeeded();
  await deps.database.transact(actor, async (tx) => {
    const { state } = await getDossier(tx, input.dossierId);
    const key = await findDossierKey(tx, deps.vault, input.dossierId);
    if (key === undefined) throw dossierErrors.notFound();
    await tx.run('select add_dossier_note($1, $2, $3, $4)', [
      input.noteId ?? newId(),
      state.id,
      deps.clock.business(),
      key.seal(text),
    ]);
  });
}

export async function listNotes(
  tx: Tx,
  deps: DossierDeps,
  dossierId: Id<'dossier'>,
): Promise<{ at: Temporal.Instant; author: string; text: string }[]> {
  const rows = await tx.rows<{ positionId: Id<'position'>; at: Temporal.Instant; sealed: Buffer }>(
    'select position_id as "positionId", at, sealed from dossier_note where dossier_id = $1 order by at',
    [dossierId],
  );
  if (rows.length === 0) return [];
  const key = await findDossierKey(tx, deps.vault, dossierId);
  const authors = await deps.officers.describe(
    tx,
    rows.map((row) => row.positionId),
  );
  return rows.map((row) => ({
    at: row.at,
    author: authors.get(row.positionId)?.name ?? '–',
    text: key === undefined ? '' : String(key.open(row.sealed)),
  }));
}
