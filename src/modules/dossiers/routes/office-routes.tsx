import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { StaffActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { statusOf } from '../../../platform/http/problem.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { formatDateTime, type Language, say } from '../../../platform/text.ts';
import { findAct } from '../acts.ts';
import { dueWords } from '../due-words.ts';
import { dossierErrors } from '../errors.ts';
import { officeForms } from '../one-stop-forms.ts';
import { addNote, listNotes } from '../operations/add-note.ts';
import { DossierPage } from '../pages/dossier-page.tsx';
import { InboxPage } from '../pages/inbox-page.tsx';
import { SearchPage } from '../pages/search-page.tsx';
import {
  type Box,
  boxes,
  countBoxes,
  type InboxQuery,
  nextInBox,
  readInbox,
  searchDossiers,
} from '../queries/inbox.ts';
import { type DossierView, openDossier, viewOf } from '../queries/open-dossier.ts';
import { openOnRecordedGround } from '../queries/open-on-ground.ts';
import { statusNames, statusOfPhase } from '../status.ts';
import { findDossierIdByCode, getDossier, listHistory } from '../store.ts';
import { actionWords } from '../texts.ts';
import { actOnMany, type BulkRequest, bulkActs, bulkOutcome } from './act-on-many.ts';
import type { Colleague, OfficeDeps } from './office-deps.ts';
import { readActBody } from './read-act-body.ts';

const code = Type.Object({
  code: Type.String({ minLength: 5, maxLength: 60, pattern: '^[A-Z0-9.]+-[0-9]{6}-[0-9]{4,8}$' }),
});
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const pageSize = 50;
const channels = ['online', 'counter', 'post'] as const;

type Failed = { readonly error: DomainError; readonly slug: string; readonly typed: Readonly<Record<string, string>> };

/** The office's pages: inbox, dossier, single acts by plain forms; bulk and keyboard on top of them. */
export function officeRoutes(deps: OfficeDeps): FastifyPluginAsync {
  return async (app) => {
    app.get('/mot-cua', { schema: { hide: true } as object }, async (request, reply) => {
      const actor = deps.pages.requireStaff(request);
      return reply.redirect(firstPage(actor), 303);
    });
    app.get<{ Params: { box: Box }; Querystring: Record<string, string | undefined> }>(
      '/mot-cua/:box(^(?:cho-tiep-nhan|dang-giai-quyet|cho-bo-sung|cho-ky|cho-phat-hanh|cho-tra)$)',
      {
        schema: {
          querystring: Type.Object({
            tat: text(1),
            'qua-han': text(1),
            q: text(100),
            sau: text(120),
            lang: text(2),
            linhvuc: text(60),
            kenh: text(10),
            da: text(3),
            chua: text(2000),
          }),
        },
      },
      (request, reply) => showInbox(deps, request, reply, request.params.box, request.query),
    );
    app.get<{ Querystring: { q?: string } }>(
      '/mot-cua/tim',
      { schema: { querystring: Type.Object({ q: text(100), lang: text(2) }) } },
      (request, reply) => showSearch(deps, request, reply, request.query.q ?? ''),
    );
    app.get<{ Params: { code: string }; Querystring: { xong?: string; tu?: string } }>(
      '/mot-cua/ho-so/:code',
      { schema: { params: code } },
      (request, reply) =>
        showDossier(deps, request, reply, request.params.code, {
          done: request.query.xong,
          box: boxes.find((box) => box === request.query.tu),
        }),
    );
    app.post<{ Params: { code: string; slug: string }; Body: Record<string, unknown> | undefined }>(
      '/mot-cua/ho-so/:code/:slug',
      (request, reply) => act(deps, request, reply),
    );
    for (const name of Object.keys(bulkActs) as (keyof typeof bulkActs)[])
      app.post(`/mot-cua/hang-loat/${name}`, (request, reply) => actOnMany(deps, request as BulkRequest, reply, name));
    for (const form of ['01', '02', '03', '04', '05'] as const) {
      app.get<{ Params: { code: string } }>(
        `/mot-cua/ho-so/:code/mau-${form}.pdf`,
        { schema: { params: code } },
        (request, reply) =>
          sendPdf(deps, request, reply, async (view) => {
            if (!officeForms(view.state, view.due).includes(form)) throw dossierErrors.notFound();
            return deps.oneStopForm(form, form === '04' ? await withProposedDate(deps, view) : view);
          }),
      );
    }
    app.get<{ Params: { code: string } }>(
      '/mot-cua/ho-so/:code/xem-truoc.pdf',
      { schema: { params: code } },
      (request, reply) =>
        sendPdf(deps, request, reply, (view, actor) =>
          view.state.outcome?.documentId === undefined
            ? deps.previewDecision(view, actor)
            : deps.documents.open(view.state.outcome.documentId),
        ),
    );
    app.get<{ Params: { code: string } }>(
      '/mot-cua/ho-so/:code/ket-qua.pdf',
      { schema: { params: code } },
      (request, reply) =>
        sendPdf(deps, request, reply, (view) => {
          if (view.state.outcome?.documentId === undefined) throw dossierErrors.notFound();
          return deps.documents.open(view.state.outcome.documentId);
        }),
    );
  };
}

/** Where the work of a role begins. */
function firstPage({ roles }: StaffActor): string {
  if (roles.includes('reception')) return '/mot-cua/cho-tiep-nhan';
  if (roles.includes('leader')) return '/mot-cua/cho-ky';
  if (roles.includes('clerk')) return '/mot-cua/cho-phat-hanh';
  if (roles.includes('specialist')) return '/mot-cua/dang-giai-quyet';
  return roles.includes('administrator') ? '/quan-tri/nhan-su' : '/kiem-toan/truy-cap';
}

async function showInbox(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  box: Box,
  asked: Readonly<Record<string, string | undefined>>,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const [dueAt, id] = asked['sau']?.split('_') ?? [];
  const query: InboxQuery = {
    box,
    mine: asked['tat'] !== '1' && asked['qua-han'] !== '1',
    late: asked['qua-han'] === '1',
    search: asked['q'],
    field: /^[a-z][a-z-]{0,59}$/.test(asked['linhvuc'] ?? '') ? asked['linhvuc'] : undefined,
    channel: channels.find((channel) => channel === asked['kenh']),
    limit: pageSize,
    after:
      dueAt !== undefined && isUuid(id) && URL.canParse(`x:${dueAt}`) && isInstant(dueAt) ? { dueAt, id } : undefined,
  };
  const now = deps.clock.business();
  const bulk = bulkActOf(actor, box);
  const [inbox, counts, colleagues] = await deps.database.transact(actor, (tx) => {
    const page = async () => {
      const read = await readInbox(tx, deps, actor, query);
      if (read.rows.length > 0)
        await deps.recordRead(tx, {
          actor,
          dossierIds: read.rows.map((row) => row.id),
          subjects: [],
          purpose: 'inbox',
          at: now,
        });
      return read;
    };
    return Promise.all([
      page(),
      countBoxes(tx, actor, now),
      bulk === 'phan-cong' ? deps.pages.colleagues(tx, actor.agencyId) : [],
    ]);
  });
  return reply.html(
    <InboxPage
      language={request.language}
      csrf={request.csrfToken}
      query={query}
      inbox={inbox}
      count={counts[box]}
      share={await deps.pages.onlineShare(actor)}
      now={now}
      person={`${formatDateTime(now, request.language)} · ${request.session?.displayName ?? ''}`}
      fieldNames={await deps.pages.fieldNames()}
      bulk={
        bulk === undefined ? undefined : { act: bulk, colleagues: namesOf(specialists(colleagues), request.language) }
      }
      outcome={bulkOutcome(asked)}
    />,
  );
}

/** What the officer may do in a box to several dossiers at once; each is checked again, one by one. */
function bulkActOf(actor: StaffActor, box: Box): keyof typeof bulkActs | undefined {
  if (box === 'cho-tiep-nhan' && actor.roles.includes('reception')) return 'tiep-nhan';
  const passesOn = actor.roles.includes('reception') || actor.roles.includes('leader');
  return box === 'dang-giai-quyet' && passesOn ? 'phan-cong' : undefined;
}

const specialists = (colleagues: readonly Colleague[]) =>
  colleagues.filter(({ roles }) => roles.includes('specialist'));

function namesOf(colleagues: readonly Colleague[], language: Language) {
  return colleagues.map((officer) => ({ id: officer.id, label: `${officer.name}, ${say(officer.title, language)}` }));
}

function isInstant(value: string): boolean {
  return value === '-infinity' || !Number.isNaN(Date.parse(value));
}

async function showSearch(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: string,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const wanted = asked.trim();
  const found =
    wanted === ''
      ? []
      : await deps.database.transact(actor, async (tx) => {
          const rows = await searchDossiers(tx, deps, wanted, pageSize);
          if (rows.length > 0)
            await deps.recordRead(tx, {
              actor,
              dossierIds: rows.map((row) => row.id),
              subjects: [],
              purpose: 'inbox',
              at: deps.clock.business(),
            });
          return rows;
        });
  const now = deps.clock.business();
  const rows = found.map((row) => ({
    id: row.id,
    code: row.code,
    procedure: say(row.procedureName, request.language),
    applicantName: row.applicantName,
    status: say(statusNames[statusOfPhase[row.phase]], request.language),
    due: row.due,
    dueWords: row.due === 'none' ? undefined : dueWords(row.due, row.nextDueAt, now, request.language),
    holder: row.holderName,
    filed: formatDateTime(row.filedAt, request.language),
  }));
  return reply.html(
    <SearchPage language={request.language} text={wanted} rows={rows} more={rows.length === pageSize} />,
  );
}

async function showDossier(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  dossierCode: string,
  after: { readonly done?: string | undefined; readonly box?: Box | undefined; readonly failed?: Failed },
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const id = await deps.database.read(actor, (tx) => findDossierIdByCode(tx, dossierCode));
  if (id === undefined) return showOnGround(deps, request, reply, dossierCode);
  const view = await openDossier(deps, actor, id, 'handle');
  const box = after.box;
  const [notes, officers, papers, next] = await deps.database.read(actor, (tx) =>
    Promise.all([
      listNotes(tx, deps, view.state.id),
      deps.pages.colleagues(tx, actor.agencyId),
      deps.pages.papers(tx, actor, view, request.language),
      box === undefined ? undefined : nextInBox(tx, actor, box),
    ]),
  );
  const colleagues = officers.map((officer) => ({
    id: officer.id,
    label: `${officer.name}, ${say(officer.title, request.language)}`,
    specialist: officer.roles.includes('specialist'),
  }));
  const done = findAct(after.done ?? '');
  if (after.failed !== undefined) reply.code(statusOf[after.failed.error.kind]);
  return reply.html(
    <DossierPage
      view={view}
      language={request.language}
      csrf={request.csrfToken}
      now={deps.clock.business()}
      notes={notes}
      colleagues={colleagues}
      papers={papers}
      next={next === undefined || box === undefined ? undefined : { box, ...next }}
      reasons={await deps.pages.reasons()}
      communeNames={await deps.pages.communeNames()}
      done={done && say(actionWords[done.action], request.language)}
      failed={after.failed}
      mustProve={mustProve(deps, request)}
    />,
  );
}

/** A dossier that this agency has nothing to do with: read only, on a ground that the officer recorded; otherwise there is none. */
async function showOnGround(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  dossierCode: string,
): Promise<FastifyReply> {
  const ground = await openOnRecordedGround(deps, deps.pages.requireStaff(request), dossierCode);
  if (ground === undefined) throw dossierErrors.notFound();
  return reply.html(
    <DossierPage
      view={ground.view}
      ground={ground}
      language={request.language}
      csrf={request.csrfToken}
      now={deps.clock.business()}
      notes={[]}
      colleagues={[]}
      papers={null}
      reasons={[]}
      communeNames={await deps.pages.communeNames()}
    />,
  );
}

async function idOf(deps: OfficeDeps, actor: StaffActor, dossierCode: string): Promise<Id<'dossier'>> {
  const id = await deps.database.read(actor, (tx) => findDossierIdByCode(tx, dossierCode));
  if (id === undefined) throw dossierErrors.notFound();
  return id;
}

/** One act by a plain form. What cannot be done is said on the dossier's page, with everything that was typed still in the form. */
async function act(
  deps: OfficeDeps,
  request: FastifyRequest<{ Params: { code: string; slug: string }; Body: Record<string, unknown> | undefined }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const { code: dossierCode, slug } = request.params;
  const posted = request.body ?? {};
  const dossierId = await idOf(deps, actor, dossierCode);
  if (slug === 'ghi-chu') {
    await addNote(deps, actor, { dossierId, text: String(posted['text'] ?? '') });
    return reply.redirect(`/mot-cua/ho-so/${dossierCode}#note`, 303);
  }
  const chosen = findAct(slug);
  if (chosen === undefined) throw dossierErrors.notFound();
  const version = Number(posted['version']);
  const box = boxes.find((each) => each === posted['tu']);
  const done = `/mot-cua/ho-so/${dossierCode}?xong=${chosen.slug}${box === undefined ? '' : `&tu=${box}`}`;
  if (chosen.signs === true) deps.pages.requireRecentProof(request);
  try {
    await chosen.run(
      deps,
      actor,
      { dossierId, expectedVersion: Number.isInteger(version) ? version : undefined },
      readActBody(chosen, posted),
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'not-found' || error.kind === 'unauthenticated') throw error;
    if (await isRepeated(deps, actor, dossierId, chosen.action, version)) return reply.redirect(done, 303);
    const typed = Object.fromEntries(
      Object.entries(posted).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    return showDossier(deps, request, reply, dossierCode, { failed: { error, slug, typed } });
  }
  return reply.redirect(done, 303);
}

/** A button pressed twice sends the same form twice: the second finds the very act that the first one did, and is told that it is done. */
async function isRepeated(
  deps: OfficeDeps,
  actor: StaffActor,
  id: Id<'dossier'>,
  action: string,
  version: number,
): Promise<boolean> {
  return deps.database.read(actor, async (tx) => {
    const last = (await listHistory(tx, id, undefined)).at(-1);
    return last?.version === version + 1 && last.action === action && last.actorPosition === actor.positionId;
  });
}

function mustProve(deps: OfficeDeps, request: FastifyRequest): boolean {
  try {
    deps.pages.requireRecentProof(request);
    return false;
  } catch (error) {
    if (error instanceof DomainError) return true;
    throw error;
  }
}

/** The letter of apology as it was sent with its new date, or a draft that proposes one: nothing goes out before a leader sets it. */
async function withProposedDate(deps: OfficeDeps, view: DossierView): Promise<DossierView> {
  if (view.state.extensions > 0) return view;
  const proposed = await deps.deadlines.due(deps.clock.business(), { value: 3, unit: 'working-day', note: undefined });
  return { ...view, state: { ...view.state, dueAt: proposed.toString() } };
}

async function sendPdf(
  deps: OfficeDeps,
  request: FastifyRequest<{ Params: { code: string } }>,
  reply: FastifyReply,
  make: (view: DossierView, actor: StaffActor) => Promise<Uint8Array>,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const id = await idOf(deps, actor, request.params.code);
  const view = await deps.database.transact(actor, async (tx) => {
    const opened = await viewOf(tx, deps, actor, await getDossier(tx, id));
    await deps.recordRead(tx, {
      actor,
      dossierIds: [id],
      subjects: opened.state.involvedPersons,
      purpose: 'handle',
      at: deps.clock.business(),
    });
    return opened;
  });
  const bytes = await make(view, actor);
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${view.state.code}.pdf"`)
    .send(Buffer.from(bytes));
}
