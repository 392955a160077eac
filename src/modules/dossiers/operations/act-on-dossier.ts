import type { Actor } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { ProcedureVersion } from '../../catalogue/index.ts';
import type { DossierDeps, LoadedDossier } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { evolve, returnPhase } from '../evolve.ts';
import type { DossierEvent, FactsOf } from '../facts.ts';
import type { Action, DossierState } from '../model.ts';
import { refusal } from '../policy.ts';
import { statusNames, statusOfPhase } from '../status.ts';
import { findDossierKey, getDossier, saveAction } from '../store.ts';
import { nextPhase } from '../transitions.ts';

export type LaterAction = Exclude<Action, 'file'>;

export interface ActInput {
  readonly dossierId: Id<'dossier'>;
  /** Version that the actor saw; another one means that somebody acted in between. Left out by jobs. */
  readonly expectedVersion?: number | undefined;
}

/** What an operation works out once the dossier is loaded and the act is known to be allowed. */
export interface Loaded extends LoadedDossier {
  readonly tx: Tx;
  readonly procedure: ProcedureVersion;
  readonly now: Temporal.Instant;
}

/**
 * One act on a dossier, from loading to journal, in one transaction: load, policy, table, the operation's own facts, new state, save.
 * Every operation of this folder but filing goes through here.
 */
export async function actOnDossier<A extends LaterAction>(
  deps: DossierDeps,
  actor: Actor,
  action: A,
  input: ActInput,
  work: (loaded: Loaded) => Promise<{ facts: FactsOf[A]; personal?: JsonObject }>,
): Promise<DossierState> {
  return deps.database.transact(actor, (tx) => actWithin(tx, deps, actor, action, input, work));
}

/** The same inside a transaction that does more than one thing. */
export async function actWithin<A extends LaterAction>(
  tx: Tx,
  deps: Pick<DossierDeps, 'clock' | 'vault' | 'procedures'>,
  actor: Actor,
  action: A,
  input: ActInput,
  work: (loaded: Loaded) => Promise<{ facts: FactsOf[A]; personal?: JsonObject }>,
): Promise<DossierState> {
  const before = await getDossier(tx, input.dossierId);
  assertMayAct(actor, action, before.state);
  if (input.expectedVersion !== undefined && input.expectedVersion !== before.head.version)
    throw dossierErrors.changedMeanwhile();
  const now = deps.clock.business();
  const procedure = await deps.procedures.get(before.state.procedureVersionId);
  const { facts, personal } = await work({ ...before, tx, procedure, now });
  const event = {
    action,
    at: now.round('millisecond').toString(),
    by: actor.capacity === 'staff' ? actor.positionId : undefined,
    facts,
  } as unknown as DossierEvent;
  const after = evolve(before.state, input.dossierId, event);
  const key = personal === undefined ? undefined : await findDossierKey(tx, deps.vault, input.dossierId);
  await saveAction(tx, { before, after, event, personal, key, recordedAt: deps.clock.real() });
  return after;
}

/** Policy first, so that a stranger learns nothing from the phase; then the table. */
export function assertMayAct(actor: Actor, action: LaterAction, state: DossierState): void {
  const refused = refusal(actor, action, state);
  if (refused !== undefined) throw refused;
  // Nothing more can be sealed for a dossier whose key is gone.
  if (state.erasedAt !== undefined || nextPhase(state.phase, action, returnPhase(state, { action })) === undefined) {
    throw dossierErrors.notNow({ values: { status: statusNames[statusOfPhase[state.phase]].vi } });
  }
}

/** The position that takes the next step; an agency without one is an error that names it, never a dossier without an owner. */
export async function pickHolder(
  deps: DossierDeps,
  tx: Tx,
  agencyId: Id<'agency'>,
  role: 'reception' | 'specialist' | 'leader' | 'clerk',
  field: string,
): Promise<Id<'position'>> {
  const holder = await deps.officers.pick(tx, agencyId, role, field);
  if (holder === undefined)
    throw dossierErrors.noOfficer({ values: { agency: (await deps.agencies.describe(agencyId)).name.vi } });
  return holder;
}

/** When a step of the procedure has to be done: its share of the time limit, counted from now and never past the appointment. */
export async function stepDue(
  deps: DossierDeps,
  loaded: Pick<Loaded, 'procedure' | 'now'>,
  dueAt: string | undefined,
  stepIndex: number,
): Promise<string> {
  const { timeLimit, steps } = loaded.procedure.content;
  const share = (steps[stepIndex]?.sharePercent ?? 100) / 100;
  const hours = timeLimit.unit === 'working-hour' ? timeLimit.value : timeLimit.value * 8;
  const due = await deps.deadlines.due(loaded.now, {
    value: Math.max(1, Math.round(hours * share)),
    unit: 'working-hour',
    note: undefined,
  });
  const latest = dueAt === undefined ? due : Temporal.Instant.from(dueAt);
  return (Temporal.Instant.compare(due, latest) < 0 ? due : latest).toString();
}
