import type { JobActor } from '../../../platform/actor.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { Id } from '../../../platform/ids.ts';
import { erasePapers } from '../../papers/index.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { findDossierIdByCode, getDossier } from '../store.ts';
import { actWithin } from './act-on-dossier.ts';

export interface Erased {
  readonly dossierId: Id<'dossier'>;
  /** False when it was erased before; what an earlier run may have left is removed all the same. */
  readonly first: boolean;
  readonly contentsRemoved: number;
}

const job: JobActor = { capacity: 'job', name: 'erase' };

/**
 * Erases the personal content of a closed dossier: its key and with it every sealed payload, notes, names in lists, the contents of papers
 * and documents. Its facts stay, and the chain of the journal, which is made over facts and salted hashes.
 */
export async function eraseDossier(
  deps: Pick<DossierDeps, 'database' | 'clock' | 'vault' | 'procedures'> & { readonly files: FileStore },
  input: { readonly code: string; readonly ground: string },
): Promise<Erased> {
  const { dossierId, first, contents } = await deps.database.transact(job, async (tx) => {
    const id = await findDossierIdByCode(tx, input.code);
    if (id === undefined) throw dossierErrors.notFound();
    const before = await getDossier(tx, id);
    const fresh = before.state.erasedAt === undefined;
    if (fresh) {
      await actWithin(tx, deps, job, 'erase', { dossierId: id }, async () => ({
        facts: { ground: input.ground },
      }));
    }
    await tx.rows('select erase_dossier($1)', [id]);
    const ofPapers = await erasePapers(tx, id);
    // Each stage of a signature keeps its own document; the journal names them.
    const documents = await tx.rows<{ key: string }>(
      `select facts ->> 'documentId' as key from journal where stream_id = $1 and facts ? 'documentId'`,
      [id],
    );
    return { dossierId: id, first: fresh, contents: new Set([...ofPapers, ...documents.map((row) => row.key)]) };
  });
  for (const key of contents) await deps.files.remove(key);
  return { dossierId, first, contentsRemoved: contents.size };
}
