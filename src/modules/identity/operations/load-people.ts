import { join } from 'node:path';
import { json, type Tx } from '../../../platform/database.ts';
import { type Id, nameId } from '../../../platform/ids.ts';
import { readYaml } from '../../../platform/yaml-source.ts';
import type { Agency, Unit } from '../../territory/index.ts';
import { identityErrors } from '../errors.ts';
import { type PeopleFile, parsePeopleFile } from '../people-file.ts';
import { type StaffedOfficer, staffAgencies } from '../staffing.ts';

export interface LoadPeopleInput {
  readonly file: PeopleFile;
  readonly provinceCode: string;
  readonly units: readonly Unit[];
  readonly agencies: readonly Agency[];
  readonly on: Temporal.PlainDate;
  readonly at: Temporal.Instant;
}

/** Reads and checks `people.yaml` of a province folder. */
export function readPeopleFile(provinceDir: string): PeopleFile {
  const source = readYaml(join(provinceDir, 'people.yaml'), 'people.yaml');
  if ('value' in source) return parsePeopleFile(source.value);
  const [first] = source;
  const { line = 1, column = 1, words } = first ?? {};
  throw identityErrors.peopleFile({
    values: { place: `people.yaml:${line}:${column}`, fault: words?.en.replace(/\.$/, '') ?? '' },
  });
}

/** Id of a person of the file; the same in every installation of the province. */
export function personIdOf(provinceCode: string, key: string): Id<'person'> {
  return nameId('person', provinceCode, key);
}

export function positionIdOf(provinceCode: string, personKey: string, agencyKey: string): Id<'position'> {
  return nameId('position', provinceCode, personKey, agencyKey);
}

/** Subject of an officer's account at the staff issuer. */
export function staffSubjectOf(key: string): string {
  return `cb-${key}`;
}

/** Puts the people of the file into the database; who is there already stays as they are. As the schema's owner, at set-up. Returns how many people are new. */
export async function loadPeople(tx: Tx, input: LoadPeopleInput): Promise<number> {
  const officers = staffAgencies(input.file, input.agencies);
  const before = await tx.row<{ count: number }>('select count(*) from person');
  await insertCitizens(tx, input);
  await insertOfficers(tx, input, officers);
  await insertDelegations(tx, input);
  const after = await tx.row<{ count: number }>('select count(*) from person');
  return after.count - before.count;
}

async function insertCitizens(tx: Tx, input: LoadPeopleInput): Promise<void> {
  const { file, provinceCode, at } = input;
  const unitOf = unitFinder(input);
  const id = (key: string) => personIdOf(provinceCode, key);
  const known = new Set(file.citizens.map((one) => one.key));
  await insertRows(
    tx,
    'person',
    'id, full_name, birth_date, birth_precision, gender, nationality, ethnicity, unit_id, address, phone, email, source, synthetic, created_at',
    file.citizens.map((one) => ({
      id: id(one.key),
      full_name: one.name,
      birth_date: one.birthDate.toString(),
      birth_precision: one.birthPrecision,
      gender: one.gender,
      nationality: one.nationality,
      ethnicity: one.ethnicity ?? null,
      unit_id: unitOf(one.commune),
      address: one.address ?? null,
      phone: one.phone ?? null,
      email: one.email ?? null,
      source: 'province-file',
      synthetic: file.synthetic,
      created_at: at.toString(),
    })),
  );
  await insertRows(
    tx,
    'identity_document',
    'id, person_id, kind, number, country',
    file.citizens.flatMap((one) =>
      one.documents.map((document) => ({
        id: nameId('identity-document', provinceCode, document.kind, document.country, document.number),
        person_id: id(one.key),
        ...document,
      })),
    ),
  );
  await insertRows(
    tx,
    'guardianship',
    'id, guardian_id, ward_id, ground_vi, ground_en, valid_from',
    file.citizens.flatMap((one) =>
      one.wards.map((ward) => {
        if (!known.has(ward.person))
          throw identityErrors.peopleFile({
            values: { place: `citizen ${one.key}`, fault: `ward "${ward.person}" is nobody` },
          });
        return {
          id: nameId('guardianship', provinceCode, one.key, ward.person),
          guardian_id: id(one.key),
          ward_id: id(ward.person),
          ground_vi: ward.ground.vi,
          ground_en: ward.ground.en,
          valid_from: ward.from.toString(),
        };
      }),
    ),
  );
  await insertRows(
    tx,
    'organisation',
    'id, name_vi, name_en, kind, identifier, unit_id, address, synthetic',
    file.organisations.map((one) => ({
      id: nameId('organisation', provinceCode, one.key),
      name_vi: one.name.vi,
      name_en: one.name.en,
      kind: one.kind,
      identifier: one.identifier,
      unit_id: unitOf(one.commune),
      address: one.address ?? null,
      synthetic: file.synthetic,
    })),
  );
  const organisations = new Set(file.organisations.map((one) => one.key));
  await insertRows(
    tx,
    'representative',
    'id, organisation_id, person_id, title_vi, title_en, valid_from',
    file.citizens.flatMap((one) =>
      one.represents.map((role) => {
        if (!organisations.has(role.organisation))
          throw identityErrors.peopleFile({
            values: { place: `citizen ${one.key}`, fault: `organisation "${role.organisation}" is not in the file` },
          });
        return {
          id: nameId('representative', provinceCode, one.key, role.organisation),
          organisation_id: nameId('organisation', provinceCode, role.organisation),
          person_id: id(one.key),
          title_vi: role.title.vi,
          title_en: role.title.en,
          valid_from: role.from.toString(),
        };
      }),
    ),
  );
}

