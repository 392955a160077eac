import type { StaffActor } from '../../../platform/actor.ts';
import type { Database } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { appendEntry } from '../../../platform/journal.ts';
import type { IdentityPorts } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { isHeldOn } from '../model.ts';
import { rolesWithoutStandIn } from '../queries/stand-ins.ts';
import type { Now } from '../sessions.ts';
import { getPosition } from '../store.ts';
import { journalled } from './journalled.ts';

/**
 * A leaver: from `on` the position is nobody's. Refused while nobody else has its roles, and, to leave at once, while dossiers are still held: none
 * is ever without an owner. Until a later day the work goes on, and what is held then goes to a colleague. Delegations to and from the position
 * end with it (an acting head, Q., goes on), its sessions at once when the day has come.
 */
export async function endPosition(
  database: Database,
  ports: IdentityPorts,
  actor: StaffActor,
  positionId: Id<'position'>,
  on: Temporal.PlainDate,
  now: Now,
): Promise<void> {
  await journalled(database, actor, async (tx) => {
    const position = await getPosition(tx, positionId);
    if (!isHeldOn(position, now.today) && Temporal.PlainDate.compare(position.validFrom, now.today) <= 0)
      throw identityErrors.changedMeanwhile();
    if ((await rolesWithoutStandIn(tx, position, on)).length > 0) throw identityErrors.noStandIn();
    const count = await ports.countOpenDossiers(tx, positionId);
    if (count > 0 && Temporal.PlainDate.compare(on, now.today) <= 0)
      throw identityErrors.openWork({ values: { count } });
    const stored = await tx.row<{ version: number; hash: Buffer | null }>(
      'select journal_version as version, journal_hash as hash from staff_position where id = $1',
      [positionId],
    );
    const head = await appendEntry(
      tx,
      { version: stored.version, hash: stored.hash ?? undefined },
      {
        streamKind: 'position',
        streamId: positionId,
        action: 'end',
        at: now.business,
        schemaVersion: 1,
        agencyId: position.agencyId,
        facts: { personId: position.personId, on: on.toString() },
      },
      undefined,
      now.real,
    );
    const { touched } = await tx.row<{ touched: number }>('select end_position($1, $2, $3, $4, $5, $6) as touched', [
      positionId,
      on,
      head.version,
      head.hash,
      now.today,
      now.real,
    ]);
    if (touched !== 1) throw identityErrors.changedMeanwhile();
  });
}
