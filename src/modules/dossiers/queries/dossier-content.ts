import type { Tx } from '../../../platform/database.ts';
import type { Answers } from '../../../platform/forms/definition.ts';
import type { ProcedureVersion } from '../../catalogue/index.ts';
import type { DossierDeps } from '../deps.ts';
import type { DossierState, PartyPerson } from '../model.ts';
import { findDossierKey, type HistoryEntry, listHistory } from '../store.ts';

/** What a dossier says: answers as they stand after supplements, people, and the words that were exchanged. */
export interface DossierContent {
  readonly procedure: ProcedureVersion;
  readonly answers: Answers;
  readonly people: readonly PartyPerson[];
  readonly history: readonly HistoryEntry[];
  /** The personal content was erased; only facts are left. */
  readonly erased: boolean;
}

/** Opens the sealed content of a dossier that the actor may see (the functions of the database check again). */
export async function readDossierContent(
  tx: Tx,
  deps: Pick<DossierDeps, 'vault' | 'procedures'>,
  state: DossierState,
): Promise<DossierContent> {
  const key = findDossierKey(tx, deps.vault, state.id);
  const [opened, history, procedure] = await Promise.all([
    key,
    listHistory(tx, state.id, key),
    deps.procedures.get(state.procedureVersionId),
  ]);
  return contentOf(procedure, history, opened === undefined);
}

/** What a history says, newest words last. Pure. */
export function contentOf(
  procedure: ProcedureVersion,
  history: readonly HistoryEntry[],
  erased: boolean,
): DossierContent {
  let answers: Answers = {};
  let people: readonly PartyPerson[] = [];
  for (const entry of history) {
    const personal = entry.personal as { answers?: Answers; people?: readonly PartyPerson[] } | undefined;
    if (personal?.answers !== undefined) answers = { ...answers, ...personal.answers };
    if (personal?.people !== undefined) people = personal.people;
  }
  return { procedure, answers, people, history, erased };
}
