import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { listFields, listProvinces, listReasons, type ProvinceFacts } from '../modules/catalogue/index.ts';
import { CatalogueReader } from '../modules/catalogue/queries/published-catalogue.ts';
import { catalogueRoutes } from '../modules/catalogue/routes.tsx';
import { countOnlineShare, type OnlineShare } from '../modules/dossiers/counter/index.ts';
import { communeChoices, type FilingDeps, filingRoutes, listDrafts } from '../modules/dossiers/filing/index.ts';
import {
  countOpenDossiers,
  type DossierDeps,
  dossierCode,
  findDossierForGround,
  listCodesForAudit,
  listDossierCodes,
} from '../modules/dossiers/index.ts';
import { type ApiDeps, apiRoutes } from '../modules/dossiers/routes/api-routes.ts';
import type { CitizenDeps } from '../modules/dossiers/routes/citizen-deps.ts';
import { citizenRoutes } from '../modules/dossiers/routes/citizen-routes.tsx';
import type { OfficeDeps } from '../modules/dossiers/routes/office-deps.ts';
import { officeRoutes } from '../modules/dossiers/routes/office-routes.tsx';
import { guideRoutes } from '../modules/guides/index.ts';
import {
  type Issuers,
  identityHttp,
  listPositionsOfAgency,
  recordRead,
  requireCitizen,
  requireRecentAuthentication,
  requireStaff,
} from '../modules/identity/index.ts';
import {
  IndicatorReader,
  indicatorRoutes,
  openDataRoutes,
  recordRoutes,
  reportingRoutes,
} from '../modules/indicators/index.ts';
import type { SmtpSettings } from '../modules/notices/index.ts';
import {
  type AuthorityTrust,
  ClamdScanner,
  discardDraftPapers,
  faultFromQuery,
  Inspector,
  listKeptTrust,
  listPapers,
  newVerificationCode,
  type PaperDeps,
  PaperViewer,
} from '../modules/papers/index.ts';
import { paperRoutes } from '../modules/papers/routes.tsx';
import type { CertificateAuthority } from '../modules/papers/signing/index.ts';
import { homeProgress, ProgressReader, type ProgressTarget, progressRoutes } from '../modules/progress/index.ts';
import { publicActor } from '../platform/actor.ts';
import { DiskFileStore } from '../platform/files/index.ts';
import type { Id } from '../platform/ids.ts';
import { startPeriodicJobs } from '../platform/periodic-jobs.ts';
import { dateOf, say } from '../platform/text.ts';
import type { AssetManifest } from '../web/index.ts';
import { periodicJobs } from './background-work.ts';
import { type DocumentParts, documentPort, oneStopForm } from './documents.ts';
import { dossierDeps, refreshed, refreshedByKey } from './dossier-deps.ts';
import { measureFacts } from './measures.ts';
import { officeRooms } from './office-rooms.ts';
import type { OpenProvince } from './open-province.ts';
import { PapersOfDossier, SupplementUpload } from './papers-of-dossier.tsx';
import type { Rooms } from './rooms.ts';
import { buildServer } from './server.ts';
import { sandboxSigners } from './signers.ts';

/** Where the outside world is: the sandbox's servers in the demo, the real ones in production. */
export interface Outside {
  readonly issuers: Issuers;
  readonly authority: CertificateAuthority;
  readonly timeStampUrl: string;
  readonly scanner: { readonly host: string; readonly port: number } | { readonly path: string };
  readonly origins: readonly string[];
  /** Where e-mails go; without it notices stand on their page alone. */
  readonly mail?: SmtpSettings | undefined;
}

export interface Composed {
  readonly app: FastifyInstance;
  readonly rooms: Rooms;
  readonly dossiers: DossierDeps;
  readonly papers: PaperDeps;
}

