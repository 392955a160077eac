import type { FastifyRequest } from 'fastify';
import { typedIn } from '../modules/identity/index.ts';

/** A plain form as it came in, to be sent again by the person. */
export interface SentForm {
  /** The address that it was sent to. */
  readonly action: string;
  /** In the order in which they were sent, the token of the form included. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** As the server takes it (`mostBodyBytes`); a longer one was refused for its size. */
const mostBytes = 1_000_000;

/**
 * The plain form of a request that failed for a reason that passes (the database restarts, too many at once). Nothing can be kept on our side then,
 * so it goes back to the browser. The form's own token goes with it: what another site sent is refused as before. Undefined for anything but a
 * plain form; files have to be chosen again.
 */
export async function sentFormOf(request: FastifyRequest): Promise<SentForm | undefined> {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  if (request.method !== 'POST' || !isForm) return undefined;
  const fields = request.body === undefined ? await readFields(request) : fieldsOf(request.body);
  return fields === undefined || fields.length === 0 ? undefined : { action: request.originalUrl, fields };
}

function fieldsOf(body: unknown): SentForm['fields'] {
  const token = (body as { _csrf?: unknown } | null)?._csrf;
  return [...(typeof token === 'string' ? [['_csrf', token] as const] : []), ...typedIn(body)];
}

/** Who failed before the body was read (the session could not be looked up) still has it on the line. */
async function readFields({ raw }: FastifyRequest): Promise<SentForm['fields'] | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of raw as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > mostBytes) return undefined;
      parts.push(part);
    }
  } catch {
    // The sender is gone: there is nobody to give it back to.
    return undefined;
  }
  return [...new URLSearchParams(Buffer.concat(parts).toString('utf8'))];
}
