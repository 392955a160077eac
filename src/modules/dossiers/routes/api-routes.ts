import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { CitizenActor, StaffActor } from '../../../platform/actor.ts';
import { refineValidation } from '../../../platform/http/strict-validation.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { type Act, acts } from '../acts.ts';
import { toDossierBody, toStatus } from '../api/bodies.ts';
import * as schemas from '../api/schemas.ts';
import type { DossierDeps } from '../deps.ts';
import { dossierErrors } from '../errors.ts';
import { fileAtOnce } from '../filing/operations/file-at-once.ts';
import type { DossierState } from '../model.ts';
import { addNote, listNotes } from '../operations/add-note.ts';
import { completeSigning, prepareDecision, prepareIssue } from '../operations/sign-decision.ts';
import { supplementDossier } from '../operations/supplement-dossier.ts';
import { rateDossier, withdrawDossier } from '../operations/withdraw-dossier.ts';
import { situationOf } from '../plain-words.ts';
import { readInbox } from '../queries/inbox.ts';
import { openDossier } from '../queries/open-dossier.ts';
import { listOwnDossiers } from '../queries/own-dossiers.ts';
import { trackDossier } from '../queries/track-dossier.ts';
import { findDossier, findDossierIdByCode } from '../store.ts';

/** What the API needs besides the operations. */
export interface ApiDeps extends DossierDeps {
  readonly api: {
    requireCitizen(request: FastifyRequest): CitizenActor;
    requireStaff(request: FastifyRequest): StaffActor;
    /** Before signing: a proof of identity within ten minutes. */
    requireRecentProof(request: FastifyRequest): void;
  };
}

type Coded = { Params: { code: string } };
type ActBody = { readonly expectedVersion: number } & Record<string, unknown>;

const tags = ['dossiers'];
const pageSize = 50;
const problems = { '4xx': schemas.problem };

/** The dossiers by API: the same operations, policies and log of reads as the pages, as JSON over the session. */
export function apiRoutes(deps: ApiDeps): FastifyPluginAsync {
  return async (app) => {
    refineValidation(app);
    filingRoutes(app, deps);
    readingRoutes(app, deps);
    for (const act of acts) actRoute(app, deps, act);
    citizenActRoutes(app, deps);
    signingRoutes(app, deps);
  };
}

/** Route options of an operation as the document shows it. */
function operation(operationId: string, summary: string, parts: Record<string, unknown>) {
  const { response, ...rest } = parts as { response: object };
  return { schema: { tags, operationId, summary, ...rest, response: { ...response, ...problems } } as object };
}

function filingRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<{ Body: schemas.Submission; Headers: { 'idempotency-key': string } }>(
    '/api/v1/dossiers',
    operation('fileDossier', 'Files a dossier; a repeat with the same key gets the first answer again', {
      headers: schemas.submissionHeaders,
      body: schemas.submission,
      response: { 200: schemas.acted, 201: schemas.acted },
    }),
    async (request, reply) => {
      const { procedure, filedFor, whom, answers, paperIds, wantsPaperOriginal } = request.body;
      const { state, created } = await fileAtOnce(deps, deps.api.requireCitizen(request), {
        idempotencyKey: request.headers['idempotency-key'],
        procedure,
        filedFor,
        whom,
        answers,
        paperIds: paperIds ?? [],
        wantsPaperOriginal: wantsPaperOriginal ?? false,
      });
      reply.header('location', `/api/v1/dossiers/${state.code}`);
      // A new dossier is at its first version; the state of a repeat may have moved on.
      const answer = created ? acted(state, 1) : await answerOf(deps, request, state);
      return reply.code(created ? 201 : 200).send(answer);
    },
  );
}

function readingRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.get<{ Querystring: schemas.ListQuery }>(
    '/api/v1/dossiers',
    operation('listDossiers', 'Your own dossiers; for officers, a box of the inbox of their agency', {
      querystring: schemas.listQuery,
      response: { 200: schemas.dossierList },
    }),
    (request) =>
      request.actor.capacity === 'staff'
        ? listInbox(deps, request.actor, request.query)
        : listMine(deps, deps.api.requireCitizen(request), request.query.after),
  );
  app.get<Coded>(
    '/api/v1/dossiers/:code',
    operation('openDossier', 'Opens a dossier; the reading is recorded', {
      params: schemas.codeParams,
      response: { 200: schemas.dossierBody },
    }),
    async (request) => {
      const actor = request.actor.capacity === 'staff' ? request.actor : deps.api.requireCitizen(request);
      const view = await openDossier(
        deps,
        actor,
        await idOf(deps, actor, request.params.code),
        actor.capacity === 'staff' ? 'handle' : 'own',
      );
      const body = toDossierBody(view, actor, deps.clock.business(), request.language);
      if (actor.capacity !== 'staff') return body;
      const notes = await deps.database.read(actor, (tx) => listNotes(tx, deps, view.state.id));
      return { ...body, notes: notes.map((note) => ({ ...note, at: note.at.toString() })) };
    },
  );
  app.post<{ Body: schemas.TrackQuestion }>(
    '/api/v1/track',
    // Asked by POST as on the page: the second fact stays out of addresses, which logs keep. And few times: four characters would otherwise be guessed.
    {
      ...operation('trackDossier', 'Where a dossier is, without signing in', {
        body: schemas.trackQuestion,
        response: { 200: schemas.trackBody },
      }),
      config: { rateLimit: { max: 10, timeWindow: 60_000 } },
    },
    async (request) => {
      const code = request.body.code.trim().toUpperCase();
      const state = await trackDossier(deps, request, code, request.body.last4);
      const { title, text } = situationOf({
        state,
        agency: await deps.agencies.describe(state.leg.agencyId),
        holder: undefined,
        now: deps.clock.business(),
        language: request.language,
      });
      return {
        code: state.code,
        procedure: (await deps.procedures.get(state.procedureVersionId)).content.name,
        status: toStatus(state),
        situation: { title, text },
      };
    },
  );
}

