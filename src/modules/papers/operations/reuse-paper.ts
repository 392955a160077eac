import type { Actor } from '../../../platform/actor.ts';
import { type Id, isUuid, newId } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import type { Paper } from '../model.ts';
import { findPaper, lockDraft } from '../store.ts';
import { assertRoomInDraft } from './receive-upload.ts';

export interface ReuseInput {
  readonly paperId: string;
  readonly draftId: Id<'draft'>;
  readonly requirement: string;
  readonly maxFiles?: number | undefined;
}

/** Uses a paper of a former dossier again for a draft of the same person; the content is not stored twice. */
export async function reusePaper(deps: PaperDeps, actor: Actor, input: ReuseInput): Promise<Paper> {
  if (actor.capacity !== 'citizen') throw paperErrors.signInFirst();
  if (!isUuid(input.paperId)) throw paperErrors.notFound();
  const id = newId<'paper'>();
  await assertRoomInDraft(deps, actor, input, 0);
  return deps.database.transact(actor, async (tx) => {
    await lockDraft(tx, input.draftId);
    const { added } = await tx.row<{ added: number }>('select reuse_paper($1, $2, $3, $4, $5) as added', [
      input.paperId,
      id,
      input.draftId,
      input.requirement,
      deps.clock.real(),
    ]);
    const paper = added === 1 ? await findPaper(tx, id) : undefined;
    if (paper === undefined) throw paperErrors.notFound();
    return paper;
  });
}
