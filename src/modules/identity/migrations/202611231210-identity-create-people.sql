-- People, organisations, positions, delegations, sessions, consent, and who read whose data.
-- No key is an identity number: children, foreigners and holders of old papers exist too.

create table person (
  id uuid constraint person_key primary key,
  full_name text not null,
  birth_date date,
  birth_precision text not null constraint person_birth_precision check (birth_precision in ('day', 'month', 'year', 'unknown')),
  gender text constraint person_gender check (gender in ('female', 'male', 'other')),
  nationality text not null default 'VN',
  ethnicity text,
  unit_id uuid,
  address text,
  phone text,
  email text,
  source text not null constraint person_source check (source in ('province-file', 'vneid', 'counter', 'joiner')),
  synthetic boolean not null default false,
  created_at timestamptz not null,
  constraint person_birth_known check ((birth_date is null) = (birth_precision = 'unknown'))
);
comment on column person.birth_precision is 'Papers of old people may show a year or a month only; birth_date is then its first day.';

create table identity_document (
  id uuid constraint identity_document_key primary key,
  person_id uuid not null constraint identity_document_person references person,
  kind text not null constraint identity_document_kind check (kind in ('personal-number', 'old-identity-card', 'passport')),
  number text not null,
  country text not null default 'VN',
  valid_to date,
  constraint identity_document_number unique (kind, country, number)
);
create index identity_document_person on identity_document (person_id);

create table sign_in_account (
  issuer text not null constraint sign_in_account_issuer check (issuer in ('vneid', 'staff')),
  subject text not null,
  person_id uuid not null constraint sign_in_account_person references person,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint sign_in_account_key primary key (issuer, subject)
);
create index sign_in_account_person on sign_in_account (person_id);

create table guardianship (
  id uuid constraint guardianship_key primary key,
  guardian_id uuid not null constraint guardianship_guardian references person,
  ward_id uuid not null constraint guardianship_ward references person,
  ground_vi text not null,
  ground_en text not null,
  valid_from date not null,
  valid_to date
);
create index guardianship_guardian on guardianship (guardian_id);

create table organisation (
  id uuid constraint organisation_key primary key,
  name_vi text not null,
  name_en text not null,
  kind text not null constraint organisation_kind check (kind in ('enterprise', 'household-business', 'cooperative', 'other')),
  identifier text not null constraint organisation_identifier unique,
  unit_id uuid,
  address text,
  synthetic boolean not null default false
);
comment on column organisation.identifier is 'Tax code, which is also the enterprise code.';

create table representative (
  id uuid constraint representative_key primary key,
  organisation_id uuid not null constraint representative_organisation references organisation,
  person_id uuid not null constraint representative_person references person,
  title_vi text not null,
  title_en text not null,
  valid_from date not null,
  valid_to date
);
create index representative_person on representative (person_id);

create table staff_position (
  id uuid constraint position_key primary key,
  person_id uuid not null constraint position_person references person,
  holder_name text not null,
  agency_id uuid not null,
  agency_key text not null,
  agency_name_vi text not null,
  agency_name_en text not null,
  title_vi text not null,
  title_en text not null,
  roles text[] not null constraint position_roles check (
    cardinality(roles) > 0 and roles <@ array['reception', 'specialist', 'clerk', 'leader', 'administrator', 'auditor']),
  fields text[] not null default '{}',
  valid_from date not null,
  valid_to date,
  generated boolean not null default false,
  journal_version integer not null default 0,
  journal_hash bytea,
  constraint position_order check (valid_to is null or valid_to >= valid_from)
);
comment on table staff_position is 'What an official is in an agency. The name of an official in office is no secret; it is kept here so that nobody needs the person row for it.';
comment on column staff_position.valid_to is 'First day on which it is no longer held.';
comment on column staff_position.generated is 'Made by the staffing rule of the province file, so that no agency is without an owner.';
create index position_agency on staff_position (agency_id);
create index position_person on staff_position (person_id);

create table delegation (
  id uuid constraint delegation_key primary key,
  number text not null,
  document_date date not null,
  agency_id uuid not null,
  form text not null constraint delegation_form check (form in ('KT.', 'TL.', 'TUQ.', 'Q.')),
  principal_position_id uuid not null constraint delegation_principal references staff_position,
  deputy_position_id uuid not null constraint delegation_deputy references staff_position,
  procedures text[] not null default '{}',
  fields text[] not null default '{}',
  valid_from date not null,
  valid_to date not null,
  revoked_on date,
  revoked_reason text,
  journal_version integer not null default 0,
  journal_hash bytea,
  constraint delegation_number unique (agency_id, number, document_date),
  constraint delegation_order check (valid_to > valid_from),
  constraint delegation_two_people check (principal_position_id <> deputy_position_id),
  constraint delegation_revoked check ((revoked_on is null) = (revoked_reason is null))
);
comment on table delegation is 'Authority given by a document: the deputy acts and signs with their own key, in the form that the document names.';
comment on column delegation.procedures is 'Codes of procedures; empty together with fields means everything the principal may do.';
comment on column delegation.valid_to is 'First day on which it no longer holds.';
create index delegation_deputy on delegation (deputy_position_id);

