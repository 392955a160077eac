import type { FastifyPluginAsync } from 'fastify';
import type { Database } from '../platform/database.ts';

/** The rooms put together, as the server needs them. */
export interface Rooms {
  readonly database: Database;
  /** Fills in who asks; registered before all others. */
  readonly identity: FastifyPluginAsync;
  readonly routes: readonly FastifyPluginAsync[];
  /** Background work; returns how to stop it. */
  startJobs(): Promise<() => Promise<void>>;
}
