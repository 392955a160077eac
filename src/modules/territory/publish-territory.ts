import type { Tx } from '../../platform/database.ts';
import type { AgencyRecord, PublishedCount, TerritoryRecords, UnitRecord } from './records.ts';

/** Brings units, successions and agencies of one province's files into the schema. Rows are never deleted: what ended gets its `valid_to`. */
export async function publishTerritory(
  tx: Tx,
  records: TerritoryRecords,
): Promise<{ units: PublishedCount; agencies: PublishedCount }> {
  const units = await countWritten(tx, 'unit', () => writeUnits(tx, records.units));
  for (const s of records.successions) {
    await tx.run(
      `insert into unit_succession (from_unit_id, to_unit_id, effective_on, coverage, document) values ($1, $2, $3, $4, $5)
       on conflict (from_unit_id, to_unit_id, effective_on) do update set coverage = excluded.coverage, document = excluded.document`,
      [s.fromUnitId, s.toUnitId, s.on, s.coverage, s.document ?? null],
    );
  }
  const agencies = await countWritten(tx, 'agency', () => writeAgencies(tx, records.agencies));
  for (const s of records.agencySuccessions) {
    await tx.run(
      `insert into agency_succession (from_agency_id, to_province, to_key, effective_on, document) values ($1, $2, $3, $4, $5)
       on conflict (from_agency_id, to_province, effective_on) do update set to_key = excluded.to_key, document = excluded.document`,
      [s.fromAgencyId, s.toProvince, s.toKey, s.on, s.document ?? null],
    );
  }
  return { units, agencies };
}

/** Rows that came are new; the others that were written (rows equal to what is stored are not) have changed. */
async function countWritten(tx: Tx, table: 'unit' | 'agency', write: () => Promise<number>): Promise<PublishedCount> {
  const rows = async () => (await tx.row<{ count: number }>(`select count(*) as count from ${table}`)).count;
  const before = await rows();
  const written = await write();
  const added = (await rows()) - before;
  return { added, changed: written - added };
}

async function writeUnits(tx: Tx, units: readonly UnitRecord[]): Promise<number> {
  let written = 0;
  for (const unit of units) {
    written += await tx.run(
      `insert into unit as u (id, province_code, code, name_vi, name_en, short_name, level, parent_id, valid_from, founded_known, valid_to)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (id) do update set name_vi = excluded.name_vi, name_en = excluded.name_en, short_name = excluded.short_name, level = excluded.level,
           parent_id = excluded.parent_id, founded_known = u.founded_known or excluded.founded_known, valid_to = coalesce(excluded.valid_to, u.valid_to)
         where (u.name_vi, u.name_en, u.short_name, u.level, u.parent_id, u.founded_known, u.valid_to)
           is distinct from (excluded.name_vi, excluded.name_en, excluded.short_name, excluded.level, excluded.parent_id,
             u.founded_known or excluded.founded_known, coalesce(excluded.valid_to, u.valid_to))`,
      [
        unit.id,
        unit.provinceCode,
        unit.code,
        unit.name.vi,
        unit.name.en,
        unit.shortName,
        unit.level,
        unit.parentId ?? null,
        unit.validFrom,
        unit.foundedKnown,
        unit.validTo ?? null,
      ],
    );
  }
  return written;
}

async function writeAgencies(tx: Tx, agencies: readonly AgencyRecord[]): Promise<number> {
  let written = 0;
  for (const a of agencies) {
    written += await tx.run(
      `insert into agency as a (id, province_code, key, name_vi, name_en, kind, unit_id, parent_id, identifier, identifier_certainty, certainty,
           address_vi, address_en, phone, valid_from, valid_to)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (id) do update set name_vi = excluded.name_vi, name_en = excluded.name_en, kind = excluded.kind, unit_id = excluded.unit_id,
           parent_id = excluded.parent_id, identifier = excluded.identifier, identifier_certainty = excluded.identifier_certainty,
           certainty = excluded.certainty, address_vi = excluded.address_vi, address_en = excluded.address_en, phone = excluded.phone, valid_to = excluded.valid_to
         where (a.name_vi, a.name_en, a.kind, a.unit_id, a.parent_id, a.identifier, a.identifier_certainty, a.certainty, a.address_vi, a.address_en, a.phone, a.valid_to)
           is distinct from (excluded.name_vi, excluded.name_en, excluded.kind, excluded.unit_id, excluded.parent_id, excluded.identifier,
             excluded.identifier_certainty, excluded.certainty, excluded.address_vi, excluded.address_en, excluded.phone, excluded.valid_to)`,
      [
        a.id,
        a.provinceCode,
        a.key,
        a.name.vi,
        a.name.en,
        a.kind,
        a.unitId,
        a.parentId ?? null,
        a.identifier,
        a.identifierCertainty,
        a.certainty,
        a.address?.vi ?? null,
        a.address?.en ?? null,
        a.phone ?? null,
        a.validFrom,
        a.validTo ?? null,
      ],
    );
  }
  return written;
}
