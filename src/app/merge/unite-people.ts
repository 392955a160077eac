import type { Tx } from '../../platform/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { MergingFacts } from '../../platform/merging/index.ts';

/**
 * Fills `person_union`: who of the other province is somebody known here, by an identity paper or an e-identity account. Returns contradictions:
 * one person there who would be two here, or who was born on another day.
 */
export async function unitePeople(tx: Tx, { from }: MergingFacts): Promise<string[]> {
  await tx.run('create temp table person_union (from_id uuid primary key, to_id uuid not null) on commit drop');
  const pairs = `select a.person_id as from_id, b.person_id as to_id from ${from}.identity_document a
      join identity_document b on (b.kind, b.country, b.number) = (a.kind, a.country, a.number)
    union
    select a.person_id, b.person_id from ${from}.sign_in_account a
      join sign_in_account b on (b.issuer, b.subject) = (a.issuer, a.subject) where a.issuer = 'vneid'`;
  const two = await tx.rows<{ id: string }>(
    `select from_id as id from (${pairs}) p group by from_id having count(*) > 1 order by 1 limit 20`,
  );
  await tx.run(
    `insert into person_union select distinct on (from_id) from_id, to_id from (${pairs}) p order by from_id, to_id`,
  );
  const born = await tx.rows<{ id: string; known: string }>(
    `select a.id, b.id as known from person_union m join ${from}.person a on a.id = m.from_id join person b on b.id = m.to_id
     where a.birth_precision = b.birth_precision and a.birth_date <> b.birth_date order by 1 limit 20`,
  );
  return [
    ...two.map(({ id }) => `person ${id} of the backup carries papers of two people here`),
    ...born.map(
      ({ id, known }) =>
        `person ${id} of the backup and ${known} here share an identity paper, but were born on different days`,
    ),
  ];
}

/** Contact facts that were known there only. */
export async function completePeople(tx: Tx, { from }: MergingFacts): Promise<void> {
  await tx.run(
    `update person p set phone = coalesce(p.phone, a.phone), email = coalesce(p.email, a.email)
     from person_union m join ${from}.person a on a.id = m.from_id where p.id = m.to_id`,
  );
}

export async function listUnited(tx: Tx): Promise<ReadonlyMap<Id<'person'>, Id<'person'>>> {
  const rows = await tx.rows<{ fromId: Id<'person'>; toId: Id<'person'> }>(
    'select from_id as "fromId", to_id as "toId" from person_union order by from_id',
  );
  return new Map(rows.map(({ fromId, toId }) => [fromId, toId]));
}
