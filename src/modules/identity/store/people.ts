import { isUniqueViolation, json, type Tx } from '../../../platform/database.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { identityErrors } from '../errors.ts';
import {
  type BirthPrecision,
  type DocumentKind,
  type Gender,
  type IdentityDocument,
  isDocumentNumber,
  normalizeDocumentNumber,
  type PersonFacts,
} from '../model.ts';

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
  const [people, documents] = await Promise.all([
    tx.rows<PersonRow>(
      past
        ? `select ${personColumns} from person p where p.id = any ($1::uuid[])`
        : `select ${personColumns} from person_facts($1::uuid[], $2) p`,
      past ? [personIds] : [personIds, on],
    ),
    tx.rows<{
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
    ),
  ]);
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

export interface NewPerson {
  readonly fullName: string;
  readonly birthDate: Temporal.PlainDate | undefined;
  readonly birthPrecision: BirthPrecision;
  readonly gender: Gender | undefined;
  readonly nationality: string;
  readonly ethnicity?: string | undefined;
  readonly unitId?: Id<'unit'> | undefined;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly paper: PaperInHand;
}

/** At the counter: somebody who is not known yet, with the paper that they show. In `transact`, by reception. */
export async function registerPerson(
  tx: Tx,
  person: NewPerson,
  on: Temporal.PlainDate,
  at: Temporal.Instant,
): Promise<Id<'person'>> {
  const id = newId<'person'>();
  const { paper } = person;
  const number = normalizeDocumentNumber(paper.kind, paper.number);
  if (!isDocumentNumber(paper.kind, number)) {
    throw identityErrors.faulty({
      faults: [
        {
          path: '/paper/number',
          words: {
            vi: 'Số giấy tờ không đúng dạng của loại giấy đã chọn.',
            en: 'The number does not have the form of this kind of paper.',
          },
        },
      ],
    });
  }
  try {
    await tx.rows('select register_person($1::jsonb, $2::jsonb, $3, $4)', [
      json({
        id,
        full_name: person.fullName.normalize('NFC').trim(),
        birth_date: person.birthDate?.toString(),
        birth_precision: person.birthPrecision,
        gender: person.gender,
        nationality: person.nationality,
        ethnicity: person.ethnicity,
        unit_id: person.unitId,
        address: person.address,
        phone: person.phone,
        email: person.email,
      }),
      json({ id: newId(), kind: paper.kind, number, country: paper.country ?? 'VN' }),
      on,
      at,
    ]);
  } catch (error) {
    if (isUniqueViolation(error, 'identity_document_number')) throw identityErrors.documentInUse({ cause: error });
    throw error;
  }
  return id;
}
