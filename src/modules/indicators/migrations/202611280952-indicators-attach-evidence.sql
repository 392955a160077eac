-- Files that stand behind a reported number. They wait at the report until it is declared, and then belong to it: its readers are theirs.
alter table figure_report add column evidence uuid[] not null default '{}';
comment on column figure_report.evidence is 'Papers that stand behind the number; a correction carries them on.';
comment on column paper.dossier_id is 'What it was filed with: a dossier, or the stream of a reported figure.';

create table evidence_place (
  stream_id uuid constraint evidence_place_key primary key,
  agency_id uuid not null,
  opened_at timestamptz not null
);
comment on table evidence_place is 'Reports at which files of the agency may wait; opened by whoever may declare them, for a week of real time.';
alter table evidence_place enable row level security;

create function open_evidence_place(p_figure text, p_unit uuid, p_from date, p_to date, p_today date, p_now timestamptz) returns uuid
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  place uuid := figure_stream(p_figure, p_unit, p_from, p_to);
begin
  if coalesce((figure_agencies(p_unit, p_today))[1] <> my_agency, true)
    or not (holds_role('reception', p_today) or holds_role('specialist', p_today) or holds_role('leader', p_today)) then
    raise exception 'the acting position does not report this figure' using errcode = '42501';
  end if;
  insert into evidence_place values (place, my_agency, p_now)
  on conflict (stream_id) do update set agency_id = excluded.agency_id, opened_at = excluded.opened_at;
  return place;
end
$$;
comment on function open_evidence_place is 'Whoever may declare a report may let files wait at it.';
revoke all on function open_evidence_place from public;
grant execute on function open_evidence_place to :staff;

-- As before, and reports.
create or replace function paper_place(p_place uuid, p_owner uuid, p_now timestamptz, p_hold boolean) returns text
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  me uuid := nullif(current_setting('cuaso.person', true), '')::uuid;
  my_position uuid := nullif(current_setting('cuaso.position', true), '')::uuid;
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  place text;
begin
  -- Held until the end of the transaction: a filing at the same moment comes before or after the paper, never around it.
  if p_hold then
    perform from draft where id = p_place for share;
    perform from intake where id = p_place for share;
    perform from dossier where id = p_place for share;
    perform from evidence_place where stream_id = p_place for share;
  end if;
  if session_user = ':citizen' and p_owner = me then
    select case when d.dossier_id is null then 'open' else 'filed' end into place from draft d
    where d.id = p_place and d.person_id = me and d.expires_at > p_now;
  elsif session_user = ':staff' then
    select case when i.dossier_id is null then 'open' else 'filed' end into place from intake i
    where i.id = p_place and i.position_id = my_position and i.agency_id = my_agency and i.person_id = p_owner and i.expires_at > p_now;
    if place is null and p_owner = me then
      select 'open' into place from evidence_place e where e.stream_id = p_place and e.agency_id = my_agency and e.opened_at > p_now - interval '7 days';
    end if;
  end if;
  if place is not null then return place; end if;
  select case when d.phase in ('supplement-before-acceptance', 'supplement') then 'open' else 'filed' end into place from dossier d
  where d.id = p_place and p_owner = any (d.persons)
    and case session_user when ':citizen' then p_owner = me when ':staff' then my_agency = any (d.agencies) end;
  return place;
end
$$;

create or replace function forsaken_paper_places(p_now timestamptz, p_limit integer) returns table (place uuid)
language sql stable security definer set search_path = :schema, pg_temp as $$
  select distinct p.draft_id from paper p
  where p.draft_id is not null and p.dossier_id is null and p.created_at < p_now - interval '1 hour'
    and not exists (select from draft d where d.id = p.draft_id)
    and not exists (select from intake i where i.id = p.draft_id)
    and not exists (select from dossier s where s.id = p.draft_id and s.phase in ('supplement-before-acceptance', 'supplement'))
    and not exists (select from evidence_place e where e.stream_id = p.draft_id and e.opened_at > p_now - interval '7 days')
  limit p_limit
$$;

create or replace function hand_on_figures(p_today date) returns integer
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
  update paper set agencies = s.chain from (select stream_id, figure_agencies(unit_id, p_today) as chain from figure_standing where unit_id = any (moved)) s where dossier_id = s.stream_id;
  update figure_standing set agencies = figure_agencies(unit_id, p_today), turn = figure_turn(state, figure_agencies(unit_id, p_today)) where unit_id = any (moved);
  return array_length(moved, 1);
end
$$;
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
  attached integer;
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
  if cardinality(r.evidence) > 0 then
    if r.state <> 'declared' then raise exception 'only who declares brings evidence' using errcode = '42501'; end if;
    -- Nobody's own any more: whoever reads the report reads it.
    update paper set draft_id = null, dossier_id = r.stream_id, agencies = chain, persons = '{}',
      attached_at = (select at from journal where stream_id = r.stream_id and version = r.version)
    where id = any (r.evidence) and draft_id = r.stream_id and scan_state = 'clean' and my_agency = any (agencies);
    get diagnostics attached = row_count;
    if attached <> cardinality(r.evidence) then
      raise exception 'the evidence has changed meanwhile' using errcode = '23505', constraint = 'figure_report_key';
    end if;
  end if;
  insert into figure_report (stream_id, version, figure, unit_id, period_from, period_to, value, reason, state, known_on, position_id, agency_id, agencies, note, journal_hash, evidence)
  values (r.stream_id, r.version, r.figure, r.unit_id, r.period_from, r.period_to, r.value, r.reason, r.state, p_today, current_setting('cuaso.position')::uuid, my_agency, chain, r.note, r.journal_hash,
    coalesce(before.evidence, '{}') || coalesce(r.evidence, '{}'));
  insert into figure_standing values (r.stream_id, r.version, r.figure, r.unit_id, r.period_from, r.period_to, r.state, figure_turn(r.state, chain), chain)
  on conflict (stream_id) do update set version = excluded.version, state = excluded.state, turn = excluded.turn, agencies = excluded.agencies;
end
$$;

