import type { FastifyPluginAsync } from 'fastify';
import type { IdentityContext } from '../http.ts';

export function adminRoutes(_context: IdentityContext): FastifyPluginAsync {
  return async () => undefined;
}
