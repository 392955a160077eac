import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange } from '../../platform/files/index.ts';
import type { PaperDeps } from './deps.ts';
import { type OpenedPaper, openPaper, type PaperForm } from './operations/open-paper.ts';

type Paper = { Params: { id: string }; Querystring: { tai?: string } };

/**
 * Contents of papers and results: `/giay-to/<id>` to look at (HEIC as JPEG, photos without their place), `/giay-to/<id>/goc` as it was handed in. Whatever the
 * content is, the browser is told what it is and that nothing in it may run, load or be kept.
 */
export function fileRoutes(deps: PaperDeps): FastifyPluginAsync {
  const send = async (request: FastifyRequest<Paper>, reply: FastifyReply, form: PaperForm) => {
    const paper = await openPaper(deps, request.actor, request.params.id, form, 'papers');
    const range = readRange(request.headers.range, paper.sizeBytes);
    setHeaders(reply, paper, form === 'original' || request.query.tai !== undefined);
    if (range === 'impossible') return reply.code(416).header('content-range', `bytes */${paper.sizeBytes}`).send();
    if (range !== undefined)
      reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${paper.sizeBytes}`);
    reply.header('content-length', range === undefined ? paper.sizeBytes : range.last - range.first + 1);
    return reply.send(await paper.read(range));
  };
  return async (app) => {
    // HEAD would open the content, and log a read, for nothing.
    const options = { exposeHeadRoute: false, schema: { hide: true } as object };
    app.get<Paper>('/giay-to/:id', options, (request, reply) => send(request, reply, 'shown'));
    app.get<Paper>('/giay-to/:id/goc', options, (request, reply) => send(request, reply, 'original'));
  };
}

function setHeaders(reply: FastifyReply, paper: OpenedPaper, save: boolean): void {
  reply.type(paper.mediaType);
  reply.header(
    'content-disposition',
    `${save ? 'attachment' : 'inline'}; filename="${asciiName(paper.displayName)}"; filename*=UTF-8''${encodeName(paper.displayName)}`,
  );
  reply.header('content-security-policy', policyFor(paper.mediaType));
  reply.header('cross-origin-resource-policy', 'same-origin');
  reply.header('cache-control', 'private, no-store');
  reply.header('accept-ranges', 'bytes');
}

/** Browsers do not start their PDF viewer in a sandbox; everything else is shut in completely. */
function policyFor(mediaType: string): string {
  const nothing =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
  return mediaType === 'application/pdf' ? `${nothing}; object-src 'self'` : `${nothing}; sandbox`;
}

/** One range of bytes; several at once are answered with the whole, as the standard allows. */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'impossible' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const [, from = '', to = ''] = match;
  const first = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (first >= sizeBytes || (from === '' && Number(to) === 0)) return 'impossible';
  return last < first ? undefined : { first, last };
}

function asciiName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll(/[^\w .()-]/g, '_');
}

function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
