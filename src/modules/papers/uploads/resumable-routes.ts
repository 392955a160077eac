import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Actor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { assertCsrfToken } from '../../identity/index.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { limits } from '../model.ts';
import { assertMayUpload, receiveUpload } from '../operations/receive-upload.ts';
import { findPaper } from '../store.ts';
import { parseTarget } from './form-upload.ts';
import { noteUpload, reportRefusedUploads } from './refused-uploads.ts';
import { ownerPrefix, type StagedUpload, StagingStore } from './staging-store.ts';
import { TusServer } from './tus-server.ts';
import { header, toJson } from './upload-routes.ts';

const path = '/tai-len';
/** Uploads on their way at the same time from one person; a page sends three. */
const mostAtOnce = 20;
/** Of one person within the hours that an upload is kept, with those that became a paper and are remembered for a repeat. */
const mostRecords = 500;

export function openStaging(deps: Pick<PaperDeps, 'uploadFolder' | 'vault'>): StagingStore {
  return new StagingStore({ folder: deps.uploadFolder, vault: deps.vault, keepMs: limits.resumableHours * 3_600_000 });
}

/**
 * Uploads that go on after a broken link, by the tus protocol (create, PATCH, HEAD, DELETE under `/tai-len`), and `POST /tai-len/<id>/xong`, which makes
 * a paper of a complete one and may be repeated. An upload belongs to whoever began it; to everybody else it does not exist.
 */
export function resumableUploadRoutes(deps: PaperDeps, staging = openStaging(deps)): FastifyPluginAsync {
  // Those just begun are not in the folder yet: without them, a hundred begun at the same moment would each see room for one.
  const starting = new Map<string, number>();
  const finishing = new Map<string, ReturnType<typeof finishUpload>>();
  const tus = new TusServer(staging, deps.vault, path);
  return async (app) => {
    reportRefusedUploads(app);
    app.post<{ Params: { id: string } }>(`${path}/:id/xong`, async (request, reply) => {
      assertCsrfToken(request, header(request, 'x-csrf-token'));
      const upload = await assertOwn(staging, request);
      // Pressed twice, it is one act with one answer: the second must not find the bytes half gone.
      const running = finishing.get(upload.id) ?? finishUpload(deps, staging, request.actor, upload);
      finishing.set(upload.id, running);
      return reply.code(201).send(await running.finally(() => finishing.delete(upload.id)));
    });

    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.route({
        method: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'],
        url: path,
        handler: async (request, reply) => {
          const owner = ownerKey(request.actor);
          starting.set(owner, (starting.get(owner) ?? 0) + 1);
          try {
            if (request.method === 'POST') await assertMayStart(deps, staging, request, (starting.get(owner) ?? 1) - 1);
            await tus.answer(request, reply, owner);
          } finally {
            const left = (starting.get(owner) ?? 1) - 1;
            if (left > 0) starting.set(owner, left);
            else starting.delete(owner);
          }
        },
      });
      scope.route<{ Params: { id: string } }>({
        method: ['PATCH', 'HEAD', 'DELETE'],
        url: `${path}/:id`,
        handler: async (request, reply) => {
          if (request.method !== 'HEAD') assertCsrfToken(request, header(request, 'x-csrf-token'));
          const upload = await assertOwn(staging, request);
          if (request.method === 'PATCH' && upload.paperId === undefined)
            await assertStillOpen(deps, staging, request.actor, upload);
          await tus.answer(request, reply, upload.owner);
        },
      });
    });
  };
}

/** Everything that can be known before the first byte: who, where, how large, how many. */
async function assertMayStart(
  deps: PaperDeps,
  staging: StagingStore,
  request: FastifyRequest,
  startingBesides: number,
): Promise<void> {
  assertCsrfToken(request, header(request, 'x-csrf-token'));
  const length = header(request, 'upload-length') ?? '';
  const metadata = readMetadata(header(request, 'upload-metadata') ?? '');
  noteUpload(request, { ...metadata, fileName: metadata['filename'], sizeBytes: Number(length) });
  const target = parseTarget(metadata);
  // As the protocol has it: digits and nothing else, so that no two readers of this header differ.
  if (!/^\d{1,15}$/.test(length) || request.headers['upload-defer-length'] !== undefined)
    throw paperErrors.badRequest();
  const sizeBytes = Number(length);
  if (sizeBytes === 0) throw paperErrors.empty();
  if (sizeBytes > limits.fileBytes) throw paperErrors.tooLarge();
  const onTheWay = await staging.measure(ownerPrefix(deps.vault, ownerKey(request.actor)));
  if (onTheWay.uploads + startingBesides >= mostAtOnce || onTheWay.records >= mostRecords)
    throw paperErrors.tooManyUploads();
  await assertMayUpload(deps, request.actor, target, sizeBytes, onTheWay.bytes);
  await staging.assertRoom();
}

/** The dossier may have been filed, or the draft given up, since the upload began: then it ends here. */
async function assertStillOpen(
  deps: PaperDeps,
  staging: StagingStore,
  actor: Actor,
  upload: StagedUpload,
): Promise<void> {
  try {
    await assertMayUpload(deps, actor, parseTarget(upload.metadata), 0);
  } catch (error) {
    await forgetIfHopeless(staging, upload.id, error);
    throw error;
  }
}

/** What would be refused again however often it is sent leaves no bytes behind; what failed for another reason may be finished later. */
async function forgetIfHopeless(staging: StagingStore, id: string, error: unknown): Promise<void> {
  if (!(error instanceof DomainError)) return;
  const { code, kind } = error;
  if (kind === 'invalid' || kind === 'too-large' || code === filedMeanwhile || code === noPlace)
    await staging.remove(id);
}

const filedMeanwhile = paperErrors.filedMeanwhile().code;
const noPlace = paperErrors.noPlace().code;

async function assertOwn(staging: StagingStore, request: FastifyRequest): Promise<StagedUpload> {
  const { id } = request.params as { id: string };
  const upload = await staging.find(id);
  const mine = upload?.owner === ownerKey(request.actor);
  if (!mine) throw paperErrors.uploadGone({ detail: { ofAnother: upload !== undefined } });
  noteUpload(request, { ...upload.metadata, fileName: upload.metadata['filename'], sizeBytes: upload.sizeBytes });
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
    await forgetIfHopeless(staging, upload.id, error);
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
