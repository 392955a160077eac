import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { DomainError } from '../../../platform/errors.ts';
import { statusOf } from '../../../platform/http/problem.ts';
import type { Id } from '../../../platform/ids.ts';
import { formatDateTime, say } from '../../../platform/text.ts';
import { faultFromQuery } from '../../papers/index.ts';
import { dossierErrors } from '../errors.ts';
import { citizenForms } from '../one-stop-forms.ts';
import { supplementDossier } from '../operations/supplement-dossier.ts';
import { rateDossier, withdrawDossier } from '../operations/withdraw-dossier.ts';
import { CitizenDossierPage } from '../pages/citizen-dossier-page.tsx';
import { citizenSteps } from '../pages/citizen-steps.ts';
import { MyDossiersPage } from '../pages/my-dossiers-page.tsx';
import type { CitizenDossierProps, CitizenForm } from '../pages/page-props.ts';
import { TrackPage } from '../pages/track-page.tsx';
import { situationOf } from '../plain-words.ts';
import { type DossierView, openDossier } from '../queries/open-dossier.ts';
import { listOwnDossiers } from '../queries/own-dossiers.ts';
import { trackDossier } from '../queries/track-dossier.ts';
import { statusNames, statusOfPhase } from '../status.ts';
import { findDossierIdByCode, listHistory } from '../store.ts';
import type { CitizenDeps } from './citizen-deps.ts';

const hidden = { hide: true } as object;
const codeParams = Type.Object({ code: Type.String({ minLength: 5, maxLength: 60 }) });
const pageSize = 30;
type Code = { Params: { code: string }; Querystring: { xong?: string }; Body: Record<string, unknown> | undefined };

/** The citizens' pages of dossiers: mine, one, tracking without signing in; and what they can do: supplement, withdraw, rate. */
export function citizenRoutes(deps: CitizenDeps): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Querystring: { sau?: string } }>(
      '/ho-so',
      {
        schema: {
          ...hidden,
          querystring: Type.Object({
            sau: Type.Optional(Type.String({ maxLength: 40 })),
            lang: Type.Optional(Type.String()),
          }),
        },
      },
      (request, reply) => showMine(deps, request, reply),
    );
    app.get<Code>('/ho-so/:code', { schema: { ...hidden, params: codeParams } }, (request, reply) =>
      showOne(deps, request, reply, { done: request.query.xong !== undefined }),
    );
    app.post<Code>('/ho-so/:code/bo-sung', { schema: { ...hidden, params: codeParams } }, (request, reply) =>
      act(deps, request, reply, 'bo-sung', async (id, input) => {
        const actor = deps.citizenPages.requireCitizen(request);
        const view = await openDossier(deps, actor, id, 'own');
        const { paperIds } = await deps.citizenPages.supplementUpload(request, view);
        await supplementDossier(deps, actor, { ...input, paperIds, words: required(input.words) });
      }),
    );
    app.post<Code>('/ho-so/:code/rut', { schema: { ...hidden, params: codeParams } }, (request, reply) =>
      act(deps, request, reply, 'rut', (_id, input) =>
        withdrawDossier(deps, deps.citizenPages.requireCitizen(request), { ...input, words: required(input.words) }),
      ),
    );
    app.post<Code>('/ho-so/:code/danh-gia', { schema: { ...hidden, params: codeParams } }, (request, reply) =>
      act(deps, request, reply, 'danh-gia', (_id, input) => {
        const stars = Number(request.body?.['stars']);
        if (!Number.isInteger(stars) || stars < 1 || stars > 5)
          throw dossierErrors.badAnswers({
            faults: [
              { path: '/stars', words: { vi: 'Hãy chọn một mức hài lòng.', en: 'Choose how satisfied you are.' } },
            ],
          });
        return rateDossier(deps, deps.citizenPages.requireCitizen(request), { ...input, stars });
      }),
    );
    for (const [form, name] of [
      ['01', 'giay-tiep-nhan'],
      ['02', 'phieu-bo-sung'],
      ['03', 'phieu-tu-choi'],
      ['04', 'phieu-xin-loi'],
    ] as const) {
      app.get<Code>(`/ho-so/:code/${name}.pdf`, { schema: { ...hidden, params: codeParams } }, (request, reply) =>
        sendPdf(deps, request, reply, (view) => {
          if (!citizenForms(view.state).includes(form)) throw dossierErrors.notFound();
          return deps.oneStopForm(form, view);
        }),
      );
    }
    app.get<Code>('/ho-so/:code/ket-qua.pdf', { schema: { ...hidden, params: codeParams } }, (request, reply) =>
      sendPdf(deps, request, reply, (view) => {
        // Only what is numbered and sealed reaches the citizen.
        if (view.state.outcome?.documentId === undefined || view.state.outcome.number === undefined)
          throw dossierErrors.notFound();
        return deps.documents.open(view.state.outcome.documentId);
      }),
    );
    app.get<{ Querystring: { ma?: string } }>('/tra-cuu', { schema: hidden }, async (request, reply) =>
      reply.html(
        <TrackPage
          language={request.language}
          csrf={request.csrfToken}
          code={String(request.query.ma ?? '').slice(0, 60)}
          exampleCode={deps.citizenPages.exampleCode}
        />,
      ),
    );
    // Ten tries a minute from one address: four characters would otherwise be guessed.
    app.post<{ Body: Record<string, unknown> | undefined }>(
      '/tra-cuu',
      { schema: hidden, config: { rateLimit: { max: 10, timeWindow: 60_000 } } },
      (request, reply) => track(deps, request, reply),
    );
  };
}

