import type { FastifyRequest } from 'fastify';
import type { CookieJar } from './cookies.ts';
import type { IdentityDeps } from './deps.ts';
import type { IssuerClients } from './sign-in.ts';

/** What the room's own routes share. */
export interface IdentityContext extends IdentityDeps {
  readonly jar: CookieJar;
  readonly clients: IssuerClients;
  /** Keyed hash of the address a request comes from; addresses themselves are not kept. */
  addressHash(request: FastifyRequest): string;
}
