import type { Choice } from '../../../platform/forms/definition.ts';
import type { Id } from '../../../platform/ids.ts';
import type { DossierDeps } from '../deps.ts';

/** What the filing pages need besides the room itself; `src/app` puts it together. */
export interface FilingDeps extends DossierDeps {
  /** Communes of the province on the business date, grouped by district. */
  communes(): Promise<readonly Choice[]>;
  /** Takes every paper out of drafts that are given up or expired. */
  discardPapers(draftIds: readonly Id<'draft'>[]): Promise<void>;
}
