-- What somebody had typed when their session ran out: sealed, for the same person only, for an hour.
create table kept_form (
  id uuid constraint kept_form_key primary key,
  person_id uuid not null constraint kept_form_person references person,
  capacity text not null constraint kept_form_capacity check (capacity in ('citizen', 'staff')),
  page text not null,
  action text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table kept_form is 'Given back into the form on the page that it came from, never carried out by itself. Real time.';
comment on column kept_form.page is 'Path of the page that held the form.';
create index kept_form_expires on kept_form (expires_at);
create index kept_form_person on kept_form (person_id);
alter table kept_form enable row level security;
create policy kept_form_job on kept_form to :job using (true) with check (true);
grant select, insert, delete on kept_form to :job;

-- A form made before the session was renewed is known again, so that its text can be kept; it is not carried out.
alter table session add column previous_token_hash bytea;
comment on column session.previous_token_hash is 'The token that this session had before its rights changed; opens nothing.';
