import type { JobActor, StaffActor } from '../../../../platform/actor.ts';
import { type Id, isUuid } from '../../../../platform/ids.ts';
import { discardPaper, listPapers } from '../../../papers/index.ts';
import type { FilingDeps } from '../../filing/index.ts';
import type { CounterDeps } from '../deps.ts';
import { counterErrors } from '../errors.ts';
import { deleteIntake, listExpiredIntakes } from '../intake-store.ts';

/** Given up by its officer: file, key and scanned papers go at once. */
export async function discardIntake(deps: CounterDeps, actor: StaffActor, id: string): Promise<void> {
  if (!isUuid(id)) throw counterErrors.intakeNotFound();
  const intakeId = id as Id<'draft'>;
  const papers = await deps.database.read(actor, (tx) => listPapers(tx, { draftId: intakeId }));
  const gone = await deps.database.transact(actor, (tx) => deleteIntake(tx, intakeId));
  if (!gone) throw counterErrors.intakeNotFound();
  for (const paper of papers) await discardPaper(deps.paperDeps, actor, paper.id);
}

const job: JobActor = { capacity: 'job', name: 'intake-expiry' };

/** Reception files that nobody touched for three days. Returns how many went. */
export async function deleteExpiredIntakes(
  deps: Pick<FilingDeps, 'database' | 'clock' | 'discardExpiredPapers'>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const expired = await deps.database.read(job, (tx) => listExpiredIntakes(tx, deps.clock.real()));
    if (expired.length === 0) return count;
    // Of a filed one too: what came in at the moment of the filing went with no dossier.
    await deps.discardExpiredPapers(expired.map((one) => one.id));
    count += await deps.database.transact(job, (tx) =>
      tx.run('delete from intake where id = any ($1::uuid[])', [expired.map((one) => one.id)]),
    );
  }
}
