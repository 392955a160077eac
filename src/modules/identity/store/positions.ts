import type { StaffRole } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { identityErrors } from '../errors.ts';
import type { Position } from '../model.ts';

interface PositionRow {
  id: Id<'position'>;
  personId: Id<'person'>;
  holderName: string;
  agencyId: Id<'agency'>;
  agencyKey: string;
  agencyNameVi: string;
  agencyNameEn: string;
  titleVi: string;
  titleEn: string;
  roles: StaffRole[];
  fields: string[];
  validFrom: Temporal.PlainDate;
  validTo: Temporal.PlainDate | null;
}

const positionColumns = `o.id, o.person_id as "personId", o.holder_name as "holderName", o.agency_id as "agencyId", o.agency_key as "agencyKey",
  o.agency_name_vi as "agencyNameVi", o.agency_name_en as "agencyNameEn", o.title_vi as "titleVi", o.title_en as "titleEn", o.roles, o.fields,
  o.valid_from as "validFrom", o.valid_to as "validTo"`;

function toPosition(row: PositionRow): Position {
  const { agencyNameVi, agencyNameEn, titleVi, titleEn, validTo, ...rest } = row;
  return {
    ...rest,
    agencyName: { vi: agencyNameVi, en: agencyNameEn },
    title: { vi: titleVi, en: titleEn },
    validTo: validTo ?? undefined,
  };
}

/** Positions that a person holds on a day, the longest held first. */
export async function listPositions(tx: Tx, personId: Id<'person'>, on: Temporal.PlainDate): Promise<Position[]> {
  const rows = await tx.rows<PositionRow>(
    `select ${positionColumns} from staff_position o where o.person_id = $1 and o.valid_from <= $2 and (o.valid_to is null or o.valid_to > $2) order by o.valid_from, cardinality(o.roles) desc, o.agency_key`,
    [personId, on],
  );
  return rows.map(toPosition);
}

export async function findPosition(tx: Tx, id: Id<'position'>): Promise<Position | undefined> {
  const row = await tx.maybe<PositionRow>(`select ${positionColumns} from staff_position o where o.id = $1`, [id]);
  return row && toPosition(row);
}

/** Also one that has ended: documents of the past name it. */
export async function getPosition(tx: Tx, id: Id<'position'>): Promise<Position> {
  const position = await findPosition(tx, id);
  if (position === undefined) throw identityErrors.positionNotFound({ detail: { id } });
  return position;
}

export async function listPositionsByIds(tx: Tx, ids: readonly Id<'position'>[]): Promise<Position[]> {
  return (
    await tx.rows<PositionRow>(`select ${positionColumns} from staff_position o where o.id = any ($1::uuid[])`, [ids])
  ).map(toPosition);
}

/**
 * Who may take work of a role and field in an agency on a day: whoever stays before whoever is known to leave, then those who answer for the
 * field by name before those who answer for all.
 */
export async function officersOf(
  tx: Tx,
  agencyId: Id<'agency'>,
  role: StaffRole,
  field: string | undefined,
  on: Temporal.PlainDate,
): Promise<Position[]> {
  const rows = await tx.rows<PositionRow>(
    `select ${positionColumns} from staff_position o
     where o.agency_id = $1 and $2 = any (o.roles) and o.valid_from <= $4 and (o.valid_to is null or o.valid_to > $4)
       and ($3::text is null or o.fields = '{}' or $3 = any (o.fields))
     order by (o.valid_to is not null), (o.fields = '{}'), o.valid_from, o.id`,
    [agencyId, role, field ?? null, on],
  );
  return rows.map(toPosition);
}

/** Positions that have ended by a day. */
export async function listEndedPositions(tx: Tx, on: Temporal.PlainDate): Promise<Id<'position'>[]> {
  return (await tx.rows<{ id: Id<'position'> }>('select id from staff_position where valid_to <= $1', [on])).map(
    (row) => row.id,
  );
}

/** Everybody in office in an agency on a day, for choosing whom to hand work to. */
export async function listPositionsOfAgency(
  tx: Tx,
  agencyId: Id<'agency'>,
  on: Temporal.PlainDate,
): Promise<Position[]> {
  const rows = await tx.rows<PositionRow>(
    `select ${positionColumns} from staff_position o where o.agency_id = $1 and o.valid_from <= $2 and (o.valid_to is null or o.valid_to > $2) order by o.roles, o.holder_name`,
    [agencyId, on],
  );
  return rows.map(toPosition);
}

/** Subject of the signing certificate of an official, as sandbox and real authorities for official use write it. */
export function certificateSubjectOf(position: Position): {
  readonly commonName: string;
  readonly organisation: string;
  readonly title: string;
  readonly country: 'VN';
} {
  return {
    commonName: position.holderName,
    organisation: position.agencyName.vi,
    title: position.title.vi,
    country: 'VN',
  };
}

/** Every position there is or was, by agency, for the administrator. */
export async function listAllPositions(tx: Tx): Promise<Position[]> {
  const rows = await tx.rows<PositionRow>(
    `select ${positionColumns} from staff_position o order by o.agency_key, o.roles, o.holder_name`,
  );
  return rows.map(toPosition);
}
