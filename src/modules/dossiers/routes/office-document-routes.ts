import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { dossierErrors } from '../errors.ts';
import { officeForms } from '../one-stop-forms.ts';
import { type DossierView, openDossier } from '../queries/open-dossier.ts';
import { codeParams, getDossierId } from './dossier-address.ts';
import type { OfficeDeps } from './office-deps.ts';

/** What the office prints or downloads of a dossier, as PDF; each opening goes into the access log. */
export function officeDocumentRoutes(deps: OfficeDeps): FastifyPluginAsync {
  return async (app) => {
    for (const form of ['01', '02', '03', '04', '05'] as const) {
      app.get<{ Params: { code: string } }>(
        `/mot-cua/ho-so/:code/mau-${form}.pdf`,
        { schema: { params: codeParams } },
        (request, reply) =>
          sendPdf(deps, request, reply, async (view) => {
            if (!officeForms(view.state, view.due).includes(form)) throw dossierErrors.notFound();
            return deps.oneStopForm(form, form === '04' ? await withProposedDate(deps, view) : view);
          }),
      );
    }
    app.get<{ Params: { code: string } }>(
      '/mot-cua/ho-so/:code/xem-truoc.pdf',
      { schema: { params: codeParams } },
      (request, reply) =>
        sendPdf(deps, request, reply, (view, actor) =>
          view.state.outcome?.documentId === undefined
            ? deps.previewDecision(view, actor)
            : deps.documents.open(view.state.outcome.documentId),
        ),
    );
    app.get<{ Params: { code: string } }>(
      '/mot-cua/ho-so/:code/ket-qua.pdf',
      { schema: { params: codeParams } },
      (request, reply) =>
        sendPdf(deps, request, reply, (view) => {
          if (view.state.outcome?.documentId === undefined) throw dossierErrors.notFound();
          return deps.documents.open(view.state.outcome.documentId);
        }),
    );
  };
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
  const id = await getDossierId(deps, actor, request.params.code);
  const view = await openDossier(deps, actor, id, 'handle');
  const bytes = await make(view, actor);
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${view.state.code}.pdf"`)
    .send(Buffer.from(bytes));
}
