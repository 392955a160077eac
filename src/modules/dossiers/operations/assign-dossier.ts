import type { StaffActor } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier, pickHolder, stepDue } from './act-on-dossier.ts';

/** Passes a dossier to the specialist who examines it (phân công); without a name, to the one of the field who is found. */
export function assignDossier(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly to?: Id<'position'> | undefined },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'assign', input, async (loaded) => {
    const agencyId = loaded.state.agencies.competent;
    const holder = input.to ?? (await pickHolder(deps, loaded.tx, agencyId, 'specialist', loaded.state.field));
    if (input.to !== undefined) await assertWorksIn(deps, loaded.tx, holder, agencyId);
    const steps = loaded.procedure.content.steps;
    const index = Math.max(
      0,
      steps.findIndex((step) => step.kind === 'examine'),
    );
    await deps.papers.involve(loaded.tx, loaded.state.id, [...loaded.state.involvedAgencies, agencyId]);
    return {
      facts: {
        holder,
        agencyId,
        step: steps[index]?.key ?? 'examine',
        stepDueAt: await stepDue(deps, loaded, loaded.state.dueAt, index),
      },
    };
  });
}

/** Hands the dossier as it is to another position (chuyển xử lý), in this agency or another; the sender stays able to see it. */
export function transferDossier(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly to: Id<'position'>; readonly words: string },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'transfer', input, async (loaded) => {
    const officer = (await deps.officers.describe(loaded.tx, [input.to])).get(input.to);
    if (officer === undefined) throw dossierErrors.notThatOfficer();
    if (!(await deps.officers.inOffice(loaded.tx, input.to))) throw dossierErrors.leftOffice();
    await deps.papers.involve(loaded.tx, loaded.state.id, [...loaded.state.involvedAgencies, officer.agencyId]);
    return { facts: { holder: input.to, agencyId: officer.agencyId }, personal: { words: input.words } };
  });
}

async function assertWorksIn(
  deps: DossierDeps,
  tx: Parameters<DossierDeps['officers']['describe']>[0],
  position: Id<'position'>,
  agencyId: Id<'agency'>,
): Promise<void> {
  const officer = (await deps.officers.describe(tx, [position])).get(position);
  if (officer?.agencyId !== agencyId) throw dossierErrors.notThatOfficer();
  if (!(await deps.officers.inOffice(tx, position))) throw dossierErrors.leftOffice();
}
