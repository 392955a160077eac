import type { Answers } from '../../../platform/forms/definition.ts';
import type { Typed } from '../../../platform/forms/parse.ts';
import type { Id } from '../../../platform/ids.ts';
import type { FiledFor } from '../../catalogue/index.ts';

/** How long a draft waits for its writer. */
export const draftDays = 30;
export const mostDrafts = 20;

/** A dossier being written, without what was typed. */
export interface DraftHead {
  readonly id: Id<'draft'>;
  readonly personId: Id<'person'>;
  readonly procedureVersionId: Id<'procedure-version'>;
  readonly procedureCode: string;
  readonly procedureSlug: string;
  readonly filedFor: FiledFor;
  /** Key of the page the person was at. */
  readonly page: string;
  readonly dossierId: Id<'dossier'> | undefined;
  readonly updatedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** What was typed: sealed in the database. */
export interface DraftContent {
  /** Answers of the pages about whom it is for. */
  readonly whom: Answers;
  /** Answers of the procedure's form, as last accepted page by page. */
  readonly answers: Answers;
  /** Pages left with something unaccepted: what stood in their inputs. */
  readonly typed: Readonly<Record<string, Typed>>;
  /** Pages that were sent on. */
  readonly done: readonly string[];
}

export const emptyContent: DraftContent = { whom: {}, answers: {}, typed: {}, done: [] };

export interface Draft extends DraftHead {
  readonly content: DraftContent;
}
