import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState, Phase } from '../model.ts';
import { type ActInput, actOnDossier, pickHolder, stepDue } from './act-on-dossier.ts';
import { assertReasoned } from './refuse-intake.ts';

/** The specialist proposes to the leader (trình ký) to grant or to refuse, with the grounds. */
export function proposeDecision(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & {
    readonly decision: 'approve' | 'refuse';
    readonly reason?: string | undefined;
    readonly words: string;
  },
): Promise<DossierState> {
  if (input.decision === 'refuse') assertReasoned({ reason: input.reason ?? '', words: input.words });
  return actOnDossier(deps, actor, 'propose', input, async (loaded) => {
    const steps = loaded.procedure.content.steps;
    const index = Math.max(
      0,
      steps.findIndex((step) => step.kind === 'decide'),
    );
    const holder = await pickHolder(deps, loaded.tx, loaded.state.leg.agencyId, 'leader', loaded.state.field);
    return {
      facts: {
        decision: input.decision,
        reason: input.reason,
        holder,
        step: steps[index]?.key ?? 'decide',
        stepDueAt: await stepDue(deps, loaded, loaded.state.dueAt, index),
      },
      personal: { words: input.words },
    };
  });
}

const returnTarget: Partial<
  Record<
    Phase,
    {
      readonly phase: Phase;
      readonly role: 'reception' | 'specialist' | 'leader';
      readonly kind: 'examine' | 'decide' | undefined;
    }
  >
> = {
  examining: { phase: 'accepted', role: 'reception', kind: undefined },
  deciding: { phase: 'examining', role: 'specialist', kind: 'examine' },
  issuing: { phase: 'deciding', role: 'leader', kind: 'decide' },
};

/** Sends it back one step (trả lại bước trước) with a reason; who did that step gets it again, if still in office. */
export function returnToStep(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly words: string },
): Promise<DossierState> {
  assertReasoned({ reason: 'return', words: input.words });
  return actOnDossier(deps, actor, 'return-to-step', input, async (loaded) => {
    const target = returnTarget[loaded.state.phase];
    if (target === undefined) throw dossierErrors.notNow({ values: { status: loaded.state.phase } });
    const steps = loaded.procedure.content.steps;
    const index = steps.findIndex((step) => step.kind === target.kind);
    const before =
      target.phase === 'examining'
        ? loaded.state.proposal?.by
        : target.phase === 'deciding'
          ? loaded.state.outcome?.decidedBy
          : undefined;
    const holder =
      before !== undefined && (await deps.officers.inOffice(loaded.tx, before))
        ? before
        : await pickHolder(deps, loaded.tx, loaded.state.leg.agencyId, target.role, loaded.state.field);
    return {
      facts: {
        to: target.phase,
        holder,
        step: steps[index]?.key,
        stepDueAt: await stepDue(deps, loaded, loaded.state.dueAt, Math.max(0, index)),
      },
      personal: { words: input.words },
    };
  });
}
