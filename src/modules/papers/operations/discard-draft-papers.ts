import type { JobActor } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';

const job: JobActor = { capacity: 'job', name: 'draft-expiry' };
const mostAtOnce = 200;

/** Takes the papers out of drafts whose time is over, with their contents; a content that a filed paper or a document uses too stays. */
export async function discardDraftPapers(
  deps: Pick<PaperDeps, 'database' | 'files'>,
  draftIds: readonly Id<'draft'>[],
): Promise<void> {
  if (draftIds.length === 0) return;
  const unused = await deps.database.transact(job, async (tx) => {
    const gone = await tx.rows<{ storageKey: string; shownKey: string | null }>(
      'delete from paper where draft_id = any ($1::uuid[]) and dossier_id is null returning storage_key as "storageKey", shown_key as "shownKey"',
      [draftIds],
    );
    const keys = gone.flatMap((paper) =>
      paper.shownKey === null ? [paper.storageKey] : [paper.storageKey, paper.shownKey],
    );
    return tx.rows<{ key: string }>('select key from unnest($1::uuid[]) as key where not content_is_used(key, null)', [
      keys,
    ]);
  });
  for (const { key } of unused) await deps.files.remove(key);
}

/** Takes away what waits at places that are gone or take no supplement any more. Returns how many such places there were. */
export async function discardForsakenPapers(deps: Pick<PaperDeps, 'database' | 'clock' | 'files'>): Promise<number> {
  for (let count = 0; ; ) {
    const forsaken = await deps.database.read(job, (tx) =>
      tx.rows<{ place: Id<'draft'> }>('select place from forsaken_paper_places($1, $2)', [
        deps.clock.real(),
        mostAtOnce,
      ]),
    );
    await discardDraftPapers(
      deps,
      forsaken.map(({ place }) => place),
    );
    count += forsaken.length;
    if (forsaken.length < mostAtOnce) return count;
  }
}
