import type { StaffRole } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Position } from '../model.ts';
import { listPositionsOfAgency } from '../store.ts';

/** Roles of a position that nobody else of its agency has from that day on, in all of its fields; whoever is to leave as well does not count. */
export async function rolesWithoutStandIn(tx: Tx, position: Position, on: Temporal.PlainDate): Promise<StaffRole[]> {
  const staying = (await listPositionsOfAgency(tx, position.agencyId, on)).filter(
    (one) => one.id !== position.id && one.validTo === undefined,
  );
  return position.roles.filter((role) => {
    const others = staying.filter((one) => one.roles.includes(role));
    if (others.some((one) => one.fields.length === 0)) return false;
    return (
      position.fields.length === 0 || !position.fields.every((key) => others.some((one) => one.fields.includes(key)))
    );
  });
}
