import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSame, keyed, newToken } from './secrets.ts';

/** Names and flags of the cookies: the session, the mark of a browser (for sign-in and forms of visitors), and which kept form waits for it. */
export interface CookieJar {
  sessionToken(request: FastifyRequest): string | undefined;
  setSession(reply: FastifyReply, token: string): void;
  clearSession(reply: FastifyReply): void;
  /** The signed mark of this browser, if it has a genuine one. */
  browserId(request: FastifyRequest): string | undefined;
  /** As above; gives one out where there is none. */
  ensureBrowserId(request: FastifyRequest, reply: FastifyReply): string;
  /** Id of a form that was kept when the session ran out; worth nothing without its writer's session. */
  keptForm(request: FastifyRequest): string | undefined;
  setKeptForm(reply: FastifyReply, id: string): void;
  clearKeptForm(reply: FastifyReply): void;
}

export function createCookieJar(secret: string, secure: boolean): CookieJar {
  // `__Host-` binds a cookie to this very host and https; browsers refuse the name on plain http.
  const prefix = secure ? '__Host-' : '';
  const sessionName = `${prefix}phien`;
  const browserName = `${prefix}trinh-duyet`;
  const keptName = `${prefix}viet-tiep`;
  // Lax, not Strict: the way back from the issuer is a navigation from another site.
  const flags = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const;
  const given = new WeakMap<FastifyRequest, string>();
  const read = (request: FastifyRequest): string | undefined => {
    const known = given.get(request);
    if (known !== undefined) return known;
    const [id, mark] = (request.cookies[browserName] ?? '').split('.');
    return id !== undefined && mark !== undefined && isSame(mark, keyed(secret, 'browser', id)) ? id : undefined;
  };
  return {
    sessionToken: (request) => request.cookies[sessionName],
    setSession: (reply, token) => void reply.setCookie(sessionName, token, flags),
    clearSession: (reply) => void reply.clearCookie(sessionName, flags),
    browserId: read,
    keptForm: (request) => request.cookies[keptName],
    setKeptForm: (reply, id) => void reply.setCookie(keptName, id, { ...flags, maxAge: 3600 }),
    clearKeptForm: (reply) => void reply.clearCookie(keptName, flags),
    ensureBrowserId: (request, reply) => {
      const known = read(request);
      if (known !== undefined) return known;
      const id = newToken();
      given.set(request, id);
      reply.setCookie(browserName, `${id}.${keyed(secret, 'browser', id)}`, flags);
      return id;
    },
  };
}
