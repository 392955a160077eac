import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { listAgencies } from '../../territory/index.ts';
import type { IdentityContext } from '../context.ts';
import { fieldsOf, nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { dateOfField, type FormBody, joinedOf, keysOf, lineOf } from '../form-values.ts';
import { requireStaff } from '../guards.ts';
import { type DelegationForm, delegationForms, isHeldOn } from '../model.ts';
import { grantDelegation, type NewDelegation, revokeDelegation } from '../operations/delegate.ts';
import { adminTexts } from '../pages/admin-texts.ts';
import { delegationFormPage, delegationListPage } from '../pages/delegations.tsx';
import { listAllPositions, listDelegations } from '../store.ts';

type Values = Readonly<Record<string, string>>;

export function delegationRoutes(context: IdentityContext): FastifyPluginAsync {
  const { database } = context;
  return async (app) => {
    app.get<{ Querystring: { luu?: string } }>('/quan-tri/uy-quyen', async (request, reply) =>
      showList(request, reply, context, undefined, request.query.luu !== undefined),
    );
    app.get<{ Querystring: Record<string, string | undefined> }>('/quan-tri/uy-quyen/moi', async (request, reply) =>
      showForm(request, reply, context, { agency: request.query['co-quan'] ?? '' }, {}),
    );
    app.post<{ Body: FormBody }>('/quan-tri/uy-quyen/moi', async (request, reply) => grant(request, reply, context));
    app.post<{ Params: { id: string }; Body: FormBody }>('/quan-tri/uy-quyen/:id/thu-hoi', async (request, reply) => {
      const actor = requireStaff(request, 'administrator');
      const { id } = request.params;
      if (!isUuid(id)) throw identityErrors.delegationNotFound();
      const reason = lineOf(request.body, 'reason');
      if (reason === '')
        return showList(
          request,
          reply.code(422),
          context,
          `${adminTexts(request.language).revokeReason}: ${adminTexts(request.language).required}`,
          false,
        );
      await revokeDelegation(database, actor, id as Id<'delegation'>, reason, nowOf(context.clock));
      return reply.redirect('/quan-tri/uy-quyen?luu=1', 303);
    });
  };
}

async function showList(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  problem: string | undefined,
  saved: boolean,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'administrator');
  const known = await context.database.read(actor, async (tx) => ({
    delegations: await listDelegations(tx),
    agencies: new Map((await listAgencies(tx, nowOf(context.clock).today)).map(({ id, name }) => [id as string, name])),
    fields: await fieldsOf(context, tx),
  }));
  return reply.html(
    delegationListPage(request.language, {
      csrf: request.csrfToken,
      ...known,
      today: nowOf(context.clock).today,
      saved,
      problem,
    }),
  );
}

async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  values: Values,
  faults: Values,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'administrator');
  const { today } = nowOf(context.clock);
  const { agencies, positions, fields } = await loadAgency(context, actor, values['agency'] ?? '', today);
  const agency = agencies.find((one) => one.key === values['agency']);
  if (Object.keys(faults).length > 0) reply.code(422);
  const filled = { documentDate: today.toString(), from: today.toString(), ...values };
  return reply.html(
    delegationFormPage(request.language, {
      csrf: request.csrfToken,
      agencies,
      agency,
      positions,
      fields,
      values: filled,
      faults,
    }),
  );
}

async function loadAgency(
  context: IdentityContext,
  actor: ReturnType<typeof requireStaff>,
  key: string,
  today: Temporal.PlainDate,
) {
  return context.database.read(actor, async (tx) => ({
    fields: await fieldsOf(context, tx),
    agencies: (await listAgencies(tx, today)).filter((one) => one.kind !== 'ministry' && one.kind !== 'one-stop'),
    positions: (await listAllPositions(tx)).filter((one) => one.agencyKey === key && isHeldOn(one, today)),
  }));
}

async function grant(
  request: FastifyRequest<{ Body: FormBody }>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const actor = requireStaff(request, 'administrator');
  const t = adminTexts(request.language);
  const now = nowOf(context.clock);
  const names = ['agency', 'number', 'documentDate', 'form', 'principal', 'deputy', 'procedures', 'from', 'until'];
  const values: Record<string, string> = Object.fromEntries(names.map((name) => [name, lineOf(request.body, name)]));
  values['fields'] = joinedOf(request.body, 'fields');
  const { positions } = await loadAgency(context, actor, values['agency'] ?? '', now.today);
  const principal = positions.find((one) => one.id === values['principal']);
  const deputy = positions.find((one) => one.id === values['deputy']);
  const dates = {
    documentDate: dateOfField(values['documentDate'] ?? ''),
    from: dateOfField(values['from'] ?? ''),
    until: dateOfField(values['until'] ?? ''),
  };
  const [fields, procedures] = [keysOf(values['fields'] ?? ''), keysOf(values['procedures'] ?? '')];
  const faults: Record<string, string> = {};
  if (values['number'] === '') faults['number'] = t.required;
  if (!delegationForms.includes(values['form'] as DelegationForm)) faults['form'] = t.required;
  if (principal === undefined) faults['principal'] = t.required;
  if (deputy === undefined) faults['deputy'] = t.required;
  if (principal !== undefined && principal.id === deputy?.id) faults['deputy'] = t.samePerson;
  if (fields === undefined) faults['fields'] = t.fieldsHint;
  if (procedures === undefined) faults['procedures'] = t.proceduresHint;
  for (const [name, date] of Object.entries(dates)) if (date === undefined) faults[name] = t.badDate;
  if (dates.from !== undefined && dates.until !== undefined && Temporal.PlainDate.compare(dates.until, dates.from) < 0)
    faults['until'] = t.badOrder;
  if (Object.keys(faults).length > 0) return showForm(request, reply, context, values, faults);
  try {
    await grantDelegation(
      context.database,
      actor,
      {
        number: values['number'],
        form: values['form'],
        principal,
        deputy,
        fields,
        procedures,
        ...dates,
      } as NewDelegation,
      now,
    );
  } catch (error) {
    if (!(error instanceof DomainError) || error.faults.length === 0) throw error;
    return showForm(
      request,
      reply,
      context,
      values,
      Object.fromEntries(error.faults.map((fault) => [fault.path.slice(1), fault.words[request.language]])),
    );
  }
  return reply.redirect('/quan-tri/uy-quyen?luu=1', 303);
}
