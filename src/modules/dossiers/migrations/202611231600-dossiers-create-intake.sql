-- Reception files of the counter: a person came in (or wrote), an officer files for them. Sealed with a key of their own, gone after three days.

create table intake (
  id uuid constraint intake_key primary key,
  agency_id uuid not null,
  position_id uuid not null,
  person_id uuid not null,
  wrapped bytea,
  sealed bytea,
  dossier_id uuid,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  constraint intake_open_or_filed check ((sealed is null) = (dossier_id is not null) and (wrapped is null) = (sealed is null))
);
comment on table intake is 'A dossier being taken at the counter. Its id is the idempotency key of the filing, and the draft that scanned papers wait under.';
comment on column intake.person_id is 'Who came in or wrote; with or without an account.';
comment on column intake.expires_at is 'Real time: three days after it was last touched.';
create index intake_position on intake (position_id, updated_at desc);
create index intake_expiry on intake (expires_at);

alter table intake enable row level security;
create policy intake_staff on intake to :staff
  using (position_id = nullif(current_setting('cuaso.position', true), '')::uuid)
  with check (position_id = nullif(current_setting('cuaso.position', true), '')::uuid and agency_id = nullif(current_setting('cuaso.agency', true), '')::uuid);
create policy intake_job on intake to :job using (true) with check (true);
grant select, insert, update, delete on intake to :staff;
grant select (id, expires_at, dossier_id), delete on intake to :job;

-- The share that a desk sees of itself: thirty days of one agency, whatever is stored.
create index dossier_receiving on dossier (receiving_agency, filed_at);
