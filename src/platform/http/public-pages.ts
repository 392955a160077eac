import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** A page as it was rendered for everyone, in the encodings browsers ask for. */
interface KeptPage {
  readonly etag: string;
  readonly type: string;
  /** Those of `keptHeaders` that the page came with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bodies: Readonly<Record<Encoding, Buffer>>;
}
type Encoding = 'br' | 'gzip' | 'identity';

/** The name of a download, and where it is described. */
const keptHeaders = ['content-disposition', 'link'] as const;

export interface PublicPagesOptions {
  /** Changes when what the pages show does; a page rendered under another stamp is rendered again. */
  readonly stamp: (request: FastifyRequest) => string | Promise<string>;
  /** Pages kept; searches make new addresses without end, so the oldest go. */
  readonly most?: number;
}

/**
 * Pages that are the same for every visitor without a session are rendered and compressed once: brotli for each request would halve the
 * pages a second (6,600 to 3,550 on two cores). The weak ETag lets a browser that has the page ask for nothing but its confirmation.
 * Applies to the GET routes of the plugin it is called in.
 */
export function keepPublicPages(app: FastifyInstance, options: PublicPagesOptions): void {
  const kept = new Map<string, KeptPage>();
  const most = options.most ?? 400;
  const keys = new WeakMap<FastifyRequest, string>();

  app.addHook('preHandler', async (request, reply) => {
    if (!isForEveryone(request)) return;
    const key = `${request.language} ${await options.stamp(request)} ${request.url}`;
    const page = kept.get(key);
    if (page === undefined) {
      keys.set(request, key);
      return;
    }
    return send(request, reply, page);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const key = keys.get(request);
    const type = String(reply.getHeader('content-type') ?? '');
    if (key === undefined || reply.statusCode !== 200 || typeof payload !== 'string' || reply.hasHeader('set-cookie'))
      return payload;
    const headers = Object.fromEntries(
      keptHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
    );
    const page = await keep(payload, type, headers);
    if (kept.size >= most) kept.delete(kept.keys().next().value as string);
    kept.set(key, page);
    return answer(request, reply, page);
  });
}

/** Without a session a page knows nothing of who reads it; `?lang=` answers with a cookie and is not kept. */
function isForEveryone(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    request.session === undefined &&
    (request.query as Record<string, unknown>)['lang'] === undefined
  );
}

async function keep(text: string, type: string, headers: KeptPage['headers']): Promise<KeptPage> {
  const identity = Buffer.from(text);
  const [br, gz] = await Promise.all([
    brotli(identity, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: identity.length },
    }),
    zip(identity, { level: 6 }),
  ]);
  const hash = createHash('sha256').update(identity).digest('base64url').slice(0, 22);
  return { etag: `W/"${hash}"`, type, headers, bodies: { br, gzip: gz, identity } };
}

function answer(request: FastifyRequest, reply: FastifyReply, page: KeptPage): Buffer | string {
  reply
    .header('etag', page.etag)
    .header('vary', 'accept-encoding, cookie')
    .header('cache-control', 'no-cache')
    .type(page.type);
  reply.headers(page.headers);
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(page.etag) === true) {
    reply.code(304).removeHeader('content-length');
    return '';
  }
  const encoding = encodingFor(request.headers['accept-encoding']);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  const body = page.bodies[encoding];
  reply.header('content-length', body.length);
  return body;
}

function send(request: FastifyRequest, reply: FastifyReply, page: KeptPage): FastifyReply {
  return reply.send(answer(request, reply, page));
}

/** The best encoding that was not refused (`br;q=0`). */
export function encodingFor(accepted: string | undefined): Encoding {
  const offers = new Map(
    (accepted ?? '').split(',').map((part): [string, boolean] => {
      const [name, ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      return [name ?? '', !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))];
    }),
  );
  if (offers.get('br') === true) return 'br';
  return offers.get('gzip') === true ? 'gzip' : 'identity';
}
