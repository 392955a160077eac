import type { Json } from '../../../platform/canonical-json.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { DataKey, Vault } from '../../../platform/vault.ts';
import { type Draft, type DraftContent, type DraftHead, draftDays } from './draft.ts';
import { filingErrors } from './errors.ts';

const columns = `id, person_id as "personId", procedure_version_id as "procedureVersionId", procedure_code as "procedureCode", procedure_slug as "procedureSlug",
  filed_for as "filedFor", page, dossier_id as "dossierId", updated_at as "updatedAt", expires_at as "expiresAt"`;

type HeadRow = Omit<DraftHead, 'dossierId'> & { dossierId: Id<'dossier'> | null };
type Row = HeadRow & { wrapped: Buffer | null; sealed: Buffer | null };

const purpose = (id: string) => `draft:${id}`;

export async function insertDraft(
  tx: Tx,
  vault: Vault,
  draft: Omit<Draft, 'updatedAt' | 'expiresAt' | 'dossierId'>,
  now: Temporal.Instant,
): Promise<void> {
  const { key, wrapped } = vault.newKey(purpose(draft.id));
  await tx.run(
    `insert into draft (id, person_id, procedure_version_id, procedure_code, procedure_slug, filed_for, page, wrapped, sealed, created_at, updated_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)`,
    [
      draft.id,
      draft.personId,
      draft.procedureVersionId,
      draft.procedureCode,
      draft.procedureSlug,
      draft.filedFor,
      draft.page,
      wrapped,
      seal(key, draft.content),
      now,
      expiry(now),
    ],
  );
}

/** `forUpdate` where it is written back: two devices take turns instead of undoing each other. */
export async function getDraft(
  tx: Tx,
  vault: Vault,
  id: string,
  now: Temporal.Instant,
  mode: 'read' | 'for-update' = 'read',
): Promise<Draft> {
  const row = await tx.maybe<Row>(
    `select ${columns}, wrapped, sealed from draft where id = $1 and expires_at > $2${mode === 'read' ? '' : ' for update'}`,
    [id, now],
  );
  if (row === undefined) throw filingErrors.draftNotFound();
  const { wrapped, sealed, ...head } = row;
  const content =
    wrapped === null || sealed === null
      ? undefined
      : (vault.openKey(wrapped, purpose(id)).open(sealed) as unknown as DraftContent);
  return { ...toHead(head), content: content ?? { whom: {}, answers: {}, typed: {}, done: [] } };
}

export async function saveDraft(
  tx: Tx,
  vault: Vault,
  id: Id<'draft'>,
  page: string,
  content: DraftContent,
  now: Temporal.Instant,
): Promise<void> {
  const row = await tx.row<{ wrapped: Buffer }>('select wrapped from draft where id = $1 and dossier_id is null', [id]);
  await tx.run('update draft set page = $2, sealed = $3, updated_at = $4, expires_at = $5 where id = $1', [
    id,
    page,
    seal(vault.openKey(row.wrapped, purpose(id)), content),
    now,
    expiry(now),
  ]);
}

/** What was typed lives on in the dossier alone; the row stays a while, so that the draft's address leads to the acknowledgement. */
export async function markFiled(
  tx: Tx,
  id: Id<'draft'>,
  dossierId: Id<'dossier'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run(
    'update draft set dossier_id = $2, wrapped = null, sealed = null, updated_at = $3 where id = $1 and dossier_id is null',
    [id, dossierId, now],
  );
}

export async function listDrafts(tx: Tx, now: Temporal.Instant): Promise<DraftHead[]> {
  const rows = await tx.rows<HeadRow>(
    `select ${columns} from draft where dossier_id is null and expires_at > $1 order by updated_at desc limit 50`,
    [now],
  );
  return rows.map(toHead);
}

export async function deleteDraft(tx: Tx, id: Id<'draft'>): Promise<boolean> {
  return (await tx.run('delete from draft where id = $1 and dossier_id is null', [id])) === 1;
}

/** By the job: those whose time is over, a few hundred at once. */
export function listExpiredDrafts(tx: Tx, now: Temporal.Instant): Promise<{ id: Id<'draft'> }[]> {
  return tx.rows('select id from draft where expires_at <= $1 order by expires_at limit 200', [now]);
}

function seal(key: DataKey, content: DraftContent): Buffer {
  return key.seal(content as unknown as Json);
}

function expiry(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 24 * draftDays });
}

function toHead(row: HeadRow): DraftHead {
  return { ...row, dossierId: row.dossierId ?? undefined };
}
