import type { Json } from '../../../platform/canonical-json.ts';
import type { Tx } from '../../../platform/database.ts';
import { type Id, isUuid } from '../../../platform/ids.ts';
import type { DataKey, Vault } from '../../../platform/vault.ts';
import { counterErrors } from './errors.ts';
import { type Intake, type IntakeContent, type IntakeHead, intakeDays } from './intake.ts';

const columns = 'id, person_id as "personId", dossier_id as "dossierId", updated_at as "updatedAt"';
type HeadRow = Omit<IntakeHead, 'dossierId'> & { dossierId: Id<'dossier'> | null };

const purpose = (id: string) => `intake:${id}`;

export async function insertIntake(
  tx: Tx,
  vault: Vault,
  intake: Pick<Intake, 'id' | 'personId' | 'content'>,
  desk: { readonly agencyId: Id<'agency'>; readonly positionId: Id<'position'> },
  now: Temporal.Instant,
): Promise<void> {
  const { key, wrapped } = vault.newKey(purpose(intake.id));
  await tx.run(
    'insert into intake (id, agency_id, position_id, person_id, wrapped, sealed, updated_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [intake.id, desk.agencyId, desk.positionId, intake.personId, wrapped, seal(key, intake.content), now, expiry(now)],
  );
}

export async function getIntake(
  tx: Tx,
  vault: Vault,
  id: string,
  now: Temporal.Instant,
  mode: 'read' | 'for-update' = 'read',
): Promise<Intake> {
  if (!isUuid(id)) throw counterErrors.intakeNotFound();
  const row = await tx.maybe<HeadRow & { wrapped: Buffer | null; sealed: Buffer | null }>(
    `select ${columns}, wrapped, sealed from intake where id = $1 and expires_at > $2${mode === 'read' ? '' : ' for update'}`,
    [id, now],
  );
  if (row === undefined) throw counterErrors.intakeNotFound();
  const { wrapped, sealed, ...head } = row;
  const content =
    wrapped === null || sealed === null
      ? undefined
      : (vault.openKey(wrapped, purpose(id)).open(sealed) as unknown as IntakeContent);
  return { ...toHead(head), content: content ?? filedContent };
}

/** What is left of a reception file once it was filed. */
const filedContent: IntakeContent = {
  paper: { kind: 'personal-number', number: '' },
  answers: {},
  complete: true,
  seen: [],
};

export async function saveIntake(
  tx: Tx,
  vault: Vault,
  id: Id<'draft'>,
  content: IntakeContent,
  now: Temporal.Instant,
): Promise<void> {
  const row = await tx.row<{ wrapped: Buffer }>('select wrapped from intake where id = $1 and dossier_id is null', [
    id,
  ]);
  await tx.run('update intake set sealed = $2, updated_at = $3, expires_at = $4 where id = $1', [
    id,
    seal(vault.openKey(row.wrapped, purpose(id)), content),
    now,
    expiry(now),
  ]);
}

export async function markIntakeFiled(
  tx: Tx,
  id: Id<'draft'>,
  dossierId: Id<'dossier'>,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run('update intake set dossier_id = $2, wrapped = null, sealed = null, updated_at = $3 where id = $1', [
    id,
    dossierId,
    now,
  ]);
}

/** Those that the officer has begun and not filed, newest first. */
export async function listIntakes(tx: Tx, now: Temporal.Instant): Promise<IntakeHead[]> {
  const rows = await tx.rows<HeadRow>(
    `select ${columns} from intake where dossier_id is null and expires_at > $1 order by updated_at desc limit 20`,
    [now],
  );
  return rows.map(toHead);
}

export async function deleteIntake(tx: Tx, id: Id<'draft'>): Promise<boolean> {
  return (await tx.run('delete from intake where id = $1 and dossier_id is null', [id])) === 1;
}

/** By the job: those whose time is over, a few hundred at once. */
export function listExpiredIntakes(tx: Tx, now: Temporal.Instant): Promise<{ id: Id<'draft'> }[]> {
  return tx.rows('select id from intake where expires_at <= $1 order by expires_at limit 200', [now]);
}

function seal(key: DataKey, content: IntakeContent): Buffer {
  return key.seal(content as unknown as Json);
}

function expiry(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: 24 * intakeDays });
}

function toHead(row: HeadRow): IntakeHead {
  return { ...row, dossierId: row.dossierId ?? undefined };
}
