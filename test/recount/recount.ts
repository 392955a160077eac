import type { Tx } from '../../src/platform/database.ts';

/** A sum as the journal alone gives it. */
export interface Sum {
  readonly measure: string;
  readonly period: string;
  readonly unitId: string;
  /** Empty where it is not asked for, and where a measure is not split by it. */
  readonly procedure: string;
  readonly value: number;
}

/**
 * What is to be counted of dossiers, said once more and otherwise: over the journal as a whole, by what each dossier came to, as far as it was
 * known at the end of a day. Entries are known on the latest day that their journal had seen; so what was known is the journal up to a place.
 * Leaves the temporary table `recounted` to `sumsOf` in the same transaction. Shares nothing with the fold.
 */
export async function recount(tx: Tx, knownBy?: string): Promise<void> {
  await tx.run('drop table if exists recounted, told');
  await tx.run(
    `create temp table told on commit drop as
     select stream_id, version, action, at, day, facts, max(case when action = 'file' then facts ->> 'unitId' end) over stream as unit,
       min(case when action = 'extend' then version end) over stream as apology
     from (
       select *, max(day) over (partition by origin order by epoch, xid, stream_id, version rows unbounded preceding) as known_on
       from (select *, (at at time zone 'Asia/Ho_Chi_Minh')::date as day from journal) j
     ) known
     where stream_kind = 'dossier' and ($1::date is null or known_on <= $1)
     window stream as (partition by stream_id)`,
    [knownBy ?? null],
  );
  await tx.run('create index on told (stream_id, version)');
  await tx.run('analyze told');
  await tx.run(
    `create temp table recounted on commit drop as
     with filing as (
       select * from told where action = 'file'
     ), later as (
       select * from told where action <> 'file' and unit is not null
     ), settled as (
       select distinct on (stream_id) * from later where action in ('issue', 'end') order by stream_id, version
     ), due as (
       -- The last date set before the settling and before the first apology.
       select distinct on (s.stream_id) s.*, (d.facts ->> 'dueAt')::timestamptz as due_at from settled s join later d using (stream_id)
       where d.version < least(s.version, coalesce(s.apology, s.version)) and d.facts ? 'dueAt'
         and d.action in ('accept', 'supplement', 'confirm-payment', 'resume', 'recompute', 'succeed') order by s.stream_id, d.version desc
     ), standing as (
       select distinct on (i.stream_id) i.* from later i
         left join (select stream_id, max(version) as version from later where action = 'recall' group by 1) r using (stream_id)
       where i.action = 'issue' and i.version > coalesce(r.version, 0) order by i.stream_id, i.version
     ), rating as (
       select stream_id, unit, day, (facts ->> 'stars')::int >= 4 as good, lag((facts ->> 'stars')::int >= 4) over (partition by stream_id order by version) as before
       from later where action = 'rate'
     ), list as (
       -- What an approval lets out is the list that waits: of the last request that needs one, if nobody approved or rejected since.
       select l.*, lag(action) over waiting as behind, lag((facts ->> 'list')::int) over waiting as waiting from later l
       where action in ('approve-supplement', 'reject-supplement') or (action = 'request-supplement' and (facts ->> 'needsApproval')::boolean)
       window waiting as (partition by stream_id order by version)
     ), asked as (
       select unit, day, (facts ->> 'list')::int as list from later where action = 'request-supplement' and not (facts ->> 'needsApproval')::boolean
       union all select unit, day, waiting from list where action = 'approve-supplement' and behind = 'request-supplement' and waiting > 0
     ), opening as (
       select unit, day, is_open, lag(is_open, 1, true) over (partition by stream_id order by version) as was from (
         select *, action = 'recall' as is_open from later
         where action in ('issue', 'end', 'recall', 'refuse-intake', 'expire-supplement', 'withdraw')) o
     ), counted (measure, day, unit, procedure, value) as (
       select 'received', day, unit, facts ->> 'procedureCode', 1 from filing
       union all select m.name, day, unit, '', 1 from filing, lateral (values
         ('open', true), (facts ->> 'channel', true), ('synthetic', (facts ->> 'synthetic')::boolean),
         ('onlineAlone', facts ->> 'channel' = 'online' and facts ->> 'helper' = 'nobody'),
         ('helpedByTeam', facts ->> 'helper' = 'team'), ('helpedByDesk', facts ->> 'helper' = 'desk'), ('helpedByPostOffice', facts ->> 'helper' = 'post-office')) m (name, holds)
       where m.holds
       union all (select distinct on (stream_id) 'accepted', day, unit, '', 1 from later where action = 'accept' order by stream_id, version)
       union all select case action when 'refuse-intake' then 'refusedIntake' when 'expire-supplement' then 'lapsed' else 'withdrawn' end, day, unit, '', 1
         from later where action in ('refuse-intake', 'expire-supplement', 'withdraw')
       union all select 'supplementAsked', day, unit, '', 1 from asked
       union all select 'secondSupplement', day, unit, '', 1 from asked where list > 1
       union all select 'finished', day, unit, '', 1 from due
       union all select case when at <= due_at then 'onTime' else 'late' end, day, unit, '', 1 from due
       union all select 'electronicResult', day, unit, '', 1 from standing
       union all select 'ratings', day, unit, '', 1 from rating where before is null
       union all select 'satisfied', day, unit, '', good::int - coalesce(before, false)::int from rating where good <> coalesce(before, false)
       union all select 'open', day, unit, '', case when is_open then 1 else -1 end from opening where is_open <> was
     )
     select 'dossiers.' || measure as measure, day, unit::uuid as unit_id, procedure, sum(value)::bigint as value from counted group by 1, 2, 3, 4 having sum(value) <> 0`,
  );
  await tx.run('create index on recounted (day)');
}

