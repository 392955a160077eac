import type { VNode } from 'preact';
import type { Actor } from '../actor.ts';
import type { Language } from '../text.ts';

/** What a signed-in request knows of its session; identity fills it in, before any room's handler runs. */
export interface RequestSession {
  readonly id: string;
  /** Name to show; for officers with their title. */
  readonly displayName: string;
  readonly title: string | undefined;
  /** When the person last proved who they are (real time). */
  readonly authenticatedAt: Temporal.Instant;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts; `publicActor` until identity says otherwise. */
    actor: Actor;
    language: Language;
    session: RequestSession | undefined;
    /** Token that every form of this page carries in its hidden field `_csrf`. */
    csrfToken: string;
  }
  interface FastifyReply {
    /** Sends a page, rendered in the frame of the request (layout, language, person). */
    html(page: VNode): FastifyReply;
  }
}
