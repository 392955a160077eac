-- Messages to people and officers, derived from the journal; what a message says is made of its kind when it is read.

create table notice (
  id uuid constraint notice_key primary key,
  person_id uuid,
  position_id uuid,
  dossier_id uuid not null,
  dossier_code text not null,
  kind text not null,
  about_vi text not null,
  about_en text not null,
  due_at timestamptz,
  at timestamptz not null,
  read_at timestamptz,
  email_state text not null default 'none' constraint notice_email_state check (email_state in ('none', 'waiting', 'sent', 'given-up')),
  email_attempts integer not null default 0,
  email_next_at timestamptz,
  emailed_at timestamptz,
  constraint notice_one_reader check ((person_id is null) <> (position_id is null)),
  constraint notice_waiting_has_time check ((email_state = 'waiting') = (email_next_at is not null))
);
comment on column notice.id is 'Made of the entry (or deadline) and the reader, so that deriving twice writes once.';
comment on column notice.at is 'Business time of what it tells.';
comment on column notice.email_next_at is 'Real time of the next attempt; moved on before each, so that a mail server that is away is not hammered.';
create index notice_person on notice (person_id, at desc, id) where person_id is not null;
create index notice_position on notice (position_id, at desc, id) where position_id is not null;
create index notice_waiting on notice (email_next_at) where email_state = 'waiting';

create table notice_preference (
  person_id uuid constraint notice_preference_key primary key,
  language text not null constraint notice_preference_language check (language in ('vi', 'en')),
  email boolean not null
);
comment on table notice_preference is 'How a person wants to be told; without a row: in Vietnamese, by e-mail where an address is known.';

alter table notice enable row level security;
create policy notice_citizen on notice to :citizen using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy notice_staff on notice to :staff using (position_id = nullif(current_setting('cuaso.position', true), '')::uuid);
create policy notice_job on notice to :job using (true) with check (true);
grant select, update (read_at) on notice to :citizen, :staff;
grant select, insert, update on notice to :job;

alter table notice_preference enable row level security;
create policy notice_preference_citizen on notice_preference to :citizen
  using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy notice_preference_job on notice_preference to :job using (true);
grant select, insert, update on notice_preference to :citizen;
grant select on notice_preference to :job;
