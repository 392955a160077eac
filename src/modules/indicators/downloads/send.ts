import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DrawnFile } from './drawing-thread.ts';

/** A drawn file as a download; who has it already is told only that it is still the same. */
export function sendDrawn(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, etag }: DrawnFile,
  { type, name }: { readonly type: string; readonly name: string },
): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'cookie');
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag) === true) return reply.code(304).send();
  return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(bytes);
}
