import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier, pickHolder, stepDue } from './act-on-dossier.ts';

/**
 * Takes a dossier in (tiếp nhận): from now the deadline runs and the receipt with appointment (Mẫu 01) is due to the citizen.
 * At the office that decides, whoever takes it in passes it on; from another desk it goes to the reception of the office that decides.
 */
export function acceptDossier(deps: DossierDeps, actor: StaffActor, input: ActInput): Promise<DossierState> {
  return actOnDossier(deps, actor, 'accept', input, async (loaded) => {
    const dueAt = (await deps.deadlines.due(loaded.now, loaded.procedure.content.timeLimit)).toString();
    const reception =
      loaded.state.agencies.competent === actor.agencyId
        ? actor.positionId
        : await pickHolder(deps, loaded.tx, loaded.state.agencies.competent, 'reception', loaded.state.field);
    return { facts: { dueAt, holder: reception, stepDueAt: await stepDue(deps, loaded, dueAt, 0) } };
  });
}
