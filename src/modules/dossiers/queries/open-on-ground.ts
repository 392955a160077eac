import type { StaffActor } from '../../../platform/actor.ts';
import { listOwnOpenings } from '../../identity/index.ts';
import type { DossierDeps } from '../deps.ts';
import { findDossierByGround, listHistoryByGround } from '../store.ts';
import { contentOf } from './dossier-content.ts';
import { type DossierView, toView } from './open-dossier.ts';

export interface GroundView {
  readonly view: DossierView;
  readonly reference: string;
  readonly endsAt: Temporal.Instant;
}

/**
 * Opens a dossier of another agency for reading, for an officer who recorded a ground, while it lasts; undefined otherwise. The read is
 * written for the people concerned before the answer, with the ground. Nothing can be done to the dossier this way; its papers
 * are opened one by one through the papers room, each with a read of its own.
 */
export async function openOnRecordedGround(
  deps: DossierDeps,
  actor: StaffActor,
  dossierCode: string,
): Promise<GroundView | undefined> {
  const at = deps.clock.business();
  const opening = (await deps.database.read(actor, (tx) => listOwnOpenings(tx))).find(
    (one) => one.dossierCode === dossierCode && one.closedAt === null && Temporal.Instant.compare(at, one.endsAt) < 0,
  );
  if (opening === undefined) return undefined;
  const reader: StaffActor = { ...actor, breakGlassId: opening.id };
  return deps.database.transact(reader, async (tx) => {
    // The database asks again whether the ground holds.
    const found = await findDossierByGround(tx, deps.vault, opening.dossierId, at);
    if (found === undefined) return undefined;
    const { key, ...loaded } = found;
    const procedure = await deps.procedures.get(loaded.state.procedureVersionId);
    const history = await listHistoryByGround(tx, opening.dossierId, at, key);
    const view = await toView(tx, deps, reader, loaded, contentOf(procedure, history, key === undefined));
    const subjects = loaded.state.involvedPersons;
    await deps.recordRead(tx, { actor: reader, dossierIds: [opening.dossierId], subjects, purpose: 'break-glass', at });
    return { view: { ...view, actions: [] }, reference: opening.reference, endsAt: opening.endsAt };
  });
}
