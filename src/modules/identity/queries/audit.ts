import type { Tx } from '../../../platform/database.ts';

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
  readonly dossierCount: number;
  readonly personCount: number;
}

/** Reads before an instant, newest first; the database tests that an auditor asks. */
export function listAccess(
  tx: Tx,
  today: Temporal.PlainDate,
  before: Temporal.Instant,
  limit: number,
): Promise<AccessListing[]> {
  return tx.rows<AccessListing>(
    `select id, at, officer_name as "officerName", officer_title_vi as "titleVi", officer_title_en as "titleEn", agency_name_vi as "agencyVi", agency_name_en as "agencyEn",
       act, purpose_vi as "purposeVi", purpose_en as "purposeEn", break_glass_id is not null as "breakGlass",
       cardinality(dossier_ids) as "dossierCount", cardinality(subject_person_ids) as "personCount"
     from audit_access_log($1, $2, null, $3)`,
    [today, before, limit],
  );
}

export interface SecurityListing {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly kind: string;
  readonly addressHash: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly personId: string | null;
}

export function listSecurityEvents(
  tx: Tx,
  today: Temporal.PlainDate,
  before: Temporal.Instant,
  kind: string | undefined,
  limit: number,
): Promise<SecurityListing[]> {
  return tx.rows<SecurityListing>(
    'select id, at, kind, address_hash as "addressHash", detail, person_id as "personId" from audit_security_events($1, $2, $3, $4)',
    [today, before, kind ?? null, limit],
  );
}
