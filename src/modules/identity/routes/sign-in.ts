import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { IdentityContext } from '../context.ts';
import { nowOf } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import { enter, proveAgain } from '../operations/enter.ts';
import { signInPage, signOutPage } from '../pages/sign-in.tsx';
import { forget, sessionOf } from '../request-session.ts';
import { safeReturnPath } from '../return-path.ts';
import { recordSecurityEvent } from '../security-events.ts';
import { closeAllSessions, closeSession, deviceLabel } from '../sessions.ts';
import { beginSignIn, endSignIn, type IssuerName, signInJob } from '../sign-in.ts';

const paths: Readonly<Record<IssuerName, string>> = { vneid: '/dang-nhap/vneid', staff: '/dang-nhap/can-bo' };
/** Sign-in writes a row and asks the issuer: thirty a minute from one address is more than a busy desk needs. */
const limited = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } };

type Query = { Querystring: { ve?: string; huy?: string } };

export function signInRoutes(context: IdentityContext): FastifyPluginAsync {
  return async (app) => {
    app.get<Query>('/dang-nhap', async (request, reply) =>
      reply.html(
        signInPage(request.language, {
          returnTo: safeReturnPath(request.query.ve),
          cancelled: request.query.huy !== undefined,
          signedIn: request.session?.displayName,
          setting: context.setting,
          typedKept: context.jar.keptForm(request) !== undefined && request.session === undefined,
        }),
      ),
    );
    for (const issuer of ['vneid', 'staff'] as const) {
      app.get<Query>(paths[issuer], limited, async (request, reply) => {
        const url = await beginSignIn(
          context.database,
          context.clients,
          {
            issuer,
            returnTo: safeReturnPath(request.query.ve) ?? '',
            browserId: context.jar.ensureBrowserId(request, reply),
            redirectUri: redirectUriOf(request, context, issuer),
          },
          nowOf(context.clock),
        );
        return reply.header('cache-control', 'no-store').redirect(url.href, 303);
      });
      app.get(`${paths[issuer]}/ve`, limited, async (request, reply) => comeBack(request, reply, context, issuer));
    }
    app.get<Query>('/dang-nhap/xac-thuc-lai', limited, async (request, reply) =>
      proveAgainStart(request, reply, context),
    );
    app.get('/dang-xuat', async (request, reply) =>
      reply.html(signOutPage(request.language, request.csrfToken, request.session?.displayName)),
    );
    app.post('/dang-xuat', async (request, reply) => leave(request, reply, context, false));
    app.post('/dang-xuat/moi-noi', async (request, reply) => leave(request, reply, context, true));
  };
}

/** The way back lies on the host that the person came by, if it is one of ours. */
function redirectUriOf(request: FastifyRequest, context: IdentityContext, issuer: IssuerName): string {
  const origin = context.origins.find((one) => new URL(one).host === request.headers.host) ?? context.origins[0];
  return `${origin}${paths[issuer]}/ve`;
}

async function comeBack(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  issuer: IssuerName,
): Promise<FastifyReply> {
  const now = nowOf(context.clock);
  const query = new URL(request.url, 'http://site.invalid').searchParams;
  const addressHash = context.addressHash(request);
  const proof = await endSignIn(
    context.database,
    context.clients,
    { issuer, query, browserId: context.jar.browserId(request), addressHash },
    now,
  );
  reply.header('cache-control', 'no-store');
  if ('cancelled' in proof)
    return reply.redirect(
      `/dang-nhap?huy=1${proof.returnTo === '' ? '' : `&ve=${encodeURIComponent(proof.returnTo)}`}`,
      303,
    );
  const current = sessionOf(request);
  if (proof.againSessionId !== undefined) {
    const token = await proveAgain(
      context.database,
      proof,
      current,
      { requiredAcr: context.clients.settings(issuer).acrValues, addressHash },
      now,
    );
    context.jar.setSession(reply, token);
    return reply.redirect(proof.returnTo === '' ? '/' : proof.returnTo, 303);
  }
  const entered = await enter(
    context.database,
    proof,
    {
      previous: current,
      requiredAcr: context.clients.settings(issuer).acrValues,
      addressHash,
      device: deviceLabel(request.headers['user-agent']),
    },
    now,
  );
  context.jar.setSession(reply, entered.token);
  return reply.redirect(proof.returnTo === '' ? entered.home : proof.returnTo, 303);
}

async function proveAgainStart(
  request: FastifyRequest<Query>,
  reply: FastifyReply,
  context: IdentityContext,
): Promise<FastifyReply> {
  const session = sessionOf(request);
  if (session === undefined) throw identityErrors.signInNeeded();
  const issuer: IssuerName = session.capacity === 'staff' ? 'staff' : 'vneid';
  const account = await context.database.read(signInJob, (tx) =>
    tx.rows<{ subject: string }>(
      'select subject from sign_in_account where issuer = $1 and person_id = $2 and closed_at is null',
      [issuer, session.personId],
    ),
  );
  const subject = account[0]?.subject;
  if (subject === undefined) throw identityErrors.signInFailed({ detail: { reason: 'no account' } });
  const url = await beginSignIn(
    context.database,
    context.clients,
    {
      issuer,
      returnTo: safeReturnPath(request.query.ve) ?? '',
      browserId: context.jar.ensureBrowserId(request, reply),
      redirectUri: redirectUriOf(request, context, issuer),
      again: { sessionId: session.id, subject },
    },
    nowOf(context.clock),
  );
  return reply.header('cache-control', 'no-store').redirect(url.href, 303);
}

async function leave(
  request: FastifyRequest,
  reply: FastifyReply,
  context: IdentityContext,
  everywhere: boolean,
): Promise<FastifyReply> {
  const session = sessionOf(request);
  if (session !== undefined) {
    const real = context.clock.real();
    await context.database.transact(signInJob, async (tx) => {
      if (everywhere) await closeAllSessions(tx, session.personId, 'signed-out-everywhere', real);
      else await closeSession(tx, session.id, 'signed-out', real);
      const kind = everywhere ? 'signed-out-everywhere' : 'signed-out';
      await recordSecurityEvent(
        tx,
        { kind, personId: session.personId, sessionId: session.id, addressHash: context.addressHash(request) },
        real,
      );
    });
    forget(request);
  }
  context.jar.clearSession(reply);
  return reply.redirect('/', 303);
}
