import type { Tx } from '../../platform/database.ts';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { territoryErrors } from './errors.ts';
import type { Agency, AgencyKind, DecidingLevel, Succession, Unit, UnitLevel } from './model.ts';
import { placeUnits, type UnitHistory, type UnitsOnMap } from './unit-history.ts';

interface UnitRow {
  id: Id<'unit'>;
  code: string;
  nameVi: string;
  nameEn: string;
  shortName: string;
  level: UnitLevel;
  parentId: Id<'unit'> | null;
  validFrom: Temporal.PlainDate;
  validTo: Temporal.PlainDate | null;
}

interface AgencyRow {
  id: Id<'agency'>;
  key: string;
  nameVi: string;
  nameEn: string;
  kind: AgencyKind;
  unitId: Id<'unit'>;
  parentId: Id<'agency'> | null;
  identifier: string;
  identifierCertainty: Agency['identifierCertainty'];
  addressVi: string | null;
  addressEn: string | null;
  phone: string | null;
  validFrom: Temporal.PlainDate;
  validTo: Temporal.PlainDate | null;
}

const unitColumns = `u.id, u.code, u.name_vi as "nameVi", u.name_en as "nameEn", u.short_name as "shortName", u.level, u.parent_id as "parentId",
  u.valid_from as "validFrom", u.valid_to as "validTo"`;
const agencyColumns = `a.id, a.key, a.name_vi as "nameVi", a.name_en as "nameEn", a.kind, a.unit_id as "unitId", a.parent_id as "parentId", a.identifier,
  a.identifier_certainty as "identifierCertainty", a.address_vi as "addressVi", a.address_en as "addressEn", a.phone,
  a.valid_from as "validFrom", a.valid_to as "validTo"`;

export async function findUnit(tx: Tx, id: Id<'unit'>): Promise<Unit | undefined> {
  const row = await tx.maybe<UnitRow>(`select ${unitColumns} from unit u where u.id = $1`, [id]);
  return row && toUnit(row);
}

export async function getUnit(tx: Tx, id: Id<'unit'>): Promise<Unit> {
  const unit = await findUnit(tx, id);
  if (unit === undefined) throw territoryErrors.unitNotFound({ detail: { id } });
  return unit;
}

/** The unit that carries this code on this date; a code alone names nothing. */
export async function findUnitByCode(tx: Tx, code: string, onDate: Temporal.PlainDate): Promise<Unit | undefined> {
  const rows = await tx.rows<UnitRow>(
    `select ${unitColumns} from unit u where u.code = $1 and u.valid_from <= $2 and (u.valid_to is null or u.valid_to > $2)`,
    [code, onDate],
  );
  return rows.length === 1 ? toUnit(rows[0] as UnitRow) : undefined;
}

export async function listUnits(tx: Tx, onDate: Temporal.PlainDate, level?: UnitLevel): Promise<Unit[]> {
  const rows = await tx.rows<UnitRow>(
    `select ${unitColumns} from unit u
     where u.valid_from <= $1 and (u.valid_to is null or u.valid_to > $1) and ($2::text is null or u.level = $2)
     order by u.code`,
    [onDate, level ?? null],
  );
  return rows.map(toUnit);
}

/** Communes on a date, in the order of their districts. */
export function listCommunes(tx: Tx, onDate: Temporal.PlainDate): Promise<Unit[]> {
  return listUnits(tx, onDate, 'commune');
}

/** The unit and what it belongs to, from itself up to the province. */
export async function listAncestors(tx: Tx, id: Id<'unit'>): Promise<Unit[]> {
  const rows = await tx.rows<UnitRow>(
    `with recursive up as (
       select u.*, 0 as depth from unit u where u.id = $1
       union all select p.*, up.depth + 1 from unit p join up on p.id = up.parent_id
     ) select ${unitColumns} from up u order by u.depth`,
    [id],
  );
  return rows.map(toUnit);
}

/** Changes when any unit or succession does: whoever keeps the map in memory reads it again then. */
export async function territoryMark(tx: Tx): Promise<string> {
  const { mark } = await tx.row<{ mark: string }>(
    `select md5(concat((select string_agg(concat_ws('|', id, code, name_vi, name_en, short_name, level, parent_id, valid_from, valid_to), ';' order by id) from unit),
       (select string_agg(concat_ws('|', from_unit_id, to_unit_id, effective_on, coverage), ';' order by from_unit_id, to_unit_id, effective_on) from unit_succession))) as mark`,
  );
  return mark;
}

export async function listSuccessions(tx: Tx, from: Id<'unit'>): Promise<Succession[]> {
  return tx.rows<Succession>(
    `select from_unit_id as "fromUnitId", to_unit_id as "toUnitId", effective_on as "on", coverage, document
     from unit_succession where from_unit_id = $1 order by effective_on, to_unit_id`,
    [from],
  );
}

