-- The journal's key (stream, version) is the lock of an act: whoever could put an entry into another's stream, even in their own name, would
-- block it. So citizens and officers begin the stream of a new dossier by a plain insert (a first entry is in nobody's way, the key refuses
-- a second one), and go on with a stream only through append_entry(), which asks whether they are involved. The policies stand with the dossiers.

-- An erased stream keeps an empty row, so that nobody can give it a key again.
alter table stream_key alter column wrapped drop not null;
comment on table stream_key is 'Data key of a stream, wrapped by the master key. Emptying the row erases every payload of the stream.';
insert into stream_key (stream_id, wrapped) select distinct stream_id, null::bytea from journal where action = 'erase' on conflict do nothing;

create function append_entry(p_kind text, p_stream uuid, p_version integer, p_action text, p_actor_name text, p_on_behalf uuid, p_agency uuid, p_unit uuid,
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
comment on function append_entry is 'The only way for a citizen or an officer into a stream that exists: repeats the involvement test, takes the actor from the session, and refuses an entry that does not follow the last one.';
revoke all on function append_entry from public;
grant execute on function append_entry to :citizen, :staff, :job;
