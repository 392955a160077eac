import type { Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import type { BreakGlassGround } from '../model.ts';

/** One read of the person's data by an official. */
export interface ReadOfMe {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly agency: Words;
  readonly act: string;
  readonly purpose: Words;
  readonly breakGlass: boolean;
  /** Only after the person has asked for it. */
  readonly officer: { readonly name: string; readonly title: Words } | undefined;
}

interface Row {
  id: string;
  at: Temporal.Instant;
  agencyVi: string;
  agencyEn: string;
  act: string;
  purposeVi: string;
  purposeEn: string;
  breakGlassId: string | null;
}

interface NameRow {
  accessId: string;
  name: string;
  titleVi: string;
  titleEn: string;
}

/** Reads of the citizen's own data, newest first; row-level security shows no others. */
export async function listReadsOfMe(
  tx: Tx,
  page: number,
  pageSize: number,
): Promise<{ reads: ReadOfMe[]; total: number }> {
  const { total } = await tx.row<{ total: number }>('select count(*) as total from access_log');
  const rows = await tx.rows<Row>(
    `select id, at, agency_name_vi as "agencyVi", agency_name_en as "agencyEn", act, purpose_vi as "purposeVi", purpose_en as "purposeEn",
       break_glass_id as "breakGlassId" from access_log order by at desc, id desc limit $1 offset $2`,
    [pageSize, (page - 1) * pageSize],
  );
  // Apart from the rows: a function of the owner asks the database itself, and a distributed one lets it do so only on its own.
  const names = await tx.rows<NameRow>(
    'select access_id as "accessId", officer_name as name, officer_title_vi as "titleVi", officer_title_en as "titleEn" from reader_names()',
  );
  const nameOf = new Map(names.map((row) => [row.accessId, row]));
  return {
    total,
    reads: rows.map((row) => ({
      id: row.id,
      at: row.at,
      agency: { vi: row.agencyVi, en: row.agencyEn },
      act: row.act,
      purpose: { vi: row.purposeVi, en: row.purposeEn },
      breakGlass: row.breakGlassId !== null,
      officer: officerOf(nameOf.get(row.id)),
    })),
  };
}

function officerOf(row: NameRow | undefined): ReadOfMe['officer'] {
  return row && { name: row.name, title: { vi: row.titleVi, en: row.titleEn } };
}

/** Notes that the person asks for the name behind a read; false when it is no read of theirs. */
export async function askForReaderName(
  tx: Tx,
  accessId: string,
  personId: Id<'person'>,
  at: Temporal.Instant,
): Promise<boolean> {
  const mine = await tx.maybe<{ id: string }>('select id from access_log where id = $1', [accessId]);
  if (mine === undefined) return false;
  await tx.run(
    'insert into reader_name_request (access_id, person_id, at) values ($1, $2, $3) on conflict do nothing',
    [accessId, personId, at],
  );
  return true;
}

export interface OpeningOfMine {
  readonly id: string;
  readonly agency: Words;
  readonly ground: BreakGlassGround;
  readonly reference: string;
  readonly openedAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly reviewed: boolean;
}

/** Openings on a recorded ground that touched the citizen's dossiers. */
export async function listOpeningsOfMine(tx: Tx): Promise<OpeningOfMine[]> {
  const rows = await tx.rows<Omit<OpeningOfMine, 'agency'> & { agencyVi: string; agencyEn: string }>(
    `select b.id, o.agency_name_vi as "agencyVi", o.agency_name_en as "agencyEn", b.ground, b.reference, b.opened_at as "openedAt",
       coalesce(b.closed_at, b.ends_at) as "endsAt", b.reviewed_at is not null as reviewed
     from break_glass b join staff_position o on o.id = b.position_id order by b.opened_at desc limit 100`,
  );
  return rows.map(({ agencyVi, agencyEn, ...row }) => ({ ...row, agency: { vi: agencyVi, en: agencyEn } }));
}
