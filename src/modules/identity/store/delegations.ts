import type { StaffRole } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { Delegation } from '../model.ts';

interface DelegationRow {
  id: Id<'delegation'>;
  number: string;
  documentDate: Temporal.PlainDate;
  agencyId: Id<'agency'>;
  form: Delegation['form'];
  principalPositionId: Id<'position'>;
  principalName: string;
  principalTitleVi: string;
  principalTitleEn: string;
  principalRoles: StaffRole[];
  deputyPositionId: Id<'position'>;
  deputyName: string;
  deputyTitleVi: string;
  deputyTitleEn: string;
  procedures: string[];
  fields: string[];
  validFrom: Temporal.PlainDate;
  validTo: Temporal.PlainDate;
  revokedOn: Temporal.PlainDate | null;
}

const delegationSelect = `select g.id, g.number, g.document_date as "documentDate", g.agency_id as "agencyId", g.form, g.principal_position_id as "principalPositionId",
    a.holder_name as "principalName", a.title_vi as "principalTitleVi", a.title_en as "principalTitleEn", a.roles as "principalRoles",
    g.deputy_position_id as "deputyPositionId", b.holder_name as "deputyName", b.title_vi as "deputyTitleVi", b.title_en as "deputyTitleEn",
    g.procedures, g.fields, g.valid_from as "validFrom", g.valid_to as "validTo", g.revoked_on as "revokedOn"
  from delegation g join staff_position a on a.id = g.principal_position_id join staff_position b on b.id = g.deputy_position_id`;

function toDelegation(row: DelegationRow): Delegation {
  const { principalTitleVi, principalTitleEn, deputyTitleVi, deputyTitleEn, revokedOn, ...rest } = row;
  return {
    ...rest,
    principalTitle: { vi: principalTitleVi, en: principalTitleEn },
    deputyTitle: { vi: deputyTitleVi, en: deputyTitleEn },
    revokedOn: revokedOn ?? undefined,
  };
}

export async function findDelegation(tx: Tx, id: Id<'delegation'>): Promise<Delegation | undefined> {
  const row = await tx.maybe<DelegationRow>(`${delegationSelect} where g.id = $1`, [id]);
  return row && toDelegation(row);
}

/** Delegations that a position may use on a day. */
export async function listDelegationsTo(tx: Tx, deputy: Id<'position'>, on: Temporal.PlainDate): Promise<Delegation[]> {
  const rows = await tx.rows<DelegationRow>(
    `${delegationSelect} where g.deputy_position_id = $1 and g.valid_from <= $2 and g.valid_to > $2 and (g.revoked_on is null or g.revoked_on > $2) order by g.document_date desc`,
    [deputy, on],
  );
  return rows.map(toDelegation);
}

export async function listDelegations(tx: Tx): Promise<Delegation[]> {
  return (await tx.rows<DelegationRow>(`${delegationSelect} order by g.document_date desc, g.number limit 500`)).map(
    toDelegation,
  );
}
