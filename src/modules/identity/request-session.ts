import type { FastifyRequest } from 'fastify';
import { publicActor } from '../../platform/actor.ts';
import '../../platform/http/request.ts';
import type { LiveSession } from './sessions.ts';

const live = new WeakMap<FastifyRequest, LiveSession>();
const stale = new WeakMap<FastifyRequest, Buffer>();

/** The session behind a request; undefined for visitors. */
export function sessionOf(request: FastifyRequest): LiveSession | undefined {
  return live.get(request);
}

export function remember(request: FastifyRequest, session: LiveSession): void {
  live.set(request, session);
}

/** The cookie named a session that is over: forms are then told to sign in, not that they were forged. */
export function markStale(request: FastifyRequest, tokenHash: Buffer): void {
  stale.set(request, tokenHash);
}

/** Hash of the token of a session that is over. */
export function staleTokenOf(request: FastifyRequest): Buffer | undefined {
  return stale.get(request);
}

/** Signs a request out for the rest of its own handling. */
export function forget(request: FastifyRequest): void {
  live.delete(request);
  request.actor = publicActor;
  request.session = undefined;
}
