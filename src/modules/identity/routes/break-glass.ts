import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import type { IdentityContext } from '../context.ts';
import { nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { type FormBody, lineOf } from '../form-values.ts';
import { requireRecentAuthentication, requireStaff } from '../guards.ts';
import { breakGlassGrounds } from '../model.ts';
import { closeOpening, openOnGround } from '../operations/break-glass.ts';
import { adminTexts } from '../pages/admin-texts.ts';
import { breakGlassPage, openingHours } from '../pages/break-glass.tsx';
import { listOwnOpenings } from '../queries/openings.ts';
import { sessionOf } from '../request-session.ts';
import { reportSecurityEvent } from '../security-events.ts';

type Values = Readonly<Record<string, string>>;
const proofSeconds = 15 * 60;

export function breakGlassRoutes(context: IdentityContext): FastifyPluginAsync {
  return async (app) => {
    app.get('/quan-tri/mo-khan-cap', async (request, reply) => {
      const actor = requireStaff(request);
      // Asked for before the form is filled in, so that nothing typed is lost on the way to the issuer.
      if (mayOpen(actor.roles)) requireRecentAuthentication(request, context.clock, proofSeconds);
      return show(request, reply, context, {}, {});
    });
    app.post<{ Body: FormBody }>('/quan-tri/mo-khan-cap', async (request, reply) => open(request, reply, context));
    app.post<{ Params: { id: string } }>('/quan-tri/mo-khan-cap/:id/dong', async (request, reply) => {
      const actor = requireStaff(request);
      const { id } = request.params;
      if (!isUuid(id)) throw identityErrors.notYours();
      await closeOpening(context.database, actor, id as Id<'break-glass'>, nowOf(context.clock));
      return reply.redirect('/quan-tri/mo-khan-cap', 303);
    });
  };
}

function mayOpen(roles: readonly string[]): boolean {
  return roles.includes('leader') || roles.includes('auditor');
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  values: Values,
  faults: Values,
): Promise<FastifyReply> {
  const actor = requireStaff(request);
  const openings = await context.database.read(actor, (tx) => listOwnOpenings(tx));
  if (Object.keys(faults).length > 0) reply.code(422);
  return reply.html(
    breakGlassPage(request.language, {
      csrf: request.csrfToken,
      mayOpen: mayOpen(actor.roles),
      openings,
      now: context.clock.business(),
      values,
      faults,
    }),
  );
}

async function open(
  request: FastifyRequest<{ Body: FormBody }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'leader', 'auditor');
  requireRecentAuthentication(request, context.clock, proofSeconds * 2);
  const t = adminTexts(request.language);
  const now = nowOf(context.clock);
  const values = Object.fromEntries(
    ['code', 'ground', 'reference', 'hours'].map((name) => [name, lineOf(request.body, name)]),
  );
  const hours = openingHours.find((one) => String(one) === values['hours']);
  const ground = breakGlassGrounds.find((one) => one === values['ground']);
  const reference = values['reference'] ?? '';
  const faults: Record<string, string> = {};
  if (values['code'] === '') faults['code'] = t.required;
  if (ground === undefined) faults['ground'] = t.required;
  if (reference.length < 3) faults['reference'] = t.required;
  if (hours === undefined) faults['hours'] = t.required;
  if (ground === undefined || hours === undefined || Object.keys(faults).length > 0)
    return show(request, reply, context, values, faults);
  try {
    const opened = await openOnGround(
      context.database,
      context.ports,
      actor,
      { dossierCode: values['code'] ?? '', ground, reference, hours },
      now,
    );
    await reportSecurityEvent(
      context.database,
      {
        kind: 'break-glass-opened',
        personId: actor.personId,
        sessionId: sessionOf(request)?.id,
        addressHash: context.addressHash(request),
        detail: { breakGlassId: opened.id, dossierCode: values['code'] ?? '', ground },
      },
      now.real,
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error;
    return show(request, reply, context, values, { code: error.words[request.language] });
  }
  return reply.redirect('/quan-tri/mo-khan-cap#da-mo', 303);
}
