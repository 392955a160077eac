import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import '../../../platform/http/request.ts';
import type { StaffActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { checkAnswers } from '../../../platform/forms/check.ts';
import type { StepAnswers } from '../../../platform/forms/definition.ts';
import { parsePosted } from '../../../platform/forms/parse.ts';
import { statusOf } from '../../../platform/http/problem.ts';
import { dateOf } from '../../../platform/text.ts';
import { getPersonFacts, requireStaff } from '../../identity/index.ts';
import { dossierErrors } from '../errors.ts';
import type { DossierState } from '../model.ts';
import type { CounterDeps } from './deps.ts';
import { isFault, nameKind, paperForm, paperOf, registrationForm } from './desk-forms.ts';
import { counterErrors } from './errors.ts';
import { intakeRoutes } from './intake-routes.tsx';
import { getIntake, listIntakes } from './intake-store.ts';
import { receiveKnown, receiveNew } from './operations/receive-person.ts';
import { intakeHref } from './pages/counter-frame.tsx';
import { type DeskForm, DeskPage, RegisterPage } from './pages/desk-page.tsx';
import { CounterDonePage } from './pages/done-page.tsx';
import { countOnlineShare } from './queries/online-share.ts';

type Body = { Body: Record<string, unknown> | undefined };
const hidden = { hide: true } as object;
/** Numbers would otherwise be tried one after the other; a desk receives one person in some minutes. */
const lookUps = { rateLimit: { max: 30, timeWindow: 60_000 } };

/** The counter (quầy): `/mot-cua/quay`. Reception files for a person who comes in or writes, from their paper to the receipt. */
export function counterRoutes(deps: CounterDeps): FastifyPluginAsync {
  return async (app) => {
    deskRoutes(app, deps);
    intakeRoutes(app, deps);
    app.get<{ Params: { id: string }; Querystring: { chua?: string } }>(
      '/mot-cua/quay/:id/da-nop',
      { schema: hidden },
      async (request, reply) => {
        const actor = requireStaff(request, 'reception');
        const state = await readFiled(deps, actor, request.params.id);
        if (state === undefined) return reply.redirect(intakeHref(request.params.id), 303);
        const known = dossierErrors.catalogue.find((one) => one.code === request.query.chua);
        return reply.html(<CounterDonePage state={state} notAccepted={known?.[request.language]} />);
      },
    );
  };
}

function deskRoutes(app: FastifyInstance, deps: CounterDeps): void {
  app.get('/mot-cua/quay', { schema: hidden }, (request, reply) =>
    showDesk(deps, request, reply, { typed: { 'paper.kind': ['personal-number'] }, faults: [] }),
  );

  app.post<Body>('/mot-cua/quay', { schema: hidden, config: lookUps }, async (request, reply) => {
    const actor = requireStaff(request, 'reception');
    const checked = check(deps, request, paperForm);
    if (checked.faults.length > 0) return showDesk(deps, request, reply.code(422), checked);
    const paper = paperOf(checked.answers['paper'] as StepAnswers);
    if (isFault(paper)) return showDesk(deps, request, reply.code(422), { ...checked, faults: [paper] });
    const id = await receiveKnown(deps, actor, paper);
    if (id !== undefined) return reply.redirect(intakeHref(id, 'thu-tuc'), 303);
    return reply.html(<RegisterPage typed={checked.typed} faults={[]} />);
  });

  app.post<Body>('/mot-cua/quay/dang-ky', { schema: hidden, config: lookUps }, async (request, reply) => {
    const actor = requireStaff(request, 'reception');
    const checked = check(deps, request, registrationForm);
    if (checked.faults.length > 0) return reply.code(422).html(<RegisterPage {...checked} />);
    const paper = paperOf(checked.answers['paper'] as StepAnswers);
    if (isFault(paper)) return reply.code(422).html(<RegisterPage {...checked} faults={[paper]} />);
    try {
      const id = await receiveNew(deps, actor, paper, checked.answers['person'] as StepAnswers);
      return reply.redirect(intakeHref(id, 'thu-tuc'), 303);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
      const faults = error.faults.length > 0 ? error.faults : [{ path: '/paper/number', words: error.words }];
      return reply.code(statusOf[error.kind]).html(<RegisterPage {...checked} faults={faults} />);
    }
  });

  app.get<{ Params: { id: string } }>('/mot-cua/quay/:id', { schema: hidden }, async (request, reply) => {
    const actor = requireStaff(request, 'reception');
    const intake = await deps.database.read(actor, (tx) =>
      getIntake(tx, deps.vault, request.params.id, deps.clock.real()),
    );
    const { matter, complete } = intake.content;
    const page = intake.dossierId !== undefined ? 'da-nop' : complete ? 'giay-to' : matter ? 'to-khai' : 'thu-tuc';
    return reply.redirect(intakeHref(intake.id, page), 303);
  });
}

function check(deps: CounterDeps, request: FastifyRequest<Body>, form: typeof paperForm) {
  const parsed = parsePosted(form, request.body ?? {}, request.language);
  const { answers, faults } = checkAnswers(form, parsed.answers, {
    today: dateOf(deps.clock.business()),
    already: parsed.faults,
  });
  return { answers, faults: nameKind(faults, parsed.answers['paper'] as StepAnswers | undefined), typed: parsed.typed };
}

async function showDesk(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: DeskForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'reception');
  const now = deps.clock.business();
  const { share, begun } = await deps.database.read(actor, async (tx) => {
    const heads = await listIntakes(tx, deps.clock.real());
    const files = [];
    for (const head of heads) {
      const { fullName } = await getPersonFacts(tx, head.personId, dateOf(now));
      const { matter } = (await getIntake(tx, deps.vault, head.id, deps.clock.real())).content;
      files.push({ id: head.id, updatedAt: head.updatedAt, person: fullName, versionId: matter?.versionId });
    }
    return { share: await countOnlineShare(tx, actor.agencyId, now), begun: files };
  });
  const open = await Promise.all(
    begun.map(async ({ versionId, ...file }) => ({
      ...file,
      procedure:
        versionId === undefined
          ? undefined
          : (await deps.procedures.get(versionId)).content.shortName[request.language],
    })),
  );
  return reply.html(
    <DeskPage now={deps.clock.real()} share={share} open={open} typed={form.typed} faults={form.faults} />,
  );
}

async function readFiled(deps: CounterDeps, actor: StaffActor, id: string): Promise<DossierState | undefined> {
  return deps.database.read(actor, async (tx) => {
    const intake = await getIntake(tx, deps.vault, id, deps.clock.real());
    if (intake.dossierId === undefined) return undefined;
    const row = await tx.maybe<{ state: DossierState }>('select state from dossier where id = $1', [intake.dossierId]);
    if (row === undefined) throw counterErrors.intakeNotFound();
    return row.state;
  });
}