export interface SumQuestion {
  readonly by: 'day' | 'month';
  /** Only what happened in these days. */
  readonly from: string;
  readonly to: string;
  /** With the units above, by the map of this day; left out: by the unit in which it happened. */
  readonly mapOf?: string | undefined;
  readonly byProcedure?: boolean;
}

/** What `recount` found, by unit; every level of units by SQL of its own. */
export function sumsOf(tx: Tx, { by, from, to, mapOf, byProcedure = false }: SumQuestion): Promise<Sum[]> {
  return tx.rows<Sum>(
    `with recursive divided as (
       select from_unit_id as id from unit_succession group by 1 having bool_and(coverage <> 'full') and count(*) > 1
     ), step (id, next) as (
       -- Whole into one heir; divided among several; else, as a district that was abolished, into what its parent became.
       select * from (select distinct on (from_unit_id) from_unit_id, to_unit_id from unit_succession where coverage = 'full' order by from_unit_id, effective_on, to_unit_id) whole
       union all select from_unit_id, to_unit_id from unit_succession where from_unit_id in (select id from divided)
       union all select id, parent_id from unit where parent_id is not null and id not in (select id from divided)
         and id not in (select from_unit_id from unit_succession where coverage = 'full')
     ), followed (first, id, stands, is_past, steps) as (
       select id, id, valid_from <= $5 and (valid_to is null or valid_to > $5), valid_from <= $5, 0 from unit where $5::date is not null
       union
       select f.first, u.id, u.valid_from <= $5 and (u.valid_to is null or u.valid_to > $5), u.valid_from <= $5, f.steps + 1
       from followed f join step s on s.id = f.id join unit u on u.id = s.next where not f.stands and f.is_past and f.steps < 50
     ), leaf as (
       select distinct first, id from followed where stands
     ), upwards (first, leaf, id) as (
       select first, id, id from leaf
       union all select p.first, p.leaf, u.parent_id from upwards p join unit u on u.id = p.id where u.parent_id is not null
     ), holding as (
       -- What was divided is told only of units that hold all of it.
       select first, upwards.id from upwards join (select first, count(*) as leaves from leaf group by 1) l using (first) group by first, upwards.id, leaves having count(*) = leaves
     ), placed as (
       select r.measure, r.day, r.procedure, r.value, u.id as unit_id from recounted r join holding u on u.first = r.unit_id where r.day between $1 and $2
       union all select measure, day, procedure, value, unit_id from recounted where $5::date is null and day between $1 and $2
     )
     select measure, to_char(day, $3) as period, unit_id as "unitId", case when $4 then procedure else '' end as procedure, sum(value)::bigint as value
     from placed group by 1, 2, 3, 4 having sum(value) <> 0 order by 1, 2, 3, 4`,
    [from, to, by === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM', byProcedure, mapOf ?? null],
  );
}
