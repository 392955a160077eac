import type { CitizenActor } from '../../../../platform/actor.ts';
import type { StepAnswers } from '../../../../platform/forms/definition.ts';
import { dateOf } from '../../../../platform/text.ts';
import { getPersonFacts, listOrganisationsOf, listPersonFacts, listWards } from '../../../identity/index.ts';
import { type Submitted, submitDossier } from '../../operations/submit-dossier.ts';
import type { FilingDeps } from '../deps.ts';
import { markFiled } from '../draft-store.ts';
import { type KnownParties, partiesOf } from '../whom.ts';
import type { OpenDraft } from './open-draft.ts';

/** Files the draft. Its id is the idempotency key: pressed twice, or again after a lost answer, it is one dossier. */
export async function fileDraft(
  deps: FilingDeps,
  actor: CitizenActor,
  open: OpenDraft,
  wantsPaperOriginal: boolean,
): Promise<Submitted> {
  const { draft } = open;
  const known = await deps.database.read(actor, (tx) => readKnownParties(tx, actor, dateOf(deps.clock.business())));
  const whom = Object.values(draft.content.whom)[0] as StepAnswers | undefined;
  const contact = draft.content.answers['requester'] ?? draft.content.answers['contact'];
  return submitDossier(deps, actor, {
    idempotencyKey: draft.id,
    procedureVersionId: draft.procedureVersionId,
    answers: draft.content.answers,
    filedFor: draft.filedFor,
    parties: partiesOf(
      draft.filedFor,
      whom ?? {},
      Array.isArray(contact) ? {} : ((contact as StepAnswers | undefined) ?? {}),
      known,
    ),
    paperIds: open.papers.filter((paper) => paper.scanState !== 'infected').map((paper) => paper.id),
    channel: 'online',
    helper: 'nobody',
    wantsPaperOriginal,
    alongside: (tx, dossierId) => markFiled(tx, draft.id, dossierId, deps.clock.real()),
  });
}

/** The signed-in person, those in their care, and the organisations they represent. */
export async function readKnownParties(
  tx: Parameters<typeof listWards>[0],
  actor: CitizenActor,
  on: Temporal.PlainDate,
): Promise<KnownParties> {
  const wardFacts = async () => {
    const wards = await listWards(tx, actor.personId, on);
    return listPersonFacts(
      tx,
      wards.map((ward) => ward.personId),
      on,
    );
  };
  const [me, wards, organisations] = await Promise.all([
    getPersonFacts(tx, actor.personId, on),
    wardFacts(),
    listOrganisationsOf(tx, actor.personId, on),
  ]);
  return { me, wards, organisations };
}
