-- Drafts of citizens: not journalled, sealed with a key of their own, gone after thirty days or when filed.

create table draft (
  id uuid constraint draft_key primary key,
  person_id uuid not null,
  procedure_version_id uuid not null,
  procedure_code text not null,
  procedure_slug text not null,
  filed_for text not null constraint draft_filed_for check (filed_for in ('self', 'child', 'ward', 'authority', 'organisation')),
  -- The page the person was at, to go on from.
  page text not null,
  wrapped bytea,
  sealed bytea,
  -- Set when it was filed; what was typed is gone then.
  dossier_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  constraint draft_open_or_filed check ((sealed is null) = (dossier_id is not null) and (wrapped is null) = (sealed is null))
);
comment on table draft is 'A dossier being written. Its id is the idempotency key of the filing.';
comment on column draft.expires_at is 'Real time: thirty days after it was last touched.';
create index draft_person on draft (person_id, updated_at desc);
create index draft_expiry on draft (expires_at);

alter table draft enable row level security;
create policy draft_citizen on draft to :citizen
  using (person_id = nullif(current_setting('cuaso.person', true), '')::uuid)
  with check (person_id = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy draft_job on draft to :job using (true) with check (true);
grant select, insert, update, delete on draft to :citizen;
grant select (id, person_id, expires_at, dossier_id), delete on draft to :job;
