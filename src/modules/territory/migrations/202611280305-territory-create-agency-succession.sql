-- Which agency of another province takes over what an agency leaves behind, where its unit does not say it (departments).
create table agency_succession (
  from_agency_id uuid not null constraint agency_succession_from references agency (id),
  -- A natural key: the heir is published by the other province, perhaps later.
  to_province text not null,
  to_key text not null,
  effective_on date not null,
  document text,
  constraint agency_succession_key primary key (from_agency_id, to_province, effective_on)
);
grant select on agency_succession to :public, :citizen, :staff, :job;