async function listMine(deps: ApiDeps, actor: CitizenActor, after: string | undefined) {
  const before = after === undefined ? 'infinity' : instantOf(after);
  const rows = await deps.database.read(actor, (tx) => listOwnDossiers(tx, before, pageSize + 1));
  const shown = rows.slice(0, pageSize);
  const dossiers = await Promise.all(
    shown.map(async ({ state, version }) => ({
      code: state.code,
      procedure: (await deps.procedures.get(state.procedureVersionId)).content.shortName,
      phase: state.phase,
      status: toStatus(state),
      filedAt: state.filedAt,
      ...(state.dueAt === undefined ? {} : { dueAt: state.dueAt }),
      version,
      yourTurn: state.openSupplement !== undefined && state.phase !== 'supplement-approval',
      synthetic: state.synthetic,
    })),
  );
  const last = shown.at(-1);
  return { dossiers, ...(rows.length > pageSize && last !== undefined ? { next: last.state.filedAt } : {}) };
}

async function listInbox(deps: ApiDeps, actor: StaffActor, asked: schemas.ListQuery) {
  const [dueAt, id] = asked.after?.split('_') ?? [];
  if (asked.after !== undefined && !isUuid(id)) throw badPlace();
  const query = {
    box: asked.box ?? 'dang-giai-quyet',
    mine: asked.all !== true,
    late: asked.late,
    search: asked.q,
    limit: pageSize,
    after: dueAt === undefined || !isUuid(id) ? undefined : { dueAt: instantOf(dueAt), id },
  };
  return deps.database.transact(actor, async (tx) => {
    const page = await readInbox(tx, deps, actor, query);
    if (page.rows.length > 0)
      await deps.recordRead(tx, {
        actor,
        dossierIds: page.rows.map((row) => row.id),
        subjects: [],
        purpose: 'inbox',
        act: 'list',
        at: deps.clock.business(),
      });
    const dossiers = page.rows.map((row) => ({
      code: row.code,
      procedure: row.procedureName,
      phase: row.phase,
      status: toStatus(row),
      filedAt: row.filedAt.toString(),
      due: row.due,
      version: row.version,
      synthetic: row.synthetic,
      ...(row.nextDueAt === undefined ? {} : { dueAt: row.nextDueAt.toString() }),
      ...(row.applicantName === undefined ? {} : { applicantName: row.applicantName }),
      ...(row.holderName === undefined ? {} : { holderName: row.holderName }),
    }));
    return { dossiers, ...(page.next === undefined ? {} : { next: `${page.next.dueAt}_${page.next.id}` }) };
  });
}

/** The place where a list goes on, as it was given out; anything else is refused rather than guessed. */
function instantOf(text: string): string {
  if (text === '-infinity') return text;
  try {
    return Temporal.Instant.from(text).toString();
  } catch {
    throw badPlace();
  }
}

function badPlace() {
  return dossierErrors.badAnswers({
    faults: [
      {
        path: '/after',
        words: {
          vi: 'Hãy gửi lại đúng giá trị “next” của trang trước.',
          en: 'Send `next` of the page before, unchanged.',
        },
      },
    ],
  });
}

async function idOf(deps: ApiDeps, actor: CitizenActor | StaffActor, code: string): Promise<Id<'dossier'>> {
  const id = await deps.database.read(actor, (tx) => findDossierIdByCode(tx, code));
  if (id === undefined) throw dossierErrors.notFound();
  return id;
}

/** One address for each act of an officer, with the body that the table of acts gives it. */
function actRoute(app: FastifyInstance, deps: ApiDeps, act: Act): void {
  const body = schemas.closed({ ...act.body.properties, expectedVersion: schemas.expectedVersion } as Record<
    string,
    TSchema
  >);
  app.post<Coded & { Body: ActBody }>(
    `/api/v1/dossiers/:code/acts/${act.action}`,
    operation(`act-${act.action}`, `${act.label.en} (${act.label.vi})`, {
      params: schemas.codeParams,
      body,
      response: { 200: schemas.acted },
    }),
    async (request) => {
      const actor = deps.api.requireStaff(request);
      const dossierId = await idOf(deps, actor, request.params.code);
      if (act.signs === true) deps.api.requireRecentProof(request);
      const { expectedVersion, ...rest } = request.body;
      return answerOf(deps, request, await act.run(deps, actor, { dossierId, expectedVersion }, rest));
    },
  );
}

