import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { checkAnswers } from '../../../platform/forms/check.ts';
import type { Answers } from '../../../platform/forms/definition.ts';
import { parsePosted, type Typed, toTyped } from '../../../platform/forms/parse.ts';
import { statusOf } from '../../../platform/http/problem.ts';
import { fieldId } from '../../../web/form/index.ts';
import { requireStaff } from '../../identity/index.ts';
import { faultFromQuery } from '../../papers/index.ts';
import { dossierErrors } from '../errors.ts';
import { applicantFacts, prefilled } from '../filing/prefill.ts';
import { itemsIn, itemToShow, withItemAdded, withItemRemoved } from '../filing/wizard.ts';
import { partyFacts } from '../party-facts.ts';
import type { CounterDeps } from './deps.ts';
import { counterErrors } from './errors.ts';
import { deskChannels, helpers, type Matter } from './intake.ts';
import { discardIntake } from './operations/discard-intakes.ts';
import { fileIntake } from './operations/file-intake.ts';
import { changeIntake, type OpenIntake, type OpenMatter, openIntake } from './operations/open-intake.ts';
import { counterHome, intakeHref } from './pages/counter-frame.tsx';
import { CounterFormPage } from './pages/form-page.tsx';
import { CounterPapersPage } from './pages/papers-page.tsx';
import { ProcedurePage } from './pages/procedure-page.tsx';
import { findForDesk } from './queries/procedures-for-desk.ts';
import { counterTexts } from './texts.ts';

type Route = {
  Params: { id: string };
  /** A name given twice comes as a list. */
  Querystring: Record<string, unknown>;
  Body: Record<string, unknown> | undefined;
};
const hidden = { schema: { hide: true } as object };

/** The pages of one reception file: procedure, form, papers and filing. */
export function intakeRoutes(app: FastifyInstance, deps: CounterDeps): void {
  const path = (page: string) => `/mot-cua/quay/:id/${page}`;
  app.get<Route>(path('thu-tuc'), hidden, async (request, reply) => {
    const open = await begun(deps, requireStaff(request, 'reception'), request.params.id, reply);
    return open === undefined ? reply : showProcedures(deps, request, reply, open);
  });
  app.post<Route>(path('thu-tuc'), hidden, (request, reply) => chooseMatter(deps, request, reply));
  app.get<Route>(path('to-khai'), hidden, async (request, reply) => {
    const open = await begun(deps, requireStaff(request, 'reception'), request.params.id, reply);
    if (open === undefined) return reply;
    if (open.matter === undefined) return reply.redirect(intakeHref(open.intake.id, 'thu-tuc'), 303);
    return showForm(request, reply, open, open.matter);
  });
  app.post<Route>(path('to-khai'), hidden, (request, reply) => postForm(deps, request, reply));
  app.get<Route>(path('giay-to'), hidden, async (request, reply) => {
    const open = await begun(deps, requireStaff(request, 'reception'), request.params.id, reply);
    if (open === undefined) return reply;
    if (open.matter === undefined || !open.intake.content.complete)
      return reply.redirect(intakeHref(open.intake.id, 'to-khai'), 303);
    return reply.html(
      <CounterPapersPage
        open={open}
        matter={open.matter}
        showMissing={request.query['thieu'] !== undefined}
        refused={faultFromQuery(request.query, request.language)}
      />,
    );
  });
  app.post<Route>(path('giay-to'), hidden, (request, reply) => postPapers(deps, request, reply));
  app.post<Route>(path('bo'), hidden, async (request, reply) => {
    await discardIntake(deps, requireStaff(request, 'reception'), request.params.id);
    return reply.redirect(counterHome, 303);
  });
}

/** A file that was filed already leads to its receipt; undefined when the answer was sent. */
async function begun(
  deps: CounterDeps,
  actor: StaffActor,
  id: string,
  reply: FastifyReply,
): Promise<OpenIntake | undefined> {
  const open = await openIntake(deps, actor, id);
  if (open.intake.dossierId === undefined) return open;
  reply.redirect(intakeHref(open.intake.id, 'da-nop'), 303);
  return undefined;
}

