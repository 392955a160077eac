import type { Tx } from '../../../platform/database.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import { paperErrors } from '../errors.ts';
import { bindToDossier, findPaper, widenAgencies } from '../store.ts';

export interface AttachInput {
  readonly dossierId: Id<'dossier'>;
  readonly paperIds: readonly string[];
  readonly agencies: readonly Id<'agency'>[];
  readonly persons: readonly Id<'person'>[];
  /** Business time of the filing, where the caller has it. */
  readonly at?: Temporal.Instant | undefined;
}

/**
 * Ties papers of a draft to the dossier they are filed with; all or none. Refuses papers of others, papers still waiting for their scan,
 * infected ones, and those that belong to another dossier (they are used again through `reusePaper`).
 */
export async function attachPapers(tx: Tx, input: AttachInput): Promise<{ paperId: string; requirement: string }[]> {
  const ids = [...new Set(input.paperIds)];
  const attached: { paperId: string; requirement: string }[] = [];
  const open: string[] = [];
  for (const id of ids) {
    const paper = isUuid(id) ? await findPaper(tx, id) : undefined;
    if (paper === undefined || (paper.dossierId !== undefined && paper.dossierId !== input.dossierId))
      throw paperErrors.notFound({ detail: { paper: id } });
    if (paper.scanState === 'infected') throw paperErrors.infected({ detail: { paper: id } });
    if (paper.scanState === 'waiting') throw paperErrors.notScannedYet({ detail: { paper: id } });
    if (paper.dossierId === undefined) open.push(id);
    attached.push({ paperId: id, requirement: paper.requirement });
  }
  const bound = open.length === 0 ? 0 : await bindToDossier(tx, open, input);
  if (bound !== open.length) throw paperErrors.notFound({ detail: { wanted: open.length, bound } });
  return attached;
}

/** Opens papers and results of a dossier to further agencies after a hand-over; those that had them keep them. */
export async function involveAgenciesInPapers(
  tx: Tx,
  dossierId: Id<'dossier'>,
  agencies: readonly Id<'agency'>[],
): Promise<void> {
  await widenAgencies(tx, 'paper', dossierId, agencies);
  await widenAgencies(tx, 'issued_result', dossierId, agencies);
}
