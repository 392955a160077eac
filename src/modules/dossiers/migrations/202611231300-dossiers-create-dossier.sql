-- Projections of the journal: they can be rebuilt from it, entry by entry, to the same bytes.

create table dossier (
  id uuid constraint dossier_pkey primary key,
  code text not null constraint dossier_code_key unique,
  procedure_version_id uuid not null,
  procedure_code text not null,
  field text not null,
  phase text not null,
  status smallint not null,
  channel text not null,
  helper text not null,
  synthetic boolean not null,
  unit_id uuid not null,
  receiving_agency uuid not null,
  competent_agency uuid not null,
  leg_agency uuid not null,
  holder uuid,
  agencies uuid[] not null,
  persons uuid[] not null,
  applicant_name text,
  applicant_folded text,
  track_digest bytea,
  filed_at timestamptz not null,
  -- What the office owes next: the answer to a new dossier, then the result; null while the clock stands or all is done.
  next_due_at timestamptz,
  closed boolean not null,
  version integer not null,
  head bytea not null,
  state jsonb not null
);
comment on column dossier.agencies is 'Every agency that ever had it, the sender included; what row-level security of officers looks at.';
comment on column dossier.persons is 'Citizens who are a party of it with an account; what row-level security of citizens looks at.';
comment on column dossier.applicant_name is 'For lists; personal, erased with the payload.';
comment on column dossier.applicant_folded is 'The name without diacritics and in small letters, for searching.';
comment on column dossier.track_digest is 'Keyed digest of the last four digits of the identity paper, for tracking without signing in.';
-- An inbox reads the open dossiers of one agency by due date; the answer is at most a page long whatever is stored.
create index dossier_inbox on dossier (leg_agency, phase, next_due_at, id) where not closed;
create index dossier_holder on dossier (holder, next_due_at, id) where not closed;
create index dossier_persons on dossier using gin (persons);
-- Parts of names and codes; used by the audited search function only, because its operators are not leakproof under row-level security.
create index dossier_filed on dossier (leg_agency, filed_at desc, id);

create table dossier_note (
  id uuid constraint dossier_note_key primary key,
  dossier_id uuid not null,
  agencies uuid[] not null,
  position_id uuid not null,
  at timestamptz not null,
  sealed bytea not null
);
comment on table dossier_note is 'Internal notes of officers: never part of the record that citizens see, never in the journal.';
create index dossier_note_dossier on dossier_note (dossier_id, at);

create table dossier_counter (
  agency_id uuid not null,
  day date not null,
  last integer not null,
  constraint dossier_counter_key primary key (agency_id, day)
);
create table document_counter (
  agency_id uuid not null,
  year integer not null,
  series text not null,
  last integer not null,
  constraint document_counter_key primary key (agency_id, year, series)
);
comment on table document_counter is 'Numbers of issued documents by agency, year and series: taken in order, never drawn.';

create table submission (
  idempotency_key uuid constraint submission_key primary key,
  person_id uuid not null,
  dossier_id uuid not null
);
comment on table submission is 'The first answer to an idempotency key; a repeat gets it again.';

create table signing_session (
  id uuid constraint signing_session_key primary key,
  dossier_id uuid not null,
  dossier_version integer not null,
  position_id uuid not null,
  agency_id uuid not null,
  purpose text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table signing_session is 'Between the two phases of a signature: the prepared document (sealed) waits for the value that the official''s own device or a remote service gives.';

alter table dossier enable row level security;
create policy dossier_citizen on dossier to :citizen
  using (nullif(current_setting('cuaso.person', true), '')::uuid = any (persons))
  with check (nullif(current_setting('cuaso.person', true), '')::uuid = any (persons));
create policy dossier_staff on dossier to :staff
  using (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies))
  with check (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies));
create policy dossier_job on dossier to :job using (true) with check (true);
grant select, insert, update on dossier to :citizen, :staff, :job;

alter table dossier_note enable row level security;
create policy dossier_note_staff on dossier_note to :staff
  using (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies))
  with check (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies) and position_id = nullif(current_setting('cuaso.position', true), '')::uuid);
grant select, insert on dossier_note to :staff;

alter table submission enable row level security;
create policy submission_citizen on submission to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid) with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy submission_staff on submission to :staff using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid) with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy submission_job on submission to :job using (true) with check (true);
grant select, insert on submission to :citizen, :staff, :job;

alter table signing_session enable row level security;
create policy signing_session_staff on signing_session to :staff
  using (position_id = nullif(current_setting('cuaso.position', true), '')::uuid)
  with check (position_id = nullif(current_setting('cuaso.position', true), '')::uuid);
