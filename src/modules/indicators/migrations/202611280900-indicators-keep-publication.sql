-- How a province publishes its figures (from which count on, under which licence) is a definition like the others.
alter table definition_version drop constraint definition_version_kind;
alter table definition_version add constraint definition_version_kind
  check (kind in ('figure', 'indicator', 'edition', 'targets', 'claims', 'facts', 'publication'));
