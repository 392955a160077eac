import type { StaffActor } from '../../../platform/actor.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState, SupplementPoint } from '../model.ts';
import { type ActInput, actOnDossier, pickHolder } from './act-on-dossier.ts';
import { assertReasoned, type Reasoned } from './refuse-intake.ts';

/** Working days in which a citizen is asked to answer; configuration of the procedure may shorten it. */
const answerInWorkingDays = 10;

/**
 * Asks for what is missing (Mẫu 02): one complete list of coded points (Nghị định 45/2020, art. 11). A second list of the same dossier
 * goes to the head first, and is counted.
 */
export function requestSupplement(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly points: readonly SupplementPoint[] },
): Promise<DossierState> {
  if (
    input.points.length === 0 ||
    input.points.some((point) => point.reason === '' || point.target === '' || point.note.trim() === '')
  )
    throw dossierErrors.listNeeded();
  return actOnDossier(deps, actor, 'request-supplement', input, async (loaded) => {
    const list = loaded.state.supplementLists + 1;
    const needsApproval = list > 1 && !actor.roles.includes('leader');
    const holder = needsApproval
      ? await pickHolder(deps, loaded.tx, loaded.state.leg.agencyId, 'leader', loaded.state.field)
      : actor.positionId;
    const answerBy = await deps.deadlines.due(loaded.now, {
      value: answerInWorkingDays,
      unit: 'working-day',
      note: undefined,
    });
    return {
      facts: {
        points: input.points.map(({ reason, target }) => ({ reason, target })),
        answerBy: answerBy.toString(),
        list,
        needsApproval,
        holder,
      },
      personal: { notes: input.points.map((point) => point.note) },
    };
  });
}

/** The head agrees to a second list; only now does the citizen hear of it and the clock stand. */
export function approveSupplement(deps: DossierDeps, actor: StaffActor, input: ActInput): Promise<DossierState> {
  return actOnDossier(deps, actor, 'approve-supplement', input, async (loaded) => ({
    facts: { holder: await asker(deps, loaded) },
  }));
}

/** The head does not agree: the work goes on without the second list. */
export function rejectSupplement(
  deps: DossierDeps,
  actor: StaffActor,
  input: ActInput & { readonly words: string },
): Promise<DossierState> {
  assertReasoned({ reason: 'head', words: input.words });
  return actOnDossier(deps, actor, 'reject-supplement', input, async (loaded) => ({
    facts: { holder: await asker(deps, loaded) },
    personal: { words: input.words },
  }));
}

function asker(deps: DossierDeps, loaded: { tx: Parameters<DossierDeps['officers']['pick']>[0]; state: DossierState }) {
  return pickHolder(
    deps,
    loaded.tx,
    loaded.state.leg.agencyId,
    loaded.state.leg.step === undefined ? 'reception' : 'specialist',
    loaded.state.field,
  );
}

/** The citizen did not answer in time: the dossier ends as not taken in, with the reason; a job or the desk says so. */
export function expireSupplement(
  deps: DossierDeps,
  actor: StaffActor | { capacity: 'job'; name: string },
  input: ActInput & Reasoned,
): Promise<DossierState> {
  assertReasoned(input);
  return actOnDossier(deps, actor, 'expire-supplement', input, async () => ({
    facts: { reason: input.reason },
    personal: { words: input.words },
  }));
}
