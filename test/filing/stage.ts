import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { dossierDeps } from '../../src/app/dossier-deps.ts';
import { buildServer } from '../../src/app/server.ts';
import { communeChoices, type FilingDeps, filingRoutes } from '../../src/modules/dossiers/filing/index.ts';
import { listDossierCodes } from '../../src/modules/dossiers/index.ts';
import { checkTokensBy } from '../../src/modules/identity/csrf.ts';
import { loadPeople, personIdOf, readPeopleFile } from '../../src/modules/identity/index.ts';
import { Inspector, type PaperDeps } from '../../src/modules/papers/index.ts';
import { paperPages } from '../../src/modules/papers/routes.tsx';
import { resumableUploadRoutes } from '../../src/modules/papers/uploads/resumable-routes.ts';
import { formUploadRoutes } from '../../src/modules/papers/uploads/upload-routes.ts';
import { listAgencies, listUnits } from '../../src/modules/territory/index.ts';
import type { CitizenActor } from '../../src/platform/actor.ts';
import { publicActor } from '../../src/platform/actor.ts';
import { SetClock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database.ts';
import { DiskFileStore } from '../../src/platform/files/index.ts';
import { dateOf } from '../../src/platform/text.ts';
import { Vault } from '../../src/platform/vault.ts';
import type { AssetManifest } from '../../src/web/index.ts';

export interface Stage {
  readonly app: FastifyInstance;
  readonly deps: FilingDeps;
  readonly clock: SetClock;
  /** Who asks, by key of the province's people; undefined for a visitor. */
  signIn(key: string | undefined, assuranceLevel?: 1 | 2): void;
  close(): Promise<void>;
}

const provinceCode = '95';
export const csrf = 'token-of-the-stage';

/** Filing and papers behind the real server; only the sign-in is a stand-in, which issuer tests cover. */
export async function openStage(database: Database, assets: AssetManifest): Promise<Stage> {
  const clock = new SetClock('2022-10-10T01:10:00Z');
  const folder = await mkdtemp(join(tmpdir(), 'cuaso-filing-'));
  const vault = new Vault(Buffer.alloc(32, 7));
  const on = dateOf(clock.business());
  const file = readPeopleFile(join(import.meta.dirname, '../../provinces/bac-lieu'));
  await database.asOwner(async (tx) =>
    loadPeople(tx, {
      file,
      provinceCode,
      units: await listUnits(tx, on),
      agencies: await listAgencies(tx, on),
      on,
      at: clock.real(),
    }),
  );
  const never = () => {
    throw new Error('filing draws up and signs nothing');
  };
  const base = dossierDeps({
    database,
    clock,
    vault,
    documents: { decision: never, keep: never, open: never, issue: never, revoke: never },
    signers: { ofPosition: never, ofAgency: never, timeStamp: never },
  } as unknown as Parameters<typeof dossierDeps>[0]);
  const inspector = new Inspector();
  const paperDeps: PaperDeps = {
    database,
    clock,
    vault,
    files: new DiskFileStore({ folder: join(folder, 'files'), vault, keepFreeBytes: 1 }),
    scanner: {
      scan: async (content) => {
        content.resume();
        return { verdict: 'clean' };
      },
    },
    inspector,
    uploadFolder: join(folder, 'uploads'),
    recordRead: async () => undefined,
    dossierCodes: listDossierCodes,
  };
  const deps: FilingDeps = {
    ...base,
    paperDeps,
    communes: () => database.read(publicActor, (tx) => communeChoices(tx, dateOf(clock.business()))),
    discardExpiredPapers: async () => undefined,
  };
  let actor: CitizenActor | undefined;
  let name = '';
  const signedIn: FastifyPluginAsync = async (app) => {
    app.addHook('onRequest', async (request) => {
      if (actor === undefined) return;
      request.actor = actor;
      request.csrfToken = csrf;
      checkTokensBy(request, (token) => token === csrf);
      request.session = { id: 'stage', displayName: name, title: undefined, authenticatedAt: clock.real() };
    });
  };
  const app = await buildServer({
    rooms: {
      database,
      identity: Object.assign(signedIn, { [Symbol.for('skip-override')]: true }),
      routes: [
        filingRoutes(deps),
        formUploadRoutes(paperDeps),
        resumableUploadRoutes(paperDeps),
        paperPages({ ...paperDeps, trust: never }),
      ],
      startJobs: async () => async () => undefined,
    },
    assets,
    secure: false,
    formOrigins: [],
    brand: { name: 'Cửa Số', place: 'Tỉnh Bạc Liêu' },
    sampleData: undefined,
    logLevel: 'warn',
  });
  return {
    app,
    deps,
    clock,
    signIn: (key, assuranceLevel = 2) => {
      name = file.citizens.find((one) => one.key === key)?.name ?? '';
      actor =
        key === undefined
          ? undefined
          : { capacity: 'citizen', personId: personIdOf(provinceCode, key), assuranceLevel };
    },
    close: async () => {
      await app.close();
      await inspector.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
