import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import '../../../platform/http/request.ts';
import type { CitizenActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { checkPosted } from '../../../platform/forms/check.ts';
import { parsePosted } from '../../../platform/forms/parse.ts';
import type { Id } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { FiledFor } from '../../catalogue/index.ts';
import { requireCitizen } from '../../identity/index.ts';
import { listPapers } from '../../papers/index.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { partyFacts } from '../party-facts.ts';
import { BrowserCodes } from './browser-code.ts';
import type { FilingDeps } from './deps.ts';
import { listDrafts } from './draft-store.ts';
import { filingErrors } from './errors.ts';
import { discardDraft } from './operations/discard-drafts.ts';
import { fileDraft, readKnownParties } from './operations/file-draft.ts';
import { changeDraft, type OpenDraft, openDraft } from './operations/open-draft.ts';
import { startDraft } from './operations/start-draft.ts';
import { DraftCheckPage } from './pages/check-page.tsx';
import { DraftDeclarePage } from './pages/declare-page.tsx';
import { draftHref } from './pages/draft-frame.tsx';
import { DraftsPage } from './pages/drafts-page.tsx';
import { FiledPage } from './pages/filed-page.tsx';
import { DraftPapersPage, refusalOf } from './pages/papers-page.tsx';
import { DraftQuestionPage } from './pages/question-page.tsx';
import { type SimilarDossier, StartPage } from './pages/start-page.tsx';
import { applicantFacts, prefilled } from './prefill.ts';
import { filingTexts } from './texts.ts';
import {
  firstIncomplete,
  isReachable,
  itemsIn,
  pageAfter,
  pageKeys,
  type QuestionPage,
  typedOf,
  withDone,
  withItemAdded,
  withItemRemoved,
  withPage,
  withTyped,
} from './wizard.ts';

type SlugRoute = { Params: { slug: string }; Querystring: { cho?: string }; Body: Record<string, unknown> | undefined };
type DraftRoute = {
  Params: { id: string; page: string };
  Querystring: Record<string, string | undefined>;
  Body: Record<string, unknown> | undefined;
};
const hidden = { schema: { hide: true } as object };

/** Filing from the first page to the acknowledgement: `/nop/<slug>`, `/nop/ho-so-nhap/<draft>/<page>`. */
export function filingRoutes(deps: FilingDeps): FastifyPluginAsync {
  const codes = new BrowserCodes();
  return async (app) => {
    startRoutes(app, deps);
    draftRoutes(app, deps, codes);
    browserCodeRoute(app, deps, codes);
  };
}

function startRoutes(app: FastifyInstance, deps: FilingDeps): void {
  app.get<SlugRoute>('/nop/:slug', hidden, async (request, reply) =>
    reply.html(await startPage(deps, request, asFiledFor(request.query.cho))),
  );

  // The choice travels through signing in; the draft is opened after it.
  app.get<SlugRoute>('/nop/:slug/dang-nhap', hidden, async (request, reply) => {
    const filedFor = asFiledFor(request.query.cho);
    if (filedFor === undefined)
      return reply.code(422).html(await startPage(deps, request, undefined, noChoice(request)));
    const back = `/nop/${encodeURIComponent(request.params.slug)}?cho=${filedFor}`;
    return reply.redirect(
      request.actor.capacity === 'public' ? `/dang-nhap?ve=${encodeURIComponent(back)}` : back,
      303,
    );
  });

  app.post<SlugRoute>('/nop/:slug', hidden, async (request, reply) => {
    const { slug } = request.params;
    const filedFor = asFiledFor(request.body?.['cho']);
    if (filedFor === undefined)
      return reply.code(422).html(await startPage(deps, request, undefined, noChoice(request)));
    const id = await startDraft(deps, requireCitizen(request), slug, filedFor);
    return reply.redirect(draftHref(id), 303);
  });
}

function noChoice(request: FastifyRequest): string {
  return filingErrors.chooseWhom().words[request.language];
}

async function startPage(
  deps: FilingDeps,
  request: FastifyRequest<SlugRoute>,
  chosen: FiledFor | undefined,
  fault?: string,
) {
  const procedure = await deps.procedures.inForce(request.params.slug);
  const { content } = procedure;
  if (content.form === undefined || content.onlineService === 'none') throw filingErrors.notFileable();
  const actor = request.actor.capacity === 'citizen' ? request.actor : undefined;
  const { drafts, dossiers } =
    actor === undefined ? { drafts: [], dossiers: [] } : await findSimilar(deps, actor, procedure.code);
  return (
    <StartPage
      content={content}
      chosen={chosen}
      signedIn={actor !== undefined}
      levelTooLow={actor !== undefined && actor.assuranceLevel < content.assuranceLevel}
      drafts={drafts}
      dossiers={dossiers}
      now={deps.clock.real()}
      fault={fault}
    />
  );
}

/** What the person has begun or filed for the same matter: people file two or three times when they are not told. */
function findSimilar(deps: FilingDeps, actor: CitizenActor, procedureCode: string) {
  return deps.database.read(actor, async (tx) => ({
    drafts: (await listDrafts(tx, deps.clock.real())).filter((draft) => draft.procedureCode === procedureCode),
    dossiers: await tx.rows<SimilarDossier>(
      `select code, filed_at as "filedAt" from dossier where persons @> array[$1::uuid] and procedure_code = $2 and not closed order by filed_at desc limit 3`,
      [actor.personId, procedureCode],
    ),
  }));
}

function draftRoutes(app: FastifyInstance, deps: FilingDeps, codes: BrowserCodes): void {
  app.get('/nop/ho-so-nhap', hidden, async (request, reply) => {
    const heads = await deps.database.read(requireCitizen(request), (tx) => listDrafts(tx, deps.clock.real()));
    const drafts = await Promise.all(
      heads.map(async (head) => ({ ...head, procedure: await deps.procedures.get(head.procedureVersionId) })),
    );
    return reply.html(<DraftsPage drafts={drafts} now={deps.clock.real()} />);
  });

  app.get<DraftRoute>('/nop/ho-so-nhap/:id', hidden, async (request, reply) => {
    const open = await openDraft(deps, requireCitizen(request), request.params.id);
    if (open.draft.dossierId !== undefined) return reply.redirect(`${draftHref(open.draft.id)}/da-nop`, 303);
    const { page } = open.draft;
    return reply.redirect(
      draftHref(open.draft.id, isReachable(open.wizard, page) ? page : firstIncomplete(open.wizard).key),
      303,
    );
  });

  app.post<DraftRoute>('/nop/ho-so-nhap/:id/bo', hidden, async (request, reply) => {
    await discardDraft(deps, requireCitizen(request), request.params.id);
    return reply.redirect('/nop/ho-so-nhap', 303);
  });

  app.get<DraftRoute>('/nop/ho-so-nhap/:id/da-nop', hidden, async (request, reply) => {
    const actor = requireCitizen(request);
    const { draft } = await openDraft(deps, actor, request.params.id);
    return draft.dossierId === undefined
      ? reply.redirect(draftHref(draft.id), 303)
      : reply.html(await filedPage(deps, actor, draft.dossierId));
  });

  app.get<DraftRoute>('/nop/ho-so-nhap/:id/:page', hidden, async (request, reply) => {
    const actor = requireCitizen(request);
    const open = await openDraft(deps, actor, request.params.id);
    return elsewhere(open, request.params.page, reply) ?? showPage(deps, codes, actor, open, request, reply);
  });

  app.post<DraftRoute>('/nop/ho-so-nhap/:id/:page', hidden, async (request, reply) => {
    const actor = requireCitizen(request);
    const open = await openDraft(deps, actor, request.params.id);
    const away = elsewhere(open, request.params.page, reply);
    if (away !== undefined) return away;
    const page = open.wizard.pages.find((one) => one.key === request.params.page);
    switch (page?.kind) {
      case 'questions':
        return postQuestions(deps, codes, actor, open, page, request, reply);
      case 'papers':
        return postPapers(deps, actor, open, request, reply);
      case 'check':
        return goOn(
          reply,
          await changeDraft(deps, actor, open.draft.id, ({ draft }) => ({
            page: pageKeys.declare,
            content: withDone(draft.content, pageKeys.check),
          })),
          pageKeys.check,
          request,
        );
      case 'declare':
        return postDeclaration(deps, actor, open, request, reply);
      default:
        throw filingErrors.pageNotFound();
    }
  });
}

/** Whoever is elsewhere than they can be is led to where they are: filed already, or a page whose turn has not come. */
function elsewhere(open: OpenDraft, key: string, reply: FastifyReply): FastifyReply | undefined {
  if (open.draft.dossierId !== undefined) return reply.redirect(`${draftHref(open.draft.id)}/da-nop`, 303);
  if (isReachable(open.wizard, key)) return undefined;
  return reply.redirect(draftHref(open.draft.id, firstIncomplete(open.wizard).key), 303);
}

async function showPage(
  deps: FilingDeps,
  codes: BrowserCodes,
  actor: CitizenActor,
  open: OpenDraft,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const page = open.wizard.pages.find((one) => one.key === request.params.page);
  switch (page?.kind) {
    case 'questions':
      return showQuestions(deps, codes, actor, open, page, request, reply);
    case 'papers':
      return reply.html(
        <DraftPapersPage
          open={open}
          showMissing={request.query['thieu'] !== undefined}
          refused={refusalOf(request.query, request.language)}
        />,
      );
    case 'check':
      return reply.html(<DraftCheckPage open={open} />);
    case 'declare':
      return reply.html(<DraftDeclarePage open={open} />);
    default:
      throw filingErrors.pageNotFound();
  }
}

async function showQuestions(
  deps: FilingDeps,
  codes: BrowserCodes,
  actor: CitizenActor,
  open: OpenDraft,
  page: QuestionPage,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const { content } = open.draft;
  const fresh = !content.done.includes(page.key) && content.typed[page.key] === undefined;
  const known = fresh ? await knownAnswers(deps, actor, open, page) : {};
  const typed = typedOf(page, content, known, request.language);
  const { answers } = checkPosted(
    page.form,
    page.step.key,
    typed,
    content[page.part],
    request.language,
    checkContext(open, page),
  );
  return reply.html(
    <DraftQuestionPage
      open={open}
      page={page}
      typed={typed}
      answers={answers}
      faults={[]}
      prefilled={Object.keys(known).length > 0}
      script={await scriptOf(codes, open, page)}
      returnTo={request.query['ve'] === pageKeys.check ? pageKeys.check : undefined}
    />,
  );
}

async function knownAnswers(deps: FilingDeps, actor: CitizenActor, open: OpenDraft, page: QuestionPage) {
  const known = await deps.database.read(actor, (tx) => readKnownParties(tx, actor, dateOf(deps.clock.business())));
  const organisation = known.organisations.find((one) => one.id === actor.organisationId) ?? known.organisations[0];
  const ward = known.wards[0];
  const about = page.part === 'whom' && open.draft.filedFor === 'ward' && ward !== undefined ? ward : known.me;
  const facts = applicantFacts(about, organisation);
  if (page.part === 'answers') return prefilled(page.step, facts);
  if (open.draft.filedFor === 'authority' || (open.draft.filedFor === 'ward' && ward === undefined)) return {};
  const prefix = open.draft.filedFor === 'organisation' ? 'organisation' : 'applicant';
  return prefilled(
    { ...page.step, fields: page.step.fields.map((field) => ({ ...field, prefill: `${prefix}.${field.key}` })) },
    facts,
  );
}

function checkContext(open: OpenDraft, page: QuestionPage) {
  return { today: open.today, party: partyFacts(open.draft.filedFor), communes: open.communes, step: page.step.key };
}

async function scriptOf(codes: BrowserCodes, open: OpenDraft, page: QuestionPage): Promise<string> {
  const { hash } = await codes.of(open.procedure, open.draft.filedFor, page.part);
  return `/nop/kiem/${open.procedure.id}/${open.draft.filedFor}/${page.part}-${hash}.js`;
}

async function postQuestions(
  deps: FilingDeps,
  codes: BrowserCodes,
  actor: CitizenActor,
  open: OpenDraft,
  page: QuestionPage,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const body = request.body ?? {};
  const act = typeof body['do'] === 'string' ? body['do'] : '';
  const id = open.draft.id;
  if (act !== '') {
    const { typed } = parsePosted({ steps: [page.step] }, body, request.language);
    const count = Math.max(
      itemsIn(typed, page.step),
      itemsIn(Object.fromEntries(Object.keys(body).map((name) => [name, []])), page.step),
    );
    const removed = /^remove:(\d{1,3})$/.exec(act)?.[1];
    const shown = keepCount(typed, page, count);
    const changed =
      act === 'add'
        ? withItemAdded(shown, page.step, count)
        : removed === undefined
          ? shown
          : withItemRemoved(shown, page.step, Number(removed));
    await changeDraft(deps, actor, id, ({ draft }) => ({
      page: page.key,
      content: withTyped(draft.content, page.key, changed),
    }));
    if (act === 'later') return reply.redirect('/nop/ho-so-nhap', 303);
    return reply.redirect(
      `${draftHref(id, page.key)}${request.query['ve'] === pageKeys.check ? `?ve=${pageKeys.check}` : ''}#f-${page.step.key}`,
      303,
    );
  }
  const check = (now: OpenDraft) =>
    checkPosted(
      page.form,
      page.step.key,
      body,
      now.draft.content[page.part],
      request.language,
      checkContext(now, page),
    );
  const sent = check(open);
  const saved = await changeDraft(deps, actor, id, (now) => ({
    page: page.key,
    content: withPage(now.draft.content, page, check(now)),
  }));
  if (sent.faults.length === 0) return goOn(reply, saved, page.key, request);
  return reply
    .code(422)
    .html(
      <DraftQuestionPage
        open={saved}
        page={page}
        typed={sent.typed}
        answers={sent.answers}
        faults={sent.faults}
        prefilled={false}
        script={await scriptOf(codes, open, page)}
        returnTo={request.query['ve'] === pageKeys.check ? pageKeys.check : undefined}
      />,
    );
}

/** Empty items hold no text; a marker keeps the last one counted. */
function keepCount(typed: ReturnType<typeof parsePosted>['typed'], page: QuestionPage, count: number) {
  return page.step.repeat === undefined || count === 0 ? typed : { ...typed, [`${page.step.key}.${count - 1}.`]: [''] };
}

function goOn(reply: FastifyReply, saved: OpenDraft, from: string, request: FastifyRequest<DraftRoute>): FastifyReply {
  if (request.body?.['do'] === 'later') return reply.redirect('/nop/ho-so-nhap', 303);
  const wanted = request.query['ve'] === pageKeys.check ? pageKeys.check : pageAfter(saved.wizard, from).key;
  const next = isReachable(saved.wizard, wanted) ? wanted : firstIncomplete(saved.wizard).key;
  return reply.redirect(draftHref(saved.draft.id, next), 303);
}

async function postPapers(
  deps: FilingDeps,
  actor: CitizenActor,
  open: OpenDraft,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  if (request.body?.['do'] !== 'later' && open.wizard.missing.length > 0)
    return reply.code(422).html(<DraftPapersPage open={open} showMissing />);
  const saved = await changeDraft(deps, actor, open.draft.id, ({ draft }) => ({
    page: pageKeys.papers,
    content: withDone(draft.content, pageKeys.papers),
  }));
  return goOn(reply, saved, pageKeys.papers, request);
}

async function postDeclaration(
  deps: FilingDeps,
  actor: CitizenActor,
  open: OpenDraft,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  const paperChosen = request.body?.['ban-giay'] === 'co';
  const t = filingTexts(request.language);
  if (request.body?.['cam-doan'] !== 'dong-y')
    return reply.code(422).html(<DraftDeclarePage open={open} fault={t.declareFirst} paperChosen={paperChosen} />);
  try {
    await fileDraft(deps, actor, open, paperChosen);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === dossierErrors.missingPapers().code)
      return reply.redirect(`${draftHref(open.draft.id, pageKeys.papers)}?thieu=1`, 303);
    if (error.kind === 'not-found') throw error;
    request.log.warn({ code: error.code, request: request.id }, 'not filed');
    return reply
      .code(error.kind === 'unavailable' ? 503 : 409)
      .html(<DraftDeclarePage open={open} problem={error.words[request.language]} paperChosen={paperChosen} />);
  }
  return reply.redirect(`${draftHref(open.draft.id)}/da-nop`, 303);
}

