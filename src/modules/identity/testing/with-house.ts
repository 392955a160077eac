import { afterAll, beforeAll } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import type { StaffActor } from '../../../platform/actor.ts';
import { OffsetClock } from '../../../platform/clock.ts';
import type { Id } from '../../../platform/ids.ts';
import { nameId } from '../../../platform/ids.ts';
import { personIdOf } from '../operations/load-people.ts';
import { demoStart, type IdentityHouse, loadDemoPeople, openIdentityHouse } from './house.tsx';

export const knownDossier = { code: 'H04.40.23-221010-0001', id: nameId<'dossier'>('dossier', 'of the tests') };

/** What a test file with a running house may reach; filled in before its first test. */
export interface Surroundings {
  store: TestDatabase;
  house: IdentityHouse;
  readonly clock: OffsetClock;
  /** Open dossiers by position, as the dossiers room would count them. */
  readonly openWork: Map<string, number>;
  person(key: string): Id<'person'>;
  actorOf(officerKey: string): Promise<StaffActor>;
  events(kind: string): Promise<number>;
}

/** One house and one database for a test file. */
export function withHouse(): Surroundings {
  const openWork = new Map<string, number>();
  const here: Surroundings = {
    store: undefined as never,
    house: undefined as never,
    clock: new OffsetClock(demoStart.epochMilliseconds - Date.now()),
    openWork,
    person: (key) => personIdOf('95', key),
    actorOf: async (key) => {
      const row = await here.store.database.asOwner((tx) =>
        tx.row<{ positionId: Id<'position'>; agencyId: Id<'agency'>; roles: StaffActor['roles']; fields: string[] }>(
          'select id as "positionId", agency_id as "agencyId", roles, fields from staff_position where person_id = $1 order by agency_key limit 1',
          [personIdOf('95', key)],
        ),
      );
      return { capacity: 'staff', personId: personIdOf('95', key), ...row };
    },
    events: async (kind) =>
      (
        await here.store.database.asOwner((tx) =>
          tx.row<{ count: number }>('select count(*) from security_event where kind = $1', [kind]),
        )
      ).count,
  };
  beforeAll(async () => {
    here.store = await openTestDatabase();
    await loadDemoPeople(here.store.database);
    here.house = await openIdentityHouse({
      database: here.store.database,
      clock: here.clock,
      ports: {
        countOpenDossiers: async (_tx, positionId) => openWork.get(positionId) ?? 0,
        listCodesForAudit: async (_tx, ids) =>
          new Map(ids.map((id) => [id, id === knownDossier.id ? knownDossier.code : `H04.00-221001-${id.slice(-4)}`])),
        findDossierForGround: async (_tx, code) =>
          code === knownDossier.code
            ? { dossierId: knownDossier.id, subjectPersonIds: [here.person('nguyen-thi-buoi')] }
            : undefined,
      },
      extend: (app) => {
        app.get('/who', async (request) => ({
          actor: request.actor,
          session: request.session?.displayName ?? null,
          title: request.session?.title ?? null,
        }));
        app.get('/visitor-form', async (request) => ({ token: request.csrfToken }));
        app.post('/visitor-form', async () => ({ taken: true }));
      },
    });
  });
  afterAll(async () => {
    await here.house.close();
    await here.store.close();
  });
  return here;
}
