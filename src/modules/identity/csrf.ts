import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { identityErrors } from './errors.ts';
import { isSame, keyed } from './secrets.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const formTypes = new Set(['', 'application/x-www-form-urlencoded', 'text/plain']);

export interface CsrfFacts {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly origins: readonly string[];
  /** Bearer tokens are not sent by browsers on their own. */
  readonly bearer: boolean;
  /** Whether the request rides on a session cookie. */
  readonly cookie: boolean;
  readonly givenToken: string | undefined;
  readonly wantedToken: string | undefined;
}

export type CsrfVerdict = 'pass' | 'other-site' | 'no-token' | 'no-proof';

/**
 * Whether an unsafe request was meant by the person: never from another site (Sec-Fetch-Site, Origin); plain forms carry the token of the
 * session or browser; multipart and JSON, which are read later or cannot come from a foreign form unasked, carry the token in a header or
 * prove their origin.
 */
export function judgeCsrf(facts: CsrfFacts): CsrfVerdict {
  if (safeMethods.has(facts.method) || facts.bearer) return 'pass';
  if (facts.fetchSite !== undefined && facts.fetchSite !== 'same-origin' && facts.fetchSite !== 'none')
    return 'other-site';
  const fromUs = facts.origin === undefined ? undefined : isOurs(facts.origin, facts);
  if (fromUs === false) return 'other-site';
  const { givenToken, wantedToken } = facts;
  if (givenToken !== undefined && wantedToken !== undefined && isSame(givenToken, wantedToken)) return 'pass';
  const type = (facts.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (formTypes.has(type)) return 'no-token';
  if (fromUs === true || facts.fetchSite === 'same-origin') return 'pass';
  // A program without cookies (no browser) has no rights that could be ridden on; a multipart form of a visitor still needs its proof.
  return facts.cookie || type === 'multipart/form-data' ? 'no-proof' : 'pass';
}

function isOurs(origin: string, facts: CsrfFacts): boolean {
  if (facts.origins.includes(origin)) return true;
  return URL.parse(origin)?.host === facts.host;
}

export function csrfFactsOf(
  request: FastifyRequest,
  origins: readonly string[],
  cookie: boolean,
  wantedFor: (given: string | undefined) => string | undefined,
): CsrfFacts {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const body = request.body as Record<string, unknown> | undefined | null;
  const field =
    typeof body === 'object' && body !== null && typeof body['_csrf'] === 'string' ? body['_csrf'] : undefined;
  const givenToken = header('x-csrf-token') ?? field;
  return {
    method: request.method,
    contentType: header('content-type'),
    fetchSite: header('sec-fetch-site'),
    origin: header('origin'),
    host: header('host'),
    origins,
    bearer: header('authorization')?.startsWith('Bearer ') === true,
    cookie,
    givenToken,
    wantedToken: wantedFor(givenToken),
  };
}

/** A token for what it is bound to; each page gets one of its own, so that a form sent twice is known by it (see `send-once`). */
export function makeCsrfToken(secret: string, boundTo: string, mark = randomBytes(9).toString('base64url')): string {
  return `${mark}.${keyed(secret, 'csrf', `${mark} ${boundTo}`)}`;
}

/** What the token of a session is bound to. */
export function sessionBinding(tokenHash: Buffer): string {
  return `session ${tokenHash.toString('hex')}`;
}

/** The right token with the mark of the given one, to compare it with. */
export function wantedToken(secret: string, boundTo: string, given: string | undefined): string {
  return makeCsrfToken(secret, boundTo, given?.split('.', 1)[0] ?? '');
}

const checks = new WeakMap<FastifyRequest, (token: string) => boolean>();

/** How a token is checked for this request; set where sessions are recognised. */
export function checkTokensBy(request: FastifyRequest, check: (token: string) => boolean): void {
  checks.set(request, check);
}

/** For handlers that read a multipart form themselves: checks the token that came in it. */
export function assertCsrfToken(request: FastifyRequest, token: unknown): void {
  if (typeof token !== 'string' || checks.get(request)?.(token) !== true) throw identityErrors.forged();
}
