import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type StaffRole, staffRoles } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { fold } from '../../../platform/text.ts';
import { listAgencies } from '../../territory/index.ts';
import type { IdentityContext } from '../context.ts';
import { fieldsOf, nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { dateOfField, type FormBody, joinedOf, keysOf, lineOf, listOf } from '../form-values.ts';
import { requireStaff } from '../guards.ts';
import type { Position } from '../model.ts';
import { appointOfficer } from '../operations/appoint-officer.ts';
import { endPosition } from '../operations/end-position.ts';
import { adminTexts } from '../pages/admin-texts.ts';
import { joinerPage, officerPage, staffListPage } from '../pages/staff.tsx';
import { rolesWithoutStandIn } from '../queries/stand-ins.ts';
import { findPosition, getPosition, listAllPositions, listDelegations } from '../store.ts';

const pageSize = 50;
type Params = { Params: { id: string } };

/** Joiners and leavers, for administrators. */
export function staffRoutes(context: IdentityContext): FastifyPluginAsync {
  const { database } = context;
  return async (app) => {
    app.get<{ Querystring: FormBody }>('/quan-tri/nhan-su', async (request, reply) => {
      const actor = requireStaff(request, 'administrator');
      const { today } = nowOf(context.clock);
      const search = lineOf(request.query, 'tim', 80);
      const agencyKey = lineOf(request.query, 'co-quan', 80);
      const page = Math.min(10_000, Math.max(1, Math.trunc(Number(lineOf(request.query, 'trang'))) || 1));
      const { agencies, all, fields } = await database.read(actor, async (tx) => ({
        agencies: await listAgencies(tx, today),
        all: await listAllPositions(tx),
        fields: await fieldsOf(context, tx),
      }));
      const wanted = fold(search);
      const found = all.filter(
        (one) =>
          (agencyKey === '' || one.agencyKey === agencyKey) &&
          (wanted === '' || fold(`${one.holderName} ${one.title.vi} ${one.agencyName.vi}`).includes(wanted)),
      );
      return reply.html(
        staffListPage(request.language, {
          fields,
          positions: found.slice((page - 1) * pageSize, page * pageSize),
          total: found.length,
          page,
          pageSize,
          search,
          agencyKey,
          agencies: agencies.filter((agency) => agency.kind !== 'ministry' && agency.kind !== 'one-stop'),
          today,
          saved: lineOf(request.query, 'luu') !== '',
        }),
      );
    });
    app.get<{ Querystring: FormBody }>('/quan-tri/nhan-su/moi', async (request, reply) =>
      showJoiner(request, reply, context, {
        positionId: lineOf(request.query, 'vi-tri'),
        values: { from: nowOf(context.clock).today.toString() },
        roles: [],
        faults: {},
      }),
    );
    app.post<{ Body: FormBody }>('/quan-tri/nhan-su/moi', async (request, reply) => appoint(request, reply, context));
    app.get<Params>('/quan-tri/nhan-su/:id', async (request, reply) => showOfficer(request, reply, context, undefined));
    app.post<Params & { Body: FormBody }>('/quan-tri/nhan-su/:id/thoi', async (request, reply) => {
      const actor = requireStaff(request, 'administrator');
      const { id } = request.params;
      const on = dateOfField(lineOf(request.body, 'on'));
      if (!isUuid(id)) throw identityErrors.positionNotFound();
      const now = nowOf(context.clock);
      if (on === undefined || Temporal.PlainDate.compare(on, now.today) < 0)
        return showOfficer(request, reply.code(422), context, adminTexts(request.language).badDate);
      try {
        await endPosition(database, context.ports, actor, id as Id<'position'>, on, now);
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'conflict') throw error;
        return showOfficer(request, reply.code(409), context, error.words[request.language], on);
      }
      return reply.redirect('/quan-tri/nhan-su?luu=1', 303);
    });
  };
}

