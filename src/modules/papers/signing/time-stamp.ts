import { randomBytes } from 'node:crypto';
import { Boolean as Asn1Boolean, Integer, type Sequence } from 'asn1js';
import { integer, nothing, octets, oid, oids, readDer, sequence, toDer } from './asn1.ts';
import { signingErrors } from './errors.ts';
import { readTimeStamp } from './verify/read-time-stamp.ts';

/** Answers a SHA-256 digest with a time-stamp token (RFC 3161), DER. */
export type TimeStamper = (digest: Uint8Array) => Promise<Uint8Array>;

const answerLimitBytes = 64 * 1024;

/** Asks a time-stamp authority over HTTP, as RFC 3161 section 3.4 says. */
export function httpTimeStamper(options: { readonly url: string; readonly timeoutMs?: number }): TimeStamper {
  return async (digest) => {
    const nonce = BigInt(`0x${randomBytes(8).toString('hex')}`);
    const answer = await ask(options.url, timeStampRequest(digest, nonce), options.timeoutMs ?? 10_000);
    const token = tokenOf(answer);
    const read = readTimeStamp(token);
    if (read === undefined) throw refused('token');
    if (Buffer.compare(read.imprint, digest) !== 0) throw refused('digest');
    if (read.nonce !== nonce) throw refused('nonce');
    return token;
  };
}

function timeStampRequest(digest: Uint8Array, nonce: bigint): Uint8Array {
  const imprint = sequence(sequence(oid(oids.sha256), nothing()), octets(digest));
  return toDer(sequence(integer(1), imprint, Integer.fromBigInt(nonce), new Asn1Boolean({ value: true })));
}

async function ask(url: string, request: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
  const post = () =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: Buffer.from(request),
      signal: AbortSignal.timeout(timeoutMs),
    });
  try {
    // Once more after a broken connection: asking twice for a time stamp does no harm.
    const response = await post().catch((error: unknown) =>
      error instanceof TypeError ? post() : Promise.reject(error),
    );
    if (!response.ok) throw new Error(`status ${response.status}`);
    const answer = new Uint8Array(await response.arrayBuffer());
    if (answer.length > answerLimitBytes) throw new Error('answer too long');
    return answer;
  } catch (cause) {
    throw signingErrors.timeStampUnavailable({ cause });
  }
}

/** TimeStampResp: status 0 (granted) or 1 (granted with changes), then the token. */
function tokenOf(answer: Uint8Array): Uint8Array {
  const response = readDer(answer) as Sequence | undefined;
  const [status, token] = response?.valueBlock.value ?? [];
  const [code] = (status as Sequence | undefined)?.valueBlock.value ?? [];
  const granted = code !== undefined && ['020100', '020101'].includes(Buffer.from(toDer(code)).toString('hex'));
  if (!granted) throw refused('status');
  if (token === undefined) throw refused('token');
  return toDer(token);
}

const refused = (reason: string) => signingErrors.timeStampRefused({ values: { reason } });
