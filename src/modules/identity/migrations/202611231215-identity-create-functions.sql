-- The few ways past row-level security, each for one purpose and with its own test of who asks. They run as the owner of the schema.

create function holds_role(p_role text, p_today date) returns boolean
language sql stable security definer as $$
  select exists (
    select from staff_position
    where id = nullif(current_setting('cuaso.position', true), '')::uuid
      and person_id = nullif(current_setting('cuaso.person', true), '')::uuid
      and p_role = any (roles) and valid_from <= p_today and (valid_to is null or valid_to > p_today))
$$;
comment on function holds_role is 'Whether the position that acts has the role on that day.';

create function assert_role(p_role text, p_today date) returns void
language plpgsql stable security definer as $$
begin
  if not holds_role(p_role, p_today) then
    raise exception 'the acting position lacks the role %', p_role using errcode = '42501';
  end if;
end
$$;

create function person_facts(p_ids uuid[], p_today date) returns setof person
language sql stable security definer as $$
  select p.* from person p
  where p.id = any (p_ids) and (
    p.id = nullif(current_setting('cuaso.person', true), '')::uuid
    or exists (select from guardianship g where g.ward_id = p.id and g.guardian_id = nullif(current_setting('cuaso.person', true), '')::uuid
      and nullif(current_setting('cuaso.agency', true), '') is null and g.valid_from <= p_today and (g.valid_to is null or g.valid_to > p_today))
    or exists (select from person_agency a where a.person_id = p.id and a.agency_id = nullif(current_setting('cuaso.agency', true), '')::uuid))
$$;
comment on function person_facts is 'Facts of a person for the person, for the guardian, and for officials of an agency involved with the person.';

create function person_documents(p_ids uuid[], p_today date) returns setof identity_document
language sql stable security definer as $$
  select d.* from identity_document d where d.person_id in (select id from person_facts(p_ids, p_today))
$$;

create function find_person_by_document(p_kind text, p_country text, p_number text, p_today date, p_at timestamptz) returns uuid
language plpgsql security definer as $$
declare
  found_id uuid;
begin
  if not (holds_role('reception', p_today) or holds_role('specialist', p_today)) then
    raise exception 'only reception and specialists look people up' using errcode = '42501';
  end if;
  select person_id into found_id from identity_document where kind = p_kind and country = p_country and number = p_number;
  if found_id is not null then
    insert into person_agency (person_id, agency_id, ground, since)
    values (found_id, current_setting('cuaso.agency')::uuid, 'counter', p_at) on conflict do nothing;
  end if;
  return found_id;
end
$$;
comment on function find_person_by_document is 'At the counter: the exact paper in hand finds its holder, and the agency is involved from then on. No search by name.';

create function register_person(p_person jsonb, p_document jsonb, p_today date, p_at timestamptz) returns uuid
language plpgsql security definer as $$
begin
  perform assert_role('reception', p_today);
  insert into person (id, full_name, birth_date, birth_precision, gender, nationality, ethnicity, unit_id, address, phone, email, source, created_at)
  select id, full_name, birth_date, birth_precision, gender, nationality, ethnicity, unit_id, address, phone, email, 'counter', p_at
  from jsonb_populate_record(null::person, p_person);
  insert into identity_document (id, person_id, kind, number, country, valid_to)
  select id, (p_person ->> 'id')::uuid, kind, number, country, valid_to from jsonb_populate_record(null::identity_document, p_document);
  insert into person_agency (person_id, agency_id, ground, since)
  values ((p_person ->> 'id')::uuid, current_setting('cuaso.agency')::uuid, 'counter', p_at);
  return (p_person ->> 'id')::uuid;
end
$$;
comment on function register_person is 'At the counter: somebody who is not known yet, with the paper that they show.';

create function involve_agencies(p_persons uuid[], p_agencies uuid[], p_ground text, p_today date, p_at timestamptz) returns void
language plpgsql security definer as $$
begin
  -- People are passed on only by those who may read them: themselves, the guardian, an agency already involved.
  if exists (select from unnest(p_persons) wanted (id) where not exists (select from person_facts(p_persons, p_today) f where f.id = wanted.id)) then
    raise exception 'not every one of these people may be passed on by this actor' using errcode = '42501';
  end if;
  insert into person_agency (person_id, agency_id, ground, since)
  select p, a, p_ground, p_at from unnest(p_persons) p cross join unnest(p_agencies) a on conflict do nothing;
end
$$;
comment on function involve_agencies is 'A dossier goes to agencies: from then on they read the facts of its people.';

create function appoint(p_person jsonb, p_subject text, p_position jsonb, p_today date, p_at timestamptz) returns void
language plpgsql security definer as $$
begin
  perform assert_role('administrator', p_today);
  if p_person is not null then
    insert into person (id, full_name, birth_precision, nationality, source, synthetic, created_at)
    values ((p_person ->> 'id')::uuid, p_person ->> 'full_name', 'unknown', 'VN', 'joiner', coalesce((p_person ->> 'synthetic')::boolean, false), p_at);
    insert into sign_in_account (issuer, subject, person_id, created_at) values ('staff', p_subject, (p_person ->> 'id')::uuid, p_at);
  end if;
  insert into staff_position (id, person_id, holder_name, agency_id, agency_key, agency_name_vi, agency_name_en, title_vi, title_en, roles, fields, valid_from, valid_to, journal_version, journal_hash)
  select id, person_id, holder_name, agency_id, agency_key, agency_name_vi, agency_name_en, title_vi, title_en, roles, fields, valid_from, valid_to, journal_version, journal_hash
  from jsonb_populate_record(null::staff_position, p_position);
end
$$;

