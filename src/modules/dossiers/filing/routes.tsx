import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import '../../../platform/http/request.ts';
import type { CitizenActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { statusOf } from '../../../platform/http/problem.ts';
import type { Id } from '../../../platform/ids.ts';
import { requireCitizen } from '../../identity/index.ts';
import { faultFromQuery, listOffers, listPapers } from '../../papers/index.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import { BrowserCodes } from './browser-code.ts';
import type { FilingDeps } from './deps.ts';
import { listDrafts } from './draft-store.ts';
import { filingErrors } from './errors.ts';
import { asFiledFor, type DraftRoute, goOn, hidden } from './going-on.ts';
import { discardDraft } from './operations/discard-drafts.ts';
import { fileDraft } from './operations/file-draft.ts';
import { changeDraft, type OpenDraft, openDraft } from './operations/open-draft.ts';
import { DraftCheckPage } from './pages/check-page.tsx';
import { DraftDeclarePage } from './pages/declare-page.tsx';
import { draftHref } from './pages/draft-frame.tsx';
import { DraftsPage } from './pages/drafts-page.tsx';
import { FiledPage } from './pages/filed-page.tsx';
import { DraftPapersPage } from './pages/papers-page.tsx';
import { postQuestions, showQuestions } from './question-routes.tsx';
import { startRoutes } from './start-routes.tsx';
import { filingTexts } from './texts.ts';
import { firstIncomplete, isReachable, pageKeys, withDone } from './wizard.ts';

/** Filing from the first page to the acknowledgement: `/nop/<slug>`, `/nop/ho-so-nhap/<draft>/<page>`. */
export function filingRoutes(deps: FilingDeps): FastifyPluginAsync {
  const codes = new BrowserCodes();
  return async (app) => {
    startRoutes(app, deps);
    draftRoutes(app, deps, codes);
    browserCodeRoute(app, deps, codes);
  };
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
      : reply.html(
          await filedPage(deps, actor, draft.dossierId, faultFromQuery(request.query, request.language)?.text),
        );
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
  if (open.draft.dossierId !== undefined) {
    // A file that came after the filing is refused here: its words go along.
    const refusal = (reply.request.query as Record<string, unknown>)['loi-tep'];
    const words = typeof refusal === 'string' ? `?loi-tep=${encodeURIComponent(refusal)}` : '';
    return reply.redirect(`${draftHref(open.draft.id)}/da-nop${words}`, 303);
  }
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
      return showPapers(deps, actor, open, request, reply, request.query['thieu'] !== undefined);
    case 'check':
      return reply.html(<DraftCheckPage open={open} />);
    case 'declare':
      return reply.html(<DraftDeclarePage open={open} />);
    default:
      throw filingErrors.pageNotFound();
  }
}

async function showPapers(
  deps: FilingDeps,
  actor: CitizenActor,
  open: OpenDraft,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
  showMissing: boolean,
) {
  const offers = await deps.database.read(actor, (tx) => listOffers(deps.paperDeps, tx, actor.personId, open.today));
  const refused = faultFromQuery(request.query, request.language);
  return reply.html(<DraftPapersPage open={open} offers={offers} showMissing={showMissing} refused={refused} />);
}

async function postPapers(
  deps: FilingDeps,
  actor: CitizenActor,
  open: OpenDraft,
  request: FastifyRequest<DraftRoute>,
  reply: FastifyReply,
) {
  if (request.body?.['do'] !== 'later' && open.wizard.missing.length > 0)
    return showPapers(deps, actor, open, request, reply.code(422), true);
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
      .code(statusOf[error.kind])
      .html(<DraftDeclarePage open={open} problem={error.words[request.language]} paperChosen={paperChosen} />);
  }
  return reply.redirect(`${draftHref(open.draft.id)}/da-nop`, 303);
}

async function filedPage(deps: FilingDeps, actor: CitizenActor, dossierId: Id<'dossier'>, refused: string | undefined) {
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
  return (
    <FiledPage
      state={state}
      procedure={procedure}
      agency={agency}
      officer={officer}
      papers={papers}
      refused={refused}
    />
  );
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
