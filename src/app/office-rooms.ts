import type { FastifyPluginAsync } from 'fastify';
import type { CatalogueReader } from '../modules/catalogue/index.ts';
import { counterRoutes, deleteExpiredIntakes } from '../modules/dossiers/counter/index.ts';
import type { FilingDeps } from '../modules/dossiers/filing/index.ts';
import type { PeriodicJob } from '../platform/periodic-jobs.ts';

export interface OfficeParts {
  readonly filing: FilingDeps;
  readonly reader: CatalogueReader;
}

/** The counter, what is told to people, and the watch over deadlines: their routes. */
export function officeRoomRoutes({ filing, reader }: OfficeParts): readonly FastifyPluginAsync[] {
  return [counterRoutes({ ...filing, catalogue: () => reader.current() })];
}

/** And their background work. */
export function officeRoomJobs({ filing }: OfficeParts): readonly PeriodicJob[] {
  const minute = 60_000;
  return [{ name: 'intake-expiry', everyMs: 60 * minute, run: () => deleteExpiredIntakes(filing) }];
}
