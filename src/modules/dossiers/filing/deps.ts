import type { Tx } from '../../../platform/database.ts';
import type { Choice } from '../../../platform/forms/definition.ts';
import type { Id } from '../../../platform/ids.ts';
import type { PaperDeps } from '../../papers/index.ts';
import { listUnits } from '../../territory/index.ts';
import type { DossierDeps } from '../deps.ts';

/** What the filing pages need besides the room itself; `src/app` puts it together. */
export interface FilingDeps extends DossierDeps {
  /** Communes of the province on the business date (`communeChoices`); may be kept for a minute. */
  communes(): Promise<readonly Choice[]>;
  readonly paperDeps: PaperDeps;
  /** Takes the papers out of drafts whose time is over; by a job. */
  discardExpiredPapers(draftIds: readonly Id<'draft'>[]): Promise<void>;
}

/** Communes as a list to choose from, under the names of their districts (of the province itself where there are none), in Vietnamese order. */
export async function communeChoices(tx: Tx, on: Temporal.PlainDate): Promise<readonly Choice[]> {
  const units = await listUnits(tx, on);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const inOrder = (a: string, b: string) => a.localeCompare(b, 'vi', { numeric: true });
  return units
    .filter((unit) => unit.level === 'commune')
    .map((unit) => {
      const parent = unit.parentId === undefined ? undefined : byId.get(unit.parentId);
      return { value: unit.id, label: unit.name, ...(parent?.level === 'district' ? { group: parent.name } : {}) };
    })
    .sort((a, b) => inOrder(a.group?.vi ?? '', b.group?.vi ?? '') || inOrder(a.label.vi, b.label.vi));
}
