import * as oidc from 'openid-client';
import type { JobActor } from '../../platform/actor.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { type Id, newId } from '../../platform/ids.ts';
import { identityErrors } from './errors.ts';
import { isDocumentNumber, normalizeDocumentNumber, parseBirth } from './model.ts';
import { hashToken } from './secrets.ts';
import { reportSecurityEvent } from './security-events.ts';
import type { Now } from './sessions.ts';

export type IssuerName = 'vneid' | 'staff';

/** Where people prove who they are. */
export interface IssuerSettings {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Strengths of sign-in that are enough here; empty takes any. */
  readonly acrValues: readonly string[];
}

export type Issuers = Readonly<Record<IssuerName, IssuerSettings>>;

export const signInJob: JobActor = { capacity: 'job', name: 'sign-in' };
const attemptLifeMinutes = 15;

/** Reads an issuer's own description once; when it does not answer, the next sign-in asks again. */
export class IssuerClients {
  readonly #settings: Issuers;
  readonly #known = new Map<IssuerName, Promise<oidc.Configuration>>();

  constructor(settings: Issuers) {
    this.#settings = settings;
  }

  settings(name: IssuerName): IssuerSettings {
    return this.#settings[name];
  }

  async get(name: IssuerName): Promise<oidc.Configuration> {
    const known = this.#known.get(name) ?? this.#discover(name);
    this.#known.set(name, known);
    try {
      return await known;
    } catch (error) {
      this.#known.delete(name);
      throw identityErrors.issuerDown({ cause: error, detail: { issuer: name } });
    }
  }

  #discover(name: IssuerName): Promise<oidc.Configuration> {
    const { url, clientId, clientSecret } = this.#settings[name];
    const plain = new URL(url).protocol === 'http:';
    return oidc.discovery(
      new URL(url),
      clientId,
      { client_secret: clientSecret, id_token_signed_response_alg: 'ES256' },
      oidc.ClientSecretBasic(clientSecret),
      {
        timeout: 10,
        // Plain http exists only between the demo and its sandbox on one machine.
        ...(plain ? { execute: [oidc.allowInsecureRequests] } : {}),
      },
    );
  }
}

export interface SignInStart {
  readonly issuer: IssuerName;
  readonly returnTo: string;
  /** Mark of the browser that begins; only the same one may end it. */
  readonly browserId: string;
  readonly redirectUri: string;
  /** Set to prove again who one is: the session that goes on, and the account that must answer. */
  readonly again?: { readonly sessionId: Id<'session'>; readonly subject: string } | undefined;
}

/** Notes the attempt and gives the address at the issuer to go to. */
export async function beginSignIn(
  database: Database,
  clients: IssuerClients,
  start: SignInStart,
  now: Now,
): Promise<URL> {
  const configuration = await clients.get(start.issuer);
  const { acrValues } = clients.settings(start.issuer);
  const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  await database.transact(signInJob, async (tx) => {
    await tx.run('delete from sign_in_attempt where created_at < $1', [now.real.subtract({ hours: 24 })]);
    await tx.run(
      'insert into sign_in_attempt (state_hash, issuer, nonce, code_verifier, browser_hash, return_to, redirect_uri, session_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [
        hashToken(state),
        start.issuer,
        nonce,
        verifier,
        hashToken(start.browserId),
        start.returnTo,
        start.redirectUri,
        start.again?.sessionId ?? null,
        now.real,
      ],
    );
  });
  return oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: start.redirectUri,
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // A telephone or a desk may be shared: the issuer asks every time who it is.
    prompt: 'login',
    max_age: '60',
    ...(acrValues.length === 0 ? {} : { acr_values: acrValues.join(' ') }),
    ...(start.again === undefined ? {} : { login_hint: start.again.subject }),
  });
}

interface Attempt {
  nonce: string;
  codeVerifier: string;
  browserHash: Buffer;
  returnTo: string;
  redirectUri: string;
  sessionId: Id<'session'> | null;
}

export interface SignInEnd {
  readonly issuer: IssuerName;
  /** Query of the call-back as it came. */
  readonly query: URLSearchParams;
  readonly browserId: string | undefined;
  readonly addressHash: string;
}

export interface Proof {
  readonly issuer: IssuerName;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly authenticatedAt: Temporal.Instant;
  readonly returnTo: string;
  readonly againSessionId: Id<'session'> | undefined;
}

/** Takes the attempt, once, in the browser that began it, and asks the issuer who it was. `cancelled` when the person went back. */
export async function endSignIn(
  database: Database,
  clients: IssuerClients,
  end: SignInEnd,
  now: Now,
): Promise<Proof | { readonly cancelled: true; readonly returnTo: string }> {
  const attempt = await takeAttempt(database, end, now);
  if (end.query.get('error') === 'access_denied') return { cancelled: true, returnTo: attempt.returnTo };
  const configuration = await clients.get(end.issuer);
  const callback = new URL(attempt.redirectUri);
  callback.search = end.query.toString();
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: attempt.codeVerifier,
      expectedState: end.query.get('state') ?? '',
      expectedNonce: attempt.nonce,
      maxAge: 60,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError('no ID token');
    return {
      issuer: end.issuer,
      subject: claims.sub,
      claims,
      acr: typeof claims['acr'] === 'string' ? claims['acr'] : '',
      amr: Array.isArray(claims['amr']) ? claims['amr'].filter((one) => typeof one === 'string') : [],
      authenticatedAt: Temporal.Instant.fromEpochMilliseconds(Number(claims.auth_time ?? claims.iat) * 1000),
      returnTo: attempt.returnTo,
      againSessionId: attempt.sessionId ?? undefined,
    };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    await reportSecurityEvent(
      database,
      { kind: 'sign-in-failed', addressHash: end.addressHash, detail: { issuer: end.issuer, reason } },
      now.real,
    );
    throw identityErrors.signInFailed({ cause: error, detail: { issuer: end.issuer, reason } });
  }
}

