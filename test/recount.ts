import type { Tx } from '../src/platform/database.ts';

export interface Sum {
  readonly measure: string;
  readonly period: string;
  readonly unitId: string;
  readonly value: number;
}

/**
 * What is to be counted of dossiers, said once more and otherwise: over the journal as a whole, by what each dossier came to, as far as it was
 * known at the end of a day. Entries are known on the latest day that their journal had seen; so what was known is the journal up to a place.
 */
export function believed(tx: Tx, by: 'day' | 'month', knownBy?: string): Promise<Sum[]> {
  return tx.rows<Sum>(
    `with placed as (
       select *, (at at time zone 'Asia/Ho_Chi_Minh')::date as day from journal where stream_kind = 'dossier'
     ), known as (
       select * from (
         select *, max(day) over (partition by origin order by epoch, xid, stream_id, version rows unbounded preceding) as known_on from placed
       ) p where $1::date is null or known_on <= $1
     ), filing as (
       select * from known where action = 'file'
     ), later as (
       select k.*, f.facts ->> 'unitId' as unit, apology.version as apology
       from known k join filing f using (stream_id)
       left join lateral (select min(version) as version from known e where e.stream_id = k.stream_id and e.action = 'extend') apology on true
       where k.action <> 'file'
     ), settling as (
       select distinct on (stream_id) l.*, due.due_at from later l left join lateral (
         select (d.facts ->> 'dueAt')::timestamptz as due_at from later d where d.stream_id = l.stream_id and d.version < l.version and d.facts ? 'dueAt'
           and d.action <> 'extend' and (d.apology is null or d.version < d.apology) order by d.version desc limit 1) due on true
       where action in ('issue', 'end') order by stream_id, version
     ), standing as (
       select distinct on (stream_id) * from later l where action = 'issue'
         and not exists (select from later r where r.stream_id = l.stream_id and r.action = 'recall' and r.version > l.version) order by stream_id, version
     ), rating as (
       select first.stream_id, first.unit, first.day from (select distinct on (stream_id) * from later where action = 'rate' order by stream_id, version) first
     ), rated as (
       select l.unit, l.day, (l.facts ->> 'stars')::int / 4 - coalesce(lag((l.facts ->> 'stars')::int) over (partition by stream_id order by version) / 4, 0) as change
       from later l where action = 'rate'
     ), opening as (
       select unit, day, case when is_open then 1 else -1 end as change from (
         select unit, day, is_open, lag(is_open, 1, true) over (partition by stream_id order by version) as was from (
           select unit, day, stream_id, version, action = 'recall' as is_open from later
           where action in ('issue', 'end', 'recall', 'refuse-intake', 'expire-supplement', 'withdraw')) o) p where is_open <> was
     ), counted (measure, day, unit, value) as (
       select m.name, day, facts ->> 'unitId', 1 from filing, lateral (values
         ('received', true), ('open', true), (facts ->> 'channel', true), ('synthetic', (facts ->> 'synthetic')::boolean),
         ('onlineAlone', facts ->> 'channel' = 'online' and facts ->> 'helper' = 'nobody'),
         ('helpedByTeam', facts ->> 'helper' = 'team'), ('helpedByDesk', facts ->> 'helper' = 'desk'), ('helpedByPostOffice', facts ->> 'helper' = 'post-office')) m (name, holds)
       where m.holds
       union all select 'accepted', min(day) filter (where n = 1), unit, 1 from (
         select *, row_number() over (partition by stream_id order by version) as n from later where action = 'accept') a group by stream_id, unit
       union all select case action when 'refuse-intake' then 'refusedIntake' when 'expire-supplement' then 'lapsed' when 'withdraw' then 'withdrawn' else 'supplementAsked' end, day, unit, 1
         from later where action in ('refuse-intake', 'expire-supplement', 'withdraw', 'request-supplement')
       union all select 'secondSupplement', day, unit, 1 from later where action = 'request-supplement' and (facts ->> 'list')::int > 1
       union all select 'finished', day, unit, 1 from settling where due_at is not null
       union all select case when at <= due_at then 'onTime' else 'late' end, day, unit, 1 from settling where due_at is not null
       union all select 'electronicResult', day, unit, 1 from standing
       union all select 'ratings', day, unit, 1 from rating
       union all select 'satisfied', day, unit, change from rated
       union all select 'open', day, unit, change from opening
     )
     select 'dossiers.' || measure as measure, to_char(day, $2) as period, unit::uuid as "unitId", sum(value)::int as value
     from counted group by 1, 2, 3 having sum(value) <> 0 order by 1, 2, 3`,
    [knownBy ?? null, by === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM'],
  );
}
