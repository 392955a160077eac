import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdentityContext } from './context.ts';
import { dropKeptForm, findKeptForm, type KeptForm, keepForm, typedIn, type Writer, writerOf } from './kept-forms.ts';
import { sessionOf, staleTokenOf } from './request-session.ts';
import { safeReturnPath } from './return-path.ts';

const contexts = new WeakMap<FastifyRequest, IdentityContext>();
const waiting = new WeakMap<FastifyRequest, KeptForm>();

/** Path of the page that a request was made from: for a form, the page that held it. */
export function pageOf(request: FastifyRequest): string {
  if (request.method === 'GET') return request.url;
  const from = URL.parse(request.headers.referer ?? '')?.pathname;
  return safeReturnPath(from) ?? pathOf(request);
}

function pathOf(request: FastifyRequest): string {
  return new URL(request.url, 'http://site.invalid').pathname;
}

/**
 * Keeps a plain form that cannot be carried out now, because its session is over, was renewed, or has to be proved again. Only a form that we
 * made for a session of that person is kept. Files are not: they have to be chosen again. Returns whether it was kept.
 */
export async function keepTyped(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const context = contexts.get(request);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (context === undefined || !isForm || request.method !== 'POST') return false;
  const body = request.body as Record<string, unknown> | null | undefined;
  const typed = typedIn(body);
  if (typed.every(([, value]) => value.trim() === '')) return false;
  const session = sessionOf(request);
  const writer = await writerOf(context, body?.['_csrf'], {
    tokenHash: session?.tokenHash ?? staleTokenOf(request),
    personId: session?.personId,
  });
  if (writer === undefined || (session !== undefined && !isWriter(writer, session))) return false;
  const id = await keepForm(context, writer, { page: pageOf(request), action: pathOf(request), typed });
  context.jar.setKeptForm(reply, id);
  return true;
}

const isWriter = (writer: Writer, session: Writer) =>
  writer.personId === session.personId && writer.capacity === session.capacity;

/** Puts a kept form back into its page when its writer opens it, and lets go of it when it is sent again. */
export function giveBackHooks(app: FastifyInstance, context: IdentityContext): void {
  app.addHook('onRequest', async (request) => {
    contexts.set(request, context);
  });
  app.addHook('preHandler', async (request, reply) => {
    const id = context.jar.keptForm(request);
    const session = sessionOf(request);
    if (id === undefined || session === undefined) return;
    const kept = await findKeptForm(context, id, session);
    if (kept === undefined) return;
    if (request.method === 'GET' && kept.page === pathOf(request)) waiting.set(request, kept);
    if (request.method === 'POST' && kept.action === pathOf(request)) {
      await dropKeptForm(context, id, session);
      context.jar.clearKeptForm(reply);
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const kept = waiting.get(request);
    const html = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    if (kept === undefined || !html || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    const { giveBack } = await import('./give-back.tsx');
    return giveBack(payload, kept, request.language);
  });
}
