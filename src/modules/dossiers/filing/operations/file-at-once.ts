import type { CitizenActor } from '../../../../platform/actor.ts';
import { checkAnswers } from '../../../../platform/forms/check.ts';
import type { StepAnswers } from '../../../../platform/forms/definition.ts';
import { type Id, isUuid, nameId } from '../../../../platform/ids.ts';
import { dateOf } from '../../../../platform/text.ts';
import type { FiledFor } from '../../../catalogue/index.ts';
import type { DossierDeps } from '../../deps.ts';
import { dossierErrors } from '../../errors.ts';
import { type Submitted, submitDossier } from '../../operations/submit-dossier.ts';
import { partyFacts } from '../../party-facts.ts';
import { markFiled } from '../draft-store.ts';
import { partiesOf, whomForms } from '../whom.ts';
import { readKnownParties } from './file-draft.ts';

export interface CompleteFiling {
  /** Chosen by the client; another person's same key is another key. That of a draft, under which the papers were uploaded, closes the draft. */
  readonly idempotencyKey: string;
  /** Code or slug. */
  readonly procedure: string;
  readonly filedFor: FiledFor;
  readonly whom: unknown;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly paperIds: readonly string[];
  readonly wantsPaperOriginal: boolean;
}

/** Files without a draft, all at once (by the API). People are named by who is signed in and whom they may act for, never by ids that were sent. */
export async function fileAtOnce(deps: DossierDeps, actor: CitizenActor, filing: CompleteFiling): Promise<Submitted> {
  const today = dateOf(deps.clock.business());
  const procedure = await deps.procedures.inForce(filing.procedure);
  const whom = checkWhom(filing, today);
  const known = await deps.database.read(actor, (tx) => readKnownParties(tx, actor, today));
  const contact = filing.answers['requester'] ?? filing.answers['contact'];
  return submitDossier(deps, actor, {
    idempotencyKey: nameId('submission', actor.personId, filing.idempotencyKey),
    procedureVersionId: procedure.id,
    answers: filing.answers,
    filedFor: filing.filedFor,
    parties: partiesOf(filing.filedFor, whom, isGroup(contact) ? contact : {}, known),
    paperIds: filing.paperIds,
    channel: 'online',
    helper: 'nobody',
    wantsPaperOriginal: filing.wantsPaperOriginal,
    alongside: async (tx, dossierId) => {
      if (isUuid(filing.idempotencyKey))
        await markFiled(tx, filing.idempotencyKey as Id<'draft'>, dossierId, deps.clock.real());
    },
  });
}

function checkWhom({ filedFor, whom }: CompleteFiling, today: Temporal.PlainDate): StepAnswers {
  const form = whomForms[filedFor];
  if (form === undefined) return {};
  const checked = checkAnswers(form, whom ?? {}, { today, party: partyFacts(filedFor) });
  if (checked.faults.length > 0)
    throw dossierErrors.badAnswers({
      faults: checked.faults.map((fault) => ({ ...fault, path: `/whom${fault.path}` })),
    });
  return (Object.values(checked.answers)[0] ?? {}) as StepAnswers;
}

function isGroup(value: unknown): value is StepAnswers {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
