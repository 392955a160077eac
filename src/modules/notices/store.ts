import { json, type Tx } from '../../platform/database.ts';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import type { Language } from '../../platform/text.ts';
import type { NewNotice, Notice, NoticeKind } from './model.ts';

/** Writes notices once each; `emailFrom` is set for those that go out by e-mail too (real time). Returns how many were new. */
export function insertNotices(
  tx: Tx,
  notices: readonly (NewNotice & { readonly emailFrom?: Temporal.Instant | undefined })[],
): Promise<number> {
  const rows = notices.map(({ about, at, emailFrom, ...rest }) => ({
    ...rest,
    aboutVi: about.vi,
    aboutEn: about.en,
    at: at.toString(),
    emailFrom: emailFrom?.toString(),
  }));
  return tx.run(
    `insert into notice (id, person_id, position_id, dossier_id, dossier_code, kind, about_vi, about_en, due_at, at, email_state, email_next_at)
     select n.id, n."personId", n."positionId", n."dossierId", n."dossierCode", n.kind, n."aboutVi", n."aboutEn", n."dueAt", n.at,
       case when n."emailFrom" is null then 'none' else 'waiting' end, n."emailFrom"
     from jsonb_to_recordset($1::jsonb) as n (id uuid, "personId" uuid, "positionId" uuid, "dossierId" uuid, "dossierCode" text, kind text,
       "aboutVi" text, "aboutEn" text, "dueAt" timestamptz, at timestamptz, "emailFrom" timestamptz)
     on conflict (id) do nothing`,
    [json(rows)],
  );
}

interface Row {
  id: Id<'notice'>;
  dossierId: Id<'dossier'> | null;
  dossierCode: string | null;
  kind: NoticeKind;
  aboutVi: string;
  aboutEn: string;
  dueAt: Temporal.Instant | null;
  at: Temporal.Instant;
  readAt: Temporal.Instant | null;
}

const columns = `id, dossier_id as "dossierId", dossier_code as "dossierCode", kind, about_vi as "aboutVi", about_en as "aboutEn", due_at as "dueAt", at, read_at as "readAt"`;

/** The reader's own, newest first (row-level security decides whose). */
export async function listNotices(tx: Tx, before: string, limit: number): Promise<Notice[]> {
  const { column, id } = readerOf(tx);
  const rows = await tx.rows<Row>(
    `select ${columns} from notice where ${column} = $1 and at < $2::timestamptz order by at desc, id limit $3`,
    [id, before, limit],
  );
  return rows.map(toNotice);
}

export async function countUnread(tx: Tx): Promise<number> {
  const { column, id } = readerOf(tx);
  return (
    await tx.row<{ count: number }>(`select count(*) as count from notice where ${column} = $1 and read_at is null`, [
      id,
    ])
  ).count;
}

export function markRead(tx: Tx, at: Temporal.Instant): Promise<number> {
  const { column, id } = readerOf(tx);
  return tx.run(`update notice set read_at = $2 where ${column} = $1 and read_at is null`, [id, at]);
}

function readerOf(tx: Tx): { column: 'person_id' | 'position_id'; id: string } {
  const { actor } = tx;
  if (actor !== 'owner' && actor.capacity === 'citizen') return { column: 'person_id', id: actor.personId };
  if (actor !== 'owner' && actor.capacity === 'staff') return { column: 'position_id', id: actor.positionId };
  throw new TypeError('only people and officers read notices');
}

function toNotice({ aboutVi, aboutEn, dueAt, readAt, dossierId, dossierCode, ...row }: Row): Notice {
  return {
    ...row,
    dossierId: dossierId ?? undefined,
    dossierCode: dossierCode ?? undefined,
    about: { vi: aboutVi, en: aboutEn },
    dueAt: dueAt?.toString(),
    readAt: readAt ?? undefined,
  };
}

export interface Preference {
  readonly language: Language;
  readonly email: boolean;
}

export const usualPreference: Preference = { language: 'vi', email: true };

export async function listPreferences(
  tx: Tx,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, Preference>> {
  const rows = await tx.rows<Preference & { personId: Id<'person'> }>(
    'select person_id as "personId", language, email from notice_preference where person_id = any ($1::uuid[])',
    [personIds],
  );
  return new Map(rows.map(({ personId, ...preference }) => [personId, preference]));
}

export async function savePreference(tx: Tx, personId: Id<'person'>, preference: Preference): Promise<void> {
  await tx.run(
    `insert into notice_preference (person_id, language, email) values ($1, $2, $3)
     on conflict (person_id) do update set language = excluded.language, email = excluded.email`,
    [personId, preference.language, preference.email],
  );
}

export interface WaitingMail {
  readonly id: Id<'notice'>;
  readonly personId: Id<'person'>;
  readonly dossierCode: string | undefined;
  readonly kind: NoticeKind;
  readonly about: Words;
  readonly dueAt: string | undefined;
  readonly attempts: number;
}

/**
 * Takes the mails whose time has come, at most so many; others pass them over. Each counts as tried from now on and comes again after the
 * minutes that `waits` names for its attempt, so that neither a crash nor a dead server makes a loop.
 */
export async function takeWaitingMails(
  tx: Tx,
  now: Temporal.Instant,
  waits: readonly number[],
  limit: number,
): Promise<WaitingMail[]> {
  const rows = await tx.rows<Row & { personId: Id<'person'>; attempts: number }>(
    `with due as (
       select id as due_id, email_attempts as before from notice
       where email_state = 'waiting' and email_next_at <= $1 order by email_next_at limit $3 for update skip locked)
     update notice set email_attempts = before + 1,
       email_next_at = $1::timestamptz + make_interval(mins => ($2::integer[])[least(before + 1, cardinality($2::integer[]))])
     from due where id = due_id
     returning ${columns}, person_id as "personId", before as attempts`,
    [now, waits, limit],
  );
  return rows.map((row) => ({ ...toNotice(row), personId: row.personId, attempts: row.attempts }));
}

export interface ClosedMail {
  readonly id: Id<'notice'>;
  readonly state: 'sent' | 'given-up' | 'none';
}

export async function closeMails(tx: Tx, closed: readonly ClosedMail[], at: Temporal.Instant): Promise<void> {
  await tx.run(
    `update notice set email_state = c.state, email_next_at = null, emailed_at = case when c.state = 'sent' then $2::timestamptz end
     from jsonb_to_recordset($1::jsonb) as c (id uuid, state text) where notice.id = c.id`,
    [json(closed), at],
  );
}
