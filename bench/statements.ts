import { evolve } from '../src/modules/dossiers/evolve.ts';
import type { DossierEvent, FactsOf } from '../src/modules/dossiers/facts.ts';
import { type Box, phasesOfBox } from '../src/modules/dossiers/queries/inbox.ts';
import { insertDossier } from '../src/modules/dossiers/store.ts';
import { publicActor } from '../src/platform/actor.ts';
import type { Tx } from '../src/platform/database.ts';
import { newId } from '../src/platform/ids.ts';
import type { Bare, BareStatement } from './limit.ts';
import { type Commune, filers, type People } from './people.ts';
import type { OpenTarget, TrackTarget } from './targets.ts';
import type { World } from './world.ts';

const logColumns = `insert into access_log (id, at, person_id, position_id, agency_id, agency_name_vi, agency_name_en, officer_name, officer_title_vi, officer_title_en, act,
  purpose_vi, purpose_en, break_glass_id, dossier_ids, subject_person_ids)`;
const logValues = (act: string, ids: string) =>
  `select $2::uuid, now(), o.person_id, o.id, o.agency_id, o.agency_name_vi, o.agency_name_en, o.holder_name, o.title_vi, o.title_en, '${act}', 'bench', 'bench', null, ${ids}, '{}'::uuid[]`;

/** A dossier with its history and key, and the row of the access log. */
export function openStatement(targets: readonly OpenTarget[]): BareStatement {
  const next = inTurn(targets);
  return {
    name: 'open',
    sql: `with d as (select id, state, version, head from dossier where code = $1),
      logged as (${logColumns} ${logValues('open', 'array[d.id]')} from d, staff_position o where o.id = $3)
      select d.state, d.version, d.head, dossier_key_of(d.id) as wrapped, h.* from d cross join lateral dossier_history(d.id) h`,
    next: () => {
      const { code, commune } = next();
      const actor = staffOf(commune);
      return { actor, values: [code, newId(), actor.positionId] };
    },
  };
}

/** The 50 most urgent of a box, and the row of the access log with their ids. */
export function inboxStatement(people: People, box: Box): BareStatement {
  const next = inTurn(people.communes);
  return {
    name: 'inbox',
    sql: `with page as (select id, applicant_name, next_due_at, version, state from dossier
        where leg_agency = $1 and phase = any ($4) and not closed order by next_due_at, id limit 51),
      logged as (${logColumns} ${logValues('list', 'array(select id from page)')} from staff_position o where o.id = $3)
      select * from page`,
    next: () => {
      const actor = staffOf(next());
      return { actor, values: [actor.agencyId, newId(), actor.positionId, phasesOfBox[box]] };
    },
  };
}

export function trackStatement(targets: readonly TrackTarget[]): BareStatement {
  const next = inTurn(targets);
  return {
    name: 'track',
    sql: 'select state from track_dossier($1, $2)',
    next: () => {
      const { code, digest } = next();
      return { actor: publicActor, values: [code, digest] };
    },
  };
}

/**
 * Exactly the rows of a submission: the product's own statement, taken down as it would run, with the running number in it. Ids, code and
 * hash are new each time; the bytes that are sealed or canonical are those of one example per commune.
 */
export async function submitStatement(world: World, people: People): Promise<BareStatement> {
  const examples = await Promise.all(people.communes.map((commune, index) => takeDown(world, people, commune, index)));
  const next = inTurn(examples);
  const sql = examples[0]?.sql;
  if (sql === undefined) throw new Error('nothing to take down');
  // A data folder that is kept holds the rows of earlier runs.
  let { number } = await world.database.asOwner((tx) =>
    tx.row<{ number: number }>(
      String.raw`select coalesce(max(right(code, 7)::int), 0) as number from dossier where code ~ '-5\d{7}$'`,
    ),
  );
  return {
    name: 'submit',
    sql,
    next: () => {
      number += 1;
      return next().make(number);
    },
  };
}

async function takeDown(world: World, people: People, commune: Commune, index: number) {
  const { database, keys } = world;
  const { actor } = await people.citizen(filers[index % filers.length] as string);
  const found = await database.asOwner((tx) =>
    tx.row<{ facts: FactsOf['file']; at: Temporal.Instant; applicantName: string; digest: Buffer }>(
      `select j.facts, j.at, d.applicant_name as "applicantName", d.track_digest as digest from dossier d join journal j on j.stream_id = d.id and j.version = 1
       where d.unit_id = $1 and d.persons @> array[$2::uuid] and d.track_digest is not null order by d.id desc limit 1`,
      [commune.unit.id, actor.personId],
    ),
  );
  const id = newId<'dossier'>();
  const event: Extract<DossierEvent, { action: 'file' }> = {
    action: 'file',
    at: found.at.toString(),
    by: undefined,
    facts: found.facts,
  };
  const { key, wrapped } = keys.vault.newKey(`dossier:${id}`);
  let taken: { sql: string; params: readonly unknown[] } | undefined;
  const recorder = {
    actor,
    run: async (sql: string, params: readonly unknown[]) => {
      taken = { sql, params };
      return 1;
    },
  } as unknown as Tx;
  const submissionKey = newId();
  await insertDossier(recorder, {
    state: evolve(undefined, id, event),
    event,
    key,
    wrapped,
    recordedAt: Temporal.Now.instant().round('millisecond'),
    listed: { applicantName: found.applicantName, trackDigest: found.digest },
    personal: JSON.parse(people.submission(commune)),
    submission: { key: submissionKey, personId: actor.personId },
  });
  if (taken === undefined) throw new Error('the product wrote nothing');
  const { sql, params } = taken;
  const payloadAt = params.findIndex((value) => Buffer.isBuffer(value) && value.equals(wrapped)) + 1;
  const payloadId = String(params[payloadAt]);
  const count = params.length;
  return {
    sql: `${sql}, next_dossier_number($${count + 1}::uuid, $${count + 2}::date)`,
    make: (number: number): Bare => {
      const fresh = new Map<string, string>([
        [id, newId()],
        [found.facts.code, `${found.facts.code.slice(0, -4)}${String(50_000_000 + number)}`],
        [payloadId, newId()],
        [submissionKey, newId()],
      ]);
      const values = params.map((value) => {
        if (value instanceof Temporal.Instant) return value.toString();
        if (typeof value !== 'string') return value;
        const whole = fresh.get(value);
        if (whole !== undefined) return whole;
        return value.startsWith('{')
          ? value
              .replaceAll(id, fresh.get(id) as string)
              .replaceAll(found.facts.code, fresh.get(found.facts.code) as string)
          : value;
      });
      return { actor, values: [...values, commune.agencyId, '2022-10-10'] };
    },
  };
}

function staffOf(commune: Commune) {
  const held = commune.officers.specialist;
  return {
    capacity: 'staff',
    personId: held.personId,
    positionId: held.id,
    agencyId: held.agencyId,
    roles: held.roles,
    fields: held.fields,
  } as const;
}

function inTurn<T>(values: readonly T[]): () => T {
  if (values.length === 0) throw new Error('nothing to take in turn');
  let turn = 0;
  return () => {
    const value = values[turn % values.length] as T;
    turn += 1;
    return value;
  };
}