create table person_agency (
  person_id uuid not null constraint person_agency_person references person,
  agency_id uuid not null,
  ground text not null,
  since timestamptz not null,
  constraint person_agency_key primary key (person_id, agency_id)
);
comment on table person_agency is 'Which agencies are involved with a person by a dossier or a visit to the counter; nobody else reads the person row.';

create table break_glass (
  id uuid constraint break_glass_key primary key,
  person_id uuid not null constraint break_glass_person references person,
  position_id uuid not null constraint break_glass_position references staff_position,
  agency_id uuid not null,
  dossier_id uuid not null,
  dossier_code text not null,
  subject_person_ids uuid[] not null,
  ground text not null constraint break_glass_ground check (ground in ('complaint', 'inspection', 're-assignment', 'emergency')),
  reference text not null constraint break_glass_reference check (length(reference) between 3 and 200),
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  closed_at timestamptz,
  reviewed_by uuid constraint break_glass_reviewer references staff_position,
  reviewed_at timestamptz,
  review_note text,
  journal_version integer not null default 0,
  journal_hash bytea,
  constraint break_glass_limit check (ends_at > opened_at and ends_at <= opened_at + interval '24 hours')
);
create index break_glass_person on break_glass (position_id, ends_at);
create index break_glass_subjects on break_glass using gin (subject_person_ids);

create table access_log (
  id uuid constraint access_log_key primary key,
  at timestamptz not null,
  person_id uuid not null,
  position_id uuid not null,
  agency_id uuid not null,
  agency_name_vi text not null,
  agency_name_en text not null,
  officer_name text not null,
  officer_title_vi text not null,
  officer_title_en text not null,
  act text not null constraint access_log_act check (act in ('open', 'list', 'search', 'download', 'look-up')),
  purpose_vi text not null,
  purpose_en text not null,
  break_glass_id uuid,
  dossier_ids uuid[] not null default '{}',
  subject_person_ids uuid[] not null default '{}'
);
comment on table access_log is 'Who read whose data: written and committed before the answer; a list is one row with its ids. Insert-only.';
create index access_log_subjects on access_log using gin (subject_person_ids);
create index access_log_at on access_log (at desc, id);

create table reader_name_request (
  access_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  constraint reader_name_request_key primary key (access_id, person_id)
);
comment on table reader_name_request is 'A person asked for the name of the official behind a read of their data.';

