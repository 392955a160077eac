import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../../../platform/database.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { fold } from '../../../platform/text.ts';
import type { IdentityContext } from '../context.ts';
import { nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { type FormBody, lineOf } from '../form-values.ts';
import { requireStaff } from '../guards.ts';
import { reviewOpening } from '../operations/break-glass.ts';
import { recordRead } from '../operations/record-read.ts';
import { adminTexts } from '../pages/admin-texts.ts';
import { securityAuditPage } from '../pages/audit-events.tsx';
import { openingsAuditPage } from '../pages/audit-openings.tsx';
import { accessAuditPage } from '../pages/audit-reads.tsx';
import { listAccess, listSecurityEvents } from '../queries/audit.ts';
import { listAllOpenings } from '../queries/openings.ts';
import { securityEventKinds } from '../security-events.ts';
import { listAllPositions } from '../store.ts';

const pageSize = 100;
type Query = { Querystring: FormBody };

/** What auditors read: who read what, what happened with sign-in, and openings on a ground. */
export function auditRoutes(context: IdentityContext): FastifyPluginAsync {
  const { database } = context;
  return async (app) => {
    app.get('/kiem-toan', async (_request, reply) => reply.redirect('/kiem-toan/truy-cap', 303));
    app.get<Query>('/kiem-toan/truy-cap', async (request, reply) => showReads(request, reply, context));
    app.get<Query>('/kiem-toan/an-ninh', async (request, reply) => showEvents(request, reply, context));
    app.get('/kiem-toan/mo-khan-cap', async (request, reply) => {
      const actor = requireStaff(request, 'auditor');
      const { today, business } = nowOf(context.clock);
      const rows = await database.read(actor, (tx) => listAllOpenings(tx, today));
      return reply.html(
        openingsAuditPage(request.language, {
          csrf: request.csrfToken,
          rows,
          now: business,
          reviewer: actor.personId,
        }),
      );
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

async function showReads(
  request: FastifyRequest<Query>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'auditor');
  const { today, business } = nowOf(context.clock);
  const officer = lineOf(request.query, 'nguoi', 80);
  const code = lineOf(request.query, 'ma', 60).toUpperCase();
  const earlier = instantOf(lineOf(request.query, 'truoc'));
  const found = await context.database.read(actor, async (tx) => {
    const dossierId = code === '' ? undefined : (await context.ports.findDossierForGround(tx, code))?.dossierId;
    if (code !== '' && dossierId === undefined) return undefined;
    const persons = officer === '' ? undefined : await personsNamed(tx, officer);
    const before = earlier ?? business.add({ hours: 1 });
    const rows = await listAccess(tx, today, { before, persons, dossierId }, pageSize);
    const ids = [...new Set(rows.flatMap((row) => row.dossierIds))];
    return { rows, codes: await context.ports.listCodesForAudit(tx, ids, today) };
  });
  return reply.html(
    accessAuditPage(request.language, {
      rows: found?.rows ?? [],
      codes: found?.codes ?? new Map(),
      officer,
      code,
      fault: found === undefined ? adminTexts(request.language).noSuchCode : undefined,
      pageSize,
      newest: earlier === undefined,
    }),
  );
}

async function showEvents(
  request: FastifyRequest<Query>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'auditor');
  const { today, real, business } = nowOf(context.clock);
  const earlier = instantOf(lineOf(request.query, 'truoc'));
  const kind = securityEventKinds.find((one) => one === lineOf(request.query, 'loai'));
  const rows = await context.database.transact(actor, async (tx) => {
    const events = await listSecurityEvents(tx, today, earlier ?? real.add({ hours: 1 }), kind, pageSize);
    const subjects = events.flatMap((one) => (one.personId === null || one.official ? [] : [one.personId]));
    await recordRead(tx, { dossierIds: [], subjects, purpose: 'audit', at: business, act: 'list' });
    return events;
  });
  return reply.html(securityAuditPage(request.language, { rows, pageSize, kind, newest: earlier === undefined }));
}

/** Officials whose name holds these words, whatever position they had or have. */
async function personsNamed(tx: Tx, words: string): Promise<Id<'person'>[]> {
  const wanted = fold(words);
  const named = (await listAllPositions(tx)).filter((one) => fold(one.holderName).includes(wanted));
  return [...new Set(named.map((one) => one.personId))];
}

function instantOf(text: string | undefined): Temporal.Instant | undefined {
  if (typeof text !== 'string' || !/^20\d{2}-[\dT:.-]{4,30}Z$/.test(text)) return undefined;
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}
