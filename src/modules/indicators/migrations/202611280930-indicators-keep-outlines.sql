-- A province's own map is published like its definitions.
alter table definition_version drop constraint definition_version_kind;
alter table definition_version add constraint definition_version_kind
  check (kind in ('figure', 'indicator', 'edition', 'targets', 'claims', 'facts', 'publication', 'outlines'));
