-- Who begins a stream by a plain insert; to go on with one there is append_entry() of the platform.
alter policy journal_citizen on journal
  with check (capacity = 'citizen' and actor_person = nullif(current_setting('cuaso.person', true), '')::uuid
    and version = 1 and previous_hash is null and stream_kind = 'dossier' and substr(stream_id::text, 15, 1) = '7');
alter policy journal_staff on journal
  with check (capacity = 'staff' and actor_position = nullif(current_setting('cuaso.position', true), '')::uuid
    and actor_person = nullif(current_setting('cuaso.person', true), '')::uuid
    and version = 1 and previous_hash is null and stream_kind = 'dossier' and substr(stream_id::text, 15, 1) = '7');
comment on policy journal_citizen on journal is 'Ids that the program makes are UUIDv7, and each such stream has its first entry from the start; positions and delegations of the province file have ids of version 8 and no entry yet.';

-- The first payload of a stream has the id of the stream: that place is taken wherever there is a stream already.
alter policy journal_payload_citizen on journal_payload with check (id = stream_id);
alter policy journal_payload_staff on journal_payload with check (id = stream_id);

-- A function of the owner must not look names up in a folder that its caller can fill: where pg_temp is not named, it is searched first.
do $$
declare
  function_name regprocedure;
begin
  for function_name in
    select oid::regprocedure from pg_proc where pronamespace = ':schema'::regnamespace and prosecdef
  loop
    execute format('alter function %s set search_path = %I, pg_temp', function_name, ':schema');
  end loop;
end
$$;

create or replace function erase_dossier(p_dossier uuid) returns void
language sql security definer set search_path = :schema, pg_temp as $$
  delete from journal_payload where stream_id = p_dossier and dossier_erased(p_dossier);
  update stream_key set wrapped = null where stream_id = p_dossier and dossier_erased(p_dossier);
  delete from dossier_note where dossier_id = p_dossier and dossier_erased(p_dossier);
  delete from signing_session where dossier_id = p_dossier and dossier_erased(p_dossier);
  update dossier set applicant_name = null, applicant_folded = null, track_digest = null
  where id = p_dossier and dossier_erased(p_dossier);
$$;

-- A note goes to whom the dossier goes, never where its writer says.
revoke insert on dossier_note from :staff;
create function add_dossier_note(p_id uuid, p_dossier uuid, p_at timestamptz, p_sealed bytea) returns integer
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  written integer;
begin
  insert into dossier_note (id, dossier_id, agencies, position_id, at, sealed)
  select p_id, d.id, d.agencies, current_setting('cuaso.position')::uuid, p_at, p_sealed from dossier d
  where d.id = p_dossier and nullif(current_setting('cuaso.agency', true), '')::uuid = any (d.agencies)
  on conflict (id) do nothing;
  get diagnostics written = row_count;
  return written;
end
$$;
comment on function add_dossier_note is 'A note of the acting position on a dossier that its agency is involved in. The same id again writes nothing.';
revoke all on function add_dossier_note from public;
grant execute on function add_dossier_note to :staff;

-- Numbers of an agency's documents are taken by that agency.
create or replace function next_document_number(p_agency uuid, p_year integer, p_series text) returns integer
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  given integer;
begin
  if session_user = ':staff' and p_agency is distinct from nullif(current_setting('cuaso.agency', true), '')::uuid then
    raise exception 'the acting agency numbers its own documents only' using errcode = '42501';
  end if;
  insert into document_counter as c (agency_id, year, series, last) values (p_agency, p_year, p_series, 1)
  on conflict (agency_id, year, series) do update set last = c.last + 1
  returning last into given;
  return given;
end
$$;
