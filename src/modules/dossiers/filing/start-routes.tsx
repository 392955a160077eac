import type { FastifyInstance, FastifyRequest } from 'fastify';
import '../../../platform/http/request.ts';
import type { CitizenActor } from '../../../platform/actor.ts';
import type { FiledFor } from '../../catalogue/index.ts';
import { requireCitizen } from '../../identity/index.ts';
import type { FilingDeps } from './deps.ts';
import { listDrafts } from './draft-store.ts';
import { filingErrors } from './errors.ts';
import { asFiledFor, hidden } from './going-on.ts';
import { startDraft } from './operations/start-draft.ts';
import { draftHref } from './pages/draft-frame.tsx';
import { type SimilarDossier, StartPage } from './pages/start-page.tsx';

type SlugRoute = { Params: { slug: string }; Querystring: { cho?: string }; Body: Record<string, unknown> | undefined };

/** `/nop/<slug>`: what it takes, for whom, and the start. */
export function startRoutes(app: FastifyInstance, deps: FilingDeps): void {
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
      `select state ->> 'code' as code, (state ->> 'filedAt')::timestamptz as "filedAt" from own_dossiers('infinity', 100)
       where state ->> 'procedureCode' = $1 and state ->> 'closedAt' is null limit 3`,
      [procedureCode],
    ),
  }));
}
