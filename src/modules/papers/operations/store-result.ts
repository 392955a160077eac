import { buffer } from 'node:stream/consumers';
import type { Tx } from '../../../platform/database.ts';
import type { Words } from '../../../platform/errors.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import type { PaperDeps } from '../deps.ts';
import { paperErrors } from '../errors.ts';
import { toDisplayName } from '../inspection/display-name.ts';
import { findResult, insertResult, markRevoked, numberResult } from '../store.ts';

export interface ResultInput {
  /** The id under which the dossier knows the document; a new one when left out. */
  readonly id?: Id<'result'> | undefined;
  readonly dossierId: Id<'dossier'>;
  /** From `newVerificationCode`, already printed in the document. */
  readonly code: string;
  /** Key of the template it was drawn by. */
  readonly kind: string;
  /** What kind of document it is: `Giấy khai sinh`. Names no person. */
  readonly name: Words;
  readonly issuer: Words;
  readonly issuerAgencyId: Id<'agency'>;
  /** Both undefined while the document awaits its number (`numberIssuedResult`). */
  readonly number?: string | undefined;
  readonly issuedOn?: Temporal.PlainDate | undefined;
  readonly validTo?: Temporal.PlainDate | undefined;
  readonly pdf: Uint8Array;
}

type ResultDeps = Pick<PaperDeps, 'files' | 'clock'>;

/** Keeps a decided document, for the people and agencies of its dossier. The content is on the disk before the row is written; should the transaction fail, only an unread content is left. */
export async function storeResult(deps: ResultDeps, tx: Tx, input: ResultInput): Promise<Id<'result'>> {
  const stored = await deps.files.put(input.pdf);
  const id = input.id ?? newId<'result'>();
  const written = await insertResult(tx, {
    id,
    code: input.code,
    kind: input.kind,
    dossierId: input.dossierId,
    name: input.name,
    issuer: input.issuer,
    issuerAgencyId: input.issuerAgencyId,
    number: input.number,
    issuedOn: input.issuedOn,
    validTo: input.validTo,
    displayName: toDisplayName(`${input.name.vi}.pdf`, 'pdf'),
    sha256: stored.sha256,
    sizeBytes: stored.sizeBytes,
    storageKey: stored.key,
    createdAt: deps.clock.business(),
  });
  if (written !== 1) throw paperErrors.notFound({ detail: { dossier: input.dossierId } });
  return id;
}

/** Gives a decided document its number, date and final signed form; from then on its public page answers. */
export async function numberIssuedResult(
  deps: ResultDeps,
  tx: Tx,
  id: Id<'result'>,
  change: { readonly number: string; readonly issuedOn: Temporal.PlainDate; readonly pdf: Uint8Array },
): Promise<void> {
  const stored = await deps.files.put(change.pdf);
  const changed = await numberResult(tx, id, {
    ...change,
    sha256: stored.sha256,
    sizeBytes: stored.sizeBytes,
    storageKey: stored.key,
  });
  if (changed !== 1) throw paperErrors.notFound({ detail: { result: id } });
}

/** Takes an issued document back (thu hồi): its public page says so, with the coded reason and whether another replaces it. */
export async function revokeResult(
  deps: ResultDeps,
  tx: Tx,
  id: Id<'result'>,
  reason: string,
  replacedBy?: Id<'result'>,
): Promise<void> {
  const changed = await markRevoked(tx, id, reason, replacedBy, deps.clock.business());
  if (changed !== 1) throw paperErrors.notFound({ detail: { result: id } });
}

/** The bytes of a document of a dossier, for the next signature. */
export async function readResult(deps: ResultDeps, tx: Tx, id: Id<'result'>): Promise<Buffer> {
  const result = await findResult(tx, id);
  if (result === undefined) throw paperErrors.notFound({ detail: { result: id } });
  return buffer(await deps.files.open(result.storageKey));
}
