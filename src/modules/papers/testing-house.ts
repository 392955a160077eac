import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openTestDatabase, type TestDatabase } from '../../../test/database.ts';
import type { StaffActor } from '../../platform/actor.ts';
import { OffsetClock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { DiskFileStore } from '../../platform/files/index.ts';
import type { LinkWaits } from '../../platform/http/broken-links.ts';
import { type Id, newId } from '../../platform/ids.ts';
import { Vault } from '../../platform/vault.ts';
import { startScannerServer } from '../../sandbox/scanner/scanner-server.ts';
import { recordRead } from '../identity/index.ts';
import { demoStart, type IdentityHouse, loadDemoPeople, openIdentityHouse } from '../identity/testing/house.tsx';
import type { PaperDeps } from './deps.ts';
import { Inspector } from './inspection/inspector.ts';
import { ClamdScanner } from './scanning/clamd-scanner.ts';

export interface PapersHouse {
  readonly house: IdentityHouse;
  readonly store: TestDatabase;
  readonly deps: PaperDeps;
  readonly folder: string;
  /** Stops the malware scanner, as when its machine fails; and starts it again. */
  stopScanner(): Promise<void>;
  startScanner(): Promise<void>;
  readonly told: string[];
  close(): Promise<void>;
}

/** The room with its database, file store, scanner and sign-in, as a running server. */
export async function openPapersHouse(
  extend: (app: FastifyInstance, deps: PaperDeps) => void,
  waits?: LinkWaits,
): Promise<PapersHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'papers-house-'));
  const store = await openTestDatabase();
  await loadDemoPeople(store.database);
  const vault = new Vault(randomBytes(32));
  let scannerServer = await startScannerServer();
  const { port } = scannerServer;
  const told: string[] = [];
  const clock = new OffsetClock(demoStart.epochMilliseconds - Date.now());
  const deps: PaperDeps = {
    database: store.database,
    clock,
    vault,
    files: new DiskFileStore({ folder: join(folder, 'files'), vault, keepFreeBytes: 0 }),
    scanner: new ClamdScanner({ address: { host: '127.0.0.1', port }, timeLimitMs: 5000 }),
    inspector: new Inspector(),
    uploadFolder: join(folder, 'uploads'),
    recordRead: (tx, read) => recordRead(tx, read),
    dossierCodes: async (_tx, ids) => new Map(ids.map((id) => [id, `H04.00-221001-${id.slice(-4)}`])),
    onInfected: async ({ displayName }) => {
      told.push(displayName);
    },
  };
  const house = await openIdentityHouse({
    database: store.database,
    clock,
    waits,
    ports: {
      countOpenDossiers: async () => 0,
      findDossierForGround: async () => undefined,
      listCodesForAudit: async () => new Map(),
    },
    extend: (app) => {
      app.get('/ma-bieu-mau', async (request) => ({ csrf: request.csrfToken, actor: request.actor }));
      extend(app, deps);
    },
  });
  return {
    house,
    store,
    deps,
    folder,
    told,
    stopScanner: () => scannerServer.close(),
    startScanner: async () => {
      scannerServer = await startScannerServer({ port });
    },
    close: async () => {
      await house.close();
      await scannerServer.close();
      await deps.inspector.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The bare row of a draft of that person, for papers to wait under; opened by nothing, since nothing is sealed in it. */
export async function placeDraft(
  database: Database,
  personId: Id<'person'>,
  id: Id<'draft'> = newId(),
): Promise<Id<'draft'>> {
  await database.asOwner((tx) =>
    tx.run(
      `insert into draft (id, person_id, procedure_version_id, procedure_code, procedure_slug, filed_for, page, wrapped, sealed, created_at, updated_at, expires_at)
       values ($1, $2, $1, '', '', 'self', '', '', '', now(), now(), now() + interval '1 day')`,
      [id, personId],
    ),
  );
  return id;
}

/** The bare row of a reception file that a position has open for a person. */
export async function placeIntake(
  database: Database,
  id: string,
  desk: Pick<StaffActor, 'agencyId' | 'positionId'>,
  personId: Id<'person'>,
): Promise<void> {
  await database.asOwner((tx) =>
    tx.run(
      `insert into intake (id, agency_id, position_id, person_id, wrapped, sealed, updated_at, expires_at)
       values ($1, $2, $3, $4, '', '', now(), now() + interval '1 day')`,
      [id, desk.agencyId, desk.positionId, personId],
    ),
  );
}

export async function removeDraft(database: Database, id: Id<'draft'>): Promise<void> {
  await database.asOwner((tx) => tx.run('delete from draft where id = $1', [id]));
}

/** The bare row of a dossier that an agency has in hand: results go to its people and agencies, whatever their writer says. */
export async function placeDossier(
  database: Database,
  dossier: { readonly id: Id<'dossier'>; readonly agencyId: string; readonly persons: readonly string[] },
): Promise<void> {
  await database.asOwner((tx) =>
    tx.run(
      `insert into dossier (id, code, procedure_version_id, procedure_code, field, phase, status, channel, helper, synthetic, unit_id, receiving_agency, competent_agency, leg_agency,
         agencies, persons, filed_at, closed, version, head, state)
       values ($1, 'X-' || $1::uuid, $1, '', '', 'issuing', 1, 'online', 'nobody', true, $1, $2, $2, $2, array[$2::uuid], $3, now(), false, 1, '', '{}')`,
      [dossier.id, dossier.agencyId, dossier.persons],
    ),
  );
}
