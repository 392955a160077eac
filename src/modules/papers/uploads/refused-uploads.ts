import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors.ts';
import { isUuid } from '../../../platform/ids.ts';
import { identityErrors, reportRefusal } from '../../identity/index.ts';
import { paperErrors } from '../errors.ts';
import { declaredKind } from '../inspection/content-kind.ts';

/** What the sender says of the file that is on its way; untrusted, and of its name only the end is looked at. */
export interface DeclaredUpload {
  readonly draftId?: string | null | undefined;
  readonly requirement?: string | null | undefined;
  readonly fileName?: string | null | undefined;
  readonly mediaType?: string | undefined;
  readonly sizeBytes?: number | undefined;
}

const underWay = new WeakMap<FastifyRequest, DeclaredUpload>();

export function noteUpload(request: FastifyRequest, declared: DeclaredUpload): void {
  underWay.set(request, declared);
}

/** Every refusal thrown out of a route of this scope is written for the auditor. */
export function reportRefusedUploads(scope: FastifyInstance): void {
  scope.addHook('onError', (request, _reply, error) => reportRefusedUpload(request, error));
}

const forged = identityErrors.forged().code;
/** Nothing was sent: no file chosen, or an upload that is over and may be begun again. */
const nothingSent = new Set([paperErrors.noFile().code, paperErrors.uploadGone().code]);

/**
 * Writes a refused upload where forged forms and refused sign-ins are written: which refusal, how large, what it was declared as and what it is, and where it
 * was meant to go. No name of a file. What failed on our side is no refusal and stays in the log.
 */
export async function reportRefusedUpload(request: FastifyRequest, failure: unknown): Promise<void> {
  // A link that broke off is nobody's trick.
  if (!(failure instanceof DomainError) || (request.raw.socket.destroyed && !request.raw.complete)) return;
  if (failure.code === forged) return reportRefusal(request, { kind: 'csrf-refused', detail: { verdict: 'no-token' } });
  const { detail } = failure;
  if (!failure.code.startsWith('PAP-')) return;
  if (nothingSent.has(failure.code) && detail['ofAnother'] !== true) return;
  const said = underWay.get(request);
  const sizeBytes = numberOf(detail['sizeBytes']) ?? said?.sizeBytes ?? numberOf(request.headers['content-length']);
  await reportRefusal(request, {
    kind: 'upload-refused',
    detail: {
      code: failure.code,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...(said === undefined ? {} : { declared: declaredKind(said.mediaType, said.fileName ?? undefined) }),
      ...(typeof detail['detected'] === 'string' ? { detected: detail['detected'] } : {}),
      ...(isUuid(said?.draftId) ? { place: said.draftId } : {}),
      ...(/^[a-z0-9][a-z0-9-]{0,79}$/.test(said?.requirement ?? '') ? { requirement: said?.requirement ?? '' } : {}),
    },
  });
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
