import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import '../../platform/http/request.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { IdentityContext } from './context.ts';
import { createCookieJar } from './cookies.ts';
import { csrfFactsOf, judgeCsrf } from './csrf.ts';
import { type IdentityDeps, nowOf } from './deps.ts';
import { identityErrors } from './errors.ts';
import { isStale, markStale, remember, sessionOf } from './request-session.ts';
import { accountRoutes } from './routes/account.ts';
import { adminRoutes } from './routes/admin.ts';
import { auditRoutes } from './routes/audit.ts';
import { positionRoutes } from './routes/position.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { keyed } from './secrets.ts';
import { reportSecurityEvent } from './security-events.ts';
import { findLiveSession, type LiveSession } from './sessions.ts';
import { IssuerClients, signInJob } from './sign-in.ts';

/**
 * Fills `request.actor`, `request.session` and `request.csrfToken` for every route registered after it, refuses forged requests, and serves
 * sign-in, account, positions, administration and audit.
 */
export function identityHttp(deps: IdentityDeps): FastifyPluginAsync {
  const context: IdentityContext = {
    ...deps,
    jar: createCookieJar(deps.secret, deps.secure),
    clients: new IssuerClients(deps.issuers),
    addressHash: (request) => keyed(deps.secret, 'address', request.ip).slice(0, 16),
  };
  const plugin: FastifyPluginAsync = async (app) => {
    addHooks(app, context);
    await app.register(signInRoutes(context));
    await app.register(accountRoutes(context));
    await app.register(positionRoutes(context));
    await app.register(adminRoutes(context));
    await app.register(auditRoutes(context));
  };
  // Hooks must reach the rooms registered beside this plugin.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

/** Where a browser should be sent instead of an error page: to sign in, or to prove again who one is. */
export function redirectFor(request: FastifyRequest, error: DomainError): string | undefined {
  const path =
    request.method === 'GET'
      ? request.url
      : (new URL(request.headers.referer ?? '/', 'http://site.invalid').pathname ?? '/');
  const back = `?ve=${encodeURIComponent(path)}`;
  if (error.code === identityErrors.signInNeeded().code) return `/dang-nhap${back}`;
  if (error.code === identityErrors.proveAgain().code) return `/dang-nhap/xac-thuc-lai${back}`;
  return undefined;
}

function addHooks(app: FastifyInstance, context: IdentityContext): void {
  app.addHook('onRequest', async (request, reply) => {
    if (/^\/(?:tai-san\/|livez|readyz)/.test(request.url)) return;
    await recognise(request, reply, context);
    offerCsrfToken(request, reply, context);
  });
  // After the body is read, since a form carries its token in a field.
  app.addHook('preValidation', async (request) => {
    await refuseForged(request, context);
  });
}

async function recognise(request: FastifyRequest, reply: FastifyReply, context: IdentityContext): Promise<void> {
  const token = context.jar.sessionToken(request);
  if (token === undefined || token === '') return;
  const session = await context.database.transact(signInJob, (tx) => findLiveSession(tx, token, nowOf(context.clock)));
  if (session === undefined) {
    context.jar.clearSession(reply);
    markStale(request);
    return;
  }
  remember(request, session);
  request.actor = session.actor;
  request.session = {
    id: session.id,
    displayName: session.fullName,
    title: titleOf(session, request.language),
    authenticatedAt: session.authenticatedAt,
  };
}

function titleOf(session: LiveSession, language: 'vi' | 'en'): string | undefined {
  if (session.position === undefined) return session.organisationName?.[language];
  return `${session.delegation === undefined ? '' : `${session.delegation.form} `}${session.position.title[language]}, ${session.position.agencyName[language]}`;
}

/** The token of the session, or of the browser for visitors; only asking for it gives a visitor a cookie. */
function offerCsrfToken(request: FastifyRequest, reply: FastifyReply, context: IdentityContext): void {
  Object.defineProperty(request, 'csrfToken', {
    configurable: true,
    get: () =>
      knownCsrfToken(request, context) ??
      keyed(context.secret, 'csrf-browser', context.jar.ensureBrowserId(request, reply)),
  });
}

function knownCsrfToken(request: FastifyRequest, context: IdentityContext): string | undefined {
  const session = sessionOf(request);
  if (session !== undefined) return keyed(context.secret, 'csrf-session', session.tokenHash.toString('hex'));
  const browserId = context.jar.browserId(request);
  return browserId === undefined ? undefined : keyed(context.secret, 'csrf-browser', browserId);
}

async function refuseForged(request: FastifyRequest, context: IdentityContext): Promise<void> {
  const session = sessionOf(request);
  const verdict = judgeCsrf(
    csrfFactsOf(request, context.origins, session !== undefined, knownCsrfToken(request, context)),
  );
  if (verdict === 'pass') return;
  if (verdict === 'no-token' && isStale(request))
    throw identityErrors.signInNeeded({ detail: { reason: 'session over' } });
  await reportSecurityEvent(
    context.database,
    {
      kind: 'csrf-refused',
      personId: session?.personId,
      sessionId: session?.id,
      addressHash: context.addressHash(request),
      detail: { verdict, route: request.routeOptions.url ?? '' },
    },
    context.clock.real(),
  );
  throw identityErrors.forged({ detail: { verdict } });
}