/** All units ever known and their successions, for questions about more than one map. */
export async function readUnitHistory(tx: Tx): Promise<UnitHistory> {
  const [units, successions] = await Promise.all([
    tx.rows<UnitRow>(`select ${unitColumns} from unit u order by u.code, u.valid_from`),
    tx.rows<Succession>(
      `select from_unit_id as "fromUnitId", to_unit_id as "toUnitId", effective_on as "on", coverage, document from unit_succession
       order by effective_on, to_unit_id`,
    ),
  ]);
  return { units: units.map(toUnit), successions };
}

/** For each unit ever known: the units of the map in force on `onDate` that hold all of it, so that a figure recorded under an old unit rolls up under a new map. */
export async function rollUpMap(tx: Tx, onDate: Temporal.PlainDate): Promise<UnitsOnMap> {
  return placeUnits(await readUnitHistory(tx), onDate).within;
}

export async function findAgency(tx: Tx, id: Id<'agency'>): Promise<Agency | undefined> {
  const row = await tx.maybe<AgencyRow>(`select ${agencyColumns} from agency a where a.id = $1`, [id]);
  return row && toAgency(row);
}

export async function getAgency(tx: Tx, id: Id<'agency'>): Promise<Agency> {
  const agency = await findAgency(tx, id);
  if (agency === undefined) throw territoryErrors.agencyNotFound({ detail: { id } });
  return agency;
}

export async function findAgencyByKey(tx: Tx, key: string, onDate: Temporal.PlainDate): Promise<Agency | undefined> {
  const row = await tx.maybe<AgencyRow>(
    `select ${agencyColumns} from agency a where a.key = $1 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)`,
    [key, onDate],
  );
  return row && toAgency(row);
}

export async function listAgencies(tx: Tx, onDate: Temporal.PlainDate): Promise<Agency[]> {
  const rows = await tx.rows<AgencyRow>(
    `select ${agencyColumns} from agency a where a.valid_from <= $1 and (a.valid_to is null or a.valid_to > $1) order by a.identifier, a.key`,
    [onDate],
  );
  return rows.map(toAgency);
}

/** What `findCompetentAgency` needs of a procedure; the catalogue's `Competence` fits. */
export interface CompetenceRule {
  readonly level: DecidingLevel;
  readonly department?: string | undefined;
}

const committeeOf = {
  province: 'province-committee',
  district: 'district-committee',
  commune: 'commune-committee',
} as const satisfies Record<DecidingLevel, AgencyKind>;

/**
 * The agency that decides, on a date: the department named, or the people's committee of the commune, of its district or of the province.
 * undefined when there is none (no commune given, no such unit on that date, the district level abolished).
 */
export async function findCompetentAgency(
  tx: Tx,
  competence: CompetenceRule,
  communeUnitId: Id<'unit'> | undefined,
  onDate: Temporal.PlainDate,
): Promise<Agency | undefined> {
  if (competence.department !== undefined) return findAgencyByKey(tx, competence.department, onDate);
  if (communeUnitId === undefined && competence.level !== 'province') return undefined;
  const row = await tx.maybe<AgencyRow>(
    `with recursive up as (
       select u.id, u.parent_id, u.level from unit u where u.id = $1 and u.valid_from <= $3 and (u.valid_to is null or u.valid_to > $3)
       union all select p.id, p.parent_id, p.level from unit p join up on p.id = up.parent_id
     ) select ${agencyColumns} from agency a
       where a.kind = $2 and a.valid_from <= $3 and (a.valid_to is null or a.valid_to > $3)
         and (a.unit_id in (select id from up) or ($2 = 'province-committee' and $1::uuid is null))`,
    [communeUnitId ?? null, committeeOf[competence.level], onDate],
  );
  return row && toAgency(row);
}

/** The one-stop office that receives for an agency: its own, or the provincial centre for departments. */
export async function findReceivingOffice(
  tx: Tx,
  agency: Agency,
  onDate: Temporal.PlainDate,
): Promise<Agency | undefined> {
  if (agency.kind === 'one-stop') return agency;
  const row = await tx.maybe<AgencyRow>(
    `select ${agencyColumns} from agency a
     where a.kind = 'one-stop' and a.valid_from <= $2 and (a.valid_to is null or a.valid_to > $2)
       and a.parent_id in ($1, case when $3 then $4::uuid end)
     order by (a.parent_id = $1) desc limit 1`,
    [agency.id, onDate, agency.kind === 'department', agency.parentId ?? null],
  );
  return row && toAgency(row);
}

function toUnit(row: UnitRow): Unit {
  const { nameVi, nameEn, parentId, validTo, ...rest } = row;
  return { ...rest, name: { vi: nameVi, en: nameEn }, parentId: parentId ?? undefined, validTo: validTo ?? undefined };
}

function toAgency(row: AgencyRow): Agency {
  const { nameVi, nameEn, parentId, validTo, addressVi, addressEn, phone, ...rest } = row;
  const address: Words | undefined = addressVi === null ? undefined : { vi: addressVi, en: addressEn ?? addressVi };
  return {
    ...rest,
    name: { vi: nameVi, en: nameEn },
    parentId: parentId ?? undefined,
    address,
    phone: phone ?? undefined,
    validTo: validTo ?? undefined,
  };
}
