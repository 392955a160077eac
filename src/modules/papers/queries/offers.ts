import type { Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import type { IssuedResult } from '../model.ts';
import { type PersonalStore, readStore, type StoredPaper } from './papers.ts';

/** Something of a person's own store that may be used again. */
export interface Offer {
  readonly id: string;
  readonly kind: 'paper' | 'result';
  /** Keys of requirements and templates that it has been. */
  readonly was: readonly string[];
  readonly name: string | Words;
  readonly sha256: string;
  /** When it was filed or issued, business time; of a document a date. */
  readonly at: Temporal.Instant | Temporal.PlainDate | undefined;
  /** Of the dossier that it was filed with or issued in. */
  readonly dossierCode: string | undefined;
  readonly result: Pick<IssuedResult, 'number' | 'issuer'> | undefined;
}

/** What this person may use again today, documents first, the newest first: clean, not erased, not revoked, not expired. */
export async function listOffers(
  deps: Pick<PaperDeps, 'dossierCodes'>,
  tx: Tx,
  personId: Id<'person'>,
  today: Temporal.PlainDate,
): Promise<readonly Offer[]> {
  const store = await readStore(tx, personId);
  const usable = usableOf(store, today);
  const dossiers = [...usable.results, ...usable.papers].flatMap(({ dossierId }) => dossierId ?? []);
  const codes = await deps.dossierCodes(tx, [...new Set(dossiers)]);
  return [
    ...usable.results.map(
      (result): Offer => ({
        id: result.id,
        kind: 'result',
        was: result.kind === undefined ? [] : [result.kind],
        name: result.name,
        sha256: result.sha256,
        at: result.issuedOn,
        dossierCode: codes.get(result.dossierId),
        result,
      }),
    ),
    ...usable.papers.map(
      (paper): Offer => ({
        id: paper.id,
        kind: 'paper',
        was: paper.requirements,
        name: paper.displayName,
        sha256: paper.sha256,
        at: paper.attachedAt,
        dossierCode: paper.dossierId && codes.get(paper.dossierId),
        result: undefined,
      }),
    ),
  ];
}

function usableOf(
  { results, papers }: PersonalStore,
  today: Temporal.PlainDate,
): { results: IssuedResult[]; papers: StoredPaper[] } {
  const inForce = results.filter(
    ({ revokedAt, validTo }) =>
      revokedAt === undefined && (validTo === undefined || Temporal.PlainDate.compare(validTo, today) >= 0),
  );
  const issued = new Set(results.map((result) => result.sha256));
  // A document that was used before stands among the documents; a revoked one does not come back as a paper.
  return {
    results: inForce,
    papers: papers.filter((paper) => paper.scanState === 'clean' && !issued.has(paper.sha256)),
  };
}

/** Whether an offer is of the kind that a requirement asks for. */
export function fits(
  offer: Pick<Offer, 'was'>,
  requirement: { readonly key: string; readonly takes?: readonly string[] },
): boolean {
  return offer.was.some((key) => key === requirement.key || requirement.takes?.includes(key) === true);
}
