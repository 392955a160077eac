import type { StaffActor, StaffRole } from '../../../platform/actor.ts';
import type { Id } from '../../../platform/ids.ts';
import type { ReportState } from './model.ts';

/** Roles that declare for their agency. */
export const declaringRoles = ['reception', 'specialist', 'leader'] as const satisfies readonly StaffRole[];

/** Committees of a unit and of those above it, nearest first. */
export type Committees = readonly Id<'agency'>[];

export function mayDeclare(actor: StaffActor, committees: Committees): boolean {
  return committees[0] === actor.agencyId && declaringRoles.some((role) => actor.roles.includes(role));
}

/** A number that was checked stands; who changes it says why. */
export function needsReason(state: ReportState | undefined): boolean {
  return state === 'checked' || state === 'approved';
}

/**
 * What a leader of an agency makes of a report by agreeing with it: checked on the way up, approved at the province; undefined where it is not
 * theirs to judge now. A report of the province itself is approved by its own leader, since there is nobody above.
 */
export function nextState(
  actor: StaffActor,
  committees: Committees,
  state: ReportState,
): 'checked' | 'approved' | undefined {
  if (!actor.roles.includes('leader')) return undefined;
  const last = committees.length - 1;
  const turn = state === 'declared' ? Math.min(1, last) : state === 'checked' ? last : -1;
  // A second committee between unit and province checks; the last one approves.
  if (turn < 0 || committees[turn] !== actor.agencyId) return undefined;
  return turn === last ? 'approved' : 'checked';
}
