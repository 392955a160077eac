import type { Database } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { identityErrors } from '../errors.ts';
import type { Position } from '../model.ts';
import { recordSecurityEvent, reportSecurityEvent } from '../security-events.ts';
import { closeSession, type LiveSession, type Now, openSession, rotateSession } from '../sessions.ts';
import { findPersonOfProof, type Proof, signInJob } from '../sign-in.ts';
import { listDelegationsTo, listPositions } from '../store.ts';

export interface EnterInput {
  /** The session that this browser had; it ends, so that one capacity stays one. */
  readonly previous: LiveSession | undefined;
  readonly requiredAcr: readonly string[];
  readonly addressHash: string;
  readonly device: string;
}

export interface Entered {
  readonly token: string;
  /** Where to go when no page was asked for. */
  readonly home: string;
}

/** Opens a session for whoever the issuer named. */
export async function enter(database: Database, proof: Proof, input: EnterInput, now: Now): Promise<Entered> {
  const refuse = async (
    error: ReturnType<typeof identityErrors.noPosition>,
    kind: 'sign-in-unknown' | 'sign-in-refused',
    personId?: string,
  ) => {
    await reportSecurityEvent(
      database,
      { kind, personId, addressHash: input.addressHash, detail: { issuer: proof.issuer, code: error.code } },
      now.real,
    );
    return error;
  };
  if (input.requiredAcr.length > 0 && !input.requiredAcr.includes(proof.acr))
    throw await refuse(identityErrors.secondFactorMissing(), 'sign-in-refused');
  const outcome = await database.transact(signInJob, async (tx) => {
    const personId = await findPersonOfProof(tx, proof, now);
    if (personId === undefined) return { refused: undefined };
    const post = proof.issuer === 'staff' ? await firstPost(tx, personId, now) : undefined;
    if (proof.issuer === 'staff' && post === undefined) return { refused: personId };
    if (input.previous !== undefined) await closeSession(tx, input.previous.id, 'signed-in-anew', now.real);
    const opened = await openSession(
      tx,
      {
        personId,
        capacity: proof.issuer === 'staff' ? 'staff' : 'citizen',
        positionId: post?.position.id,
        delegationId: post?.delegationId,
        assuranceLevel: proof.claims['level'] === '02' || proof.issuer === 'staff' ? 2 : 1,
        acr: proof.acr,
        amr: proof.amr,
        device: input.device,
        authenticatedAt: proof.authenticatedAt,
      },
      now.real,
    );
    await recordSecurityEvent(
      tx,
      {
        kind: 'signed-in',
        personId,
        sessionId: opened.id,
        addressHash: input.addressHash,
        detail: { issuer: proof.issuer, acr: proof.acr },
      },
      now.real,
    );
    return { token: opened.token, home: post === undefined ? '/tai-khoan' : homeOf(post.position) };
  });
  if ('refused' in outcome) {
    throw await refuse(
      proof.issuer === 'staff' ? identityErrors.noPosition() : identityErrors.signInFailed(),
      outcome.refused === undefined ? 'sign-in-unknown' : 'sign-in-refused',
      outcome.refused,
    );
  }
  return outcome;
}

/** The first position, and its delegation where there is exactly one: a deputy who signs for the head every day should not have to choose it every day. */
async function firstPost(
  tx: Parameters<typeof listPositions>[0],
  personId: Id<'person'>,
  now: Now,
): Promise<{ position: Position; delegationId: Id<'delegation'> | undefined } | undefined> {
  const position = (await listPositions(tx, personId, now.today))[0];
  if (position === undefined) return undefined;
  const delegations = await listDelegationsTo(tx, position.id, now.today);
  return { position, delegationId: delegations.length === 1 ? delegations[0]?.id : undefined };
}

export function homeOf(position: Position): string {
  if (position.roles.includes('auditor')) return '/kiem-toan/truy-cap';
  return position.roles.includes('administrator') ? '/quan-tri/nhan-su' : '/mot-cua';
}

/** The same person proved again who they are: the session goes on under a new token. */
export async function proveAgain(
  database: Database,
  proof: Proof,
  current: LiveSession | undefined,
  input: Pick<EnterInput, 'requiredAcr' | 'addressHash'>,
  now: Now,
): Promise<string> {
  const { addressHash } = input;
  const weak = input.requiredAcr.length > 0 && !input.requiredAcr.includes(proof.acr);
  const token = await database.transact(signInJob, async (tx) => {
    if (weak) return undefined;
    const personId = await findPersonOfProof(tx, proof, now);
    if (current === undefined || current.id !== proof.againSessionId || personId !== current.personId) return undefined;
    await recordSecurityEvent(tx, { kind: 'proved-again', personId, sessionId: current.id, addressHash }, now.real);
    return rotateSession(tx, current.id, { authenticatedAt: proof.authenticatedAt }, now.real);
  });
  if (token !== undefined) return token;
  await reportSecurityEvent(
    database,
    {
      kind: 'sign-in-refused',
      personId: current?.personId,
      sessionId: current?.id,
      addressHash,
      detail: { issuer: proof.issuer, reason: weak ? 'second factor missing' : 'another person' },
    },
    now.real,
  );
  throw weak
    ? identityErrors.secondFactorMissing()
    : identityErrors.signInFailed({ detail: { reason: 'another person proved again' } });
}
