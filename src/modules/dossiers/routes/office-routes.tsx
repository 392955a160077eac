import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { statusOf } from '../../../platform/http/problem.ts';
import type { Id } from '../../../platform/ids.ts';
import { say } from '../../../platform/text.ts';
import { findAct } from '../acts.ts';
import { dossierErrors } from '../errors.ts';
import { addNote, listNotes } from '../operations/add-note.ts';
import { DossierPage } from '../pages/dossier-page.tsx';
import { type Box, boxes, nextInBox } from '../queries/inbox.ts';
import { openDossier } from '../queries/open-dossier.ts';
import { openOnRecordedGround } from '../queries/open-on-ground.ts';
import { findDossierIdByCode, listHistory } from '../store.ts';
import { actionWords } from '../texts.ts';
import { codeParams, getDossierId } from './dossier-address.ts';
import { inboxRoutes } from './inbox-routes.tsx';
import type { OfficeDeps } from './office-deps.ts';
import { officeDocumentRoutes } from './office-document-routes.ts';
import { readActBody } from './read-act-body.ts';
import { registerRoutes } from './register-routes.tsx';

type Failed = { readonly error: DomainError; readonly slug: string; readonly typed: Readonly<Record<string, string>> };

/** The office's pages: inbox, dossier, single acts by plain forms; bulk and keyboard on top of them. */
export function officeRoutes(deps: OfficeDeps): FastifyPluginAsync {
  return async (app) => {
    app.get('/mot-cua', { schema: { hide: true } as object }, async (request, reply) => {
      const actor = deps.pages.requireStaff(request);
      return reply.redirect(firstPage(actor), 303);
    });
    app.get<{ Params: { code: string }; Querystring: { xong?: string; tu?: string } }>(
      '/mot-cua/ho-so/:code',
      { schema: { params: codeParams } },
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
    await app.register(inboxRoutes(deps));
    await app.register(officeDocumentRoutes(deps));
    await app.register(registerRoutes(deps));
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

/** One act by a plain form. What cannot be done is said on the dossier's page, with everything that was typed still in the form. */
async function act(
  deps: OfficeDeps,
  request: FastifyRequest<{ Params: { code: string; slug: string }; Body: Record<string, unknown> | undefined }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const { code: dossierCode, slug } = request.params;
  const posted = request.body ?? {};
  const dossierId = await getDossierId(deps, actor, dossierCode);
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
