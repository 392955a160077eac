import type { FastifyReply, FastifyRequest } from 'fastify';
import '../../../platform/http/request.ts';
import type { FiledFor } from '../../catalogue/index.ts';
import type { OpenDraft } from './operations/open-draft.ts';
import { draftHref } from './pages/draft-frame.tsx';
import { firstIncomplete, isReachable, pageAfter, pageKeys } from './wizard.ts';

export type DraftRoute = {
  Params: { id: string; page: string };
  Querystring: Record<string, string | undefined>;
  Body: Record<string, unknown> | undefined;
};

/** Pages are no part of the API. */
export const hidden = { schema: { hide: true } as object };

/** To the page after the one that was sent on, or back to the summary it was changed from. */
export function goOn(
  reply: FastifyReply,
  saved: OpenDraft,
  from: string,
  request: FastifyRequest<DraftRoute>,
): FastifyReply {
  if (request.body?.['do'] === 'later') return reply.redirect('/nop/ho-so-nhap', 303);
  const wanted = request.query['ve'] === pageKeys.check ? pageKeys.check : pageAfter(saved.wizard, from).key;
  const next = isReachable(saved.wizard, wanted) ? wanted : firstIncomplete(saved.wizard).key;
  return reply.redirect(draftHref(saved.draft.id, next), 303);
}

export function asFiledFor(value: unknown): FiledFor | undefined {
  const all: readonly FiledFor[] = ['self', 'child', 'ward', 'authority', 'organisation'];
  return all.find((one) => one === value);
}
