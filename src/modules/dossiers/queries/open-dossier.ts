import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import { citizenHistory } from '../citizen-history.ts';
import type { AgencyInfo, DossierDeps, LoadedDossier, OfficerInfo } from '../deps.ts';
import { assertMayAct, type LaterAction } from '../operations/act-on-dossier.ts';
import { type DueState, dueState } from '../status.ts';
import { getDossier } from '../store.ts';
import { possibleActions } from '../transitions.ts';
import { type DossierContent, readDossierContent } from './dossier-content.ts';

export interface DossierView extends LoadedDossier {
  readonly content: DossierContent;
  readonly officers: ReadonlyMap<Id<'position'>, OfficerInfo>;
  readonly agency: AgencyInfo;
  readonly due: DueState;
  /** What the actor can do now, by phase and policy. */
  readonly actions: readonly LaterAction[];
}

/**
 * Opens a dossier for reading: the access-log row is written in the same transaction and so committed before the answer.
 * Whoever may not see it learns only that there is none.
 */
export function openDossier(deps: DossierDeps, actor: Actor, id: Id<'dossier'>, purpose: string): Promise<DossierView> {
  return deps.database.transact(actor, async (tx) => {
    const loaded = await getDossier(tx, id);
    const [view] = await Promise.all([
      viewOf(tx, deps, actor, loaded),
      deps.recordRead(tx, {
        actor,
        dossierIds: [id],
        subjects: loaded.state.involvedPersons,
        purpose,
        at: deps.clock.business(),
      }),
    ]);
    return view;
  });
}

export async function viewOf(tx: Tx, deps: DossierDeps, actor: Actor, loaded: LoadedDossier): Promise<DossierView> {
  return toView(tx, deps, actor, loaded, await readDossierContent(tx, deps, loaded.state));
}

/** What a page needs beside state and content: names, due state, and what the actor can do. */
export async function toView(
  tx: Tx,
  deps: DossierDeps,
  actor: Actor,
  loaded: LoadedDossier,
  content: DossierContent,
): Promise<DossierView> {
  const { state } = loaded;
  const positions = new Set(content.history.flatMap((entry) => entry.actorPosition ?? []));
  if (state.leg.holder !== undefined) positions.add(state.leg.holder);
  return {
    ...loaded,
    content: actor.capacity === 'citizen' ? { ...content, history: citizenHistory(content.history) } : content,
    officers: await deps.officers.describe(tx, [...positions]),
    agency: await deps.agencies.describe(state.leg.agencyId),
    due: dueState(state, deps.clock.business()),
    actions: possibleActions(state.phase).filter((action) => isAllowed(actor, action, loaded)),
  };
}

function isAllowed(actor: Actor, action: LaterAction, { state }: LoadedDossier): boolean {
  try {
    assertMayAct(actor, action, state);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