create function end_position(p_position uuid, p_on date, p_version integer, p_hash bytea, p_today date, p_at timestamptz) returns integer
language plpgsql security definer as $$
declare
  touched integer;
begin
  perform assert_role('administrator', p_today);
  update staff_position set valid_to = p_on, journal_version = p_version, journal_hash = p_hash
  where id = p_position and journal_version = p_version - 1 and (valid_to is null or valid_to > p_on);
  get diagnostics touched = row_count;
  if touched = 1 then
    update delegation set revoked_on = p_on, revoked_reason = 'position-ended'
    where (deputy_position_id = p_position or principal_position_id = p_position and form <> 'Q.') and revoked_on is null and valid_to > p_on;
    update session set ended_at = p_at, ended_reason = 'position-ended' where position_id = p_position and ended_at is null and p_on <= p_today;
  end if;
  return touched;
end
$$;
comment on function end_position is 'A leaver: the position, the delegations from and to it and its sessions end together.';

create function grant_delegation(p_delegation jsonb, p_today date) returns void
language plpgsql security definer as $$
begin
  perform assert_role('administrator', p_today);
  insert into delegation (id, number, document_date, agency_id, form, principal_position_id, deputy_position_id, procedures, fields, valid_from, valid_to, journal_version, journal_hash)
  select id, number, document_date, agency_id, form, principal_position_id, deputy_position_id, procedures, fields, valid_from, valid_to, journal_version, journal_hash
  from jsonb_populate_record(null::delegation, p_delegation);
end
$$;

create function revoke_delegation(p_delegation uuid, p_on date, p_reason text, p_version integer, p_hash bytea, p_today date) returns integer
language plpgsql security definer as $$
declare
  touched integer;
begin
  perform assert_role('administrator', p_today);
  update delegation set revoked_on = p_on, revoked_reason = p_reason, journal_version = p_version, journal_hash = p_hash
  where id = p_delegation and revoked_on is null and journal_version = p_version - 1;
  get diagnostics touched = row_count;
  return touched;
end
$$;

create function covers_by_break_glass(p_dossier uuid, p_now timestamptz) returns boolean
language sql stable security definer as $$
  select exists (select from break_glass where dossier_id = p_dossier and position_id = nullif(current_setting('cuaso.position', true), '')::uuid
    and closed_at is null and opened_at <= p_now and ends_at > p_now)
$$;
comment on function covers_by_break_glass is 'Whether the acting position has a recorded ground to read this dossier now.';

create function review_break_glass(p_id uuid, p_note text, p_at timestamptz, p_version integer, p_hash bytea, p_today date) returns integer
language plpgsql security definer as $$
declare
  touched integer;
begin
  perform assert_role('auditor', p_today);
  update break_glass set reviewed_by = current_setting('cuaso.position')::uuid, reviewed_at = p_at, review_note = p_note, journal_version = p_version, journal_hash = p_hash
  where id = p_id and reviewed_at is null and journal_version = p_version - 1 and person_id <> current_setting('cuaso.person')::uuid;
  get diagnostics touched = row_count;
  return touched;
end
$$;

create function audit_break_glass(p_today date, p_limit integer) returns setof break_glass
language plpgsql stable security definer as $$
begin
  perform assert_role('auditor', p_today);
  return query select * from break_glass order by opened_at desc, id limit least(p_limit, 200);
end
$$;

create function audit_access_log(p_today date, p_before timestamptz, p_agency uuid, p_limit integer) returns setof access_log
language plpgsql stable security definer as $$
begin
  perform assert_role('auditor', p_today);
  return query select * from access_log where at < p_before and (p_agency is null or agency_id = p_agency) order by at desc, id limit least(p_limit, 200);
end
$$;

create function audit_security_events(p_today date, p_before timestamptz, p_kind text, p_limit integer) returns setof security_event
language plpgsql stable security definer as $$
begin
  perform assert_role('auditor', p_today);
  return query select * from security_event where at < p_before and (p_kind is null or kind = p_kind) order by at desc, id limit least(p_limit, 200);
end
$$;

create function reader_names() returns table (access_id uuid, officer_name text, officer_title_vi text, officer_title_en text)
language sql stable security definer as $$
  select l.id, l.officer_name, l.officer_title_vi, l.officer_title_en from reader_name_request r join access_log l on l.id = r.access_id
  where r.person_id = nullif(current_setting('cuaso.person', true), '')::uuid and l.subject_person_ids @> array[r.person_id]
$$;
comment on function reader_names is 'Names of the officials whom this person asked about, and only for reads of this person''s data.';

-- A function of the owner must not look names up in a folder that its caller chose.
do $$
declare
  function_name regprocedure;
begin
  for function_name in
    select oid::regprocedure from pg_proc where pronamespace = current_schema()::regnamespace and prosecdef
      and proname in ('holds_role', 'assert_role', 'person_facts', 'person_documents', 'find_person_by_document', 'register_person', 'involve_agencies', 'appoint',
        'end_position', 'grant_delegation', 'revoke_delegation', 'covers_by_break_glass', 'review_break_glass', 'audit_break_glass', 'audit_access_log', 'audit_security_events', 'reader_names')
  loop
    execute format('alter function %s set search_path = %I, pg_temp', function_name, current_schema());
    execute format('revoke all on function %s from public', function_name);
  end loop;
end
$$;

grant execute on function person_facts, person_documents, involve_agencies to :citizen, :staff;
grant execute on function reader_names to :citizen;
grant execute on function holds_role, find_person_by_document, register_person, appoint, end_position, grant_delegation, revoke_delegation, covers_by_break_glass,
  review_break_glass, audit_break_glass, audit_access_log, audit_security_events to :staff;
