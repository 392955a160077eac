import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import '../../platform/http/request.ts';
import type { DomainError } from '../../platform/errors.ts';
import type { IdentityContext } from './context.ts';
import { createCookieJar } from './cookies.ts';
import { checkTokensBy, csrfFactsOf, judgeCsrf, makeCsrfToken, sessionBinding, wantedToken } from './csrf.ts';
import { type IdentityDeps, nowOf } from './deps.ts';
import { identityErrors } from './errors.ts';
import { giveBackHooks, keepTyped, pageOf } from './keeping.ts';
import { RefusalMeter, reportRefusal, reportRefusalsOf } from './refusal-reports.ts';
import { markStale, remember, sessionOf, staleTokenOf } from './request-session.ts';
import { accountRoutes } from './routes/account.ts';
import { adminRoutes } from './routes/admin.ts';
import { auditRoutes } from './routes/audit.ts';
import { positionRoutes } from './routes/position.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { hashToken, isSame, keyed } from './secrets.ts';
import { sendOnceHooks } from './send-once.ts';
import { findSession, type LiveSession, noteSession } from './sessions.ts';
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

/**
 * Where a browser should be sent instead of an error page: to sign in, to prove again who one is, or back to the form that is out of date.
 * What was typed in a form that stops here is kept, so that its writer finds it again.
 */
export async function redirectFor(
  request: FastifyRequest,
  reply: FastifyReply,
  error: DomainError,
): Promise<string | undefined> {
  const page = pageOf(request);
  const back = `?ve=${encodeURIComponent(page)}`;
  if (error.code === identityErrors.signInNeeded().code) return `/dang-nhap${back}`;
  if (error.code === identityErrors.formFromBefore().code) return page;
  if (error.code !== identityErrors.proveAgain().code) return undefined;
  await keepTyped(request, reply);
  return `/dang-nhap/xac-thuc-lai${back}`;
}

function addHooks(app: FastifyInstance, context: IdentityContext): void {
  const meter = new RefusalMeter();
  app.addHook('onRequest', async (request, reply) => {
    if (/^\/(?:tai-san\/|livez|readyz)/.test(request.url)) return;
    reportRefusalsOf(request, context, meter);
    await recognise(request, context);
    offerCsrfToken(request, reply, context);
  });
  // After the body is read, since a form carries its token in a field.
  app.addHook('preValidation', async (request, reply) => {
    await refuseForged(request, reply, context);
  });
  giveBackHooks(app, context);
  sendOnceHooks(app, context);
}

async function recognise(request: FastifyRequest, context: IdentityContext): Promise<void> {
  const token = context.jar.sessionToken(request);
  if (token === undefined || token === '') return;
  const now = nowOf(context.clock);
  const { session, note } = await context.database.read(signInJob, (tx) => findSession(tx, token, now));
  if (note !== undefined) await context.database.transact(signInJob, (tx) => noteSession(tx, note, now.real));
  if (session === undefined) {
    // The cookie stays: it says whose form it was that comes in after the end.
    markStale(request, hashToken(token));
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
  let made: string | undefined;
  Object.defineProperty(request, 'csrfToken', {
    configurable: true,
    get: () => {
      // Signing in or out within the request changes what it is bound to.
      const boundTo = csrfBoundTo(request, context) ?? `browser ${context.jar.ensureBrowserId(request, reply)}`;
      if (made === undefined || made !== wantedToken(context.secret, boundTo, made))
        made = makeCsrfToken(context.secret, boundTo);
      return made;
    },
  });
  checkTokensBy(request, (token) => {
    const boundTo = csrfBoundTo(request, context);
    return boundTo !== undefined && isSame(token, wantedToken(context.secret, boundTo, token));
  });
}

function csrfBoundTo(request: FastifyRequest, context: IdentityContext): string | undefined {
  const session = sessionOf(request);
  if (session !== undefined) return sessionBinding(session.tokenHash);
  const browserId = context.jar.browserId(request);
  return browserId === undefined ? undefined : `browser ${browserId}`;
}

async function refuseForged(request: FastifyRequest, reply: FastifyReply, context: IdentityContext): Promise<void> {
  const session = sessionOf(request);
  const verdict = judgeCsrf(
    csrfFactsOf(request, context.origins, session !== undefined, (given) => {
      const boundTo = csrfBoundTo(request, context);
      return boundTo === undefined ? undefined : wantedToken(context.secret, boundTo, given);
    }),
  );
  if (verdict === 'pass') return;
  if (verdict === 'no-token') {
    const kept = await keepTyped(request, reply);
    if (session === undefined && staleTokenOf(request) !== undefined)
      throw identityErrors.signInNeeded({ detail: { reason: 'session over' } });
    if (kept) throw identityErrors.formFromBefore();
  }
  await reportRefusal(request, { kind: 'csrf-refused', detail: { verdict } });
  throw identityErrors.forged({ detail: { verdict } });
}
