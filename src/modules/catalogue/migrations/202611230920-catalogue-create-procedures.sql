-- The published catalogue. Everyone reads; only `cuaso publish` (the owner) writes, and versions are inserted only.
create table procedure_version (
  id uuid primary key,
  province_code text not null,
  code text not null,
  slug text not null,
  version integer not null,
  hash text not null constraint procedure_version_hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  in_force_from date not null,
  content jsonb not null,
  constraint procedure_version_numbered unique (province_code, code, version)
);
comment on table procedure_version is 'Insert only. A dossier is pinned to the version it was filed under; `cuaso publish` refuses to run when a stored content no longer has its hash.';
create index procedure_version_in_force on procedure_version (code, in_force_from desc, version desc);
create index procedure_version_slug on procedure_version (slug);

create table procedure_withdrawal (
  province_code text not null,
  code text not null,
  withdrawn_from date not null,
  returned_from date,
  primary key (province_code, code, withdrawn_from)
);
comment on table procedure_withdrawal is 'From these dates on no new dossier is filed under the procedure; versions stay for the dossiers pinned to them.';

create table office_hours (
  valid_from date primary key,
  sessions jsonb not null,
  certainty text not null
);
comment on table office_hours is 'Sessions of a working day as local times: [{"from":"07:00","to":"11:30"}, ...].';

create table calendar_day (
  date date primary key,
  working boolean not null,
  kind text not null constraint calendar_day_kind_known check (kind in ('statutory', 'compensation', 'swap-off', 'make-up')),
  name_vi text not null,
  name_en text not null,
  certainty text not null constraint calendar_day_certainty_known check (certainty in ('confirmed', 'secondary', 'memory', 'provisional'))
);
comment on table calendar_day is 'Days that differ from the week: off, or a Saturday worked instead. Never pinned: a change recomputes open due dates.';

create table calendar_year (
  year integer primary key,
  status text not null constraint calendar_year_status_known check (status in ('official', 'provisional'))
);

create table catalogue_entry (
  province_code text not null,
  list text not null constraint catalogue_entry_list_known check (list in ('field', 'life-event', 'synonym', 'reason', 'province')),
  key text not null,
  position integer not null,
  content jsonb not null,
  valid_from date not null,
  valid_to date,
  primary key (province_code, list, key)
);
comment on table catalogue_entry is 'Short lists that are not pinned: fields of work, life events, synonyms of the search, coded reasons, facts of the province.';

grant select on procedure_version, procedure_withdrawal, office_hours, calendar_day, calendar_year, catalogue_entry to :public, :citizen, :staff, :job;