async function showOfficer(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  context: IdentityContext,
  problem: string | undefined,
  leaving?: Temporal.PlainDate,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'administrator');
  const { id } = request.params;
  if (!isUuid(id)) throw identityErrors.positionNotFound();
  const { today } = nowOf(context.clock);
  const known = await context.database.read(actor, async (tx) => {
    const position = await getPosition(tx, id as Id<'position'>);
    return {
      position,
      sole: await rolesWithoutStandIn(tx, position, leaving ?? today),
      fields: await fieldsOf(context, tx),
      held: await context.ports.countOpenDossiers(tx, id as Id<'position'>),
      delegations: (await listDelegations(tx)).filter(
        (one) => one.principalPositionId === id || one.deputyPositionId === id,
      ),
    };
  });
  return reply.html(
    officerPage(request.language, { ...known, csrf: request.csrfToken, today, leaving: leaving ?? today, problem }),
  );
}

interface JoinerState {
  readonly positionId: string;
  readonly values: Readonly<Record<string, string>>;
  readonly roles: readonly string[];
  readonly faults: Readonly<Record<string, string>>;
}

async function showJoiner(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  state: JoinerState,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'administrator');
  const { known, agencies, fields } = await context.database.read(actor, async (tx) => ({
    known: isUuid(state.positionId) ? await findPosition(tx, state.positionId as Id<'position'>) : undefined,
    agencies: await listAgencies(tx, nowOf(context.clock).today),
    fields: await fieldsOf(context, tx),
  }));
  if (Object.keys(state.faults).length > 0) reply.code(422);
  return reply.html(
    joinerPage(request.language, {
      csrf: request.csrfToken,
      known,
      fields,
      agencies: agencies.filter((one) => one.kind !== 'ministry'),
      values: state.values,
      roles: state.roles,
      faults: state.faults,
    }),
  );
}

async function appoint(
  request: FastifyRequest<{ Body: FormBody }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'administrator');
  const t = adminTexts(request.language);
  const now = nowOf(context.clock);
  const { body } = request;
  const values: Record<string, string> = Object.fromEntries(
    ['name', 'agency', 'titleVi', 'titleEn', 'from', 'position'].map((name) => [name, lineOf(body, name)]),
  );
  values['fields'] = joinedOf(body, 'fields');
  const roles = listOf(body, 'roles').filter((role): role is StaffRole => staffRoles.includes(role as StaffRole));
  const { agency, known } = await context.database.read(actor, async (tx) => ({
    agency: (await listAgencies(tx, now.today)).find((one) => one.key === values['agency'] && one.kind !== 'ministry'),
    known: isUuid(values['position']) ? await findPosition(tx, values['position'] as Id<'position'>) : undefined,
  }));
  const fields = keysOf(values['fields'] ?? '');
  const from = dateOfField(values['from'] ?? '');
  const faults: Record<string, string> = {};
  if (known === undefined && values['name'] === '') faults['name'] = t.required;
  if (agency === undefined) faults['agency'] = t.pickAgency;
  if (values['titleVi'] === '') faults['titleVi'] = t.required;
  if (values['titleEn'] === '') faults['titleEn'] = t.required;
  if (roles.length === 0) faults['roles'] = t.pickRole;
  if (fields === undefined) faults['fields'] = t.fieldsHint;
  if (from === undefined) faults['from'] = t.badDate;
  if (agency === undefined || fields === undefined || from === undefined || Object.keys(faults).length > 0) {
    return showJoiner(request, reply, context, { positionId: values['position'] ?? '', values, roles, faults });
  }
  await appointOfficer(
    context.database,
    actor,
    {
      person: personOf(known, values['name'] ?? ''),
      agency,
      title: { vi: values['titleVi'] ?? '', en: values['titleEn'] ?? '' },
      roles,
      fields,
      from,
    },
    now,
  );
  return reply.redirect(`/quan-tri/nhan-su?luu=1&co-quan=${encodeURIComponent(agency.key)}`, 303);
}

function personOf(known: Position | undefined, newName: string) {
  return known === undefined ? { newName } : { id: known.personId, name: known.holderName };
}
