import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

/** One book of the actor's agency in one year. */
export interface RegisterBook {
  readonly book: string;
  readonly year: number;
  /** The last number that was taken: numbers run from 1 without a gap. */
  readonly last: number;
}

export interface RegisterRow {
  readonly dossierId: Id<'dossier'>;
  readonly number: number;
  readonly enteredAt: Temporal.Instant;
  readonly code: string;
  /** None once the dossier was erased. */
  readonly applicantName: string | null;
  /** Number of the document; none while it is signed and not yet numbered. */
  readonly documentNumber: string | null;
}

/** A position for some fields reads the books of those fields; null is every field. */
const fieldsOf = (actor: StaffActor) => (actor.fields.length === 0 ? null : actor.fields);

/** The books that results of the agency were entered in, newest year first. */
export function listBooks(tx: Tx, actor: StaffActor): Promise<RegisterBook[]> {
  return tx.rows<RegisterBook>(
    `select e.book, e.year, max(e.number) as last from register_entry e join dossier d on d.id = e.dossier_id
     where e.agency_id = $1 and ($2::text[] is null or d.field = any ($2)) group by e.book, e.year order by e.year desc, e.book`,
    [actor.agencyId, fieldsOf(actor)],
  );
}

/** Entries of a book in the order of the book, those with numbers from `from` to `to`. */
export function readBook(
  tx: Tx,
  actor: StaffActor,
  { book, year }: Pick<RegisterBook, 'book' | 'year'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<RegisterRow[]> {
  return tx.rows<RegisterRow>(
    `select d.id as "dossierId", e.number, e.entered_at as "enteredAt", d.code, d.applicant_name as "applicantName",
       d.state -> 'outcome' ->> 'number' as "documentNumber"
     from register_entry e join dossier d on d.id = e.dossier_id
     where e.agency_id = $1 and e.book = $2 and e.year = $3 and e.number between $4 and $5 and ($6::text[] is null or d.field = any ($6))
     order by e.number`,
    [actor.agencyId, book, year, from, to, fieldsOf(actor)],
  );
}
