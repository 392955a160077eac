import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { type IssuedResult, type Paper, type PublicResult, parseVerificationCode } from '../model.ts';
import { findCodeByHash, findPublicResult, selectPapers, selectResults, selectStorePapers } from '../store.ts';

/** The papers of a draft or a dossier that this actor may see, oldest first. */
export function listPapers(
  tx: Tx,
  of: { readonly draftId: Id<'draft'> } | { readonly dossierId: Id<'dossier'> },
): Promise<Paper[]> {
  return selectPapers(tx, of);
}

/** Documents issued for a dossier, newest first. */
export function listResults(tx: Tx, dossierId: Id<'dossier'>): Promise<IssuedResult[]> {
  return selectResults(tx, { dossierId });
}

export interface PersonalStore {
  readonly results: readonly IssuedResult[];
  readonly papers: readonly Paper[];
}

/** What a person has here: documents issued to them and papers they filed, each content once. */
export function listStore(
  deps: Pick<PaperDeps, 'database'>,
  actor: Actor,
  personId: Id<'person'>,
): Promise<PersonalStore> {
  return deps.database.read(actor, async (tx) => ({
    results: await selectResults(tx, { personId }),
    papers: await selectStorePapers(tx, personId, 200),
  }));
}

/** What the public page says about a document; undefined when no issued document carries this code. */
export function findResultByCode(
  deps: Pick<PaperDeps, 'database'>,
  actor: Actor,
  typed: string,
): Promise<PublicResult | undefined> {
  const code = parseVerificationCode(typed);
  return code === undefined
    ? Promise.resolve(undefined)
    : deps.database.read(publicOr(actor), (tx) => findPublicResult(tx, code));
}

/** The same for whoever holds the very file. */
export function findResultByHash(
  deps: Pick<PaperDeps, 'database'>,
  actor: Actor,
  sha256: string,
): Promise<PublicResult | undefined> {
  return deps.database.read(publicOr(actor), async (tx) => {
    const code = await findCodeByHash(tx, sha256);
    return code === undefined ? undefined : findPublicResult(tx, code);
  });
}

function publicOr(actor: Actor): Actor {
  return actor.capacity === 'job' ? { capacity: 'public' } : actor;
}
