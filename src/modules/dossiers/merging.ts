import { leave, type TableRules, take } from '../../platform/merging/index.ts';

/**
 * How the room's tables are taken in when another province is merged into this one. Rows of dossiers come as they are; that people and
 * agencies are others now is an entry in each stream (`succeedDossiers`), so that the journal alone still tells the row.
 */
export const dossiersMerging: TableRules = {
  dossier: take(),
  dossier_note: take(),
  dossier_counter: take(),
  document_counter: take(),
  submission: take({ persons: ['person_id'] }),
  signing_session: leave('the official prepares the signature anew'),
  deadline_told: take(),
  calendar_applied: leave('the calendar here holds'),
  register_entry: take(),
  draft: leave('a draft belongs to a procedure that is no longer offered'),
  intake: leave('reception files last three days'),
};
