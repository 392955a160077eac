import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { dateOf } from '../../platform/text.ts';
import { staffSubjectOf } from './operations/load-people.ts';
import type { PeopleFile } from './people-file.ts';
import { signInJob } from './sign-in.ts';

/** The file's people with an e-identity account, as the sandbox VNeID wants them. */
export function sandboxCitizens(file: PeopleFile) {
  return file.citizens.flatMap((one) => {
    const paper = one.documents[0];
    if (one.vneidLevel === undefined || paper === undefined || paper.kind === 'old-identity-card') return [];
    return [
      {
        key: one.key,
        name: one.name,
        birthDate: one.birthText,
        level: one.vneidLevel,
        document: { kind: paper.kind, number: paper.number },
        note: one.note.vi,
      },
    ];
  });
}

/** Everybody who holds a position today and has an account, as the sandbox staff issuer wants them: joiners appear, leavers vanish. */
export async function sandboxOfficers(database: Database, file: PeopleFile, clock: Clock) {
  const order = new Map(file.officers.map((one, index) => [staffSubjectOf(one.key), index]));
  const rows = await database.read(signInJob, (tx) =>
    tx.rows<{ subject: string; name: string; note: string; generated: boolean }>(
      `select a.subject, p.full_name as name, string_agg(o.title_vi || ', ' || o.agency_name_vi, '; ' order by o.valid_from, o.agency_key) as note, bool_and(o.generated) as generated
       from sign_in_account a join person p on p.id = a.person_id join staff_position o on o.person_id = p.id
       where a.issuer = 'staff' and a.closed_at is null and o.valid_from <= $1 and (o.valid_to is null or o.valid_to > $1)
       group by a.subject, p.full_name order by a.subject`,
      [dateOf(clock.business())],
    ),
  );
  return rows
    .map((row) => ({ subject: row.subject, name: row.name, note: row.note, featured: !row.generated }))
    .sort((a, b) => (order.get(a.subject) ?? 1e6) - (order.get(b.subject) ?? 1e6));
}
