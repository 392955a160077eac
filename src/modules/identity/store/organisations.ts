import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { Organisation } from '../model.ts';

interface OrganisationRow {
  id: Id<'organisation'>;
  nameVi: string;
  nameEn: string;
  kind: Organisation['kind'];
  identifier: string;
  unitId: Id<'unit'> | null;
  address: string | null;
}

function toOrganisation(row: OrganisationRow): Organisation {
  const { nameVi, nameEn, unitId, address, ...rest } = row;
  return { ...rest, name: { vi: nameVi, en: nameEn }, unitId: unitId ?? undefined, address: address ?? undefined };
}

const organisationColumns =
  'n.id, n.name_vi as "nameVi", n.name_en as "nameEn", n.kind, n.identifier, n.unit_id as "unitId", n.address';

export async function findOrganisation(tx: Tx, id: Id<'organisation'>): Promise<Organisation | undefined> {
  const row = await tx.maybe<OrganisationRow>(`select ${organisationColumns} from organisation n where n.id = $1`, [
    id,
  ]);
  return row && toOrganisation(row);
}

/** Organisations that a person represents on a day. */
export async function listOrganisationsOf(
  tx: Tx,
  personId: Id<'person'>,
  on: Temporal.PlainDate,
): Promise<Organisation[]> {
  const rows = await tx.rows<OrganisationRow>(
    `select ${organisationColumns} from representative r join organisation n on n.id = r.organisation_id
     where r.person_id = $1 and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2) order by n.name_vi`,
    [personId, on],
  );
  return rows.map(toOrganisation);
}
