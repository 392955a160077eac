import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthorityStore } from './authority-store.ts';
import { issueFromRequest, RefusedRequest } from './certificate-requests.ts';
import { sandboxNotice } from './names.ts';
import { revocationList } from './revocation-list.ts';
import { answerTimeStampRequest } from './time-stamp-service.ts';

export interface CertificateAuthorityOptions {
  /** Keys and revocations are kept here; made at the first start. */
  readonly folder: string;
  /** Certificates and time stamps are given in business time. */
  readonly clock: { business(): Temporal.Instant };
  readonly host?: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Asked for as `Authorization: Bearer …` before a certificate is issued or revoked. */
  readonly registrationToken?: string;
}

export interface RunningCertificateAuthority {
  readonly url: string;
  readonly timeStampUrl: string;
  /** DER: what verifiers of the sandbox trust. */
  readonly rootCertificate: Uint8Array;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

const maxBodyBytes = 64 * 1024;

/** Stand-in for the Government's certificate authority and its time-stamp service, as a real HTTP server. */
export async function startCertificateAuthority(
  options: CertificateAuthorityOptions,
): Promise<RunningCertificateAuthority> {
  const store = await AuthorityStore.open(options.folder);
  let url = '';
  const server = createServer({ requestTimeout: 15_000 }, (request, response) => {
    answer(request, { store, options, url })
      .catch((error: unknown) =>
        problem(
          error instanceof RefusedRequest ? 400 : 500,
          error instanceof RefusedRequest ? error.message : 'internal fault',
        ),
      )
      .then((result) => send(response, result))
      .catch(() => response.destroy());
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  url = `http://${host}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    timeStampUrl: `${url}/tsa`,
    rootCertificate: store.authority.root.certificate,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

interface Context {
  readonly store: AuthorityStore;
  readonly options: CertificateAuthorityOptions;
  readonly url: string;
}

async function answer(request: IncomingMessage, context: Context): Promise<Answer> {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  const fixed = request.method === 'GET' ? publicAnswer(path, context) : undefined;
  if (fixed !== undefined) return fixed;
  if (request.method !== 'POST') return problem(404, 'nothing here');
  if (path === '/tsa') {
    const body = await readBody(request);
    if (body === undefined) return problem(413, 'the request is too long');
    const reply = answerTimeStampRequest(body, context.store.authority, context.options.clock.business());
    return { status: 200, type: 'application/timestamp-reply', body: reply };
  }
  const revoke = /^\/certificates\/([0-9a-f]{1,40})\/revocation$/.exec(path);
  if (path !== '/certificates' && revoke === null) return problem(404, 'nothing here');
  if (!mayRegister(request, context.options.registrationToken)) return problem(401, 'a registration token is needed');
  const body = await readBody(request);
  if (body === undefined) return problem(413, 'the request is too long');
  const now = context.options.clock.business();
  if (revoke?.[1] !== undefined) {
    await context.store.revoke(revoke[1], now);
    return json(200, { serial: revoke[1], revoked: true });
  }
  return json(201, issueFromRequest(parseJson(body), context.store.authority, now, context.url));
}

function publicAnswer(path: string, { store, options }: Context): Answer | undefined {
  const { root, issuing } = store.authority;
  const now = options.clock.business();
  if (path === '/') return { status: 200, type: 'text/plain; charset=utf-8', body: description };
  if (path === '/root.cer') return { status: 200, type: 'application/pkix-cert', body: root.certificate };
  if (path === '/issuing.cer') return { status: 200, type: 'application/pkix-cert', body: issuing.certificate };
  if (path === '/root.crl') return { status: 200, type: 'application/pkix-crl', body: revocationList(root, [], now) };
  if (path === '/issuing.crl') {
    return { status: 200, type: 'application/pkix-crl', body: revocationList(issuing, store.revocations, now) };
  }
  return undefined;
}

const description = `${sandboxNotice}

A stand-in for a certificate authority and a time-stamp service. Nothing it issues has legal force.

GET  /root.cer  /issuing.cer     certificates of the authority (DER)
GET  /root.crl  /issuing.crl     lists of revoked certificates (DER)
POST /certificates               {"subject": {"kind": "person" | "organisation", "name", ...}, "publicKey" | "csr": base64 DER}
POST /certificates/SERIAL/revocation
POST /tsa                        RFC 3161 time-stamp query
`;

function mayRegister(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new RefusedRequest('the body is not JSON');
  }
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

const problem = (status: number, detail: string): Answer => ({
  status,
  type: 'application/problem+json; charset=utf-8',
  body: JSON.stringify({ status, title: sandboxNotice, detail }),
});

function send(response: ServerResponse, { status, type, body }: Answer): void {
  // Requests are few and far between; a connection kept open would close under the next one.
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' });
  response.end(body);
}
