import type { FastifyPluginAsync } from 'fastify';
import type { IdentityContext } from '../context.ts';
import { breakGlassRoutes } from './break-glass.ts';
import { delegationRoutes } from './delegations.ts';
import { staffRoutes } from './staff.ts';

export function adminRoutes(context: IdentityContext): FastifyPluginAsync {
  return async (app) => {
    await app.register(staffRoutes(context));
    await app.register(delegationRoutes(context));
    await app.register(breakGlassRoutes(context));
  };
}
