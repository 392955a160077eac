import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { canonicalJson, type Json } from '../../platform/canonical-json.ts';
import type { IdentityContext } from './context.ts';
import { sessionOf } from './request-session.ts';
import { signInJob } from './sign-in.ts';

/** How long a second click waits for the answer of the first, and how long a first one that died stands in the way. */
const waitMs = 10_000;
const deadAfterSeconds = 60;

const first = new WeakMap<FastifyRequest, Buffer>();

/**
 * A button pressed twice sends the very same form of the very same page twice. The first is carried out; the second gets its answer. A form
 * that was not carried out (faults, an error, a proof that is asked for) may be sent again. The token of a page is its mark (`makeCsrfToken`).
 * Uploads read their own bodies and are not covered.
 */
export function sendOnceHooks(app: FastifyInstance, context: IdentityContext): void {
  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === undefined) return;
    const until = Date.now() + waitMs;
    while (!(await claim(context, key))) {
      const location = await answerOf(context, key);
      if (location !== undefined) return reply.redirect(location, 303);
      if (Date.now() > until) return;
      await pause(50);
    }
    first.set(request, key);
  });
  // Before the answer leaves, so that the second never finds less than the person has seen.
  app.addHook('onSend', async (request, reply) => {
    const key = first.get(request);
    if (key === undefined) return;
    first.delete(request);
    const location = reply.getHeader('location');
    const done = reply.statusCode === 303 && typeof location === 'string' && !location.startsWith('/dang-nhap');
    await context.database.transact(signInJob, (tx) =>
      done
        ? tx.run('update sent_form set location = $2 where key = $1', [key, location])
        : tx.run('delete from sent_form where key = $1', [key]),
    );
  });
}

function keyOf(request: FastifyRequest): Buffer | undefined {
  const session = sessionOf(request);
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const body = request.body as Record<string, Json> | null | undefined;
  if (session === undefined || !isForm || request.method !== 'POST' || typeof body?.['_csrf'] !== 'string')
    return undefined;
  return createHash('sha256').update(`${session.personId} ${request.url} `).update(canonicalJson(body)).digest();
}

/** True for the one that may go on. One that died before it answered gives way. */
async function claim(context: IdentityContext, key: Buffer): Promise<boolean> {
  const real = context.clock.real();
  return context.database.transact(signInJob, async (tx) => {
    await tx.run('delete from sent_form where created_at < $1 or (key = $2 and location is null and created_at < $3)', [
      real.subtract({ hours: 24 }),
      key,
      real.subtract({ seconds: deadAfterSeconds }),
    ]);
    return (
      (await tx.run('insert into sent_form (key, created_at) values ($1, $2) on conflict do nothing', [key, real])) ===
      1
    );
  });
}

async function answerOf(context: IdentityContext, key: Buffer): Promise<string | undefined> {
  const row = await context.database.read(signInJob, (tx) =>
    tx.maybe<{ location: string | null }>('select location from sent_form where key = $1', [key]),
  );
  return row?.location ?? undefined;
}