/** Builds every room and the server out of an open province and the outside world. The only place that knows them all. */
export async function compose(province: OpenProvince, outside: Outside, assets: AssetManifest): Promise<Composed> {
  const { config, database, clock, keys } = province;
  const vault = keys.vault;
  const files = new DiskFileStore({ folder: join(config.dataDir, 'files'), vault });
  const today = () => dateOf(clock.business());
  const facts = await provinceFacts(database);
  const demo = config.mode === 'demo';
  const setting = Temporal.PlainDate.from(facts.settingDate);
  const onlineTarget = targetOf(facts);
  const exampleCode = dossierCode(
    `${facts.identifier}${facts.tiers.includes('district') ? '.40.23' : '.60'}`,
    today(),
    1,
  );
  // Read and sorted once a minute: for each page the sorting alone took a quarter of the processor's time.
  const communes = refreshed(60_000, () => database.read(publicActor, (tx) => communeChoices(tx, today())));
  const papers: PaperDeps = {
    database,
    clock,
    vault,
    files,
    scanner: new ClamdScanner({ address: outside.scanner }),
    inspector: new Inspector(),
    uploadFolder: join(config.dataDir, 'uploads'),
    recordRead: (tx, read) => recordRead(tx, read),
    dossierCodes: listDossierCodes,
  };
  const documents: DocumentParts = {
    files,
    clock,
    publicUrl: config.publicUrl,
    synthetic: config.mode === 'demo',
    communes,
    reasons: refreshed(60_000, () => database.read(publicActor, (tx) => listReasons(tx))),
  };
  const dossiers = dossierDeps({
    database,
    clock,
    vault,
    documents: documentPort(documents),
    signers: sandboxSigners({
      folder: join(config.dataDir, 'keys', 'signing'),
      masterKey: keys.derive('signing keys'),
      authority: outside.authority,
      timeStampUrl: outside.timeStampUrl,
    }),
  });
  const filing: FilingDeps = {
    ...dossiers,
    communes,
    paperDeps: papers,
    discardExpiredPapers: (drafts) => discardDraftPapers(papers, drafts),
  };
  const office = officeDeps(dossiers, documents);
  const reader = new CatalogueReader(database, clock);
  const indicators = new IndicatorReader(database, clock, measureFacts);
  const progress = new ProgressReader(database, indicators);
  const extra = officeRooms({ filing, reader, mail: outside.mail, publicUrl: config.publicUrl });
  const secure = config.publicUrl.startsWith('https:');
  const rooms: Rooms = {
    database,
    identity: identityHttp({
      database,
      clock,
      secret: keys.derive('identity').toString('base64url'),
      vault: keys.vault,
      secure,
      origins: [config.publicUrl],
      issuers: outside.issuers,
      ...(demo ? { setting } : {}),
      ports: { countOpenDossiers, findDossierForGround, listCodesForAudit, listFields },
    }),
    routes: [
      catalogueRoutes({
        reader,
        settingYear: demo ? setting.year : undefined,
        exampleCode,
        homeProgress: homeProgress(progress, onlineTarget),
      }),
      progressRoutes({ reader: progress, catalogue: reader, target: onlineTarget }),
      indicatorRoutes({ reader: indicators }),
      openDataRoutes({ reader: indicators, publicUrl: config.publicUrl }),
      guideRoutes,
      filingRoutes(filing),
      citizenRoutes(citizenDeps(dossiers, documents, exampleCode)),
      officeRoutes(office),
      reportingRoutes({ database, clock }),
      recordRoutes({ database, clock, reader: indicators, dossiers }),
      ...extra.routes,
      apiRoutes(apiDeps(dossiers)),
      paperRoutes({ ...papers, trust: () => trustOf(database, outside) }),
    ],
    waiting: extra.waiting,
    startJobs: async () =>
      startPeriodicJobs(database, [...periodicJobs(province, facts, filing, papers, dossiers), ...extra.jobs], {
        failed: (name, error) =>
          app.log.warn({ job: name, err: error instanceof Error ? error.message : String(error) }, 'job failed'),
      }),
  };
  const app = await buildServer({
    rooms,
    assets,
    secure,
    formOrigins: outside.origins,
    brand: { name: 'Cửa Số', place: facts.name.vi },
    sampleData: demo ? facts.sampleBanner : undefined,
    logLevel: demo ? 'warn' : 'info',
  });
  return { app, rooms, dossiers, papers };
}

/** The authority that certificates are ordered from, and those of provinces that were merged in. */
async function trustOf(database: OpenProvince['database'], outside: Outside): Promise<AuthorityTrust> {
  const [now, kept] = await Promise.all([outside.authority.trust(), database.read(publicActor, listKeptTrust)]);
  return { trustedRoots: [...now.trustedRoots, ...kept.trustedRoots], crls: [...now.crls, ...kept.crls] };
}

/** What `cuaso publish` brought in of the province itself. */
async function provinceFacts(database: OpenProvince['database']): Promise<ProvinceFacts> {
  const [facts] = await database.read(publicActor, (tx) => listProvinces(tx));
  if (facts === undefined) throw new Error('no province is published');
  return facts;
}

