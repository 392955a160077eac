import type { FastifyPluginAsync } from 'fastify';
import type { CitizenActor, StaffActor } from '../platform/actor.ts';
import type { Database } from '../platform/database.ts';

/** Counts beside the entries of menus. */
export interface Waiting {
  readonly unread: number;
  /** Of an officer: by address of the box. */
  readonly boxes?: Readonly<Record<string, number | undefined>> | undefined;
}

/** The rooms put together, as the server needs them. */
export interface Rooms {
  readonly database: Database;
  /** Fills in who asks; registered before all others. */
  readonly identity: FastifyPluginAsync;
  readonly routes: readonly FastifyPluginAsync[];
  /** What waits for whoever asks, shown around every page: one query a page. */
  waiting?(actor: CitizenActor | StaffActor): Promise<Waiting>;
  /** Background work; returns how to stop it. */
  startJobs(): Promise<() => Promise<void>>;
}
