import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { BreakGlassGround } from '../model.ts';

export interface OpeningListing {
  readonly id: Id<'break-glass'>;
  readonly dossierId: Id<'dossier'>;
  readonly dossierCode: string;
  readonly ground: BreakGlassGround;
  readonly reference: string;
  readonly openedAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  readonly reviewedAt: Temporal.Instant | null;
  readonly reviewNote: string | null;
  readonly officerId: Id<'person'>;
  readonly officerName: string;
  readonly agencyVi: string;
  readonly agencyEn: string;
}

const columns = `b.id, b.dossier_id as "dossierId", b.dossier_code as "dossierCode", b.ground, b.reference, b.opened_at as "openedAt", b.ends_at as "endsAt",
  b.closed_at as "closedAt", b.reviewed_at as "reviewedAt", b.review_note as "reviewNote", b.person_id as "officerId", o.holder_name as "officerName", o.agency_name_vi as "agencyVi", o.agency_name_en as "agencyEn"`;

/** What the acting position has opened; row-level security shows no others. */
export function listOwnOpenings(tx: Tx): Promise<OpeningListing[]> {
  return tx.rows<OpeningListing>(
    `select ${columns} from break_glass b join staff_position o on o.id = b.position_id order by b.opened_at desc limit 50`,
  );
}

/** The ground on which the acting position may read a dossier at that time; undefined without one. */
export async function findOwnOpening(
  tx: Tx,
  dossierId: Id<'dossier'>,
  at: Temporal.Instant,
): Promise<OpeningListing | undefined> {
  return (await listOwnOpenings(tx)).find(
    (one) => one.dossierId === dossierId && one.closedAt === null && Temporal.Instant.compare(at, one.endsAt) < 0,
  );
}

/** Every opening, for the auditor. */
export function listAllOpenings(tx: Tx, today: Temporal.PlainDate): Promise<OpeningListing[]> {
  return tx.rows<OpeningListing>(
    `select ${columns} from audit_break_glass($1, 200) b join staff_position o on o.id = b.position_id order by b.opened_at desc`,
    [today],
  );
}