/** What the province has set itself, as its file says. */
function targetOf({ onlineTarget }: ProvinceFacts): ProgressTarget | undefined {
  return onlineTarget && { share: onlineTarget.percent / 100, words: onlineTarget.words };
}

function officeDeps(dossiers: DossierDeps, documents: DocumentParts): OfficeDeps {
  const { database, clock } = dossiers;
  const today = () => dateOf(clock.business());
  const shares = refreshedByKey<OnlineShare>(60_000);
  return {
    ...dossiers,
    pages: {
      requireStaff,
      requireRecentProof: (request) => requireRecentAuthentication(request, clock, 600),
      reasons: refreshed(60_000, () => database.read(publicActor, (tx) => listReasons(tx))),
      communeNames: async () => new Map((await documents.communes()).map((choice) => [choice.value, choice.label.vi])),
      onlineShare: (actor) =>
        shares(actor.agencyId, () =>
          database.read(actor, (tx) => countOnlineShare(tx, actor.agencyId, clock.business())),
        ),
      colleagues: async (tx, agencyId) => {
        // In one statement: this stands on every page of a dossier.
        const handling = ['reception', 'specialist', 'leader', 'clerk'] as const;
        const positions = await listPositionsOfAgency(tx, agencyId, today());
        return positions
          .filter((position) => handling.some((role) => position.roles.includes(role)))
          .map((position) => ({
            id: position.id,
            name: position.holderName,
            title: position.title,
            agencyId: position.agencyId,
            personId: position.personId,
            roles: position.roles,
          }));
      },
      fieldNames: refreshed(
        60_000,
        async () =>
          new Map((await database.read(publicActor, (tx) => listFields(tx))).map(({ key, name }) => [key, name])),
      ),
      papers: async (tx, _actor, view, language) => {
        const papers = await listPapers(tx, { dossierId: view.state.id });
        const names = new Map(
          view.content.procedure.content.papers.map((paper) => [paper.key, say(paper.name, language)]),
        );
        return <PaperViewer papers={papers} nameOf={(key) => names.get(key) ?? key} />;
      },
    },
    oneStopForm: (form, view) => oneStopForm(documents, form, view),
    previewDecision: async (view, actor) => {
      const signer = await database.read(actor, async (tx) =>
        (await dossiers.officers.describe(tx, [actor.positionId])).get(actor.positionId),
      );
      return dossiers.documents.decision({
        state: view.state,
        procedure: view.content.procedure,
        answers: view.content.answers,
        people: view.content.people,
        decision: view.state.proposal?.decision ?? 'approve',
        words: undefined,
        signer: signer ?? { name: '', title: { vi: '', en: '' }, agencyId: actor.agencyId, personId: actor.personId },
        delegation: actor.delegation,
        agency: view.agency,
        at: clock.business(),
        verificationCode: newVerificationCode(),
        // A preview takes no number in the book.
        register: undefined,
      });
    },
  };
}

function apiDeps(dossiers: DossierDeps): ApiDeps {
  return {
    ...dossiers,
    api: {
      requireCitizen,
      requireStaff,
      requireRecentProof: (request) => requireRecentAuthentication(request, dossiers.clock, 600),
    },
  };
}

function citizenDeps(dossiers: DossierDeps, documents: DocumentParts, exampleCode: string): CitizenDeps {
  const { database } = dossiers;
  return {
    ...dossiers,
    citizenPages: {
      requireCitizen,
      exampleCode,
      reasons: refreshed(60_000, () => database.read(publicActor, (tx) => listReasons(tx))),
      communeNames: async () => new Map((await documents.communes()).map((choice) => [choice.value, choice.label.vi])),
      papers: async (tx, view, language) => (
        <PapersOfDossier
          papers={await listPapers(tx, { dossierId: view.state.id })}
          language={language}
          procedure={view.content.procedure}
        />
      ),
      supplementUpload: async (request, view) => {
        const papers = await database.read(request.actor, (tx) =>
          listPapers(tx, { draftId: view.state.id as string as Id<'draft'> }),
        );
        const waiting = papers.filter((paper) => paper.dossierId === undefined);
        return {
          paperIds: waiting.map((paper) => paper.id),
          control: (
            <SupplementUpload
              view={view}
              waiting={waiting}
              csrf={request.csrfToken}
              language={request.language}
              refused={faultFromQuery(request.query as Record<string, unknown>, request.language)}
            />
          ),
        };
      },
      countDrafts: async (tx) => (await listDrafts(tx, dossiers.clock.real())).length,
    },
    oneStopForm: (form, view) => oneStopForm(documents, form, view),
  };
}