async function showProcedures(
  deps: CounterDeps,
  request: FastifyRequest<Route>,
  reply: FastifyReply,
  open: OpenIntake,
  fault?: string,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'reception');
  const query = textOf(request.query['q']).slice(0, 200);
  const slug = textOf(request.query['chon']) || textOf(request.body?.['thu-tuc']);
  const { ours, others, chosen } = await findForDesk(deps, actor, query, slug);
  return reply.html(
    <ProcedurePage
      open={open}
      query={query}
      ours={ours}
      others={others}
      chosen={chosen ?? (slug === '' ? open.matter?.procedure.content : undefined)}
      fault={fault}
    />,
  );
}

async function chooseMatter(
  deps: CounterDeps,
  request: FastifyRequest<Route>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'reception');
  const open = await begun(deps, actor, request.params.id, reply);
  if (open === undefined) return reply;
  const { chosen } = await findForDesk(deps, actor, '', textOf(request.body?.['thu-tuc']));
  if (chosen === undefined)
    return showProcedures(
      deps,
      request,
      reply.code(422),
      open,
      counterErrors.chooseProcedure().words[request.language],
    );
  const procedure = await deps.procedures.inForce(chosen.slug);
  const filedFor = procedure.content.filedFor.find((one) => one === request.body?.['cho']);
  const channel = deskChannels.find((one) => one === request.body?.['kenh']);
  const helper = helpers.find((one) => one === request.body?.['giup']);
  if (filedFor === undefined || channel === undefined || helper === undefined)
    return showProcedures(deps, request, reply.code(422), open, dossierErrors.badFiledFor().words[request.language]);
  const matter: Matter = { versionId: procedure.id, filedFor, channel, helper };
  await changeIntake(deps, actor, open.intake.id, ({ intake }) => {
    const same = intake.content.matter?.versionId === matter.versionId && intake.content.matter.filedFor === filedFor;
    const { typed: _typed, ...kept } = intake.content;
    return same ? { ...intake.content, matter } : { ...kept, matter, answers: {}, complete: false, seen: [] };
  });
  return reply.redirect(intakeHref(open.intake.id, 'to-khai'), 303);
}

function showForm(
  request: FastifyRequest<Route>,
  reply: FastifyReply,
  open: OpenIntake,
  matter: OpenMatter,
): FastifyReply {
  const { content } = open.intake;
  const fresh = content.typed === undefined && Object.keys(content.answers).length === 0;
  const answers = fresh ? knownAnswers(open, matter) : content.answers;
  const typed = content.typed ?? toTyped(matter.form, answers, request.language);
  return reply.html(<CounterFormPage open={open} matter={matter} typed={typed} answers={answers} faults={[]} />);
}

/** What the records know of the person stands in the form already, where the form is about that person. */
function knownAnswers({ person }: OpenIntake, matter: OpenMatter): Answers {
  if (matter.filedFor === 'authority' || matter.filedFor === 'organisation') return {};
  const facts = applicantFacts(person, undefined);
  return Object.fromEntries(
    matter.form.steps
      .filter((step) => step.repeat === undefined)
      .map((step) => [step.key, prefilled(step, facts)] as const)
      .filter(([, group]) => Object.keys(group).length > 0),
  );
}

