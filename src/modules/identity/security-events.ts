import { type Database, json, type Tx } from '../../platform/database.ts';
import { newId } from '../../platform/ids.ts';

export const securityEventKinds = [
  'signed-in',
  'signed-out',
  'signed-out-everywhere',
  'proved-again',
  'sign-in-replayed',
  'sign-in-elsewhere',
  'sign-in-failed',
  'sign-in-unknown',
  'sign-in-refused',
  'csrf-refused',
  'position-switched',
  'break-glass-opened',
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];

export interface SecurityEvent {
  readonly kind: SecurityEventKind;
  readonly personId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly addressHash?: string | undefined;
  /** Ids and codes only. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes what happened with sign-in and sessions; in a transaction of a job. */
export async function recordSecurityEvent(tx: Tx, event: SecurityEvent, real: Temporal.Instant): Promise<void> {
  await tx.run(
    'insert into security_event (id, at, kind, person_id, session_id, address_hash, detail) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      newId(),
      real,
      event.kind,
      event.personId ?? null,
      event.sessionId ?? null,
      event.addressHash ?? null,
      json(event.detail ?? {}),
    ],
  );
}

/** As above in a transaction of its own, for refusals that undo whatever else was begun. */
export async function reportSecurityEvent(
  database: Database,
  event: SecurityEvent,
  real: Temporal.Instant,
): Promise<void> {
  await database.transact({ capacity: 'job', name: 'sign-in' }, (tx) => recordSecurityEvent(tx, event, real));
}