function citizenActRoutes(app: FastifyInstance, deps: ApiDeps): void {
  const route = <B extends { expectedVersion: number }>(
    action: string,
    summary: string,
    body: TSchema,
    run: (
      actor: CitizenActor,
      input: { dossierId: Id<'dossier'>; expectedVersion: number },
      body: B,
    ) => Promise<DossierState>,
  ) =>
    app.post<Coded & { Body: B }>(
      `/api/v1/dossiers/:code/acts/${action}`,
      operation(`act-${action}`, summary, { params: schemas.codeParams, body, response: { 200: schemas.acted } }),
      async (request) => {
        const actor = deps.api.requireCitizen(request);
        const dossierId = await idOf(deps, actor, request.params.code);
        const posted = request.body as B;
        return answerOf(
          deps,
          request,
          await run(actor, { dossierId, expectedVersion: posted.expectedVersion }, posted),
        );
      },
    );
  route(
    'withdraw',
    'Takes your dossier back (Rút hồ sơ)',
    schemas.withdrawal,
    (actor, input, body: { expectedVersion: number; words: string }) =>
      withdrawDossier(deps, actor, { ...input, words: clean(body.words) }),
  );
  route(
    'supplement',
    'Hands in what was asked for (Bổ sung)',
    schemas.supplement,
    (actor, input, body: { expectedVersion: number; words: string; paperIds: string[] }) =>
      supplementDossier(deps, actor, { ...input, words: clean(body.words), paperIds: body.paperIds }),
  );
  route(
    'rate',
    'Rates the service (Đánh giá)',
    schemas.rating,
    (actor, input, body: { expectedVersion: number; stars: number; words?: string }) =>
      rateDossier(deps, actor, { ...input, stars: body.stars, words: clean(body.words ?? '') }),
  );
}

function clean(words: string): string {
  return words.normalize('NFC').trim();
}

/** Two phases, so that a token at the official's own machine, or a remote service, gives the value in between. */
function signingRoutes(app: FastifyInstance, deps: ApiDeps): void {
  app.post<Coded & { Body: { text: string } }>(
    '/api/v1/dossiers/:code/notes',
    operation('addNote', 'Writes an internal note; the citizen never sees it', {
      params: schemas.codeParams,
      body: schemas.note,
      response: { 204: Type.Null() },
    }),
    async (request, reply) => {
      const actor = deps.api.requireStaff(request);
      await addNote(deps, actor, { dossierId: await idOf(deps, actor, request.params.code), text: request.body.text });
      return reply.code(204).send();
    },
  );
  app.post<Coded & { Body: schemas.SignatureRequest }>(
    '/api/v1/dossiers/:code/signatures',
    operation(
      'prepareSignature',
      'First phase of signing: the document is drawn up and waits fifteen minutes for its signature',
      { params: schemas.codeParams, body: schemas.signatureRequest, response: { 201: schemas.preparedSignature } },
    ),
    async (request, reply) => {
      const actor = deps.api.requireStaff(request);
      const dossierId = await idOf(deps, actor, request.params.code);
      deps.api.requireRecentProof(request);
      const { expectedVersion, purpose, reason, words } = request.body;
      const prepared =
        purpose === 'issue'
          ? await prepareIssue(deps, actor, { dossierId, expectedVersion })
          : await prepareDecision(deps, actor, { dossierId, expectedVersion, decision: purpose, reason, words });
      return reply
        .code(201)
        .send({ sessionId: prepared.sessionId, toBeSigned: Buffer.from(prepared.toBeSigned).toString('base64') });
    },
  );
  app.post<{ Params: { sessionId: string }; Body: { signatureValue: string } }>(
    '/api/v1/signatures/:sessionId',
    operation(
      'completeSignature',
      'Second phase: the value that the key gave goes into the document, and the dossier moves on',
      { params: schemas.sessionParams, body: schemas.signatureValue, response: { 200: schemas.acted } },
    ),
    async (request) => {
      const actor = deps.api.requireStaff(request);
      deps.api.requireRecentProof(request);
      return answerOf(
        deps,
        request,
        await completeSigning(
          deps,
          actor,
          request.params.sessionId,
          Buffer.from(request.body.signatureValue, 'base64'),
        ),
      );
    },
  );
}

async function answerOf(deps: ApiDeps, request: FastifyRequest, state: DossierState) {
  const found = await deps.database.read(request.actor, (tx) => findDossier(tx, state.id));
  return acted(state, found?.head.version ?? 0);
}

function acted(state: DossierState, version: number) {
  return { code: state.code, version, phase: state.phase, status: toStatus(state) };
}
