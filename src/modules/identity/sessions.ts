import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database.ts';
import { type Id, newId } from '../../platform/ids.ts';
import { actAs, type Delegation, isHeldOn, isInForceOn, type Position } from './model.ts';
import { hashToken, newToken } from './secrets.ts';
import { findDelegation, findPosition } from './store.ts';

export type SessionCapacity = 'citizen' | 'staff';

/** Real time: how long without a sign of life, and how long at all (ASVS 5.0, 7.3). Officials read other people's data, so theirs are shorter. */
export const sessionLimits: Readonly<
  Record<SessionCapacity, { readonly idle: Temporal.DurationLike; readonly absolute: Temporal.DurationLike }>
> = {
  citizen: { idle: { minutes: 30 }, absolute: { hours: 12 } },
  staff: { idle: { minutes: 15 }, absolute: { hours: 8 } },
};

/** A sign of life is written at most this often: a write for every page would cost more than it tells. */
const touchEverySeconds = 60;

export interface LiveSession {
  readonly id: Id<'session'>;
  readonly tokenHash: Buffer;
  readonly personId: Id<'person'>;
  readonly fullName: string;
  readonly capacity: SessionCapacity;
  readonly assuranceLevel: 1 | 2;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly authenticatedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly organisationId: Id<'organisation'> | undefined;
  readonly organisationName: { readonly vi: string; readonly en: string } | undefined;
  readonly position: Position | undefined;
  readonly delegation: Delegation | undefined;
  readonly actor: Exclude<Actor, { capacity: 'public' | 'job' }>;
}

export interface NewSession {
  readonly personId: Id<'person'>;
  readonly capacity: SessionCapacity;
  readonly positionId?: Id<'position'> | undefined;
  readonly delegationId?: Id<'delegation'> | undefined;
  readonly assuranceLevel: 1 | 2;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly device: string;
  readonly authenticatedAt: Temporal.Instant;
}

/** Opens a session; returns the token, which is known to the browser alone. */
export async function openSession(
  tx: Tx,
  wanted: NewSession,
  real: Temporal.Instant,
): Promise<{ id: Id<'session'>; token: string }> {
  const token = newToken();
  const id = newId<'session'>();
  await tx.run(
    `insert into session (id, token_hash, person_id, capacity, position_id, delegation_id, assurance_level, acr, amr, device, authenticated_at, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)`,
    [
      id,
      hashToken(token),
      wanted.personId,
      wanted.capacity,
      wanted.positionId ?? null,
      wanted.delegationId ?? null,
      wanted.assuranceLevel,
      wanted.acr,
      wanted.amr,
      wanted.device,
      wanted.authenticatedAt,
      real,
      real.add(sessionLimits[wanted.capacity].absolute),
    ],
  );
  return { id, token };
}

interface SessionRow {
  id: Id<'session'>;
  personId: Id<'person'>;
  fullName: string;
  capacity: SessionCapacity;
  positionId: Id<'position'> | null;
  delegationId: Id<'delegation'> | null;
  organisationId: Id<'organisation'> | null;
  organisationVi: string | null;
  organisationEn: string | null;
  represents: boolean;
  breakGlassId: Id<'break-glass'> | null;
  assuranceLevel: 1 | 2;
  acr: string;
  amr: string[];
  authenticatedAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
}

export interface Now {
  readonly real: Temporal.Instant;
  readonly business: Temporal.Instant;
  /** Calendar day of the business instant. */
  readonly today: Temporal.PlainDate;
}

/** What a token leads to. A page is read far more often than a session is written, so looking it up writes nothing. */
export interface FoundSession {
  /** Undefined when there is none, or it is over. */
  readonly session: LiveSession | undefined;
  /** To be written down with `noteSession`: the end of one that ran out or whose position ended, or its sign of life. */
  readonly note: SessionNote | undefined;
}

type SessionNote = { readonly id: Id<'session'> } & (
  | { readonly over: 'absolute-limit' | 'idle-limit' | 'position-ended' }
  | { readonly seen: true }
);

const nobody: FoundSession = { session: undefined, note: undefined };

/** The session of a token, in `read` of a job. */
export async function findSession(tx: Tx, token: string, now: Now): Promise<FoundSession> {
  const tokenHash = hashToken(token);
  const row = await tx.maybe<SessionRow>(
    `select s.id, s.person_id as "personId", p.full_name as "fullName", s.capacity, s.position_id as "positionId", s.delegation_id as "delegationId",
       s.organisation_id as "organisationId", n.name_vi as "organisationVi", n.name_en as "organisationEn",
       exists (select from representative r where r.organisation_id = s.organisation_id and r.person_id = s.person_id
         and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)) as represents,
       (select b.id from break_glass b where b.position_id = s.position_id and b.person_id = s.person_id and b.closed_at is null and b.opened_at <= $3 and b.ends_at > $3
         order by b.opened_at desc limit 1) as "breakGlassId",
       s.assurance_level as "assuranceLevel", s.acr, s.amr, s.authenticated_at as "authenticatedAt", s.last_seen_at as "lastSeenAt",
       s.expires_at as "expiresAt", s.ended_at as "endedAt"
     from session s join person p on p.id = s.person_id left join organisation n on n.id = s.organisation_id
     where s.token_hash = $1`,
    [tokenHash, now.today, now.business],
  );
  if (row === undefined || row.endedAt !== null) return nobody;
  const over = whyOver(row, now.real);
  if (over !== undefined) return { session: undefined, note: { id: row.id, over } };
  const session = await complete(tx, row, tokenHash, now);
  if (session === undefined) return { session, note: { id: row.id, over: 'position-ended' } };
  const silent = row.lastSeenAt.until(now.real).total('seconds');
  return { session, note: silent >= touchEverySeconds ? { id: row.id, seen: true } : undefined };
}

