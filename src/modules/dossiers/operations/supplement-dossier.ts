import type { CitizenActor, StaffActor } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { DossierDeps } from '../deps.ts';
import type { DossierState } from '../model.ts';
import { type ActInput, actOnDossier } from './act-on-dossier.ts';

/** Hands in what was asked for (bổ sung): new papers, corrected answers, a sentence. Same code, history kept; a running clock goes on. */
export function supplementDossier(
  deps: DossierDeps,
  actor: CitizenActor | StaffActor,
  input: ActInput & {
    readonly paperIds: readonly string[];
    readonly answers?: JsonObject | undefined;
    readonly words: string;
  },
): Promise<DossierState> {
  return actOnDossier(deps, actor, 'supplement', input, async ({ tx, state, now }) => {
    const papers = await deps.papers.attach(tx, {
      dossierId: state.id,
      paperIds: input.paperIds,
      agencies: state.involvedAgencies,
      persons: state.involvedPersons,
    });
    const accepted = state.acceptedAt !== undefined;
    return {
      facts: {
        papers,
        dueAt: accepted ? await resumedDue(deps, state, now) : undefined,
        answerBy: accepted
          ? undefined
          : (await deps.deadlines.due(now, { value: 8, unit: 'working-hour', note: undefined })).toString(),
      },
      personal: { words: input.words, ...(input.answers === undefined ? {} : { answers: input.answers }) },
    };
  });
}

/** The appointment moved by the working time that the pause took. */
export async function resumedDue(
  deps: DossierDeps,
  state: DossierState,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const pause = state.pauses.find((each) => each.to === undefined);
  if (pause === undefined || state.dueAt === undefined) return state.dueAt;
  return (
    await deps.deadlines.shift(Temporal.Instant.from(state.dueAt), Temporal.Instant.from(pause.from), now)
  ).toString();
}
