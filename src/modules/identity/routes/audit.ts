import type { FastifyPluginAsync } from 'fastify';
import { type Id, isUuid } from '../../../platform/ids.ts';
import type { IdentityContext } from '../context.ts';
import { nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { type FormBody, lineOf } from '../form-values.ts';
import { requireStaff } from '../guards.ts';
import { reviewOpening } from '../operations/break-glass.ts';
import { accessAuditPage, openingsAuditPage, securityAuditPage } from '../pages/audit.tsx';
import { listAccess, listSecurityEvents } from '../queries/audit.ts';
import { listAllOpenings } from '../queries/openings.ts';
import { securityEventKinds } from '../security-events.ts';

const pageSize = 100;
type Query = { Querystring: { truoc?: string; loai?: string } };

/** What auditors read: who read what, what happened with sign-in, and openings on a ground. */
export function auditRoutes(context: IdentityContext): FastifyPluginAsync {
  const { database } = context;
  return async (app) => {
    app.get('/kiem-toan', async (_request, reply) => reply.redirect('/kiem-toan/truy-cap', 303));
    app.get<Query>('/kiem-toan/truy-cap', async (request, reply) => {
      const actor = requireStaff(request, 'auditor');
      const { today, business } = nowOf(context.clock);
      const before = instantOf(request.query.truoc) ?? business.add({ hours: 1 });
      const rows = await database.read(actor, (tx) => listAccess(tx, today, before, pageSize));
      return reply.html(
        accessAuditPage(request.language, { rows, pageSize, newest: request.query.truoc === undefined }),
      );
    });
    app.get<Query>('/kiem-toan/an-ninh', async (request, reply) => {
      const actor = requireStaff(request, 'auditor');
      const { today, real } = nowOf(context.clock);
      const before = instantOf(request.query.truoc) ?? real.add({ hours: 1 });
      const kind = securityEventKinds.find((one) => one === request.query.loai);
      const rows = await database.read(actor, (tx) => listSecurityEvents(tx, today, before, kind, pageSize));
      return reply.html(
        securityAuditPage(request.language, { rows, pageSize, kind, newest: request.query.truoc === undefined }),
      );
    });
    app.get('/kiem-toan/mo-khan-cap', async (request, reply) => {
      const actor = requireStaff(request, 'auditor');
      const { today, business } = nowOf(context.clock);
      const rows = await database.read(actor, (tx) => listAllOpenings(tx, today));
      return reply.html(openingsAuditPage(request.language, { csrf: request.csrfToken, rows, now: business }));
    });
    app.post<{ Params: { id: string }; Body: FormBody }>('/kiem-toan/mo-khan-cap/:id', async (request, reply) => {
      const actor = requireStaff(request, 'auditor');
      const { id } = request.params;
      if (!isUuid(id)) throw identityErrors.notYours();
      await reviewOpening(database, actor, id as Id<'break-glass'>, lineOf(request.body, 'note'), nowOf(context.clock));
      return reply.redirect('/kiem-toan/mo-khan-cap', 303);
    });
  };
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  if (typeof text !== 'string' || !/^20\d{2}-[\dT:.-]{4,30}Z$/.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}
