import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import '../../platform/http/request.ts';
import type { CitizenActor, StaffActor } from '../../platform/actor.ts';
import { requireCitizen, requireStaff } from '../identity/index.ts';
import type { NoticeDeps } from './deps.ts';
import { NoticesPage, OfficerNoticesPage } from './pages/notices-page.tsx';
import { countUnread, listNotices, listPreferences, markRead, savePreference, usualPreference } from './store.ts';

const hidden = { schema: { hide: true } as object };
const pageSize = 30;
type List = { Querystring: { truoc?: unknown; xong?: unknown } };

/** An instant as our own links write it; nothing else reaches the database. */
function isInstantText(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]{5,18}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** `/thong-bao` of citizens and `/mot-cua/thong-bao` of officers. */
export function noticeRoutes(deps: Pick<NoticeDeps, 'database' | 'clock'>): FastifyPluginAsync {
  const read = async (request: FastifyRequest<List>, actor: CitizenActor | StaffActor) => {
    const { truoc } = request.query;
    const before = typeof truoc === 'string' && isInstantText(truoc) ? truoc : 'infinity';
    return deps.database.read(actor, async (tx) => {
      const found = await listNotices(tx, before, pageSize + 1);
      const notices = found.slice(0, pageSize);
      const last = notices.at(-1);
      return {
        notices,
        unread: await countUnread(tx),
        older: found.length > pageSize && last !== undefined ? last.at.toString() : undefined,
      };
    });
  };
  return async (app) => {
    app.get<List>('/thong-bao', hidden, async (request, reply) => {
      const actor = requireCitizen(request);
      const page = await read(request, actor);
      const preferences = await deps.database.read(actor, (tx) => listPreferences(tx, [actor.personId]));
      const preference = preferences.get(actor.personId) ?? usualPreference;
      return reply.html(<NoticesPage {...page} preference={preference} saved={request.query.xong !== undefined} />);
    });
    app.post('/thong-bao', hidden, async (request, reply) => {
      await deps.database.transact(requireCitizen(request), (tx) => markRead(tx, deps.clock.business()));
      return reply.redirect('/thong-bao', 303);
    });
    app.post<{ Body: Record<string, unknown> | undefined }>('/thong-bao/cach-nhan', hidden, async (request, reply) => {
      const actor = requireCitizen(request);
      const preference = {
        email: request.body?.['thu'] === 'co',
        language: request.body?.['tieng'] === 'en' ? ('en' as const) : ('vi' as const),
      };
      await deps.database.transact(actor, (tx) => savePreference(tx, actor.personId, preference));
      return reply.redirect('/thong-bao?xong=1', 303);
    });
    app.get<List>('/mot-cua/thong-bao', hidden, async (request, reply) =>
      reply.html(<OfficerNoticesPage {...(await read(request, requireStaff(request)))} />),
    );
    app.post('/mot-cua/thong-bao', hidden, async (request, reply) => {
      await deps.database.transact(requireStaff(request), (tx) => markRead(tx, deps.clock.business()));
      return reply.redirect('/mot-cua/thong-bao', 303);
    });
  };
}
