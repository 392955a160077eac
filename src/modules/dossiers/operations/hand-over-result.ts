import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier } from './act-on-dossier.ts';

/** The result reaches the citizen (trả kết quả): at the desk, by post, or in their own store. */
export function handOverResult(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly by: 'desk' | 'post' | 'store' },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'hand-over', input, async () => ({ facts: { by: input.by } }));
}
