-- What a province says about how it is measured, as it was published: indicators, reported figures, editions of indices, targets, claims of others.
create table definition_version (
  kind text not null constraint definition_version_kind check (kind in ('figure', 'indicator', 'edition', 'targets', 'claims', 'facts')),
  key text not null,
  version integer not null,
  hash text not null constraint definition_version_hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$'),
  valid_from date not null,
  published_on date not null,
  withdrawn boolean not null,
  content jsonb not null,
  constraint definition_version_key primary key (kind, key, version)
);
comment on table definition_version is 'Insert only. A figure of a period is worked out by the version that was valid at the end of the period, as far as it was published by the day one asks about.';
comment on column definition_version.published_on is 'Business day: from here on it was known.';
comment on column definition_version.withdrawn is 'From this version on it is no longer offered.';
grant select on definition_version to :public, :citizen, :staff, :job;
