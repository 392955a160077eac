import type { FastifyRequest } from 'fastify';
import type { CitizenActor, StaffActor, StaffRole } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { identityErrors } from './errors.ts';

/** For routes of citizens: throws unless one is signed in. */
export function requireCitizen(request: FastifyRequest): CitizenActor {
  if (request.actor.capacity === 'public') throw identityErrors.signInNeeded();
  if (request.actor.capacity !== 'citizen') throw identityErrors.wrongCapacity();
  return request.actor;
}

export const roleNames: Readonly<Record<StaffRole, { readonly vi: string; readonly en: string }>> = {
  reception: { vi: 'Tiếp nhận', en: 'Reception' },
  specialist: { vi: 'Chuyên viên', en: 'Specialist' },
  clerk: { vi: 'Văn thư', en: 'Clerk' },
  leader: { vi: 'Lãnh đạo', en: 'Leader' },
  administrator: { vi: 'Quản trị', en: 'Administrator' },
  auditor: { vi: 'Thanh tra', en: 'Auditor' },
};

/** For routes of officials: throws unless one is signed in and the position in use has one of the roles. */
export function requireStaff(request: FastifyRequest, ...roles: readonly StaffRole[]): StaffActor {
  const { actor } = request;
  if (actor.capacity === 'public') throw identityErrors.signInNeeded();
  if (actor.capacity !== 'staff') throw identityErrors.wrongCapacity();
  if (roles.length > 0 && !roles.some((role) => actor.roles.includes(role))) {
    throw identityErrors.roleNeeded({
      values: { role: roles.map((role) => `“${roleNames[role][request.language]}”`).join(' / ') },
    });
  }
  return actor;
}

/** Before signing: throws `proveAgain` when the last proof of identity is older (real time); see `redirectFor`. */
export function requireRecentAuthentication(request: FastifyRequest, clock: Clock, maxAgeSeconds: number): void {
  if (request.session === undefined) throw identityErrors.signInNeeded();
  const age = request.session.authenticatedAt.until(clock.real()).total('seconds');
  if (age > maxAgeSeconds) throw identityErrors.proveAgain({ detail: { ageSeconds: Math.round(age) } });
}
