import type { Json } from '../../platform/canonical-json.ts';
import { type Id, isUuid, newId } from '../../platform/ids.ts';
import type { IdentityContext } from './context.ts';
import { sessionBinding, wantedToken } from './csrf.ts';
import { isSame } from './secrets.ts';
import type { SessionCapacity } from './sessions.ts';
import { signInJob } from './sign-in.ts';

/** How long what was typed waits for its writer. */
const lifeMinutes = 60;
/** Forms of one person that wait at the same time; an older one makes room. */
const mostPerPerson = 5;

/** Values by field name, in the order in which they were sent. */
export type Typed = readonly (readonly [name: string, value: string])[];

export interface KeptForm {
  readonly id: string;
  /** Path of the page that held the form. */
  readonly page: string;
  /** Path that the form was sent to. */
  readonly action: string;
  readonly typed: Typed;
}

export interface Writer {
  readonly personId: Id<'person'>;
  readonly capacity: SessionCapacity;
}

/**
 * Whose form this was, by the token in it: that of a session which is over, or of one that was renewed since. The token proves that we
 * made the form for that very session, so that no other site can put text into somebody's name.
 */
export async function writerOf(
  context: IdentityContext,
  givenToken: unknown,
  known: { readonly tokenHash?: Buffer | undefined; readonly personId?: Id<'person'> | undefined },
): Promise<Writer | undefined> {
  if (typeof givenToken !== 'string' || givenToken === '') return undefined;
  const rows = await context.database.read(signInJob, (tx) =>
    tx.rows<Writer & { tokenHash: Buffer; previousTokenHash: Buffer | null }>(
      `select person_id as "personId", capacity, token_hash as "tokenHash", previous_token_hash as "previousTokenHash" from session
       where token_hash = $1 or previous_token_hash = $1 or (person_id = $2 and created_at > $3) order by created_at desc limit 30`,
      [known.tokenHash ?? null, known.personId ?? null, context.clock.real().subtract({ hours: 24 })],
    ),
  );
  const made = (hash: Buffer) => isSame(givenToken, wantedToken(context.secret, sessionBinding(hash), givenToken));
  const found = rows.find(
    (row) => made(row.tokenHash) || (row.previousTokenHash !== null && made(row.previousTokenHash)),
  );
  return found && { personId: found.personId, capacity: found.capacity };
}

/** The plain fields of a form; a chosen file cannot be kept, and the token of the form is not typed by anybody. */
export function typedIn(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    name === '_csrf'
      ? []
      : (Array.isArray(value) ? value : [value]).flatMap((one) =>
          typeof one === 'string' ? [[name, one] as const] : [],
        ),
  );
}

const purpose = (id: string, personId: string) => `kept-form:${id}:${personId}`;

/** Seals what was typed for the same person; returns the id that the browser carries. */
export async function keepForm(context: IdentityContext, writer: Writer, form: Omit<KeptForm, 'id'>): Promise<string> {
  const id = newId();
  const real = context.clock.real();
  await context.database.transact(signInJob, async (tx) => {
    await tx.run('delete from kept_form where expires_at <= $1', [real]);
    await tx.run(
      'delete from kept_form where id = any (array(select id from kept_form where person_id = $1 order by created_at desc, id desc offset $2))',
      [writer.personId, mostPerPerson - 1],
    );
    await tx.run(
      'insert into kept_form (id, person_id, capacity, page, action, sealed, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [
        id,
        writer.personId,
        writer.capacity,
        form.page,
        form.action,
        context.vault.seal(form.typed as unknown as Json, purpose(id, writer.personId)),
        real,
        real.add({ minutes: lifeMinutes }),
      ],
    );
  });
  return id;
}

/** The form that waits under this id, for the person who typed it in the capacity in which they did. */
export async function findKeptForm(
  context: IdentityContext,
  id: string,
  writer: Writer,
): Promise<KeptForm | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await context.database.read(signInJob, (tx) =>
    tx.maybe<{ page: string; action: string; sealed: Buffer }>(
      'select page, action, sealed from kept_form where id = $1 and person_id = $2 and capacity = $3 and expires_at > $4',
      [id, writer.personId, writer.capacity, context.clock.real()],
    ),
  );
  return (
    row && {
      id,
      page: row.page,
      action: row.action,
      typed: context.vault.open(row.sealed, purpose(id, writer.personId)) as unknown as Typed,
    }
  );
}

export async function dropKeptForm(context: IdentityContext, id: string, writer: Writer): Promise<void> {
  if (!isUuid(id)) return;
  await context.database.transact(signInJob, (tx) =>
    tx.run('delete from kept_form where id = $1 and person_id = $2', [id, writer.personId]),
  );
}
