import process from 'node:process';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { VNode } from 'preact';
import { publicActor } from '../actor.ts';
import { DomainError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Language } from '../text.ts';
import { answerBrokenLink, type LinkWaits, linkWaits, watchLinks } from './broken-links.ts';
import { refuseUnstorableText } from './clean-input.ts';
import { httpErrors } from './errors.ts';
import { statusOf, toProblem } from './problem.ts';
import './request.ts';

export interface HttpOptions {
  /** Secure cookies and HSTS; off only on plain http of the demo. */
  readonly secure: boolean;
  /** Form actions may go to these origins besides our own (sign-in at the issuers). */
  readonly formOrigins: readonly string[];
  /** Requests a minute from one address; the limit of single acts (sign-in, tracking) is set at their routes. */
  readonly requestsPerMinute: number;
  readonly logLevel: 'info' | 'warn' | 'silent';
  /** How long connections are waited for; for tests. */
  readonly waits?: LinkWaits;
  /** Renders a whole page in the frame of the request (layout, language, person). */
  readonly renderPage: (request: FastifyRequest, page: VNode) => string;
  /** The page that shows an error to a person. */
  readonly errorPage: (
    request: FastifyRequest,
    reply: FastifyReply,
    error: DomainError,
  ) => FastifyReply | Promise<FastifyReply>;
}

/** An HTTP server with what every room relies on: cookies, forms, headers, limits, languages, errors as pages or problem details. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const waits = options.waits ?? linkWaits;
  const app = Fastify({
    // Addresses of pages hold ids and queries hold names: neither is logged.
    logger:
      options.logLevel === 'silent'
        ? false
        : {
            level: options.logLevel,
            // The logger's own way to the output tries for ever, and nothing else meanwhile, when a terminal is gone or a disk full.
            stream: { write: (line: string) => process.stdout.write(line) },
            serializers: {
              req: (request: FastifyRequest) => ({ method: request.method, route: request.routeOptions?.url ?? '' }),
            },
          },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    bodyLimit: mostBodyBytes,
    connectionTimeout: waits.idleMs,
    requestTimeout: waits.requestMs,
    http: {
      headersTimeout: waits.headersMs,
      requestTimeout: waits.requestMs,
      connectionsCheckingInterval: waits.checkEveryMs,
    },
    clientErrorHandler: answerBrokenLink,
    routerOptions: { maxParamLength: longestPath },
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : '/%25'),
    // One proxy ends TLS in front of us: the address that it adds is believed, what its client claims is not.
    trustProxy: options.secure ? (_address, hop) => hop === 0 : false,
  });
  watchLinks(app.server, waits);
  app.decorateRequest('actor');
  app.decorateRequest('session', undefined);
  app.decorateRequest('csrfToken', '');
  app.decorateRequest('language', 'vi');
  app.decorateReply('html', function (this: FastifyReply, page) {
    return this.type('text/html; charset=utf-8').send(options.renderPage(this.request, page));
  });
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: mostBodyBytes });
  await app.register(rateLimit, {
    global: true,
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) =>
      httpErrors.tooMany({ values: { seconds: Math.ceil(context.ttl / 1000) } }),
  });
  app.addHook('onRequest', async (request, reply) => {
    request.actor = publicActor;
    request.language = chooseLanguage(request, reply, options.secure);
  });
  refuseUnstorableText(app);
  addSecurityHeaders(app, options);
  app.setErrorHandler((error: FastifyError | DomainError, request, reply) =>
    answerError(toDomainError(error, request), request, reply, options),
  );
  app.setNotFoundHandler((request, reply) => answerError(httpErrors.notFound(), request, reply, options));
  return app;
}

/** Of a form or document; files come by ways of their own. */
const mostBodyBytes = 1_000_000;

/** None of ours comes near it. */
const longestPath = 400;

/** What is too long or cannot be decoded would be answered by the router itself, in English and outside every hook; as an address that nobody has it gets the page for that. */
function isReadable(url: string): boolean {
  const path = url.split('?', 1)[0] ?? '';
  if (path.length > longestPath) return false;
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function addSecurityHeaders(app: FastifyInstance, options: HttpOptions): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    `form-action ${["'self'", ...options.formOrigins].join(' ')}`,
    "frame-ancestors 'self'",
  ].join('; ');
  app.addHook('onSend', async (request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', policy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()');
    if (options.secure) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    // What a signed-in person sees must not stay in a shared computer's cache.
    if (!reply.hasHeader('cache-control'))
      reply.header('cache-control', request.session === undefined ? 'no-cache' : 'no-store');
  });
}

function chooseLanguage(request: FastifyRequest, reply: FastifyReply, secure: boolean): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
  if (asked === 'vi' || asked === 'en') {
    reply.setCookie('lang', asked, { path: '/', maxAge: 31_536_000, sameSite: 'lax', secure });
    return asked;
  }
  return request.cookies['lang'] === 'en' ? 'en' : 'vi';
}

function toDomainError(error: FastifyError | DomainError, request: FastifyRequest): DomainError {
  if (error instanceof DomainError) return error;
  const status = error.statusCode ?? 500;
  if (status === 413) return httpErrors.tooLarge({ cause: error, values: { limit: mostBodyBytes / 1_000_000 } });
  if (status === 404) return httpErrors.notFound({ cause: error });
  if (error.validation !== undefined || (status >= 400 && status < 500)) {
    const faults = (error.validation ?? []).map((fault) => {
      const missing =
        typeof fault.params?.['missingProperty'] === 'string' ? `/${fault.params['missingProperty']}` : '';
      return {
        path: `${fault.instancePath}${missing}`,
        words: { vi: `Không hợp lệ (${fault.keyword})`, en: fault.message ?? fault.keyword },
      };
    });
    return httpErrors.badRequest({ cause: error, faults });
  }
  request.log.error({ err: error, request: request.id }, 'unexpected');
  return httpErrors.broken({ cause: error, values: { request: request.id } });
}

function answerError(
  error: DomainError,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HttpOptions,
): FastifyReply | Promise<FastifyReply> {
  if (error.kind === 'unavailable')
    request.log.warn(
      {
        code: error.code,
        request: request.id,
        detail: error.detail,
        cause: error.cause instanceof Error ? error.cause.message : undefined,
      },
      'unavailable',
    );
  reply.code(statusOf[error.kind]);
  // The address that was asked: one that could not be read was led elsewhere.
  if (request.originalUrl.startsWith('/api/') || request.headers.accept?.includes('application/json') === true) {
    return reply
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(toProblem(error, request.language)));
  }
  return options.errorPage(request, reply, error);
}