async function takeAttempt(database: Database, end: SignInEnd, now: Now): Promise<Attempt> {
  const stateHash = hashToken(end.query.get('state') ?? '');
  const oldest = now.real.subtract({ minutes: attemptLifeMinutes });
  const attempt = await database.transact(signInJob, (tx) =>
    tx.maybe<Attempt>(
      `update sign_in_attempt set used_at = $3 where state_hash = $1 and issuer = $2 and used_at is null and created_at > $4
       returning nonce, code_verifier as "codeVerifier", browser_hash as "browserHash", return_to as "returnTo", redirect_uri as "redirectUri", session_id as "sessionId"`,
      [stateHash, end.issuer, now.real, oldest],
    ),
  );
  if (attempt === undefined) {
    await reportSecurityEvent(
      database,
      { kind: 'sign-in-replayed', addressHash: end.addressHash, detail: { issuer: end.issuer } },
      now.real,
    );
    throw identityErrors.signInOver();
  }
  if (end.browserId === undefined || !hashToken(end.browserId).equals(attempt.browserHash)) {
    await reportSecurityEvent(
      database,
      { kind: 'sign-in-elsewhere', addressHash: end.addressHash, detail: { issuer: end.issuer } },
      now.real,
    );
    throw identityErrors.signInElsewhere();
  }
  return attempt;
}

/** The person behind an account; a citizen whom VNeID names for the first time is known from then on, an unknown official is nobody. */
export async function findPersonOfProof(tx: Tx, proof: Proof, now: Now): Promise<Id<'person'> | undefined> {
  const known = await tx.maybe<{ personId: Id<'person'>; closedAt: Temporal.Instant | null }>(
    'select person_id as "personId", closed_at as "closedAt" from sign_in_account where issuer = $1 and subject = $2',
    [proof.issuer, proof.subject],
  );
  if (known !== undefined) return known.closedAt === null ? known.personId : undefined;
  if (proof.issuer === 'staff') return undefined;
  const personId = (await findByClaims(tx, proof)) ?? (await createFromClaims(tx, proof, now));
  if (personId === undefined) return undefined;
  await tx.run(
    'insert into sign_in_account (issuer, subject, person_id, created_at) values ($1, $2, $3, $4) on conflict do nothing',
    [proof.issuer, proof.subject, personId, now.real],
  );
  return personId;
}

function paperOf(claims: Proof['claims']): { kind: 'personal-number' | 'passport'; number: string } | undefined {
  const number = claims['SoDinhDanh'] ?? claims['HoChieu'];
  const kind = claims['SoDinhDanh'] === undefined ? 'passport' : 'personal-number';
  if (typeof number !== 'string') return undefined;
  const normal = normalizeDocumentNumber(kind, number);
  return isDocumentNumber(kind, normal) ? { kind, number: normal } : undefined;
}

async function findByClaims(tx: Tx, proof: Proof): Promise<Id<'person'> | undefined> {
  const paper = paperOf(proof.claims);
  if (paper === undefined) return undefined;
  // A passport number is unique within its country only, which VNeID does not tell: two holders of one number are both left unlinked.
  const rows = await tx.rows<{ personId: Id<'person'> }>(
    'select person_id as "personId" from identity_document where kind = $1 and number = $2',
    [paper.kind, paper.number],
  );
  return rows.length === 1 ? rows[0]?.personId : undefined;
}

async function createFromClaims(tx: Tx, proof: Proof, now: Now): Promise<Id<'person'> | undefined> {
  const paper = paperOf(proof.claims);
  const name = proof.claims['HoVaTen'];
  if (paper === undefined || typeof name !== 'string' || name.trim() === '') return undefined;
  const birth = parseBirth(String(proof.claims['NgayThangNamSinh'] ?? ''));
  const id = newId<'person'>();
  await tx.run(
    `insert into person (id, full_name, birth_date, birth_precision, nationality, source, created_at) values ($1, $2, $3, $4, $5, 'vneid', $6)`,
    [
      id,
      name.normalize('NFC').trim(),
      birth?.birthDate ?? null,
      birth?.birthPrecision ?? 'unknown',
      paper.kind === 'passport' ? 'XX' : 'VN',
      now.business,
    ],
  );
  await tx.run('insert into identity_document (id, person_id, kind, number, country) values ($1, $2, $3, $4, $5)', [
    newId(),
    id,
    paper.kind,
    paper.number,
    paper.kind === 'passport' ? 'XX' : 'VN',
  ]);
  return id;
}
