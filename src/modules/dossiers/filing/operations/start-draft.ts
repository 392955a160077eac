import type { CitizenActor } from '../../../../platform/actor.ts';
import { type Id, newId } from '../../../../platform/ids.ts';
import type { FiledFor } from '../../../catalogue/index.ts';
import { dossierErrors } from '../../errors.ts';
import type { FilingDeps } from '../deps.ts';
import { emptyContent, mostDrafts } from '../draft.ts';
import { insertDraft, listDrafts } from '../draft-store.ts';
import { filingErrors } from '../errors.ts';
import { whomForms } from '../whom.ts';

/** Opens a draft of the version in force today; the dossier will be filed under that very version. */
export async function startDraft(
  deps: FilingDeps,
  actor: CitizenActor,
  slug: string,
  filedFor: FiledFor,
): Promise<Id<'draft'>> {
  const procedure = await deps.procedures.inForce(slug);
  const { content } = procedure;
  if (content.form === undefined || content.onlineService === 'none') throw filingErrors.notFileable();
  if (!content.filedFor.includes(filedFor)) throw dossierErrors.badFiledFor();
  if (actor.assuranceLevel < content.assuranceLevel) throw dossierErrors.assuranceTooLow();
  const id = newId<'draft'>();
  const first = whomForms[filedFor]?.steps[0];
  const page = first === undefined ? (content.form.steps[0]?.key ?? '') : `cho-${first.key}`;
  const now = deps.clock.real();
  await deps.database.transact(actor, async (tx) => {
    if ((await listDrafts(tx, now)).length >= mostDrafts) throw filingErrors.tooManyDrafts();
    await insertDraft(
      tx,
      deps.vault,
      {
        id,
        personId: actor.personId,
        procedureVersionId: procedure.id,
        procedureCode: procedure.code,
        procedureSlug: content.slug,
        filedFor,
        page,
        content: emptyContent,
      },
      now,
    );
  });
  return id;
}