async function insertOfficers(tx: Tx, input: LoadPeopleInput, officers: readonly StaffedOfficer[]): Promise<void> {
  const { file, provinceCode, at } = input;
  const agencyOf = agencyFinder(input);
  await insertRows(
    tx,
    'person',
    'id, full_name, birth_precision, nationality, source, synthetic, created_at',
    officers.map((one) => ({
      id: personIdOf(provinceCode, one.key),
      full_name: one.name,
      birth_precision: 'unknown',
      nationality: 'VN',
      source: 'province-file',
      synthetic: file.synthetic,
      created_at: at.toString(),
    })),
  );
  await insertRows(
    tx,
    'sign_in_account',
    'issuer, subject, person_id, created_at',
    officers.map((one) => ({
      issuer: 'staff',
      subject: staffSubjectOf(one.key),
      person_id: personIdOf(provinceCode, one.key),
      created_at: at.toString(),
    })),
  );
  await insertRows(
    tx,
    'staff_position',
    'id, person_id, holder_name, agency_id, agency_key, agency_name_vi, agency_name_en, title_vi, title_en, roles, fields, valid_from, generated, journal_version',
    officers.flatMap((one) =>
      one.positions.map((position) => {
        const agency = agencyOf(position.agency);
        return {
          id: positionIdOf(provinceCode, one.key, position.agency),
          person_id: personIdOf(provinceCode, one.key),
          holder_name: one.name,
          agency_id: agency.id,
          agency_key: agency.key,
          agency_name_vi: agency.name.vi,
          agency_name_en: agency.name.en,
          title_vi: position.title.vi,
          title_en: position.title.en,
          roles: position.roles,
          fields: position.fields,
          // The file says who is in office, not since when; the first of the year is a synthetic date.
          valid_from: input.on.with({ month: 1, day: 1 }).toString(),
          generated: one.generated,
          journal_version: 0,
        };
      }),
    ),
  );
}

async function insertDelegations(tx: Tx, input: LoadPeopleInput): Promise<void> {
  const { file, provinceCode } = input;
  const agencyOf = agencyFinder(input);
  const held = new Set(
    file.officers.flatMap((one) => one.positions.map((position) => `${one.key} ${position.agency}`)),
  );
  const positionOf = (post: { readonly officer: string; readonly agency: string }, number: string) => {
    if (!held.has(`${post.officer} ${post.agency}`))
      throw identityErrors.peopleFile({
        values: { place: `delegation ${number}`, fault: `"${post.officer}" holds nothing in "${post.agency}"` },
      });
    return positionIdOf(provinceCode, post.officer, post.agency);
  };
  await insertRows(
    tx,
    'delegation',
    'id, number, document_date, agency_id, form, principal_position_id, deputy_position_id, procedures, fields, valid_from, valid_to, journal_version',
    file.delegations.map((one) => ({
      id: nameId('delegation', provinceCode, one.principal.agency, one.number, one.documentDate.toString()),
      number: one.number,
      document_date: one.documentDate.toString(),
      agency_id: agencyOf(one.principal.agency).id,
      form: one.form,
      principal_position_id: positionOf(one.principal, one.number),
      deputy_position_id: positionOf(one.deputy, one.number),
      procedures: one.procedures,
      fields: one.fields,
      valid_from: one.from.toString(),
      valid_to: one.to.toString(),
      journal_version: 0,
    })),
  );
}

/** One statement for a whole table: some four hundred people at the first start. */
async function insertRows(tx: Tx, table: string, columns: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1) on conflict do nothing`,
    [json(rows)],
  );
}

function unitFinder(input: LoadPeopleInput): (code: string) => Id<'unit'> {
  const byCode = new Map(input.units.map((unit) => [unit.code, unit.id]));
  return (code) => {
    const id = byCode.get(code);
    if (id === undefined)
      throw identityErrors.peopleFile({
        values: { place: 'commune', fault: `no unit has code ${code} on ${input.on.toString()}` },
      });
    return id;
  };
}

function agencyFinder(input: LoadPeopleInput): (key: string) => Agency {
  const byKey = new Map(input.agencies.map((agency) => [agency.key, agency]));
  return (key) => {
    const agency = byKey.get(key);
    if (agency === undefined) throw identityErrors.agencyUnknown({ values: { key, date: input.on.toString() } });
    return agency;
  };
}