async function showMine(
  deps: CitizenDeps,
  request: FastifyRequest<{ Querystring: { sau?: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = deps.citizenPages.requireCitizen(request);
  const { language } = request;
  const before =
    request.query.sau !== undefined && !Number.isNaN(Date.parse(request.query.sau)) ? request.query.sau : 'infinity';
  const { states, drafts } = await deps.database.read(actor, async (tx) => ({
    states: (await listOwnDossiers(tx, before, pageSize + 1)).map((row) => row.state),
    drafts: await deps.citizenPages.countDrafts(tx),
  }));
  const shown = states.slice(0, pageSize);
  const rows = await Promise.all(
    shown.map(async (state) => ({
      id: state.id,
      code: state.code,
      name: say((await deps.procedures.get(state.procedureVersionId)).content.shortName, language),
      status: say(statusNames[statusOfPhase[state.phase]], language),
      filed: formatDateTime(Temporal.Instant.from(state.filedAt), language),
      yourTurn:
        state.phase === 'payment' || (state.openSupplement !== undefined && state.phase !== 'supplement-approval'),
    })),
  );
  const last = shown.at(-1);
  return reply.html(
    <MyDossiersPage
      language={language}
      rows={rows}
      drafts={drafts}
      next={
        states.length > pageSize && last !== undefined ? `/ho-so?sau=${encodeURIComponent(last.filedAt)}` : undefined
      }
    />,
  );
}

async function findId(deps: CitizenDeps, request: FastifyRequest, code: string): Promise<Id<'dossier'>> {
  const id = await deps.database.read(deps.citizenPages.requireCitizen(request), (tx) => findDossierIdByCode(tx, code));
  if (id === undefined) throw dossierErrors.notFound();
  return id;
}

async function showOne(
  deps: CitizenDeps,
  request: FastifyRequest<Code>,
  reply: FastifyReply,
  after: {
    readonly done?: boolean;
    readonly failed?: CitizenDossierProps['failed'];
  },
): Promise<FastifyReply> {
  const actor = deps.citizenPages.requireCitizen(request);
  const { language } = request;
  const view = await openDossier(deps, actor, await findId(deps, request, request.params.code), 'own');
  const now = deps.clock.business();
  const holder = view.state.leg.holder === undefined ? undefined : view.officers.get(view.state.leg.holder);
  const papers = await deps.database.read(actor, (tx) => deps.citizenPages.papers(tx, view, language));
  const upload =
    view.state.openSupplement === undefined ? null : (await deps.citizenPages.supplementUpload(request, view)).control;
  if (after.failed !== undefined) reply.code(statusOf[after.failed.error.kind]);
  return reply.html(
    <CitizenDossierPage
      language={language}
      csrf={request.csrfToken}
      view={view}
      now={now}
      situation={situationOf({ state: view.state, agency: view.agency, holder, now, language })}
      papers={papers}
      upload={upload}
      communeNames={await deps.citizenPages.communeNames()}
      reasons={await deps.citizenPages.reasons()}
      failed={after.failed}
      done={after.done}
      refusedFile={
        upload === null ? faultFromQuery(request.query as Record<string, unknown>, language)?.text : undefined
      }
    />,
  );
}

type CitizenInput = {
  readonly dossierId: Id<'dossier'>;
  readonly expectedVersion: number | undefined;
  readonly words: string;
};

async function act(
  deps: CitizenDeps,
  request: FastifyRequest<Code>,
  reply: FastifyReply,
  form: CitizenForm,
  run: (id: Id<'dossier'>, input: CitizenInput) => Promise<unknown>,
): Promise<FastifyReply> {
  const dossierId = await findId(deps, request, request.params.code);
  const version = Number(request.body?.['version']);
  const words =
    typeof request.body?.['words'] === 'string' ? request.body['words'].normalize('NFC').trim().slice(0, 4000) : '';
  try {
    await run(dossierId, { dossierId, expectedVersion: Number.isInteger(version) ? version : undefined, words });
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'not-found' || error.kind === 'unauthenticated') throw error;
    if (await isRepeated(deps, request, dossierId, form, version))
      return reply.redirect(`/ho-so/${request.params.code}?xong=1`, 303);
    const stars = typeof request.body?.['stars'] === 'string' ? request.body['stars'] : '';
    return showOne(deps, request, reply, { failed: { error, form, typed: { words, stars } } });
  }
  return reply.redirect(`/ho-so/${request.params.code}?xong=1`, 303);
}

const actionOfForm = { 'bo-sung': 'supplement', rut: 'withdraw', 'danh-gia': 'rate' } as const;

/** A button pressed twice sends the same form twice: the second finds the very act that the first one did, and is told that it is done. */
async function isRepeated(
  deps: CitizenDeps,
  request: FastifyRequest,
  id: Id<'dossier'>,
  form: CitizenForm,
  version: number,
): Promise<boolean> {
  const actor = deps.citizenPages.requireCitizen(request);
  return deps.database.read(actor, async (tx) => {
    const last = (await listHistory(tx, id, undefined)).at(-1);
    return last?.version === version + 1 && last.action === actionOfForm[form] && last.actorPerson === actor.personId;
  });
}

function required(words: string): string {
  if (words === '')
    throw dossierErrors.badAnswers({
      faults: [
        { path: '/words', words: { vi: 'Hãy viết một câu cho cơ quan biết.', en: 'Write a sentence for the office.' } },
      ],
    });
  return words;
}

async function sendPdf(
  deps: CitizenDeps,
  request: FastifyRequest<Code>,
  reply: FastifyReply,
  make: (view: DossierView) => Promise<Uint8Array>,
): Promise<FastifyReply> {
  const view = await openDossier(
    deps,
    deps.citizenPages.requireCitizen(request),
    await findId(deps, request, request.params.code),
    'own',
  );
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${view.state.code}.pdf"`)
    .send(Buffer.from(await make(view)));
}

async function track(
  deps: CitizenDeps,
  request: FastifyRequest<{ Body: Record<string, unknown> | undefined }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { language } = request;
  const text = (name: string) =>
    typeof request.body?.[name] === 'string' ? (request.body[name] as string).trim() : '';
  const code = text('ma').toUpperCase().slice(0, 60);
  const page = { language, csrf: request.csrfToken, code, exampleCode: deps.citizenPages.exampleCode };
  const state = await trackDossier(deps, request, code, text('so')).catch((error: unknown) => {
    if (error instanceof DomainError) return error;
    throw error;
  });
  if (state instanceof DomainError) return reply.code(statusOf[state.kind]).html(<TrackPage {...page} error={state} />);
  const procedure = await deps.procedures.get(state.procedureVersionId);
  const now = deps.clock.business();
  // Without signing in, the office is named, not the officer.
  const situation = situationOf({
    state,
    agency: await deps.agencies.describe(state.leg.agencyId),
    holder: undefined,
    now,
    language,
  });
  return reply.html(
    <TrackPage
      {...page}
      found={{
        name: say(procedure.content.shortName, language),
        situation,
        steps: citizenSteps(state, procedure, now, language),
        status: say(statusNames[statusOfPhase[state.phase]], language),
      }}
    />,
  );
}
