import type { StaffActor, StaffRole } from '../../../platform/actor.ts';
import { type Database, json } from '../../../platform/database.ts';
import { type Id, newId } from '../../../platform/ids.ts';
import { appendEntry, streamStart } from '../../../platform/journal.ts';
import type { Agency } from '../../territory/index.ts';
import { newToken } from '../secrets.ts';
import type { Now } from '../sessions.ts';
import { journalled } from './journalled.ts';

export interface Appointment {
  /** Somebody already known, or the name of a newcomer. */
  readonly person: { readonly id: Id<'person'>; readonly name: string } | { readonly newName: string };
  readonly agency: Agency;
  readonly title: { readonly vi: string; readonly en: string };
  readonly roles: readonly StaffRole[];
  readonly fields: readonly string[];
  readonly from: Temporal.PlainDate;
}

/** A joiner, or a further position of somebody in office. By an administrator; the database tests that once more. */
export async function appointOfficer(
  database: Database,
  actor: StaffActor,
  wanted: Appointment,
  now: Now,
): Promise<Id<'position'>> {
  const positionId = newId<'position'>();
  const isNew = 'newName' in wanted.person;
  const personId = 'newName' in wanted.person ? newId<'person'>() : wanted.person.id;
  const name = 'newName' in wanted.person ? wanted.person.newName : wanted.person.name;
  await journalled(database, actor, async (tx) => {
    const head = await appendEntry(
      tx,
      streamStart,
      {
        streamKind: 'position',
        streamId: positionId,
        action: 'appoint',
        at: now.business,
        schemaVersion: 1,
        agencyId: wanted.agency.id,
        // The holder's name is no secret but stays out: the journal keeps ids.
        facts: {
          personId,
          newPerson: isNew,
          roles: [...wanted.roles],
          fields: [...wanted.fields],
          from: wanted.from.toString(),
        },
      },
      undefined,
      now.real,
    );
    await tx.rows('select appoint($1::jsonb, $2, $3::jsonb, $4, $5)', [
      isNew ? json({ id: personId, full_name: name }) : null,
      isNew ? `cb-${newToken().slice(0, 16)}` : null,
      json({
        id: positionId,
        person_id: personId,
        holder_name: name,
        agency_id: wanted.agency.id,
        agency_key: wanted.agency.key,
        agency_name_vi: wanted.agency.name.vi,
        agency_name_en: wanted.agency.name.en,
        title_vi: wanted.title.vi,
        title_en: wanted.title.en,
        roles: wanted.roles,
        fields: wanted.fields,
        valid_from: wanted.from.toString(),
        journal_version: head.version,
        journal_hash: `\\x${(head.hash as Buffer).toString('hex')}`,
      }),
      now.today,
      now.business,
    ]);
  });
  return positionId;
}