async function filedPage(deps: FilingDeps, actor: CitizenActor, dossierId: Id<'dossier'>) {
  const { state, officer, papers } = await deps.database.read(actor, async (tx) => {
    const row = await tx.maybe<{ state: DossierState }>('select state from dossier where id = $1', [dossierId]);
    if (row === undefined) throw dossierErrors.notFound();
    const { holder } = row.state.leg;
    const officers = holder === undefined ? undefined : await deps.officers.describe(tx, [holder]);
    return {
      state: row.state,
      officer: holder === undefined ? undefined : officers?.get(holder),
      papers: await listPapers(tx, { dossierId }),
    };
  });
  const procedure = await deps.procedures.get(state.procedureVersionId);
  const agency = await deps.agencies.describe(state.agencies.receiving);
  return <FiledPage state={state} procedure={procedure} agency={agency} officer={officer} papers={papers} />;
}

function browserCodeRoute(app: FastifyInstance, deps: FilingDeps, codes: BrowserCodes): void {
  app.get<{ Params: { version: string; filedFor: string; file: string } }>(
    '/nop/kiem/:version/:filedFor/:file',
    hidden,
    async (request, reply) => {
      const match = /^(whom|answers)-([0-9a-f]{16})\.js$/.exec(request.params.file);
      const filedFor = asFiledFor(request.params.filedFor);
      if (match === null || filedFor === undefined) throw filingErrors.pageNotFound();
      const procedure = await deps.procedures.get(request.params.version as Id<'procedure-version'>);
      const code = await codes.of(procedure, filedFor, match[1] as 'whom' | 'answers');
      const accepted = request.headers['accept-encoding'] ?? '';
      const encoding = (['br', 'gzip'] as const).find((one) => accepted.includes(one));
      reply.type('text/javascript; charset=utf-8').header('vary', 'accept-encoding');
      reply.header('cache-control', code.hash === match[2] ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (encoding !== undefined) reply.header('content-encoding', encoding);
      return reply.send(encoding === undefined ? code.plain : code[encoding]);
    },
  );
}

function asFiledFor(value: unknown): FiledFor | undefined {
  const all: readonly FiledFor[] = ['self', 'child', 'ward', 'authority', 'organisation'];
  return all.find((one) => one === value);
}
