import type { Actor, StaffActor, StaffRole } from '../../../platform/actor.ts';

/** Roles that handle dossiers and reports, or audit them; whoever only hands out positions needs no figures. */
const reading: readonly StaffRole[] = ['reception', 'specialist', 'clerk', 'leader', 'auditor'];

/** Whether somebody sees small counts and months under way, of the unit of their agency and all below it. */
export function mayReadAll(actor: Actor): actor is StaffActor {
  return actor.capacity === 'staff' && reading.some((role) => actor.roles.includes(role));
}