create table consent (
  id uuid constraint consent_key primary key,
  person_id uuid not null constraint consent_person references person,
  purpose text not null,
  text_version text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index consent_in_force on consent (person_id, purpose) where withdrawn_at is null;

create table sign_in_attempt (
  state_hash bytea constraint sign_in_attempt_key primary key,
  issuer text not null,
  nonce text not null,
  code_verifier text not null,
  browser_hash bytea not null,
  return_to text not null,
  redirect_uri text not null,
  -- Set when somebody already signed in proves again who they are.
  session_id uuid,
  created_at timestamptz not null,
  used_at timestamptz
);
comment on table sign_in_attempt is 'One round to an issuer; its state serves once and only in the browser that began it. Real time.';
create index sign_in_attempt_created on sign_in_attempt (created_at);

create table session (
  id uuid constraint session_key primary key,
  token_hash bytea not null constraint session_token unique,
  person_id uuid not null constraint session_person references person,
  capacity text not null constraint session_capacity check (capacity in ('citizen', 'staff')),
  position_id uuid constraint session_position references staff_position,
  delegation_id uuid constraint session_delegation references delegation,
  organisation_id uuid constraint session_organisation references organisation,
  assurance_level smallint not null,
  acr text not null,
  amr text[] not null,
  device text not null,
  authenticated_at timestamptz not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_reason text,
  constraint session_one_capacity check ((capacity = 'staff') = (position_id is not null) and (capacity = 'citizen' or organisation_id is null))
);
comment on table session is 'Real time throughout. Only the hash of the token is kept.';
create index session_person on session (person_id) where ended_at is null;

create table security_event (
  id uuid constraint security_event_key primary key,
  at timestamptz not null,
  kind text not null,
  person_id uuid,
  session_id uuid,
  address_hash text,
  detail jsonb not null default '{}'
);
comment on table security_event is 'Real time; ids and facts only. Addresses are hashed with a key of the installation.';
create index security_event_at on security_event (at desc, id);

-- Rights -------------------------------------------------------------------------------------------------------------

alter table person enable row level security;
create policy person_citizen on person to :citizen using (id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy person_staff on person to :staff using (id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy person_job on person to :job using (true) with check (true);
grant select, update (phone, email) on person to :citizen;
grant select on person to :staff;
grant select, insert, update on person to :job;

alter table identity_document enable row level security;
create policy identity_document_citizen on identity_document to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy identity_document_job on identity_document to :job using (true) with check (true);
grant select on identity_document to :citizen;
grant select, insert on identity_document to :job;

alter table sign_in_account enable row level security;
create policy sign_in_account_job on sign_in_account to :job using (true) with check (true);
grant select, insert on sign_in_account to :job;

alter table guardianship enable row level security;
create policy guardianship_citizen on guardianship to :citizen using (guardian_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy guardianship_job on guardianship to :job using (true);
grant select on guardianship to :citizen, :job;

-- Name, code and address of an organisation are public by law (enterprise register).
alter table organisation enable row level security;
create policy organisation_citizen on organisation to :citizen using (true);
create policy organisation_staff on organisation to :staff using (true);
create policy organisation_job on organisation to :job using (true);
grant select on organisation to :citizen, :staff, :job;

alter table representative enable row level security;
create policy representative_citizen on representative to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy representative_job on representative to :job using (true);
grant select on representative to :citizen, :job;

alter table staff_position enable row level security;
create policy position_citizen on staff_position to :citizen using (true);
create policy position_staff on staff_position to :staff using (true);
create policy position_job on staff_position to :job using (true) with check (true);
grant select on staff_position to :citizen, :staff, :job;

alter table delegation enable row level security;
create policy delegation_staff on delegation to :staff using (true);
create policy delegation_job on delegation to :job using (true);
grant select on delegation to :staff, :job;

alter table person_agency enable row level security;
create policy person_agency_citizen on person_agency to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy person_agency_job on person_agency to :job using (true) with check (true);
grant select, insert on person_agency to :citizen, :job;

alter table break_glass enable row level security;
create policy break_glass_citizen on break_glass for select to :citizen using (subject_person_ids @> array[nullif(current_setting('cuaso.person', true), '')::uuid]);
create policy break_glass_staff on break_glass to :staff using (position_id = nullif(current_setting('cuaso.position', true), '')::uuid)
  with check (position_id = nullif(current_setting('cuaso.position', true), '')::uuid and person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy break_glass_job on break_glass to :job using (true);
grant select (id, agency_id, ground, reference, opened_at, ends_at, closed_at, reviewed_at, position_id) on break_glass to :citizen;
grant select, insert, update (closed_at, journal_version, journal_hash) on break_glass to :staff;
grant select on break_glass to :job;

alter table access_log enable row level security;
create policy access_log_citizen on access_log for select to :citizen using (subject_person_ids @> array[nullif(current_setting('cuaso.person', true), '')::uuid]);
create policy access_log_staff on access_log for insert to :staff with check (
  person_id = nullif(current_setting('cuaso.person', true), '')::uuid and position_id = nullif(current_setting('cuaso.position', true), '')::uuid
  and agency_id = nullif(current_setting('cuaso.agency', true), '')::uuid);
create policy access_log_job on access_log to :job using (true) with check (true);
-- Neither the official's name nor the other people of a list: the name comes on request through reader_names().
grant select (id, at, agency_id, agency_name_vi, agency_name_en, act, purpose_vi, purpose_en, break_glass_id) on access_log to :citizen;
grant insert on access_log to :staff;
grant select, insert on access_log to :job;

alter table reader_name_request enable row level security;
create policy reader_name_request_citizen on reader_name_request to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
grant select, insert on reader_name_request to :citizen;

alter table consent enable row level security;
create policy consent_citizen on consent to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy consent_job on consent to :job using (true);
grant select, insert, update (withdrawn_at) on consent to :citizen;
grant select on consent to :job;

alter table sign_in_attempt enable row level security;
create policy sign_in_attempt_job on sign_in_attempt to :job using (true) with check (true);
grant select, insert, update, delete on sign_in_attempt to :job;

alter table session enable row level security;
create policy session_citizen on session to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy session_staff on session to :staff using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy session_job on session to :job using (true) with check (true);
grant select (id, person_id, capacity, position_id, device, authenticated_at, created_at, last_seen_at, expires_at, ended_at, ended_reason),
  update (ended_at, ended_reason) on session to :citizen, :staff;
grant select, insert, update, delete on session to :job;

alter table security_event enable row level security;
create policy security_event_job on security_event to :job using (true) with check (true);
grant select, insert on security_event to :job;