create policy signing_session_job on signing_session to :job using (true);
grant select, insert, delete on signing_session to :staff;
grant select, delete on signing_session to :job;

-- Nobody writes an entry in another's name.
alter table journal enable row level security;
create policy journal_citizen on journal for insert to :citizen with check (capacity = 'citizen' and actor_person = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy journal_staff on journal for insert to :staff with check (capacity = 'staff' and actor_position = nullif(current_setting('cuaso.position', true), '')::uuid);
create policy journal_job on journal to :job using (true) with check (true);
alter table journal_payload enable row level security;
create policy journal_payload_citizen on journal_payload for insert to :citizen with check (true);
create policy journal_payload_staff on journal_payload for insert to :staff with check (true);
create policy journal_payload_job on journal_payload to :job using (true) with check (true);
alter table stream_key enable row level security;
create policy stream_key_citizen on stream_key for insert to :citizen with check (true);
create policy stream_key_staff on stream_key for insert to :staff with check (true);
create policy stream_key_job on stream_key to :job using (true) with check (true);

-- Audited functions of the owner: each repeats the involvement test that the policies make.

create function next_dossier_number(p_agency uuid, p_day date) returns integer
language sql security definer set search_path = :schema as $$
  insert into dossier_counter as c (agency_id, day, last) values (p_agency, p_day, 1)
  on conflict (agency_id, day) do update set last = c.last + 1
  returning last
$$;

create function next_document_number(p_agency uuid, p_year integer, p_series text) returns integer
language sql security definer set search_path = :schema as $$
  insert into document_counter as c (agency_id, year, series, last) values (p_agency, p_year, p_series, 1)
  on conflict (agency_id, year, series) do update set last = c.last + 1
  returning last
$$;

create function dossier_open_to_me(p_dossier uuid) returns boolean
language sql stable security definer set search_path = :schema as $$
  select exists (
    select from dossier d where d.id = p_dossier
      and (nullif(current_setting('cuaso.agency', true), '')::uuid = any (d.agencies)
        or (coalesce(current_setting('cuaso.agency', true), '') = '' and nullif(current_setting('cuaso.person', true), '')::uuid = any (d.persons))))
$$;

create function dossier_key_of(p_dossier uuid) returns bytea
language sql stable security definer set search_path = :schema as $$
  select wrapped from stream_key where stream_id = p_dossier and dossier_open_to_me(p_dossier)
$$;

create function dossier_history(p_dossier uuid) returns table (
  version integer, action text, capacity text, actor_person uuid, actor_position uuid, actor_name text, agency_id uuid, at timestamptz, facts jsonb, sealed bytea)
language sql stable security definer set search_path = :schema as $$
  select j.version, j.action, j.capacity, j.actor_person, j.actor_position, j.actor_name, j.agency_id, j.at, j.facts, p.sealed
  from journal j left join journal_payload p on p.id = j.payload_id
  where j.stream_id = p_dossier and dossier_open_to_me(p_dossier)
  order by j.version
$$;

-- Search among the dossiers of the acting agency: operators that are not leakproof would not use an index behind a policy.
create function search_dossiers(p_text text, p_limit integer) returns table (id uuid, code text, phase text, applicant_name text, filed_at timestamptz)
language sql stable security definer set search_path = :schema as $$
  select d.id, d.code, d.phase, d.applicant_name, d.filed_at from dossier d
  where nullif(current_setting('cuaso.agency', true), '')::uuid = any (d.agencies)
    and (d.code like upper(p_text) || '%' or d.code like '%' || upper(p_text) or d.applicant_folded like '%' || p_text || '%')
  order by d.filed_at desc, d.id limit least(p_limit, 100)
$$;

-- Tracking without signing in: the code and a second fact; what comes back holds no personal data.
create function track_dossier(p_code text, p_digest bytea) returns table (state jsonb)
language sql stable security definer set search_path = :schema as $$
  select d.state - 'parties' - 'papers' - 'involvedPersons' from dossier d where d.code = p_code and d.track_digest = p_digest
$$;

revoke all on function search_dossiers(text, integer), next_dossier_number(uuid, date), next_document_number(uuid, integer, text), dossier_open_to_me(uuid), dossier_key_of(uuid), dossier_history(uuid), track_dossier(text, bytea) from public;
grant execute on function next_dossier_number(uuid, date) to :citizen, :staff, :job;
grant execute on function next_document_number(uuid, integer, text) to :staff, :job;
grant execute on function search_dossiers(text, integer) to :staff;
grant execute on function dossier_open_to_me(uuid), dossier_key_of(uuid), dossier_history(uuid) to :citizen, :staff;
grant execute on function track_dossier(text, bytea) to :public, :citizen, :staff;
