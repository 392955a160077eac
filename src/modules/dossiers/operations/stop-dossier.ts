import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier, pickHolder } from './act-on-dossier.ts';
import { assertReasoned, type Reasoned } from './refuse-intake.ts';
import { resumedDue } from './supplement-dossier.ts';

/** Stops the work on a legal ground that is written down (dừng xử lý); the clock stands until it is resumed or ended. */
export function stopDossier(deps: DossierDeps, actor: StaffActor, input: ActInput & Reasoned): Promise<DossierState> {
  assertReasoned(input);
  return actOnDossier(deps, actor, 'stop', input, async () => ({
    facts: { reason: input.reason },
    personal: { words: input.words },
  }));
}

export function resumeDossier(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly words: string },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'resume', input, async ({ state, now }) => ({
    facts: { dueAt: await resumedDue(deps, state, now) },
    personal: { words: input.words },
  }));
}

/** Ends a stopped dossier without a result, with a written answer. */
export function endDossier(deps: DossierDeps, actor: StaffActor, input: ActInput & Reasoned): Promise<DossierState> {
  assertReasoned(input);
  return actOnDossier(deps, actor, 'end', input, async ({ tx, state }) => ({
    facts: {
      reason: input.reason,
      holder: await pickHolder(deps, tx, state.agencies.returning, 'reception', state.field),
    },
    personal: { words: input.words },
  }));
}

/** Apologises and gives a new appointment (xin lỗi và hẹn lại, Mẫu 04), once; the first appointment stays on record. */
export function extendDossier(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & Reasoned & { readonly workingDays: number },
): Promise<DossierState> {
  assertReasoned(input);
  return actOnDossier(deps, actor, 'extend', input, async ({ state, now }) => {
    if (state.extensions > 0) throw dossierErrors.extendedOnce();
    const from = state.dueAt === undefined ? now : Temporal.Instant.from(state.dueAt);
    const start = Temporal.Instant.compare(from, now) > 0 ? from : now;
    const dueAt = await deps.deadlines.due(start, { value: input.workingDays, unit: 'working-day', note: undefined });
    return { facts: { dueAt: dueAt.toString(), reason: input.reason }, personal: { words: input.words } };
  });
}

/** The signatory takes a result back before it reaches the citizen, because of an error (thu hồi để sửa). */
export function recallResult(deps: DossierDeps, actor: StaffActor, input: ActInput & Reasoned): Promise<DossierState> {
  assertReasoned(input);
  return actOnDossier(deps, actor, 'recall', input, async () => ({
    facts: { holder: actor.positionId, reason: input.reason },
    personal: { words: input.words },
  }));
}
