-- Units and agencies of the province over time. Reference data: everyone reads, only `cuaso publish` (the owner) writes.
create table unit (
  id uuid primary key,
  province_code text not null,
  code text not null,
  name_vi text not null,
  name_en text not null,
  short_name text not null,
  level text not null constraint unit_level_known check (level in ('province', 'district', 'commune')),
  parent_id uuid constraint unit_parent references unit (id),
  valid_from date not null,
  founded_known boolean not null,
  valid_to date,
  constraint unit_code_once_at_a_time unique (province_code, code, valid_from),
  constraint unit_validity_ordered check (valid_to > valid_from),
  constraint unit_parent_unless_province check ((level = 'province') = (parent_id is null))
);
comment on column unit.code is 'Code of the General Statistics Office, text. Codes are used again for other units: only code and date together name one.';
comment on column unit.founded_known is 'false: valid_from is the first day on which the unit is known to have existed, not the day of its founding.';
comment on column unit.valid_to is 'First day on which it no longer exists under this code.';
create index unit_parent_id on unit (parent_id);

create table unit_succession (
  from_unit_id uuid not null constraint unit_succession_from references unit (id),
  to_unit_id uuid not null constraint unit_succession_to references unit (id),
  effective_on date not null,
  coverage text not null constraint unit_succession_coverage_known check (coverage in ('full', 'part')),
  document text,
  primary key (from_unit_id, to_unit_id, effective_on)
);
create index unit_succession_to_unit_id on unit_succession (to_unit_id);

create table agency (
  id uuid primary key,
  province_code text not null,
  key text not null,
  name_vi text not null,
  name_en text not null,
  kind text not null constraint agency_kind_known
    check (kind in ('ministry', 'province-committee', 'department', 'district-committee', 'commune-committee', 'one-stop')),
  unit_id uuid not null constraint agency_unit references unit (id),
  parent_id uuid constraint agency_parent references agency (id),
  identifier text not null,
  identifier_certainty text not null constraint agency_identifier_certainty_known
    check (identifier_certainty in ('confirmed', 'secondary', 'memory', 'provisional')),
  certainty text not null constraint agency_certainty_known check (certainty in ('confirmed', 'secondary', 'memory', 'demo')),
  address_vi text,
  address_en text,
  phone text,
  valid_from date not null,
  valid_to date,
  constraint agency_key_once_at_a_time unique (province_code, key, valid_from),
  constraint agency_validity_ordered check (valid_to > valid_from)
);
comment on table agency is 'Agencies that act on dossiers. A one-stop office belongs to (parent_id) the agency it receives for.';
comment on column agency.certainty is 'How sure it is that the agency existed under this name on the dates given.';
create index agency_unit_id on agency (unit_id, kind);
create index agency_parent_id on agency (parent_id);

grant select on unit, unit_succession, agency to :public, :citizen, :staff, :job;
