-- How each report stands now and whose turn it is: what waits is counted on every page of an officer, and must not read all that was ever reported.
create table figure_standing (
  stream_id uuid not null constraint figure_standing_key primary key,
  version integer not null,
  figure text not null,
  unit_id uuid not null,
  period_from date not null,
  period_to date not null,
  state text not null,
  turn uuid,
  agencies uuid[] not null
);
comment on table figure_standing is 'The newest version of each report of figure_report; written by report_figure alone.';
comment on column figure_standing.turn is 'Agency that has to check, approve, or declare again; null once the province approved.';
comment on column figure_standing.agencies is 'Who may read, as in figure_report.';
create index figure_standing_turn on figure_standing (turn) where turn is not null;
create index figure_standing_unit on figure_standing (unit_id, period_to);
create index figure_standing_period on figure_standing (period_to);
alter table figure_standing enable row level security;
create policy figure_standing_staff on figure_standing for select to :staff using (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies));
create policy figure_standing_job on figure_standing for select to :job using (true);
grant select on figure_standing to :staff, :job;

create function figure_turn(p_state text, p_chain uuid[]) returns uuid
language sql immutable set search_path = :schema, pg_temp as $$
  select case p_state when 'declared' then p_chain[least(2, array_length(p_chain, 1))] when 'checked' then p_chain[array_length(p_chain, 1)] when 'sent-back' then p_chain[1] end
$$;
revoke all on function figure_turn from public;

insert into figure_standing
select distinct on (stream_id) stream_id, version, figure, unit_id, period_from, period_to, state, figure_turn(state, agencies), agencies
from figure_report order by stream_id, version desc;

-- A unit that ended is answered for by the one that took it over, so its reports go on in other hands.
create or replace function figure_agencies(p_unit uuid, p_on date) returns uuid[]
language sql stable set search_path = :schema, pg_temp as $$
  with recursive heir as (
    select id, valid_from, valid_to, 0 as step from unit where id = p_unit
    union all
    select n.id, n.valid_from, n.valid_to, h.step + 1 from heir h
    join lateral (select s.to_unit_id from unit_succession s where s.from_unit_id = h.id and s.effective_on <= p_on
      order by (s.coverage = 'full') desc, s.to_unit_id limit 1) s on true
    join unit n on n.id = s.to_unit_id
    where h.valid_to <= p_on and h.step < 20
  ), up as (
    select u.id, u.parent_id, 0 as depth from unit u where u.id = (select id from heir order by step desc limit 1)
      and u.valid_from <= p_on and (u.valid_to is null or u.valid_to > p_on)
    union all select p.id, p.parent_id, up.depth + 1 from unit p join up on p.id = up.parent_id
  )
  select array_agg(a.id order by up.depth) from up join agency a on a.unit_id = up.id
  where a.kind in ('commune-committee', 'district-committee', 'province-committee') and a.valid_from <= p_on and (a.valid_to is null or a.valid_to > p_on)
$$;
comment on function figure_agencies is 'On a day: the people''s committee of a unit (or of the one that took it over), that of the unit above it, and so on up to the province.';
grant execute on function figure_agencies to :staff, :job;

create function hand_on_figures(p_today date) returns integer
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  moved uuid[];
begin
  select array_agg(unit_id) into moved from (
    select s.unit_id from (select distinct unit_id, agencies from figure_standing) s
    where figure_agencies(s.unit_id, p_today) <> s.agencies group by s.unit_id) m;
  if moved is null then
    return 0;
  end if;
  update figure_report set agencies = figure_agencies(unit_id, p_today) where unit_id = any (moved);
  update figure_standing set agencies = figure_agencies(unit_id, p_today), turn = figure_turn(state, figure_agencies(unit_id, p_today)) where unit_id = any (moved);
  return array_length(moved, 1);
end
$$;
comment on function hand_on_figures is 'Reports follow their unit: where another agency answers for it now, or stands above it, that one reads them and its turn it is. Returns for how many units that was so.';
revoke all on function hand_on_figures from public;
grant execute on function hand_on_figures to :job;

create or replace function report_figure(p_report jsonb, p_today date) returns void
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  r figure_report := jsonb_populate_record(null::figure_report, p_report);
  before figure_report;
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  chain uuid[] := figure_agencies(r.unit_id, p_today);
  step integer := array_position(chain, my_agency);
  last integer := array_length(chain, 1);
  allowed boolean := false;
begin
  select * into before from figure_report where stream_id = r.stream_id order by version desc limit 1;
  if r.stream_id <> figure_stream(r.figure, r.unit_id, r.period_from, r.period_to) or r.period_to >= p_today then
    raise exception 'no such report' using errcode = '42501';
  end if;
  if r.version <> coalesce(before.version, 0) + 1 then
    raise exception 'version % does not follow the one before', r.version using errcode = '23505', constraint = 'figure_report_key';
  end if;
  if r.state = 'declared' then
    allowed := step = 1 and (holds_role('reception', p_today) or holds_role('specialist', p_today) or holds_role('leader', p_today))
      and (before.state is null or before.state not in ('checked', 'approved') or r.note is not null);
  else
    -- Whoever judges takes the number as it was declared.
    r.value := before.value;
    r.reason := before.reason;
    allowed := holds_role('leader', p_today) and case r.state
      when 'checked' then before.state = 'declared' and step > 1 and step < last
      when 'approved' then step = last and (before.state = 'checked' or (before.state = 'declared' and last <= 2))
      when 'sent-back' then r.note is not null
        and ((before.state = 'declared' and step = least(2, last)) or (before.state = 'checked' and step = last and last > 2))
    end;
  end if;
  if not coalesce(allowed, false) then
    raise exception 'the acting position may not set % here', r.state using errcode = '42501';
  end if;
  insert into figure_report (stream_id, version, figure, unit_id, period_from, period_to, value, reason, state, known_on, position_id, agency_id, agencies, note, journal_hash)
  values (r.stream_id, r.version, r.figure, r.unit_id, r.period_from, r.period_to, r.value, r.reason, r.state, p_today, current_setting('cuaso.position')::uuid, my_agency, chain, r.note, r.journal_hash);
  insert into figure_standing values (r.stream_id, r.version, r.figure, r.unit_id, r.period_from, r.period_to, r.state, figure_turn(r.state, chain), chain)
  on conflict (stream_id) do update set version = excluded.version, state = excluded.state, turn = excluded.turn, agencies = excluded.agencies;
end
$$;

-- What the watch over reports has said already; each once per stage.
create table report_told (
  agency_id uuid not null,
  due_on date not null,
  stage text not null constraint report_told_stage check (stage in ('due-soon', 'overdue', 'overdue-below')),
  constraint report_told_key primary key (agency_id, due_on, stage)
);
comment on table report_told is 'The agency was told what of it is due on that day; or, below it, overdue since.';
grant select, insert on report_told to :job;
