import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { StaffActor } from '../../../platform/actor.ts';
import { isUuid } from '../../../platform/ids.ts';
import { formatDateTime, type Language, say } from '../../../platform/text.ts';
import { InboxPage } from '../pages/inbox-page.tsx';
import { SearchPage } from '../pages/search-page.tsx';
import { type Box, countBoxes, type InboxQuery, readInbox, searchDossiers } from '../queries/inbox.ts';
import { statusNames, statusOfPhase } from '../status.ts';
import { actOnMany, type BulkRequest, bulkActs, bulkOutcome } from './act-on-many.ts';
import type { Colleague, OfficeDeps } from './office-deps.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const pageSize = 50;
const channels = ['online', 'counter', 'post'] as const;

/** The boxes of an office, what is done in them to many at once, and the search over all of its dossiers. */
export function inboxRoutes(deps: OfficeDeps): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Params: { box: Box }; Querystring: Record<string, string | undefined> }>(
      '/mot-cua/:box(^(?:cho-tiep-nhan|dang-giai-quyet|cho-bo-sung|cho-ky|cho-phat-hanh|cho-tra)$)',
      {
        schema: {
          querystring: Type.Object({
            tat: text(1),
            'qua-han': text(1),
            q: text(100),
            sau: text(120),
            lang: text(2),
            linhvuc: text(60),
            kenh: text(10),
            da: text(3),
            chua: text(2000),
          }),
        },
      },
      (request, reply) => showInbox(deps, request, reply, request.params.box, request.query),
    );
    app.get<{ Querystring: { q?: string } }>(
      '/mot-cua/tim',
      { schema: { querystring: Type.Object({ q: text(100), lang: text(2) }) } },
      (request, reply) => showSearch(deps, request, reply, request.query.q ?? ''),
    );
    for (const name of Object.keys(bulkActs) as (keyof typeof bulkActs)[])
      app.post(`/mot-cua/hang-loat/${name}`, (request, reply) => actOnMany(deps, request as BulkRequest, reply, name));
  };
}

async function showInbox(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  box: Box,
  asked: Readonly<Record<string, string | undefined>>,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const [dueAt, id] = asked['sau']?.split('_') ?? [];
  const query: InboxQuery = {
    box,
    mine: asked['tat'] !== '1' && asked['qua-han'] !== '1',
    late: asked['qua-han'] === '1',
    search: asked['q'],
    field: /^[a-z][a-z-]{0,59}$/.test(asked['linhvuc'] ?? '') ? asked['linhvuc'] : undefined,
    channel: channels.find((channel) => channel === asked['kenh']),
    limit: pageSize,
    after:
      dueAt !== undefined && isUuid(id) && URL.canParse(`x:${dueAt}`) && isInstant(dueAt) ? { dueAt, id } : undefined,
  };
  const now = deps.clock.business();
  const bulk = bulkActOf(actor, box);
  const [inbox, counts, colleagues] = await deps.database.transact(actor, (tx) => {
    const page = async () => {
      const read = await readInbox(tx, deps, actor, query);
      if (read.rows.length > 0)
        await deps.recordRead(tx, {
          actor,
          dossierIds: read.rows.map((row) => row.id),
          subjects: [],
          purpose: 'inbox',
          act: 'list',
          at: now,
        });
      return read;
    };
    return Promise.all([
      page(),
      countBoxes(tx, actor, now),
      bulk === 'phan-cong' ? deps.pages.colleagues(tx, actor.agencyId) : [],
    ]);
  });
  return reply.html(
    <InboxPage
      language={request.language}
      csrf={request.csrfToken}
      query={query}
      inbox={inbox}
      count={counts[box]}
      share={await deps.pages.onlineShare(actor)}
      now={now}
      person={`${formatDateTime(now, request.language)} · ${request.session?.displayName ?? ''}`}
      fieldNames={await deps.pages.fieldNames()}
      bulk={
        bulk === undefined ? undefined : { act: bulk, colleagues: namesOf(specialists(colleagues), request.language) }
      }
      outcome={bulkOutcome(asked)}
    />,
  );
}

/** What the officer may do in a box to several dossiers at once; each is checked again, one by one. */
function bulkActOf(actor: StaffActor, box: Box): keyof typeof bulkActs | undefined {
  if (box === 'cho-tiep-nhan' && actor.roles.includes('reception')) return 'tiep-nhan';
  const passesOn = actor.roles.includes('reception') || actor.roles.includes('leader');
  return box === 'dang-giai-quyet' && passesOn ? 'phan-cong' : undefined;
}

const specialists = (colleagues: readonly Colleague[]) =>
  colleagues.filter(({ roles }) => roles.includes('specialist'));

function namesOf(colleagues: readonly Colleague[], language: Language) {
  return colleagues.map((officer) => ({ id: officer.id, label: `${officer.name}, ${say(officer.title, language)}` }));
}

function isInstant(value: string): boolean {
  return value === '-infinity' || !Number.isNaN(Date.parse(value));
}

async function showSearch(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: string,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request);
  const wanted = asked.trim();
  const found =
    wanted === ''
      ? []
      : await deps.database.transact(actor, async (tx) => {
          const rows = await searchDossiers(tx, deps, wanted, pageSize);
          if (rows.length > 0)
            await deps.recordRead(tx, {
              actor,
              dossierIds: rows.map((row) => row.id),
              subjects: [],
              purpose: 'inbox',
              act: 'search',
              at: deps.clock.business(),
            });
          return rows;
        });
  const now = deps.clock.business();
  const rows = found.map((row) => ({
    id: row.id,
    code: row.code,
    procedure: say(row.procedureName, request.language),
    applicantName: row.applicantName,
    status: say(statusNames[statusOfPhase[row.phase]], request.language),
    due: row.due,
    deadline: row.nextDueAt,
    holder: row.holderName,
    filed: formatDateTime(row.filedAt, request.language),
  }));
  return reply.html(
    <SearchPage language={request.language} text={wanted} rows={rows} more={rows.length === pageSize} now={now} />,
  );
}
