-- What agencies report of figures that no operation measures: an entry of the journal and a row for every act; rows are only ever added.
create table figure_report (
  stream_id uuid not null,
  version integer not null,
  figure text not null,
  unit_id uuid not null constraint figure_report_unit references unit (id),
  period_from date not null,
  period_to date not null,
  value numeric,
  reason text constraint figure_report_reason check (reason in ('not-collected', 'source-late', 'nobody-keeps-it', 'other')),
  state text not null constraint figure_report_state check (state in ('declared', 'checked', 'approved', 'sent-back')),
  known_on date not null,
  position_id uuid not null,
  agency_id uuid not null,
  -- Who may read: the committee of the unit and those above it, nearest first.
  agencies uuid[] not null,
  note text,
  journal_hash bytea not null,
  constraint figure_report_key primary key (stream_id, version),
  constraint figure_report_value_or_reason check ((value is null) = (reason is not null)),
  constraint figure_report_value_not_negative check (value >= 0),
  constraint figure_report_period_ordered check (period_from <= period_to)
);
comment on table figure_report is 'Insert only. One stream for each figure, unit and period; the newest version known by a day is what counted on it.';
comment on column figure_report.reason is 'Why there is no number: missing is not zero.';
comment on column figure_report.known_on is 'Business day of the act.';
comment on column figure_report.note is 'Words of the officer: what was corrected and why, why it was sent back. Not in the journal, which holds no free text.';
create index figure_report_newest on figure_report (figure, unit_id, period_to desc, version desc);

alter table figure_report enable row level security;
create policy figure_report_staff on figure_report for select to :staff using (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies));
create policy figure_report_job on figure_report for select to :job using (true);
grant select on figure_report to :staff, :job;

-- The id that the program makes with nameId('figure', figure, unit, from, to).
create function figure_stream(p_figure text, p_unit uuid, p_from date, p_to date) returns uuid
language sql immutable set search_path = :schema, pg_temp as $$
  select encode(set_byte(set_byte(b, 6, (get_byte(b, 6) & 15) | 128), 8, (get_byte(b, 8) & 63) | 128), 'hex')::uuid
  from (select substr(sha256(convert_to(concat_ws(chr(31), 'figure', p_figure, p_unit::text, to_char(p_from, 'YYYY-MM-DD'), to_char(p_to, 'YYYY-MM-DD')), 'UTF8')), 1, 16) as b) h
$$;
revoke all on function figure_stream from public;

create function figure_agencies(p_unit uuid, p_on date) returns uuid[]
language sql stable set search_path = :schema, pg_temp as $$
  with recursive up as (
    select id, parent_id, 0 as depth from unit where id = p_unit and valid_from <= p_on and (valid_to is null or valid_to > p_on)
    union all select p.id, p.parent_id, up.depth + 1 from unit p join up on p.id = up.parent_id
  )
  select array_agg(a.id order by up.depth) from up join agency a on a.unit_id = up.id
  where a.kind in ('commune-committee', 'district-committee', 'province-committee') and a.valid_from <= p_on and (a.valid_to is null or a.valid_to > p_on)
$$;
comment on function figure_agencies is 'The people''s committee of a unit, that of the unit above it, and so on up to the province.';
revoke all on function figure_agencies from public;

create function report_figure(p_report jsonb, p_today date) returns void
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
end
$$;
comment on function report_figure is 'The only way to a row: the committee of the unit declares, the next above checks, the province approves or anyone above sends back; what was checked is reopened only with words.';
revoke all on function report_figure from public;
grant execute on function report_figure to :staff;

-- As before, and who may go on with a stream of a figure.
create or replace function append_entry(p_kind text, p_stream uuid, p_version integer, p_action text, p_actor_name text, p_on_behalf uuid, p_agency uuid, p_unit uuid,
  p_at timestamptz, p_recorded timestamptz, p_cause uuid, p_schema smallint, p_facts jsonb, p_payload uuid, p_payload_hash text, p_sealed bytea, p_previous bytea, p_hash bytea)
returns void
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  -- Who logged in, not who says so: a citizen's connection writes no entry of an officer.
  acting text := case session_user when ':citizen' then 'citizen' when ':staff' then 'staff' when ':job' then 'job' end;
  me uuid := nullif(current_setting('cuaso.person', true), '')::uuid;
  my_position uuid := nullif(current_setting('cuaso.position', true), '')::uuid;
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  involved boolean := false;
  previous bytea;
  kind_before text;
begin
  if acting = 'job' then
    involved := true;
  elsif p_kind = 'dossier' and acting = 'citizen' then
    involved := exists (select from dossier where id = p_stream and me = any (persons));
  elsif p_kind = 'dossier' and acting = 'staff' then
    involved := exists (select from dossier where id = p_stream and my_agency = any (agencies));
  elsif p_kind = 'figure' and acting = 'staff' then
    -- The name of the stream is worked out from what the entry says it is about, so nobody gets into another unit's.
    involved := p_unit = (p_facts ->> 'unitId')::uuid
      and p_stream = figure_stream(p_facts ->> 'figure', p_unit, (p_facts ->> 'from')::date, (p_facts ->> 'to')::date)
      and my_agency = any (figure_agencies(p_unit, (p_at at time zone 'Asia/Ho_Chi_Minh')::date));
  elsif p_kind in ('position', 'delegation') and acting = 'staff' then
    involved := holds_role('administrator', (p_at at time zone 'Asia/Ho_Chi_Minh')::date);
  elsif p_kind = 'break-glass' and acting = 'staff' then
    involved := (p_version = 1 and substr(p_stream::text, 15, 1) = '7') or exists (select from break_glass where id = p_stream and position_id = my_position)
      or holds_role('auditor', (p_at at time zone 'Asia/Ho_Chi_Minh')::date);
  end if;
  if not coalesce(involved, false) then
    raise exception 'the acting % is not involved in this % stream', coalesce(acting, session_user), p_kind using errcode = '42501';
  end if;
  select hash, stream_kind into previous, kind_before from journal where stream_id = p_stream and version = p_version - 1;
  if (previous is null) <> (p_version = 1) or previous is distinct from p_previous or kind_before <> p_kind then
    raise exception 'entry % does not follow the entry before it', p_version using errcode = '23505', constraint = 'journal_key';
  end if;
  if p_sealed is not null then
    insert into journal_payload (id, stream_id, sealed) values (p_payload, p_stream, p_sealed);
  end if;
  insert into journal (stream_kind, stream_id, version, action, capacity, actor_person, actor_position, actor_name, on_behalf_of, agency_id, unit_id, at, recorded_at, cause,
    schema_version, facts, payload_id, payload_hash, previous_hash, hash, epoch, xid)
  select p_kind, p_stream, p_version, p_action, acting, me, my_position, case when acting = 'job' then p_actor_name end, p_on_behalf, p_agency, p_unit, p_at, p_recorded, p_cause,
    p_schema, p_facts, p_payload, p_payload_hash, p_previous, p_hash, epoch, pg_current_xact_id()
  from province_state;
end
$$;
