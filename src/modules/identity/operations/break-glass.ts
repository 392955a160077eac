import type { StaffActor } from '../../../platform/actor.ts';
import type { Database } from '../../../platform/database.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { appendEntry, streamStart } from '../../../platform/journal.ts';
import type { IdentityPorts } from '../deps.ts';
import { identityErrors } from '../errors.ts';
import type { BreakGlassGround } from '../model.ts';
import type { Now } from '../sessions.ts';
import { journalled } from './journalled.ts';

export interface Opening {
  readonly dossierCode: string;
  readonly ground: BreakGlassGround;
  /** Number and date of the document behind it. */
  readonly reference: string;
  /** 1 to 24; the database refuses more. */
  readonly hours: number;
}

/** Opens a dossier of another agency for reading, on a recorded ground and for some hours; the people concerned and the auditor see it. */
export async function openOnGround(
  database: Database,
  ports: IdentityPorts,
  actor: StaffActor,
  opening: Opening,
  now: Now,
): Promise<{ id: Id<'break-glass'>; dossierId: Id<'dossier'> }> {
  return journalled(database, actor, async (tx) => {
    const dossier = await ports.findDossierForGround(tx, opening.dossierCode);
    if (dossier === undefined) throw identityErrors.dossierNotFound();
    const id = newId<'break-glass'>();
    const endsAt = now.business.add({ hours: opening.hours });
    const head = await appendEntry(
      tx,
      streamStart,
      {
        streamKind: 'break-glass',
        streamId: id,
        action: 'open',
        at: now.business,
        schemaVersion: 1,
        facts: {
          dossierId: dossier.dossierId,
          ground: opening.ground,
          reference: opening.reference,
          endsAt: endsAt.toString(),
        },
      },
      undefined,
      now.real,
    );
    await tx.run(
      `insert into break_glass (id, person_id, position_id, agency_id, dossier_id, dossier_code, subject_person_ids, ground, reference, opened_at, ends_at, journal_version, journal_hash)
       values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8, $9, $10, $11, $12, $13)`,
      [
        id,
        actor.personId,
        actor.positionId,
        actor.agencyId,
        dossier.dossierId,
        opening.dossierCode,
        dossier.subjectPersonIds,
        opening.ground,
        opening.reference,
        now.business,
        endsAt,
        head.version,
        head.hash,
      ],
    );
    return { id, dossierId: dossier.dossierId };
  });
}

/** Gives the right back before its time. */
export async function closeOpening(
  database: Database,
  actor: StaffActor,
  id: Id<'break-glass'>,
  now: Now,
): Promise<void> {
  await journalled(database, actor, async (tx) => {
    const stored = await tx.maybe<{ version: number; hash: Buffer | null }>(
      'select journal_version as version, journal_hash as hash from break_glass where id = $1 and closed_at is null',
      [id],
    );
    if (stored === undefined) throw identityErrors.notYours();
    const head = await appendEntry(
      tx,
      { version: stored.version, hash: stored.hash ?? undefined },
      { streamKind: 'break-glass', streamId: id, action: 'close', at: now.business, schemaVersion: 1, facts: {} },
      undefined,
      now.real,
    );
    await tx.run('update break_glass set closed_at = $2, journal_version = $3, journal_hash = $4 where id = $1', [
      id,
      now.business,
      head.version,
      head.hash,
    ]);
  });
}

/** The auditor has looked at an opening of somebody else. */
export async function reviewOpening(
  database: Database,
  actor: StaffActor,
  id: Id<'break-glass'>,
  note: string,
  now: Now,
): Promise<void> {
  await journalled(database, actor, async (tx) => {
    const rows = await tx.rows<{
      id: string;
      person_id: string;
      journal_version: number;
      journal_hash: Buffer | null;
      reviewed_at: unknown;
    }>('select * from audit_break_glass($1, 200) where id = $2', [now.today, id]);
    const stored = rows[0];
    if (stored === undefined) throw identityErrors.notYours();
    if (stored.person_id === actor.personId) throw identityErrors.ownReview();
    const head = await appendEntry(
      tx,
      { version: stored.journal_version, hash: stored.journal_hash ?? undefined },
      { streamKind: 'break-glass', streamId: id, action: 'review', at: now.business, schemaVersion: 1, facts: {} },
      undefined,
      now.real,
    );
    const { touched } = await tx.row<{ touched: number }>(
      'select review_break_glass($1, $2, $3, $4, $5, $6) as touched',
      [id, note, now.business, head.version, head.hash, now.today],
    );
    if (touched !== 1) throw identityErrors.changedMeanwhile();
  });
}
