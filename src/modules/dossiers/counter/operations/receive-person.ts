import type { StaffActor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database.ts';
import type { StepAnswers } from '../../../../platform/forms/definition.ts';
import { type Id, newId } from '../../../../platform/ids.ts';
import { dateOf } from '../../../../platform/text.ts';
import { findPersonByDocument, type PaperInHand, recordRead, registerPerson } from '../../../identity/index.ts';
import type { DossierDeps } from '../../deps.ts';
import { personOf } from '../desk-forms.ts';
import { insertIntake } from '../intake-store.ts';

type Deps = Pick<DossierDeps, 'database' | 'clock' | 'vault' | 'agencies'>;

/** Opens a reception file for the holder of exactly this paper; undefined when no record knows it. The look-up is recorded for the person. */
export function receiveKnown(deps: Deps, actor: StaffActor, paper: PaperInHand): Promise<Id<'draft'> | undefined> {
  const at = deps.clock.business();
  return deps.database.transact(actor, async (tx) => {
    const person = await findPersonByDocument(tx, paper, dateOf(at), at);
    if (person === undefined) return undefined;
    await recordRead(tx, { dossierIds: [], subjects: [person.id], purpose: 'counter', at, act: 'look-up' });
    return open(tx, deps, actor, person.id, paper);
  });
}

/** Registers somebody who is not known yet, without an account, and opens their reception file. */
export async function receiveNew(
  deps: Deps,
  actor: StaffActor,
  paper: PaperInHand,
  answers: StepAnswers,
): Promise<Id<'draft'>> {
  const at = deps.clock.business();
  const { unitId } = await deps.agencies.describe(actor.agencyId);
  return deps.database.transact(actor, async (tx) => {
    const personId = await registerPerson(tx, personOf(answers, paper, unitId), dateOf(at), at);
    return open(tx, deps, actor, personId, paper);
  });
}

async function open(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  personId: Id<'person'>,
  paper: PaperInHand,
): Promise<Id<'draft'>> {
  const id = newId<'draft'>();
  const content = { paper, answers: {}, complete: false, seen: [] };
  await insertIntake(tx, deps.vault, { id, personId, content }, actor, deps.clock.real());
  return id;
}
