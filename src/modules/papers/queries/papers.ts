import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { type IssuedResult, type Paper, type PublicResult, parseVerificationCode } from '../model.ts';
import {
  findCodeByHash,
  findPublicResult,
  selectOwnResults,
  selectPapers,
  selectResults,
  selectStorePapers,
  selectWaitingAt,
} from '../store.ts';

/** The papers of a draft or a dossier that this actor may see, oldest first. */
export function listPapers(
  tx: Tx,
  of: { readonly draftId: Id<'draft'> } | { readonly dossierId: Id<'dossier'> },
): Promise<Paper[]> {
  return selectPapers(tx, of);
}

/** What waits at several places that the actor may see, oldest first. */
export function listPapersWaitingAt(tx: Tx, places: readonly string[]): Promise<Paper[]> {
  return selectWaitingAt(tx, places);
}

/** Documents issued for a dossier, newest first. */
export function listResults(tx: Tx, dossierId: Id<'dossier'>): Promise<IssuedResult[]> {
  return selectResults(tx, dossierId);
}

export interface PersonalStore {
  readonly results: readonly IssuedResult[];
  readonly papers: readonly StoredPaper[];
}

/** A content that a person filed, as it was filed last. */
export interface StoredPaper extends Paper {
  /** Requirements for which the same content was ever filed. */
  readonly requirements: readonly string[];
}

/** What a person has here: documents issued to them and papers they filed, each content once, the newest first. */
export async function readStore(tx: Tx, personId: Id<'person'>): Promise<PersonalStore> {
  return { results: await selectOwnResults(tx, 200), papers: eachOnce(await selectStorePapers(tx, personId, 300)) };
}

export function listStore(
  deps: Pick<PaperDeps, 'database'>,
  actor: Actor,
  personId: Id<'person'>,
): Promise<PersonalStore> {
  return deps.database.read(actor, (tx) => readStore(tx, personId));
}

function eachOnce(papers: readonly Paper[]): StoredPaper[] {
  const byContent = Map.groupBy(papers, (paper) => paper.sha256);
  return [...byContent.values()].map((same) => ({
    ...(same[0] as Paper),
    requirements: [...new Set(same.map((paper) => paper.requirement))],
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
