import { buffer } from 'node:stream/consumers';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { type Id, isUuid, newId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import type { Paper } from '../model.ts';
import {
  addReusedPaper,
  addReusedResult,
  findPaper,
  findPlace,
  findResult,
  lockDraft,
  type ReusedAs,
} from '../store.ts';
import { assertMayUpload, assertOpen } from './receive-upload.ts';

export interface ReuseInput {
  /** A paper that the person filed before, or a document issued to them. */
  readonly id: string;
  readonly draftId: Id<'draft'>;
  readonly requirement: string;
  readonly maxFiles?: number | undefined;
}

/**
 * Uses a paper of a former dossier, or an issued document, again for a draft of the same person. The content is the same, by hash, and not
 * stored twice. Whatever is not the person's, not clean, erased, revoked or expired is as if it were not there.
 */
export async function reusePaper(deps: PaperDeps, actor: Actor, input: ReuseInput): Promise<Paper> {
  if (actor.capacity !== 'citizen') throw paperErrors.signInFirst();
  if (!isUuid(input.id)) throw paperErrors.notFound();
  const found = await deps.database.read(actor, async (tx) => ({
    paper: await findPaper(tx, input.id),
    result: await findResult(tx, input.id),
  }));
  const { paper, result } = found;
  const sizeBytes = paper?.sizeBytes ?? result?.sizeBytes;
  if (sizeBytes === undefined) throw paperErrors.notFound();
  await assertMayUpload(deps, actor, input, sizeBytes);
  const pages = result === undefined ? 1 : await countPages(deps, result.storageKey);
  const to: ReusedAs = {
    id: newId<'paper'>(),
    draftId: input.draftId,
    requirement: input.requirement,
    at: deps.clock.real(),
  };
  return deps.database.transact(actor, async (tx) => {
    await lockDraft(tx, input.draftId);
    assertOpen(await findPlace(tx, input.draftId, actor.personId, deps.clock.real(), 'hold'));
    const dossierCode = await codeOf(deps, tx, paper?.dossierId ?? result?.dossierId);
    const from = { on: dateOf(deps.clock.business()), dossierCode };
    const added =
      paper === undefined
        ? await addReusedResult(tx, { ...from, resultId: input.id, pages }, to)
        : await addReusedPaper(tx, { ...from, paperId: paper.id }, to);
    const reused = added ? await findPaper(tx, to.id) : undefined;
    if (reused === undefined) throw paperErrors.notFound();
    const { persons: _persons, ...rest } = reused;
    return rest;
  });
}

async function codeOf(deps: PaperDeps, tx: Tx, id: Id<'dossier'> | undefined): Promise<string | undefined> {
  return id === undefined ? undefined : (await deps.dossierCodes(tx, [id])).get(id);
}

/** An issued document passes the same look as what is uploaded. */
async function countPages(deps: PaperDeps, storageKey: string): Promise<number> {
  const { inspection } = await deps.inspector.inspect(async () => buffer(await deps.files.open(storageKey)));
  if (!inspection.ok) throw paperErrors[inspection.refusal]();
  return inspection.pages;
}
