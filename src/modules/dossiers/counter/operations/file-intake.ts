import type { StaffActor } from '../../../../platform/actor.ts';
import { DomainError } from '../../../../platform/errors.ts';
import type { StepAnswers } from '../../../../platform/forms/definition.ts';
import { partiesOf } from '../../filing/whom.ts';
import type { DossierState } from '../../model.ts';
import { acceptDossier } from '../../operations/accept-dossier.ts';
import { submitDossier } from '../../operations/submit-dossier.ts';
import type { CounterDeps } from '../deps.ts';
import { counterErrors } from '../errors.ts';
import { splitAnswers } from '../intake.ts';
import { markIntakeFiled } from '../intake-store.ts';
import type { OpenIntake } from './open-intake.ts';

export interface FiledIntake {
  readonly state: DossierState;
  /** Why it was filed but not taken in; undefined when all is well or nobody asked for it. */
  readonly notAccepted: DomainError | undefined;
}

/**
 * Files at the counter and, where wanted, takes in at once. The file's id is the idempotency key: pressed twice, or again after a cut,
 * it is one dossier, and one that moved on is not taken in a second time.
 */
export async function fileIntake(
  deps: CounterDeps,
  actor: StaffActor,
  open: OpenIntake,
  wish: { readonly acceptNow: boolean; readonly wantsPaperOriginal: boolean },
): Promise<FiledIntake> {
  const { intake, matter, person } = open;
  if (matter === undefined) throw counterErrors.chooseProcedure();
  const { whom, own } = splitAnswers(matter.filedFor, intake.content.answers);
  const contact = own['requester'] ?? own['contact'];
  const { state } = await submitDossier(deps, actor, {
    idempotencyKey: intake.id,
    procedureVersionId: matter.versionId,
    answers: own,
    filedFor: matter.filedFor,
    parties: partiesOf(
      matter.filedFor,
      (Object.values(whom)[0] as StepAnswers | undefined) ?? {},
      contact === undefined || Array.isArray(contact) ? {} : (contact as StepAnswers),
      { me: person, wards: [], organisations: [] },
    ),
    paperIds: open.papers.filter((paper) => paper.scanState !== 'infected').map((paper) => paper.id),
    papersSeen: intake.content.seen,
    channel: matter.channel,
    helper: matter.helper,
    wantsPaperOriginal: wish.wantsPaperOriginal,
    // Any desk receives any dossier; who decides follows from the form.
    receivingAgency: actor.agencyId,
  });
  await deps.database.transact(actor, (tx) => markIntakeFiled(tx, intake.id, state.id, deps.clock.real()));
  if (!wish.acceptNow || state.phase !== 'filed') return { state, notAccepted: undefined };
  try {
    return { state: await acceptDossier(deps, actor, { dossierId: state.id }), notAccepted: undefined };
  } catch (error) {
    // The dossier is filed and lies in the inbox with its deadline to answer; the desk is told why it was not taken in.
    if (!(error instanceof DomainError)) throw error;
    return { state, notAccepted: error };
  }
}
