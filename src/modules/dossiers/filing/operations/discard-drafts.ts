import type { CitizenActor, JobActor } from '../../../../platform/actor.ts';
import { type Id, isUuid } from '../../../../platform/ids.ts';
import { discardPaper, listPapers } from '../../../papers/index.ts';
import type { FilingDeps } from '../deps.ts';
import { deleteDraft, listExpiredDrafts } from '../draft-store.ts';
import { filingErrors } from '../errors.ts';

/** Given up by its writer: draft, key and papers go at once. */
export async function discardDraft(deps: FilingDeps, actor: CitizenActor, id: string): Promise<void> {
  if (!isUuid(id)) throw filingErrors.draftNotFound();
  const draftId = id as Id<'draft'>;
  const papers = await deps.database.read(actor, (tx) => listPapers(tx, { draftId }));
  const gone = await deps.database.transact(actor, (tx) => deleteDraft(tx, draftId));
  if (!gone) throw filingErrors.draftNotFound();
  for (const paper of papers) await discardPaper(deps.paperDeps, actor, paper.id);
}

const job: JobActor = { capacity: 'job', name: 'draft-expiry' };

/** Drafts that nobody touched for thirty days; run once a day. Returns how many went. */
export async function deleteExpiredDrafts(
  deps: Pick<FilingDeps, 'database' | 'clock' | 'discardExpiredPapers'>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const expired = await deps.database.read(job, (tx) => listExpiredDrafts(tx, deps.clock.real()));
    if (expired.length === 0) return count;
    // Of a filed draft too: what came in after the filing, from an upload that was on its way, went with no dossier.
    await deps.discardExpiredPapers(expired.map((draft) => draft.id));
    count += await deps.database.transact(job, (tx) =>
      tx.run('delete from draft where id = any ($1::uuid[])', [expired.map((draft) => draft.id)]),
    );
  }
}