async function postForm(deps: CounterDeps, request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
  const actor = requireStaff(request, 'reception');
  const open = await begun(deps, actor, request.params.id, reply);
  if (open === undefined) return reply;
  const { matter } = open;
  if (matter === undefined) return reply.redirect(intakeHref(open.intake.id, 'thu-tuc'), 303);
  const sent = checkForm(open, matter, request);
  const act = textOf(request.body?.['do']);
  if (act !== '') {
    const { typed, at } = withItems(matter, sent.typed, act);
    await changeIntake(deps, actor, open.intake.id, ({ intake }) => ({
      ...intake.content,
      answers: sent.answers,
      typed,
      complete: false,
    }));
    return reply.redirect(`${intakeHref(open.intake.id, 'to-khai')}${at === undefined ? '' : `#${fieldId(at)}`}`, 303);
  }
  const saved = await changeIntake(deps, actor, open.intake.id, ({ intake }) => {
    const { typed: _typed, ...kept } = intake.content;
    const complete = sent.faults.length === 0;
    return { ...kept, ...(complete ? {} : { typed: sent.typed }), answers: sent.answers, complete };
  });
  if (sent.faults.length === 0) return reply.redirect(intakeHref(open.intake.id, 'giay-to'), 303);
  return reply
    .code(422)
    .html(
      <CounterFormPage open={saved} matter={matter} typed={sent.typed} answers={sent.answers} faults={sent.faults} />,
    );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function checkForm(open: OpenIntake, matter: OpenMatter, request: FastifyRequest<Route>) {
  const parsed = parsePosted(matter.form, withoutAct(request.body), request.language);
  const { answers, faults } = checkAnswers(matter.form, parsed.answers, {
    today: open.today,
    party: partyFacts(matter.filedFor),
    communes: open.communes,
    already: parsed.faults,
  });
  return { answers, faults, typed: parsed.typed };
}

/** `add:<group>` and `remove:<group>:<item>`: one more item of a repeated group, or one less; `at` is the item to go on at. */
function withItems(
  matter: OpenMatter,
  typed: Typed,
  act: string,
): { readonly typed: Typed; readonly at?: string | undefined } {
  const [verb, key, item] = act.split(':');
  const step = matter.form.steps.find((one) => one.key === key);
  if (step?.repeat === undefined) return { typed };
  const count = itemsIn(typed, step);
  const removed = verb === 'add' ? undefined : Number(item);
  const changed = removed === undefined ? withItemAdded(typed, step, count) : withItemRemoved(typed, step, removed);
  return { typed: changed, at: itemToShow(changed, step, removed) };
}

function withoutAct(body: Record<string, unknown> | undefined): Record<string, unknown> {
  const { do: _act, ...rest } = body ?? {};
  return rest;
}

async function postPapers(
  deps: CounterDeps,
  request: FastifyRequest<Route>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'reception');
  const open = await begun(deps, actor, request.params.id, reply);
  if (open === undefined) return reply;
  const { matter, intake } = open;
  if (matter === undefined || !intake.content.complete) return reply.redirect(intakeHref(intake.id, 'to-khai'), 303);
  const body = request.body ?? {};
  const seen = matter.procedure.content.papers.find((paper) => paper.key === body['xem'])?.key;
  if (seen !== undefined) {
    await changeIntake(deps, actor, intake.id, ({ intake: now }) => {
      const others = now.content.seen.filter((key) => key !== seen);
      return { ...now.content, seen: body['da-xem'] === 'co' ? [...others, seen] : others };
    });
    return reply.redirect(`${intakeHref(intake.id, 'giay-to')}#giay-to-${seen}`, 303);
  }
  const t = counterTexts(request.language);
  const problem = body['cam-doan'] === 'co' ? undefined : t.declareFirst;
  const showMissing = matter.missing.length > 0;
  if (showMissing || problem !== undefined)
    return reply
      .code(422)
      .html(<CounterPapersPage open={open} matter={matter} showMissing={showMissing} problem={problem} />);
  try {
    const { notAccepted } = await fileIntake(deps, actor, open, {
      acceptNow: body['tiep-nhan'] === 'co',
      wantsPaperOriginal: body['ban-giay'] === 'co',
    });
    const why = notAccepted === undefined ? '' : `?chua=${notAccepted.code}`;
    return reply.redirect(`${intakeHref(intake.id, 'da-nop')}${why}`, 303);
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind === 'not-found') throw error;
    return reply
      .code(statusOf[error.kind])
      .html(<CounterPapersPage open={open} matter={matter} problem={error.words[request.language]} />);
  }
}
