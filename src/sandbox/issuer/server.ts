import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Provider from 'oidc-provider';
import type { Configuration, InteractionResults } from 'oidc-provider';
import { loadProvider } from './load-provider.ts';
import { MemoryAdapter } from './memory-adapter.ts';
import { sandboxCss } from './page.ts';

/** A program that may send people here to sign in. */
export interface SandboxClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

export interface IssuerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly client: SandboxClient;
  readonly claims: NonNullable<Configuration['claims']>;
  readonly acrValues: readonly string[];
  readonly findAccount: NonNullable<Configuration['findAccount']>;
  /** Shows the pages under `/dang-nhap/<uid>` and finishes by returning what the person proved; undefined while it still asks. */
  readonly interact: (exchange: Exchange) => Promise<InteractionResults | undefined>;
}

export interface Exchange {
  readonly uid: string;
  readonly method: 'GET' | 'POST';
  readonly params: Readonly<Record<string, unknown>>;
  readonly form: URLSearchParams;
  readonly show: (status: number, page: string) => void;
}

export interface RunningIssuer {
  readonly url: string;
  close(): Promise<void>;
}

/** An OpenID Connect issuer of the sandbox as a real HTTP server. Keys are made at start and kept in memory: a restart signs everybody out. */
export async function startIssuer(options: IssuerOptions): Promise<RunningIssuer> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) =>
    response.writeHead(503).end();
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const url = `http://${options.host}:${(server.address() as AddressInfo).port}`;
  const provider = createProvider(await loadProvider(), url, options);
  const answer = provider.callback();
  handle = (request, response) => {
    void serve(request, response, provider, options, answer).catch(() => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('Phiên đăng nhập hộp cát đã hết hạn. Hãy quay lại cổng và đăng nhập lại.');
    });
  };
  return {
    url,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function createProvider(Library: typeof Provider, url: string, options: IssuerOptions): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return new Library(url, {
    adapter: MemoryAdapter,
    jwks: {
      keys: [
        { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: randomBytes(8).toString('hex') },
      ],
    },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: {
        session: `sandbox-${new URL(url).port}`,
        interaction: `sandbox-step-${new URL(url).port}`,
        resume: `sandbox-resume-${new URL(url).port}`,
      },
    },
    clients: [
      {
        client_id: options.client.clientId,
        client_secret: options.client.clientSecret,
        redirect_uris: [...options.client.redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
        require_auth_time: true,
      },
    ],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    claims: options.claims,
    acrValues: [...options.acrValues],
    // What a person proves is put into the ID token itself; the product reads no other answer.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: options.findAccount,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      claimsParameter: { enabled: true },
    },
    interactions: { url: (_ctx, interaction) => `/dang-nhap/${interaction.uid}` },
    // The product is the issuer's only client; agreeing to share is part of the sign-in page.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    ttl: { AuthorizationCode: 60, AccessToken: 600, IdToken: 600, Interaction: 900, Session: 3600, Grant: 3600 },
    renderError: (ctx, out) => {
      ctx.type = 'text/plain; charset=utf-8';
      ctx.body = `Hộp cát: ${out.error}`;
    },
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  provider: Provider,
  options: IssuerOptions,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<void> {
  response.setHeader(
    'content-security-policy',
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  if (path === '/sandbox.css') {
    response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(sandboxCss);
    return;
  }
  if (path.startsWith('/auth')) forgetWhoWasHere(request);
  const uid = /^\/dang-nhap\/([\w-]+)$/.exec(path)?.[1];
  if (uid === undefined) {
    answer(request, response);
    return;
  }
  const details = await provider.interactionDetails(request, response);
  if (details.uid !== uid) throw new RangeError('another sign-in is open in this browser');
  const result = await options.interact({
    uid,
    method: request.method === 'POST' ? 'POST' : 'GET',
    params: details.params,
    form: request.method === 'POST' ? await readForm(request) : new URLSearchParams(),
    show: (status, page) => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
    },
  });
  if (result !== undefined)
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

/**
 * Every sign-in begins as if nobody had signed in before: the product asks for a fresh proof each time anyway, and where another person follows
 * on the same browser the library would put a page in between that needs script.
 */
function forgetWhoWasHere(request: IncomingMessage): void {
  const kept = (request.headers.cookie ?? '').split(/;\s*/).filter((cookie) => !/^sandbox-\d+(\.\w+)*=/.test(cookie));
  request.headers.cookie = kept.join('; ');
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 10_000) throw new RangeError('form too large');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
