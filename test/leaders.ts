import { officersOf } from '../src/modules/identity/index.ts';
import { findAgencyByKey } from '../src/modules/territory/index.ts';
import type { StaffActor } from '../src/platform/actor.ts';
import { dateOf } from '../src/platform/text.ts';
import type { House } from './house.ts';

/** The leader of an agency, by its key. */
export function leaderOf(house: House, agencyKey: string): Promise<StaffActor> {
  const on = dateOf(house.clock.business());
  return house.database.read({ capacity: 'job', name: 'test' }, async (tx) => {
    const agency = await findAgencyByKey(tx, agencyKey, on);
    const [position] = agency === undefined ? [] : await officersOf(tx, agency.id, 'leader', undefined, on);
    if (position === undefined) throw new Error(`${agencyKey} has no leader`);
    const { personId, id, agencyId, roles, fields } = position;
    return { capacity: 'staff', personId, positionId: id, agencyId, roles, fields };
  });
}
