import type { JobActor, StaffRole } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { actOnDossier, type Loaded } from '../operations/act-on-dossier.ts';
import { roleOfPhase } from '../role-of-phase.ts';

const job: JobActor = { capacity: 'job', name: 'leavers' };
const batchSize = 200;
const words = 'Người giữ trước đã thôi vị trí.';

/**
 * What somebody still held on the day they left goes to a colleague with the role of the phase, else to a leader: no open dossier is without an
 * owner. Returns how many moved.
 */
export async function takeOverFromLeavers(deps: DossierDeps): Promise<number> {
  const left = await deps.database.read(job, (tx) => deps.officers.left(tx));
  if (left.length === 0) return 0;
  let moved = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await deps.database.read(job, (tx) =>
      tx.rows<{ id: Id<'dossier'>; version: number }>(
        'select id, version from dossier where holder = any ($1::uuid[]) and not closed and id > $2 order by id limit $3',
        [left, after, batchSize],
      ),
    );
    for (const row of rows) if (await takeOver(deps, row.id, row.version)) moved += 1;
    const last = rows.at(-1);
    if (rows.length < batchSize || last === undefined) return moved;
    after = last.id;
  }
}

async function takeOver(deps: DossierDeps, dossierId: Id<'dossier'>, expectedVersion: number): Promise<boolean> {
  try {
    await actOnDossier(deps, job, 'transfer', { dossierId, expectedVersion }, async (loaded) => ({
      facts: { holder: await colleague(deps, loaded), agencyId: loaded.state.leg.agencyId },
      personal: { words },
    }));
    return true;
  } catch (error) {
    // Somebody acted in between, or the agency has nobody: it is looked at again next time.
    if (error instanceof DomainError && (error.kind === 'conflict' || error.kind === 'unavailable')) return false;
    throw error;
  }
}

async function colleague(deps: DossierDeps, { tx, state }: Loaded): Promise<Id<'position'>> {
  const { agencyId } = state.leg;
  const pick = (role: StaffRole) => deps.officers.pick(tx, agencyId, role, state.field);
  const holder = (await pick(roleOfPhase[state.phase])) ?? (await pick('leader'));
  if (holder === undefined)
    throw dossierErrors.noOfficer({ values: { agency: (await deps.agencies.describe(agencyId)).name.vi } });
  return holder;
}
