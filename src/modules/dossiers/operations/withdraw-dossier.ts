import type { CitizenActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier } from './act-on-dossier.ts';

/** The citizen takes the dossier back (rút hồ sơ), any time before the result is signed. */
export function withdrawDossier(
  deps: DossierDeps,
  actor: CitizenActor,
  input: ActInput & { readonly words: string },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'withdraw', input, async () => ({ facts: {}, personal: { words: input.words } }));
}

/** One to five stars after the end, with a reason; once. */
export function rateDossier(
  deps: DossierDeps,
  actor: CitizenActor,
  input: ActInput & { readonly stars: number; readonly reason?: string | undefined; readonly words: string },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'rate', input, async ({ state }) => {
    if (state.rating !== undefined) throw dossierErrors.ratedAlready();
    return { facts: { stars: input.stars, reason: input.reason }, personal: { words: input.words } };
  });
}
