import type { StaffActor } from '../../../platform/actor.ts';
import { type Database, isUniqueViolation, json } from '../../../platform/database.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { appendEntry, streamStart } from '../../../platform/journal.ts';
import { identityErrors } from '../errors.ts';
import type { DelegationForm, Position } from '../model.ts';
import type { Now } from '../sessions.ts';
import { journalled } from './journalled.ts';

export interface NewDelegation {
  readonly number: string;
  readonly documentDate: Temporal.PlainDate;
  readonly form: DelegationForm;
  readonly principal: Position;
  readonly deputy: Position;
  readonly procedures: readonly string[];
  readonly fields: readonly string[];
  readonly from: Temporal.PlainDate;
  /** Last day on which it holds. */
  readonly until: Temporal.PlainDate;
}

/** Enters a document of delegation. By an administrator. */
export async function grantDelegation(
  database: Database,
  actor: StaffActor,
  wanted: NewDelegation,
  now: Now,
): Promise<Id<'delegation'>> {
  const id = newId<'delegation'>();
  try {
    await journalled(database, actor, async (tx) => {
      const head = await appendEntry(
        tx,
        streamStart,
        {
          streamKind: 'delegation',
          streamId: id,
          action: 'grant',
          at: now.business,
          schemaVersion: 1,
          agencyId: wanted.principal.agencyId,
          onBehalfOf: wanted.principal.id,
          facts: {
            number: wanted.number,
            documentDate: wanted.documentDate.toString(),
            form: wanted.form,
            principalPositionId: wanted.principal.id,
            deputyPositionId: wanted.deputy.id,
            procedures: [...wanted.procedures],
            fields: [...wanted.fields],
            from: wanted.from.toString(),
            until: wanted.until.toString(),
          },
        },
        undefined,
        now.real,
      );
      await tx.rows('select grant_delegation($1::jsonb, $2)', [
        json({
          id,
          number: wanted.number,
          document_date: wanted.documentDate.toString(),
          agency_id: wanted.principal.agencyId,
          form: wanted.form,
          principal_position_id: wanted.principal.id,
          deputy_position_id: wanted.deputy.id,
          procedures: wanted.procedures,
          fields: wanted.fields,
          valid_from: wanted.from.toString(),
          valid_to: wanted.until.add({ days: 1 }).toString(),
          journal_version: head.version,
          journal_hash: `\\x${(head.hash as Buffer).toString('hex')}`,
        }),
        now.today,
      ]);
    });
  } catch (error) {
    if (isUniqueViolation(error, 'delegation_number')) {
      throw identityErrors.faulty({
        cause: error,
        faults: [
          {
            path: '/number',
            words: {
              vi: 'Cơ quan này đã có giấy ủy quyền cùng số, cùng ngày.',
              en: 'This agency already has a delegation of that number and date.',
            },
          },
        ],
      });
    }
    throw error;
  }
  return id;
}

/** Takes a delegation back from a day on. By an administrator. */
export async function revokeDelegation(
  database: Database,
  actor: StaffActor,
  id: Id<'delegation'>,
  reason: string,
  now: Now,
): Promise<void> {
  await journalled(database, actor, async (tx) => {
    const stored = await tx.maybe<{ version: number; hash: Buffer | null; agencyId: string }>(
      'select journal_version as version, journal_hash as hash, agency_id as "agencyId" from delegation where id = $1',
      [id],
    );
    if (stored === undefined) throw identityErrors.delegationNotFound();
    const head = await appendEntry(
      tx,
      { version: stored.version, hash: stored.hash ?? undefined },
      {
        streamKind: 'delegation',
        streamId: id,
        action: 'revoke',
        at: now.business,
        schemaVersion: 1,
        agencyId: stored.agencyId,
        facts: { on: now.today.toString() },
      },
      undefined,
      now.real,
    );
    const { touched } = await tx.row<{ touched: number }>(
      'select revoke_delegation($1, $2, $3, $4, $5, $6) as touched',
      [id, now.today, reason, head.version, head.hash, now.today],
    );
    if (touched !== 1) throw identityErrors.changedMeanwhile();
  });
}