/** Writes down what looking a session up showed; one that ended meanwhile stays as it ended. In `transact` of a job. */
export async function noteSession(tx: Tx, note: SessionNote, real: Temporal.Instant): Promise<void> {
  if ('over' in note) await closeSession(tx, note.id, note.over, real);
  else await tx.run('update session set last_seen_at = $2 where id = $1 and ended_at is null', [note.id, real]);
}

function whyOver(row: SessionRow, real: Temporal.Instant): 'absolute-limit' | 'idle-limit' | undefined {
  if (Temporal.Instant.compare(row.expiresAt, real) <= 0) return 'absolute-limit';
  const idleEnd = row.lastSeenAt.add(sessionLimits[row.capacity].idle);
  return Temporal.Instant.compare(idleEnd, real) <= 0 ? 'idle-limit' : undefined;
}

async function complete(tx: Tx, row: SessionRow, tokenHash: Buffer, now: Now): Promise<LiveSession | undefined> {
  const common = {
    id: row.id,
    tokenHash,
    personId: row.personId,
    fullName: row.fullName,
    capacity: row.capacity,
    assuranceLevel: row.assuranceLevel,
    acr: row.acr,
    amr: row.amr,
    authenticatedAt: row.authenticatedAt,
    expiresAt: row.expiresAt,
  };
  if (row.capacity === 'citizen') {
    // A representative who ceased to be one goes on as themselves.
    const organisationId = row.represents ? (row.organisationId ?? undefined) : undefined;
    const organisationName =
      organisationId === undefined || row.organisationVi === null
        ? undefined
        : { vi: row.organisationVi, en: row.organisationEn ?? row.organisationVi };
    const actor = {
      capacity: 'citizen',
      personId: row.personId,
      assuranceLevel: row.assuranceLevel,
      ...(organisationId === undefined ? {} : { organisationId }),
    } as const;
    return { ...common, organisationId, organisationName, position: undefined, delegation: undefined, actor };
  }
  const position = row.positionId === null ? undefined : await findPosition(tx, row.positionId);
  if (position === undefined || !isHeldOn(position, now.today)) return undefined;
  const chosen = row.delegationId === null ? undefined : await findDelegation(tx, row.delegationId);
  const delegation = chosen !== undefined && isInForceOn(chosen, now.today) ? chosen : undefined;
  return {
    ...common,
    organisationId: undefined,
    organisationName: undefined,
    position,
    delegation,
    actor: actAs(position, delegation, row.breakGlassId ?? undefined),
  };
}

export async function closeSession(
  tx: Tx,
  id: Id<'session'>,
  reason: string,
  real: Temporal.Instant,
): Promise<boolean> {
  return (
    (await tx.run('update session set ended_at = $2, ended_reason = $3 where id = $1 and ended_at is null', [
      id,
      real,
      reason,
    ])) === 1
  );
}

export async function closeAllSessions(
  tx: Tx,
  personId: Id<'person'>,
  reason: string,
  real: Temporal.Instant,
): Promise<number> {
  return tx.run('update session set ended_at = $2, ended_reason = $3 where person_id = $1 and ended_at is null', [
    personId,
    real,
    reason,
  ]);
}

/** A new token for a session whose rights change: a stolen older one is worth nothing from then on. The absolute limit stays. */
export async function rotateSession(
  tx: Tx,
  id: Id<'session'>,
  change: {
    readonly positionId?: Id<'position'>;
    readonly delegationId?: Id<'delegation'> | null;
    readonly organisationId?: Id<'organisation'> | null;
    readonly authenticatedAt?: Temporal.Instant;
  },
  real: Temporal.Instant,
): Promise<string> {
  const token = newToken();
  await tx.run(
    `update session set token_hash = $2, previous_token_hash = token_hash, last_seen_at = $3, position_id = coalesce($4, position_id),
       delegation_id = case when $5 then $6 else delegation_id end, organisation_id = case when $7 then $8 else organisation_id end,
       authenticated_at = coalesce($9, authenticated_at)
     where id = $1 and ended_at is null`,
    [
      id,
      hashToken(token),
      real,
      change.positionId ?? null,
      change.delegationId !== undefined,
      change.delegationId ?? null,
      change.organisationId !== undefined,
      change.organisationId ?? null,
      change.authenticatedAt ?? null,
    ],
  );
  return token;
}

export interface SessionListing {
  readonly id: Id<'session'>;
  readonly capacity: SessionCapacity;
  readonly device: string;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** The person's open sessions, as the person: row-level security shows no others. */
export function listOwnSessions(tx: Tx, personId: Id<'person'>, real: Temporal.Instant): Promise<SessionListing[]> {
  return tx.rows<SessionListing>(
    `select id, capacity, device, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt" from session
     where person_id = $1 and ended_at is null and expires_at > $2
       and last_seen_at > $2::timestamptz - case capacity when 'staff' then interval '15 minutes' else interval '30 minutes' end
     order by last_seen_at desc`,
    [personId, real],
  );
}

/** `Chrome · Android`: enough to know one's own device again, too little to follow anyone. */
export function deviceLabel(userAgent: string | undefined): string {
  const agent = userAgent ?? '';
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['coc_coc', 'Cốc Cốc'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => agent.includes(mark as string))?.[1];
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS X', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => agent.includes(mark as string))?.[1];
  return [browser, system].filter((part) => part !== undefined).join(' · ') || 'Thiết bị khác';
}
