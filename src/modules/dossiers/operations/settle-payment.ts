import type { JobActor, StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier } from './act-on-dossier.ts';
import { resumedDue } from './supplement-dossier.ts';

/** Asks for the fee (yêu cầu thực hiện nghĩa vụ tài chính); the clock stands until it is paid. */
export function requestPayment(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly amountDong: number },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'request-payment', input, async () => ({ facts: { amountDong: input.amountDong } }));
}

/** The desk or the gateway confirms the payment, with its receipt number. */
export function confirmPayment(
  deps: DossierDeps,
  actor: StaffActor | JobActor,
  input: ActInput & { readonly reference: string },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'confirm-payment', input, async ({ state, now }) => ({
    facts: { amountDong: state.feeDong ?? 0, reference: input.reference, dueAt: await resumedDue(deps, state, now) },
  }));
}
