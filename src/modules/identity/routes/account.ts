import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { findUnit } from '../../territory/index.ts';
import type { IdentityContext } from '../context.ts';
import { nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { type FormBody, lineOf } from '../form-values.ts';
import { requireCitizen } from '../guards.ts';
import { accountPage } from '../pages/account.tsx';
import { accountTexts } from '../pages/account-texts.ts';
import { whoReadPage } from '../pages/who-read.tsx';
import { askForReaderName, listOpeningsOfMine, listReadsOfMe } from '../queries/reads-of-me.ts';
import { forget, sessionOf } from '../request-session.ts';
import { listOwnSessions, rotateSession } from '../sessions.ts';
import { signInJob } from '../sign-in.ts';
import { getPersonFacts, listOrganisationsOf, listPersonFacts, listWards } from '../store.ts';

const pageSize = 50;
type Faults = Partial<Record<'phone' | 'email', string>>;

export function accountRoutes(context: IdentityContext): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Querystring: { luu?: string } }>('/tai-khoan', async (request, reply) => {
      if (request.actor.capacity === 'staff') return reply.redirect('/can-bo/vi-tri', 303);
      return showAccount(request, reply, context, { saved: request.query.luu !== undefined });
    });
    app.post<{ Body: FormBody }>('/tai-khoan/lien-he', async (request, reply) => saveContact(request, reply, context));
    app.post<{ Body: FormBody }>('/tai-khoan/dai-dien', async (request, reply) => actFor(request, reply, context));
    app.post<{ Params: { id: string } }>('/tai-khoan/phien/:id/dang-xuat', async (request, reply) =>
      endOwnSession(request, reply, context),
    );
    app.get<{ Querystring: { trang?: string } }>('/tai-khoan/ai-xem', async (request, reply) => {
      const actor = requireCitizen(request);
      const page = Math.max(1, Math.min(10_000, Math.trunc(Number(request.query.trang ?? 1)) || 1));
      const { reads, total, openings } = await context.database.read(actor, async (tx) => ({
        ...(await listReadsOfMe(tx, page, pageSize)),
        openings: await listOpeningsOfMine(tx),
      }));
      return reply.html(
        whoReadPage(request.language, { csrf: request.csrfToken, reads, total, page, pageSize, openings }),
      );
    });
    app.post<{ Params: { id: string }; Body: FormBody }>('/tai-khoan/ai-xem/:id/ten', async (request, reply) => {
      const actor = requireCitizen(request);
      const { id } = request.params;
      const found =
        isUuid(id) &&
        (await context.database.transact(actor, (tx) =>
          askForReaderName(tx, id, actor.personId, context.clock.business()),
        ));
      if (!found) throw identityErrors.notYours();
      const page = Number(lineOf(request.body, 'trang')) || 1;
      return reply.redirect(page > 1 ? `/tai-khoan/ai-xem?trang=${Math.trunc(page)}` : '/tai-khoan/ai-xem', 303);
    });
  };
}

async function showAccount(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  state: {
    readonly saved?: boolean;
    readonly contact?: { readonly phone: string; readonly email: string };
    readonly faults?: Faults;
  },
): Promise<FastifyReply> {
  const actor = requireCitizen(request);
  const { today, real } = nowOf(context.clock);
  const { language } = request;
  const known = await context.database.read(actor, async (tx) => {
    const person = await getPersonFacts(tx, actor.personId, today);
    const wards = await listWards(tx, actor.personId, today);
    const wardFacts = await listPersonFacts(
      tx,
      wards.map((ward) => ward.personId),
      today,
    );
    return {
      person,
      residence: person.unitId === undefined ? undefined : (await findUnit(tx, person.unitId))?.name[language],
      wards: wards.map((ward) => ({
        name: wardFacts.find((one) => one.id === ward.personId)?.fullName ?? '',
        ground: ward.ground[language],
      })),
      organisations: await listOrganisationsOf(tx, actor.personId, today),
      sessions: await listOwnSessions(tx, actor.personId, real),
    };
  });
  const faults = state.faults ?? {};
  if (Object.keys(faults).length > 0) reply.code(422);
  return reply.html(
    accountPage(language, {
      ...known,
      csrf: request.csrfToken,
      assuranceLevel: actor.assuranceLevel,
      organisationId: actor.organisationId,
      currentSessionId: sessionOf(request)?.id ?? '',
      saved: state.saved === true,
      contact: state.contact ?? { phone: known.person.phone ?? '', email: known.person.email ?? '' },
      faults,
    }),
  );
}

async function saveContact(
  request: FastifyRequest<{ Body: FormBody }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireCitizen(request);
  const t = accountTexts(request.language);
  const phone = lineOf(request.body, 'phone');
  const email = lineOf(request.body, 'email');
  const faults: Faults = {
    ...(phone === '' || /^\+?[\d\s.-]{8,20}$/.test(phone) ? {} : { phone: t.badPhone }),
    ...(email === '' || /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>"]+$/.test(email) ? {} : { email: t.badEmail }),
  };
  if (Object.keys(faults).length > 0)
    return showAccount(request, reply, context, { contact: { phone, email }, faults });
  await context.database.transact(actor, (tx) =>
    tx.run("update person set phone = nullif($2, ''), email = nullif($3, '') where id = $1", [
      actor.personId,
      phone,
      email,
    ]),
  );
  return reply.redirect('/tai-khoan?luu=1', 303);
}

async function actFor(
  request: FastifyRequest<{ Body: FormBody }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireCitizen(request);
  const session = sessionOf(request);
  const wanted = lineOf(request.body, 'organisation');
  const now = nowOf(context.clock);
  const organisations = await context.database.read(actor, (tx) => listOrganisationsOf(tx, actor.personId, now.today));
  const organisation = organisations.find((one) => one.id === wanted);
  if (session === undefined || (wanted !== '' && organisation === undefined)) throw identityErrors.notYours();
  const token = await context.database.transact(signInJob, (tx) =>
    rotateSession(tx, session.id, { organisationId: organisation?.id ?? null }, now.real),
  );
  context.jar.setSession(reply, token);
  return reply.redirect('/tai-khoan?luu=1#dai-dien', 303);
}

async function endOwnSession(
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const { actor } = request;
  const session = sessionOf(request);
  if (session === undefined || (actor.capacity !== 'citizen' && actor.capacity !== 'staff'))
    throw identityErrors.signInNeeded();
  const { id } = request.params;
  // As the person: row-level security reaches no session of anybody else.
  const ended =
    isUuid(id) &&
    (await context.database.transact(actor, (tx) =>
      tx.run("update session set ended_at = $2, ended_reason = 'signed-out' where id = $1 and ended_at is null", [
        id as Id<'session'>,
        context.clock.real(),
      ]),
    )) === 1;
  if (!ended) throw identityErrors.notYours();
  if (id === session.id) {
    context.jar.clearSession(reply);
    forget(request);
    return reply.redirect('/', 303);
  }
  return reply.redirect(actor.capacity === 'staff' ? '/can-bo/vi-tri' : '/tai-khoan?luu=1#phien', 303);
}
