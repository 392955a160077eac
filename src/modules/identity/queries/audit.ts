import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

export interface AccessListing {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly officerName: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly agencyVi: string;
  readonly agencyEn: string;
  readonly act: string;
  readonly purposeVi: string;
  readonly purposeEn: string;
  readonly breakGlass: boolean;
  readonly dossierIds: readonly Id<'dossier'>[];
  readonly personCount: number;
}

export interface AccessFilter {
  /** Reads before this instant. */
  readonly before: Temporal.Instant;
  /** Of these officials only. */
  readonly persons: readonly Id<'person'>[] | undefined;
  /** Of this dossier only, alone or in a list. */
  readonly dossierId: Id<'dossier'> | undefined;
}

/** Reads, newest first; the database tests that an auditor asks. */
export function listAccess(
  tx: Tx,
  today: Temporal.PlainDate,
  { before, persons, dossierId }: AccessFilter,
  limit: number,
): Promise<AccessListing[]> {
  return tx.rows<AccessListing>(
    `select id, at, officer_name as "officerName", officer_title_vi as "titleVi", officer_title_en as "titleEn", agency_name_vi as "agencyVi", agency_name_en as "agencyEn",
       act, purpose_vi as "purposeVi", purpose_en as "purposeEn", break_glass_id is not null as "breakGlass",
       dossier_ids as "dossierIds", cardinality(subject_person_ids) as "personCount"
     from audit_access_log($1, $2, $3::uuid[], $4, $5)`,
    [today, before, persons ?? null, dossierId ?? null, limit],
  );
}

export interface SecurityListing {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly addressHash: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly personId: Id<'person'> | null;
  readonly personName: string | null;
  /** Names of officials are no secret; those of citizens are read. */
  readonly official: boolean;
}

export function listSecurityEvents(
  tx: Tx,
  today: Temporal.PlainDate,
  before: Temporal.Instant,
  kind: string | undefined,
  limit: number,
): Promise<SecurityListing[]> {
  return tx.rows<SecurityListing>(
    `select id, at, kind, address_hash as "addressHash", detail, person_id as "personId", person_name as "personName", official
     from audit_security_events($1, $2, $3, $4)`,
    [today, before, kind ?? null, limit],
  );
}
