import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors.ts';
import { assertCsrfToken } from '../../identity/index.ts';
import { uploadInputId } from '../components/upload-field.tsx';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { limits, type Paper } from '../model.ts';
import { discardPaper } from '../operations/discard-paper.ts';
import { reusePaper } from '../operations/reuse-paper.ts';
import { localPath, parseTarget, receiveForm } from './form-upload.ts';
import { reportRefusedUpload, reportRefusedUploads } from './refused-uploads.ts';

/** How much of a refused form is still read, so that a browser gets to read the answer; a longer one is cut off. */
const politeBytes = 60_000_000;
/** Ten files and their fields; more is refused by its announced length before anything is read. */
const mostFormBytes = limits.filesPerPaper * limits.fileBytes + 100_000;

/** The plain form of files, removing and re-using: all work without script and answer with a redirect to the page they came from. */
export function formUploadRoutes(deps: PaperDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: 2 * limits.fileBytes } });
    reportRefusedUploads(app);

    app.post(
      '/tai-len/giay-to',
      { config: { rateLimit: { max: 120, timeWindow: 60_000 } } },
      async (request, reply) => {
        if (request.actor.capacity === 'public') throw paperErrors.signInFirst();
        if (!request.isMultipart()) throw paperErrors.badRequest();
        if (Number(request.headers['content-length'] ?? 0) > mostFormBytes) {
          hangUp(request, reply);
          throw paperErrors.tooLarge();
        }
        const upload = await receiveForm(deps, request);
        if (upload.failure !== undefined) await readPolitely(request, reply);
        if (wantsJson(request) || upload.returnTo === undefined) {
          if (upload.failure !== undefined) throw upload.failure;
          return reply.code(201).send({ papers: upload.papers.map(toJson) });
        }
        if (isWordedHere(upload.failure)) await reportRefusedUpload(request, upload.failure);
        return redirectBack(reply, upload.returnTo, upload.requirement, upload.failure);
      },
    );

    app.post<{ Params: { id: string }; Body: Record<string, string> | undefined }>(
      '/giay-to/:id/xoa',
      async (request, reply) => {
        const form = request.body ?? {};
        assertCsrfToken(request, form['_csrf'] ?? header(request, 'x-csrf-token'));
        return answer(request, reply, form, () => discardPaper(deps, request.actor, request.params.id));
      },
    );

    app.post<{ Params: { id: string }; Body: Record<string, string> | undefined }>(
      '/giay-to/:id/dung-lai',
      async (request, reply) => {
        const form = request.body ?? {};
        assertCsrfToken(request, form['_csrf'] ?? header(request, 'x-csrf-token'));
        return answer(request, reply, form, async () =>
          toJson(await reusePaper(deps, request.actor, { ...parseTarget(form), id: request.params.id })),
        );
      },
    );
  };
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  form: Record<string, string>,
  act: () => Promise<object | void>,
): Promise<FastifyReply> {
  const returnTo = localPath(form['returnTo']);
  let made: object | void;
  try {
    made = await act();
  } catch (failure) {
    if (wantsJson(request) || returnTo === undefined) throw failure;
    return redirectBack(reply, returnTo, form['requirement'], failure);
  }
  if (wantsJson(request)) return made === undefined ? reply.code(204).send() : reply.code(201).send(made);
  return redirectBack(reply, returnTo ?? '/giay-to', form['requirement'], undefined);
}

/** One of the room's own: told on the page of the form. What is not, is thrown, and gets a page of its own. */
function isWordedHere(failure: unknown): failure is DomainError {
  return failure instanceof DomainError && failure.code.startsWith('PAP-');
}

/** Back to the page of the form; a refusal travels as its code, whose words the page looks up (`faultFromQuery`). */
function redirectBack(
  reply: FastifyReply,
  returnTo: string,
  requirement: string | undefined,
  failure: unknown,
): FastifyReply {
  if (failure !== undefined && !isWordedHere(failure)) throw failure;
  const url = new URL(returnTo, 'http://here.invalid');
  url.searchParams.delete('loi-tep');
  url.searchParams.delete('muc');
  if (failure instanceof DomainError) {
    url.searchParams.set('loi-tep', failure.code);
    if (requirement !== undefined) url.searchParams.set('muc', requirement);
  }
  const known = requirement !== undefined && /^[a-z0-9-]{1,80}$/.test(requirement);
  const anchor = known ? `#${failure === undefined ? `giay-to-${requirement}` : uploadInputId(requirement)}` : '';
  return reply.redirect(`${url.pathname}${url.search}${anchor}`, 303);
}

export function toJson(paper: Paper) {
  const { id, requirement, displayName, mediaType, sizeBytes, sha256, pages, remarks, scanState } = paper;
  return {
    id,
    requirement,
    displayName,
    mediaType,
    sizeBytes,
    sha256,
    pages,
    remarks,
    scanState,
    href: `/giay-to/${id}`,
  };
}

export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('application/json') === true;
}

async function readPolitely(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { raw } = request;
  raw.unpipe();
  if (raw.readableEnded || raw.destroyed) return;
  let left = politeBytes;
  await new Promise<void>((resolve) => {
    raw.on('data', (part: Buffer) => {
      left -= part.length;
      if (left >= 0) return;
      raw.pause();
      hangUp(request, reply);
      resolve();
    });
    raw.once('end', resolve);
    raw.once('close', resolve);
    raw.resume();
  });
}

/** What is still to come is not read: the connection ends with the answer. */
function hangUp(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('connection', 'close');
  reply.raw.once('finish', () => request.raw.destroy());
}
