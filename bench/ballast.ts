import { setTimeout as sleep } from 'node:timers/promises';
import { listedOf } from '../src/modules/dossiers/listed.ts';
import type { DossierState, PartyPerson } from '../src/modules/dossiers/model.ts';
import type { JsonObject } from '../src/platform/canonical-json.ts';
import type { Database, Tx } from '../src/platform/database.ts';
import { fold } from '../src/platform/text.ts';
import { newSalt } from '../src/platform/vault.ts';
import type { World } from './world.ts';

/** Dossiers of one transaction. */
const batchSize = 20_000;
/** First running number of ballast; real ones of a day stay far below. */
const firstNumber = 100_000;
/** So many of the ballast get a key and content of their own, and can be opened and tracked. */
const openableCount = 2000;

export const lastFour = '0014';

/**
 * Brings the number of stored dossiers up to `size`: copies of the moulds, one in a hundred open, each with the entries of its course (ten when it is over). Rows
 * and entries agree, so that lists, counts and rebuilding work; hashes are made up, and most payloads have the right size but no key.
 */
export async function addBallast(
  database: Database,
  size: number,
  moulds: { readonly closed: number; readonly open: number },
  said: (line: string) => void,
): Promise<void> {
  const { stored, next } = await database.asOwner((tx) =>
    tx.row<{ stored: number; next: number }>(
      `select (select count(*) from dossier)::int as stored,
         coalesce((select max(substring(code from '\\d+$')::int) from dossier where length(substring(code from '\\d+$')) > 4), $1) + 1 as next`,
      [firstNumber],
    ),
  );
  const started = performance.now();
  let done = 0;
  for (let from = next; done < size - stored; from += batchSize) {
    const count = Math.min(batchSize, size - stored - done);
    await database.asOwner((tx) => copyMoulds(tx, from, from + count - 1, moulds));
    done += count;
    if (done % 100_000 === 0)
      said(`  ${done} dossiers brought in, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
}

async function copyMoulds(
  tx: Tx,
  from: number,
  to: number,
  moulds: { readonly closed: number; readonly open: number },
): Promise<void> {
  await tx.run(
    `create temp table copy on commit drop as
     select i, m.mould, m.stem || i as code,
       (lpad(to_hex(1577836800000 + i * 86400), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid as id,
       md5('payload' || i)::uuid as payload_id, md5('person' || i / 10)::uuid as person
     from generate_series($1::bigint, $2::bigint) i
       join bench_dossier m on m.mould = case when i % 100 = 0 then $3::bigint + (i / 100) % $4::bigint else i % $3::bigint end`,
    [from, to, moulds.closed, moulds.open],
  );
  await tx.run('analyze copy');
  const columns = await columnsOf(tx, 'dossier', [
    ...['id', 'code', 'persons', 'head', 'state'],
    // As after erasure: without a key there is no name.
    ...['track_digest', 'applicant_name', 'applicant_folded'],
  ]);
  await tx.run(
    `insert into dossier (id, code, persons, head, state, ${columns.join(', ')})
     select c.id, c.code, array[c.person], sha256((c.id || ' ' || m.version)::bytea),
       m.state || jsonb_build_object('id', c.id, 'code', c.code, 'involvedPersons', jsonb_build_array(c.person),
         'parties', jsonb_build_array((m.state -> 'parties' -> 0) || jsonb_build_object('personId', c.person))),
       ${columns.map((name) => `m.${name}`).join(', ')}
     from copy c join bench_dossier m on m.mould = c.mould order by c.i`,
  );
  const entry = await columnsOf(tx, 'journal', [
    'stream_id',
    'facts',
    'payload_id',
    'payload_hash',
    'previous_hash',
    'hash',
    'epoch',
    'xid',
  ]);
  await tx.run(
    `insert into journal (stream_id, facts, payload_id, payload_hash, previous_hash, hash, epoch, xid, ${entry.join(', ')})
     select c.id, case when e.version > 1 then e.facts else e.facts || jsonb_build_object('code', c.code, 'persons', jsonb_build_array(c.person),
         'parties', jsonb_build_array((e.facts -> 'parties' -> 0) || jsonb_build_object('personId', c.person))) end,
       case when e.version = 1 then c.payload_id end, case when e.version = 1 then e.payload_hash end,
       case when e.version > 1 then sha256((c.id || ' ' || e.version - 1)::bytea) end, sha256((c.id || ' ' || e.version)::bytea),
       s.epoch, pg_current_xact_id(), ${entry.map((name) => `e.${name}`).join(', ')}
     from copy c join bench_entry e on e.mould = c.mould cross join province_state s order by c.i, e.version`,
  );
  await tx.run(
    'insert into journal_payload (id, stream_id, sealed) select c.payload_id, c.id, m.sealed from copy c join bench_dossier m on m.mould = c.mould order by c.i',
  );
}

async function columnsOf(tx: Tx, table: string, without: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    'select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attname <> all ($2::text[]) order by attnum',
    [table, without],
  );
  return rows.map(({ name }) => name);
}

/** Gives some of the ballast, spread over all of it, content that can be opened and a digest to track it by. */
export async function makeOpenable(world: World, database: Database, answers: JsonObject): Promise<void> {
  const { vault } = world.keys;
  await database.asOwner(async (tx) => {
    const rows = await tx.rows<{ id: string; code: string; payloadId: string; state: DossierState }>(
      `select d.id, d.code, j.payload_id as "payloadId", d.state from dossier d join journal j on j.stream_id = d.id and j.version = 1
       where d.id in (select id from dossier where track_digest is null order by md5(id::text) limit $1)`,
      [openableCount],
    );
    for (const { id, code, payloadId, state } of rows) {
      const { key, wrapped } = vault.newKey(`dossier:${id}`);
      const sealed = key.seal({ salt: newSalt(), content: { answers, people: [applicant as unknown as JsonObject] } });
      const { applicantName, trackDigest } = listedOf(vault, code, state.parties, [applicant]);
      await tx.run(
        `with keyed as (insert into stream_key (stream_id, wrapped) values ($1, $2)),
           listed as (update dossier set track_digest = $5, applicant_name = $6, applicant_folded = $7 where id = $1)
         update journal_payload set sealed = $4 where id = $3`,
        [id, wrapped, payloadId, sealed, trackDigest, applicantName, fold(applicantName ?? '')],
      );
    }
  });
}

const applicant: PartyPerson = {
  number: 0,
  name: 'Nguyễn Thị Bưởi',
  documentKind: 'citizen-id',
  documentNumber: `99919600${lastFour}`,
  birthDate: '1996-03-14',
  address: 'Khóm 2, Phường 7, thành phố Bạc Liêu',
  phone: '0000 000 014',
  email: undefined,
};

/** Measures over all that is stored, and its cursor behind it: as if it had counted entry by entry. */
export async function settleProgress(database: Database): Promise<void> {
  await database.asOwner(async (tx) => {
    await tx.run('truncate measure_day, measure_month, measure_record, measure_memory');
    await tx.run(
      `insert into measure_memory (generation, stream_id, memory)
       select generation, id, jsonb_build_object('unitId', unit_id, 'dueAt', d.state -> 'dueAt', 'extended', false,
         'settled', d.state ? 'settledAt', 'open', not d.state ? 'settledAt', 'accepted', d.state ? 'acceptedAt', 'issuedAt', d.state -> 'settledAt', 'list', 0, 'stars', 0)
       from dossier d, measure_state where serving order by id`,
    );
    await tx.run(
      `insert into measure_day (generation, measure, day, known_on, unit_id, dimensions, value)
       select generation, 'dossiers.' || c.measure, c.day, c.day, c.unit_id, c.dimensions, sum(c.value) from measure_state, (
         select f.measure, (d.filed_at at time zone 'Asia/Ho_Chi_Minh')::date as day, d.unit_id, f.dimensions, f.value from dossier d,
           lateral (values ('received', '{"procedure":"' || d.procedure_code || '"}', 1), (d.channel, '', 1),
             ('onlineAlone', '', (d.channel = 'online')::int), ('synthetic', '', d.synthetic::int), ('open', '', 1)) as f (measure, dimensions, value)
         union all
         select f.measure, ((d.state ->> 'settledAt')::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date, d.unit_id, '', f.value from dossier d,
           lateral (values ('finished', 1), ('onTime', ((d.state ->> 'settledAt')::timestamptz <= (d.state ->> 'dueAt')::timestamptz)::int)) as f (measure, value)
           where d.state ? 'settledAt' and d.state ? 'dueAt'
       ) c where serving and c.value <> 0 group by 1, 2, 3, 4, 5, 6`,
    );
    await tx.run(
      `insert into measure_month (generation, measure, month, unit_id, value)
       select generation, measure, date_trunc('month', day)::date, unit_id, sum(value) from measure_day group by 1, 2, 3, 4`,
    );
    await tx.run(
      `insert into measure_record (generation, unit_id, month, stream_id, counts)
       select generation, unit_id, month, id, jsonb_object_agg('dossiers.' || measure, 1) from measure_state, (
         select d.id, d.unit_id, date_trunc('month', d.filed_at at time zone 'Asia/Ho_Chi_Minh')::date as month, f.measure
         from dossier d, lateral (values ('received', true), (d.channel, true), ('onlineAlone', d.channel = 'online'), ('synthetic', d.synthetic)) as f (measure, holds) where holds
         union all
         select d.id, d.unit_id, date_trunc('month', (d.state ->> 'settledAt')::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date, f.measure
         from dossier d, lateral (values ('finished', true), ('onTime', (d.state ->> 'settledAt')::timestamptz <= (d.state ->> 'dueAt')::timestamptz)) as f (measure, holds)
         where holds and d.state ? 'settledAt' and d.state ? 'dueAt'
       ) c where serving group by 1, 2, 3, 4 order by 2, 3, 4`,
    );
    await moveCursors(tx, true);
    await tx.run('update measure_state set revision = revision + 1');
  });
}

/** Who reads the journal as it grows. Ballast is not news: nobody is to be notified of it, and counting it is done above. */
const consumers = ['measures-1', 'notices'];

/** Puts the consumers behind everything that is stored; without `all`, only those that never read. */
export async function moveCursors(tx: Tx, all: boolean): Promise<void> {
  await tx.run(
    `insert into journal_cursor (consumer, epoch, xid, stream_id, version)
     select c.consumer, j.* from unnest($1::text[]) as c (consumer),
       (select epoch, xid, stream_id, version from journal order by journal.epoch desc, journal.xid desc, stream_id desc, version desc limit 1) j
     on conflict (consumer) do ${all ? 'update set epoch = excluded.epoch, xid = excluded.xid, stream_id = excluded.stream_id, version = excluded.version' : 'nothing'}`,
    [consumers],
  );
}

/** Waits until the consumers have read what was written, so that the work one measurement leaves behind does not burden the next. */
export async function waitForConsumers(database: Database, mostSeconds: number): Promise<void> {
  const end = performance.now() + mostSeconds * 1000;
  while (performance.now() < end) {
    const { behind } = await database.asOwner((tx) =>
      tx.row<{ behind: boolean }>(
        `select exists (select from journal_cursor c where (c.epoch, c.xid) <
           (select epoch, xid from journal order by journal.epoch desc, journal.xid desc limit 1)) as behind`,
      ),
    );
    if (!behind) return;
    await sleep(100);
  }
}
