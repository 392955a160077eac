import { Server } from '@tus/server';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Actor } from '../../../platform/actor.ts';
import { assertCsrfToken } from '../../identity/index.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { limits } from '../model.ts';
import { assertRoomInDraft, receiveUpload } from '../operations/receive-upload.ts';
import { refuseUpload } from '../policy.ts';
import { findPaper } from '../store.ts';
import { parseTarget } from './form-upload.ts';
import { newUploadId, ownerPrefix, type StagedUpload, StagingStore } from './staging-store.ts';
import { header, toJson } from './upload-routes.ts';

const path = '/tai-len';
/** Uploads on their way at the same time from one person; a page sends three. */
const mostAtOnce = 20;

export function openStaging(deps: Pick<PaperDeps, 'uploadFolder' | 'vault'>): StagingStore {
  return new StagingStore({ folder: deps.uploadFolder, vault: deps.vault, keepMs: limits.resumableHours * 3_600_000 });
}

/**
 * Uploads that go on after a broken link, by the tus protocol (create, PATCH, HEAD, DELETE under `/tai-len`), and `POST /tai-len/<id>/xong`, which makes
 * a paper of a complete one and may be repeated. An upload belongs to whoever began it; to everybody else it does not exist.
 */
export function resumableUploadRoutes(deps: PaperDeps, staging = openStaging(deps)): FastifyPluginAsync {
  // The tus server sees the bare request alone, so who asks is kept beside it.
  const owners = new WeakMap<object, string>();
  const ownerOf = (request: { runtime?: { node?: { req?: object } } | undefined }) =>
    owners.get(request.runtime?.node?.req ?? {}) ?? '';
  const tus = new Server({
    path,
    datastore: staging,
    maxSize: limits.fileBytes,
    relativeLocation: true,
    allowedOrigins: () => false,
    namingFunction: (request) => newUploadId(ownerPrefix(deps.vault, ownerOf(request))),
    onUploadCreate: async (request, upload) => ({
      metadata: { ...upload.metadata, 'x-owner': ownerOf(request) },
    }),
  });
  return async (app) => {
    app.post<{ Params: { id: string } }>(`${path}/:id/xong`, async (request, reply) => {
      assertCsrfToken(request, header(request, 'x-csrf-token'));
      return reply.code(201).send(await finishUpload(deps, staging, request.actor, await assertOwn(staging, request)));
    });

    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.route({
        method: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'],
        url: path,
        handler: async (request, reply) => {
          if (request.method === 'POST') await assertMayStart(deps, staging, request);
          owners.set(request.raw, ownerKey(request.actor));
          reply.hijack();
          await tus.handle(request.raw, reply.raw);
        },
      });
      scope.route<{ Params: { id: string } }>({
        method: ['PATCH', 'HEAD', 'DELETE'],
        url: `${path}/:id`,
        handler: async (request, reply) => {
          if (request.method !== 'HEAD') assertCsrfToken(request, header(request, 'x-csrf-token'));
          await assertOwn(staging, request);
          reply.hijack();
          await tus.handle(request.raw, reply.raw);
        },
      });
    });
  };
}

/** Everything that can be known before the first byte: who, where, how large, how many. */
async function assertMayStart(deps: PaperDeps, staging: StagingStore, request: FastifyRequest): Promise<void> {
  assertCsrfToken(request, header(request, 'x-csrf-token'));
  const target = parseTarget(readMetadata(header(request, 'upload-metadata') ?? ''));
  const refusal = refuseUpload(request.actor, target.ownerPersonId);
  if (refusal !== undefined) throw refusal;
  const sizeBytes = Number(header(request, 'upload-length'));
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw paperErrors.badRequest();
  if (sizeBytes === 0) throw paperErrors.empty();
  if (sizeBytes > limits.fileBytes) throw paperErrors.tooLarge();
  await assertRoomInDraft(deps, request.actor, target, sizeBytes);
  if ((await staging.countOf(ownerPrefix(deps.vault, ownerKey(request.actor)))) >= mostAtOnce)
    throw paperErrors.tooManyUploads();
}

async function assertOwn(staging: StagingStore, request: FastifyRequest): Promise<StagedUpload> {
  const { id } = request.params as { id: string };
  const upload = await staging.find(id);
  if (upload === undefined || upload.owner !== ownerKey(request.actor)) throw paperErrors.uploadGone();
  return upload;
}

async function finishUpload(deps: PaperDeps, staging: StagingStore, actor: Actor, upload: StagedUpload) {
  if (upload.paperId !== undefined) {
    const paper = await deps.database.read(actor, (tx) => findPaper(tx, upload.paperId as string));
    if (paper === undefined) throw paperErrors.uploadGone();
    return toJson(paper);
  }
  if (upload.offset !== upload.sizeBytes)
    throw paperErrors.badRequest({ detail: { offset: upload.offset, sizeBytes: upload.sizeBytes } });
  try {
    const paper = await receiveUpload(deps, actor, {
      ...parseTarget(upload.metadata),
      content: staging.content(upload.id),
      fileName: upload.metadata['filename'] ?? '',
    });
    await staging.finish(upload.id, paper.id);
    return toJson(paper);
  } catch (error) {
    // Refused for good: the same bytes would be refused again. What failed for another reason may be finished later.
    if (error instanceof Error && 'kind' in error && error.kind === 'invalid') await staging.remove(upload.id);
    throw error;
  }
}

/** `key base64,key base64` as tus sends it. */
function readMetadata(text: string): Record<string, string> {
  if (text.length > 4000) throw paperErrors.badRequest();
  const entries = text.split(',').map((part) => part.trim().split(' '));
  return Object.fromEntries(
    entries
      .filter(([key]) => key !== '')
      .map(([key, value]) => [key, Buffer.from(value ?? '', 'base64').toString('utf8')]),
  );
}

function ownerKey(actor: Actor): string {
  switch (actor.capacity) {
    case 'citizen':
      return `citizen:${actor.personId}`;
    case 'staff':
      return `staff:${actor.positionId}`;
    case 'public':
    case 'job':
      throw paperErrors.signInFirst();
  }
}
