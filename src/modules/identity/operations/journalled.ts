import type { Actor } from '../../../platform/actor.ts';
import { type Database, isUniqueViolation, type Tx } from '../../../platform/database.ts';
import { identityErrors } from '../errors.ts';

/** A write with its journal entry; of two that act on the same version at once the second is told, by the key of the journal. */
export async function journalled<T>(database: Database, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await database.transact(actor, work);
  } catch (error) {
    if (isUniqueViolation(error, 'journal_key')) throw identityErrors.changedMeanwhile({ cause: error });
    throw error;
  }
}
