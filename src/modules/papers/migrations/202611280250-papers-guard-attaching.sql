-- A paper comes to a dossier, and a result to a person's store, only by those who are involved in the dossier: before, whoever could write a row
-- of their own could name another's dossier in it.

revoke insert (dossier_id, attached_at), update (draft_id, dossier_id, attached_at, agencies, persons) on paper from :citizen, :staff;
grant update (agencies) on paper to :staff;
alter policy paper_citizen_add on paper
  with check (owner_person = nullif(current_setting('cuaso.person', true), '')::uuid and persons = array[owner_person] and agencies = '{}');
drop policy paper_citizen_change on paper;

create function attach_papers(p_papers uuid[], p_dossier uuid, p_agencies uuid[], p_persons uuid[], p_at timestamptz) returns integer
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  me uuid := nullif(current_setting('cuaso.person', true), '')::uuid;
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  attached integer;
begin
  -- While a dossier is being filed its row is not there yet; once it is, only who is involved in it adds to it.
  if exists (select from dossier where id = p_dossier) and not dossier_open_to_me(p_dossier) and session_user <> ':job' then
    raise exception 'the actor is not involved in this dossier' using errcode = '42501';
  end if;
  update paper set draft_id = null, dossier_id = p_dossier, attached_at = p_at, agencies = p_agencies,
    persons = array(select distinct person from unnest(persons || p_persons) person)
  where id = any (p_papers) and dossier_id is null and scan_state = 'clean'
    and case session_user when ':citizen' then owner_person = me when ':staff' then my_agency = any (agencies) when ':job' then true end;
  get diagnostics attached = row_count;
  return attached;
end
$$;
comment on function attach_papers is 'Ties papers of the acting person (or agency) that were found clean to a dossier; returns how many.';

revoke insert, update on issued_result from :staff;
grant update (number, issued_on, sha256, size_bytes, storage_key, revoked_at, revoked_reason, replaced_by, agencies) on issued_result to :staff;
create function store_issued_result(p_result jsonb) returns integer
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  written integer;
begin
  insert into issued_result (id, code, kind, dossier_id, name_vi, name_en, issuer_agency, issuer_vi, issuer_en, number, issued_on, valid_to, display_name, sha256, size_bytes,
    storage_key, created_at, agencies, persons)
  select r.id, r.code, r.kind, d.id, r.name_vi, r.name_en, my_agency, r.issuer_vi, r.issuer_en, r.number, r.issued_on, r.valid_to, r.display_name, r.sha256, r.size_bytes,
    r.storage_key, r.created_at, d.agencies, d.persons
  from jsonb_populate_record(null::issued_result, p_result) r join dossier d on d.id = r.dossier_id
  where d.leg_agency = my_agency and r.issuer_agency = my_agency;
  get diagnostics written = row_count;
  return written;
end
$$;
comment on function store_issued_result is 'A document of the agency that has the dossier in hand: it goes to the people and agencies of the dossier, whatever the caller names.';

revoke all on function attach_papers, store_issued_result from public;
grant execute on function attach_papers to :citizen, :staff, :job;
grant execute on function store_issued_result to :staff;
