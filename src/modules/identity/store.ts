import type { StaffRole } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database.ts';
import type { Id } from '../../platform/ids.ts';
import { identityErrors } from './errors.ts';
import {
  type BirthPrecision,
  type Delegation,
  type DocumentKind,
  type Gender,
  type IdentityDocument,
  isHeldOn,
  normalizeDocumentNumber,
  type Organisation,
  type PersonFacts,
  type Position,
} from './model.ts';

interface PersonRow {
  id: Id<'person'>;
  fullName: string;
  birthDate: Temporal.PlainDate | null;
  birthPrecision: BirthPrecision;
  gender: Gender | null;
  nationality: string;
  ethnicity: string | null;
  unitId: Id<'unit'> | null;
  address: string | null;
  phone: string | null;
  email: string | null;
  synthetic: boolean;
}

const personColumns = `p.id, p.full_name as "fullName", p.birth_date as "birthDate", p.birth_precision as "birthPrecision", p.gender, p.nationality, p.ethnicity,
  p.unit_id as "unitId", p.address, p.phone, p.email, p.synthetic`;
const documentColumns = 'd.person_id as "personId", d.kind, d.number, d.country, d.valid_to as "validTo"';

/**
 * Facts of people, in no order; who may not be read is left out: a citizen reads themselves and their wards, an official those whom
 * their agency is involved with.
 */
export async function listPersonFacts(
  tx: Tx,
  personIds: readonly Id<'person'>[],
  on: Temporal.PlainDate,
): Promise<PersonFacts[]> {
  if (personIds.length === 0) return [];
  const past = tx.actor === 'owner' || tx.actor.capacity === 'job';
  const people = await tx.rows<PersonRow>(
    past
      ? `select ${personColumns} from person p where p.id = any ($1::uuid[])`
      : `select ${personColumns} from person_facts($1::uuid[], $2) p`,
    past ? [personIds] : [personIds, on],
  );
  const documents = await tx.rows<{
    personId: string;
    kind: DocumentKind;
    number: string;
    country: string;
    validTo: Temporal.PlainDate | null;
  }>(
    past
      ? `select ${documentColumns} from identity_document d where d.person_id = any ($1::uuid[]) order by d.kind`
      : `select ${documentColumns} from person_documents($1::uuid[], $2) d order by d.kind`,
    past ? [personIds] : [personIds, on],
  );
  return people.map((row) =>
    toFacts(
      row,
      documents
        .filter((one) => one.personId === row.id)
        .map(({ personId: _personId, validTo, ...rest }) => ({ ...rest, validTo: validTo ?? undefined })),
    ),
  );
}

export async function findPersonFacts(
  tx: Tx,
  personId: Id<'person'>,
  on: Temporal.PlainDate,
): Promise<PersonFacts | undefined> {
  return (await listPersonFacts(tx, [personId], on))[0];
}

export async function getPersonFacts(tx: Tx, personId: Id<'person'>, on: Temporal.PlainDate): Promise<PersonFacts> {
  const facts = await findPersonFacts(tx, personId, on);
  if (facts === undefined) throw identityErrors.personNotFound({ detail: { personId } });
  return facts;
}

function toFacts(row: PersonRow, documents: readonly IdentityDocument[]): PersonFacts {
  return {
    ...row,
    birthDate: row.birthDate ?? undefined,
    gender: row.gender ?? undefined,
    ethnicity: row.ethnicity ?? undefined,
    unitId: row.unitId ?? undefined,
    address: row.address ?? undefined,
    phone: row.phone ?? undefined,
    email: row.email ?? undefined,
    documents,
  };
}

export interface Ward {
  readonly personId: Id<'person'>;
  readonly ground: { readonly vi: string; readonly en: string };
}

/** Those for whom this citizen acts as guardian. */
export async function listWards(tx: Tx, guardianId: Id<'person'>, on: Temporal.PlainDate): Promise<Ward[]> {
  const rows = await tx.rows<{ personId: Id<'person'>; groundVi: string; groundEn: string }>(
    `select ward_id as "personId", ground_vi as "groundVi", ground_en as "groundEn" from guardianship
     where guardian_id = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by valid_from`,
    [guardianId, on],
  );
  return rows.map((row) => ({ personId: row.personId, ground: { vi: row.groundVi, en: row.groundEn } }));
}

export interface PaperInHand {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly country?: string | undefined;
}

/**
 * At the counter: the holder of exactly this paper; the agency is involved with them from then on. In `transact`, by reception or specialist.
 * The caller records the read (`recordRead`, act `look-up`).
 */
export async function findPersonByDocument(
  tx: Tx,
  paper: PaperInHand,
  on: Temporal.PlainDate,
  at: Temporal.Instant,
): Promise<PersonFacts | undefined> {
  const number = normalizeDocumentNumber(paper.kind, paper.number);
  const past = tx.actor === 'owner' || tx.actor.capacity === 'job';
  const found = past
    ? await tx.maybe<{ id: Id<'person'> }>(
        'select person_id as id from identity_document where kind = $1 and country = $2 and number = $3',
        [paper.kind, paper.country ?? 'VN', number],
      )
    : await tx.row<{ id: Id<'person'> | null }>('select find_person_by_document($1, $2, $3, $4, $5) as id', [
        paper.kind,
        paper.country ?? 'VN',
        number,
        on,
        at,
      ]);
  return found === undefined || found.id === null ? undefined : findPersonFacts(tx, found.id, on);
}

/** A dossier goes to these agencies: from now on their officials may read the facts of its people. */
export async function involveAgencies(
  tx: Tx,
  input: {
    readonly personIds: readonly Id<'person'>[];
    readonly agencyIds: readonly Id<'agency'>[];
    readonly ground: string;
    readonly on: Temporal.PlainDate;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  if (input.personIds.length === 0 || input.agencyIds.length === 0) return;
  if (tx.actor === 'owner' || tx.actor.capacity === 'job') {
    await tx.run(
      'insert into person_agency (person_id, agency_id, ground, since) select p, a, $3, $4 from unnest($1::uuid[]) p cross join unnest($2::uuid[]) a on conflict do nothing',
      [input.personIds, input.agencyIds, input.ground, input.at],
    );
    return;
  }
  await tx.rows('select involve_agencies($1::uuid[], $2::uuid[], $3, $4, $5)', [
    input.personIds,
    input.agencyIds,
    input.ground,
    input.on,
    input.at,
  ]);
}

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

/** Who may take work of a role and field in an agency on a day: those who answer for the field by name come before those who answer for all. */
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
     order by (o.fields = '{}'), o.valid_from, o.id`,
    [agencyId, role, field ?? null, on],
  );
  return rows.map(toPosition);
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

/** Positions by name, title or agency, without diacritics; `all` shows former ones too. */
export async function searchPositions(tx: Tx, on: Temporal.PlainDate): Promise<Position[]> {
  const rows = await tx.rows<PositionRow>(
    `select ${positionColumns} from staff_position o order by o.agency_key, o.roles, o.holder_name`,
  );
  return rows.map(toPosition).filter((position) => isHeldOn(position, on) || position.validTo !== undefined);
}

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
