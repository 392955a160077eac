import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type Id, isUuid } from '../../../platform/ids.ts';
import type { IdentityContext } from '../context.ts';
import { fieldsOf, nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { type FormBody, lineOf } from '../form-values.ts';
import { requireStaff } from '../guards.ts';
import { homeOf } from '../operations/enter.ts';
import { positionsPage } from '../pages/positions.tsx';
import { sessionOf } from '../request-session.ts';
import { recordSecurityEvent } from '../security-events.ts';
import { listOwnSessions, rotateSession } from '../sessions.ts';
import { signInJob } from '../sign-in.ts';
import { listDelegationsTo, listPositions } from '../store.ts';

export function positionRoutes(context: IdentityContext): FastifyPluginAsync {
  return async (app) => {
    app.get('/can-bo/vi-tri', async (request, reply) => {
      const actor = requireStaff(request);
      const session = sessionOf(request);
      const now = nowOf(context.clock);
      const known = await context.database.read(actor, async (tx) => {
        const positions = await listPositions(tx, actor.personId, now.today);
        return {
          posts: await Promise.all(
            positions.map(async (position) => ({
              position,
              delegations: await listDelegationsTo(tx, position.id, now.today),
            })),
          ),
          sessions: await listOwnSessions(tx, actor.personId, now.real),
          fields: await fieldsOf(context, tx),
        };
      });
      return reply.html(
        positionsPage(request.language, {
          ...known,
          csrf: request.csrfToken,
          positionId: actor.positionId,
          delegationId: actor.delegation?.delegationId,
          currentSessionId: session?.id ?? '',
          authenticatedAt: session?.authenticatedAt ?? now.real,
        }),
      );
    });
    app.post<{ Body: FormBody }>('/can-bo/vi-tri', async (request, reply) => switchPosition(request, reply, context));
  };
}

/** Takes another position, or a delegation of it; the session goes on under a new token. */
async function switchPosition(
  request: FastifyRequest<{ Body: FormBody }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireStaff(request);
  const session = sessionOf(request);
  const now = nowOf(context.clock);
  // One field, because a button carries one value: position, then delegation where there is one.
  const [positionId = '', delegationId = ''] = lineOf(request.body, 'post').split(' ');
  const wanted = await context.database.read(actor, async (tx) => {
    const position = isUuid(positionId)
      ? (await listPositions(tx, actor.personId, now.today)).find((one) => one.id === positionId)
      : undefined;
    const delegation =
      position === undefined || delegationId === ''
        ? undefined
        : (await listDelegationsTo(tx, position.id, now.today)).find((one) => one.id === delegationId);
    return { position, delegation };
  });
  const { position, delegation } = wanted;
  if (session === undefined || position === undefined || (delegationId !== '' && delegation === undefined))
    throw identityErrors.positionNotFound();
  const token = await context.database.transact(signInJob, async (tx) => {
    const detail = {
      positionId: position.id as string,
      ...(delegation === undefined ? {} : { delegationId: delegation.id as string }),
    };
    await recordSecurityEvent(
      tx,
      {
        kind: 'position-switched',
        personId: actor.personId,
        sessionId: session.id,
        addressHash: context.addressHash(request),
        detail,
      },
      now.real,
    );
    return rotateSession(
      tx,
      session.id,
      { positionId: position.id, delegationId: (delegation?.id ?? null) as Id<'delegation'> | null },
      now.real,
    );
  });
  context.jar.setSession(reply, token);
  return reply.redirect(homeOf(position), 303);
}
