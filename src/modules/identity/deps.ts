import type { Clock } from '../../platform/clock.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { dateOf } from '../../platform/text.ts';
import type { Vault } from '../../platform/vault.ts';
import type { Now } from './sessions.ts';
import type { Issuers } from './sign-in.ts';

/** What the room needs of rooms below it; `src/app` connects them. */
/** A field of work (lĩnh vực) as the catalogue names it. */
export interface FieldName {
  readonly key: string;
  readonly name: Words;
}

export interface IdentityPorts {
  /** How many open dossiers a position holds: a leaver hands them over first. */
  countOpenDossiers(tx: Tx, positionId: Id<'position'>): Promise<number>;
  /** The dossier behind a code, past the wall of agencies, for somebody who gives a recorded ground. */
  findDossierForGround(
    tx: Tx,
    code: string,
  ): Promise<{ readonly dossierId: Id<'dossier'>; readonly subjectPersonIds: readonly Id<'person'>[] } | undefined>;
  /** Codes of dossiers of whatever agency, for an auditor. */
  listCodesForAudit(
    tx: Tx,
    ids: readonly Id<'dossier'>[],
    today: Temporal.PlainDate,
  ): Promise<ReadonlyMap<Id<'dossier'>, string>>;
  /** Fields of work by name, for choosing; without it they are shown and typed by key. */
  listFields?(tx: Tx): Promise<readonly FieldName[]>;
}

export interface IdentityDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Secret of the installation; keys of tokens and of hashed addresses come from it. */
  readonly secret: string;
  /** Seals what somebody had typed when their session ran out. */
  readonly vault: Vault;
  /** https: `__Host-` cookies. Off only on the plain http of the demo. */
  readonly secure: boolean;
  /** Origins that people reach us under; the first is the usual one. */
  readonly origins: readonly string[];
  readonly issuers: Issuers;
  /** The day on which a demonstration is set; left out where the services are the real ones. */
  readonly setting?: Temporal.PlainDate;
  readonly ports: IdentityPorts;
}

export function nowOf(clock: Clock): Now {
  const business = clock.business();
  return { real: clock.real(), business, today: dateOf(business) };
}

/** The catalogue's fields, or none where it is not connected. */
export async function fieldsOf(deps: Pick<IdentityDeps, 'ports'>, tx: Tx): Promise<readonly FieldName[]> {
  return (await deps.ports.listFields?.(tx)) ?? [];
}
