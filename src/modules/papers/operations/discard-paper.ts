import type { Actor } from '../../../platform/actor.ts';
import { isUuid } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { findPaper } from '../store.ts';

/** Takes a paper out of a draft, with its content. One that was filed stays. */
export async function discardPaper(deps: PaperDeps, actor: Actor, id: string): Promise<void> {
  if (actor.capacity !== 'citizen' && actor.capacity !== 'staff') throw paperErrors.signInFirst();
  if (!isUuid(id)) throw paperErrors.notFound();
  const gone = await deps.database.transact(actor, async (tx) => {
    const paper = await findPaper(tx, id);
    if (paper?.dossierId !== undefined) throw paperErrors.alreadyFiled();
    return tx.maybe<{ storageKey: string; shownKey: string | null; shared: boolean }>(
      'select storage_key as "storageKey", shown_key as "shownKey", shared from discard_paper($1)',
      [id],
    );
  });
  if (gone === undefined) throw paperErrors.notFound();
  if (gone.shared) return;
  await deps.files.remove(gone.storageKey);
  if (gone.shownKey !== null) await deps.files.remove(gone.shownKey);
}
