import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError } from '../../../platform/errors.ts';
import { fileErrors } from '../../../platform/files/index.ts';
import { toProblem } from '../../../platform/http/problem.ts';
import type { Vault } from '../../../platform/vault.ts';
import { paperErrors } from '../errors.ts';
import { limits } from '../model.ts';
import { reportRefusedUpload } from './refused-uploads.ts';
import { newUploadId, ownerPrefix, type StagingStore } from './staging-store.ts';

/** The tus server sees the bare request alone; who asks, and in what language, comes to it past its own code. */
const asking = new AsyncLocalStorage<{ readonly request: FastifyRequest; readonly owner: string }>();

type Write = Server['write'];

/** The server of the protocol, whose refusals keep their status and speak in our words. */
export class TusServer extends Server {
  constructor(staging: StagingStore, vault: Vault, path: string) {
    super({
      path,
      datastore: staging,
      maxSize: limits.fileBytes,
      relativeLocation: true,
      allowedOrigins: () => false,
      namingFunction: () => newUploadId(ownerPrefix(vault, asking.getStore()?.owner ?? '')),
      onUploadCreate: async (_request, upload) => ({
        metadata: { ...upload.metadata, 'x-owner': asking.getStore()?.owner ?? '' },
      }),
    });
  }

  /** Answers in place of Fastify. */
  async answer(request: FastifyRequest, reply: FastifyReply, owner: string): Promise<void> {
    reply.hijack();
    await asking.run({ request, owner }, () => this.handle(request.raw, reply.raw));
  }

  override async write(...[context, headers, status, body]: Parameters<Write>): ReturnType<Write> {
    const request = asking.getStore()?.request;
    // Who is gone reads no answer.
    if (status < 400 || request === undefined || request.raw.socket.destroyed)
      return super.write(context, headers, status, body);
    const error = inOurWords(status);
    // That the two disagree how far they are is how an upload is taken up again.
    if (status !== 409) await reportRefusedUpload(request, error);
    if (request.method === 'HEAD') return super.write(context, headers, status, '');
    if (request.headers.accept?.includes('application/json') === true) {
      headers.set('content-type', 'application/problem+json; charset=utf-8');
      return super.write(context, headers, status, JSON.stringify(toProblem(error, request.language, status)));
    }
    headers.set('content-type', 'text/plain; charset=utf-8');
    return super.write(context, headers, status, `${error.words.vi}\n${error.words.en}\n`);
  }
}

function inOurWords(status: number): DomainError {
  if (status === 404 || status === 410) return paperErrors.uploadGone();
  if (status === 413) return paperErrors.moreThanAnnounced();
  if (status === 507) return fileErrors.full();
  return status === 423 || status >= 500 ? paperErrors.interrupted() : paperErrors.badRequest();
}
