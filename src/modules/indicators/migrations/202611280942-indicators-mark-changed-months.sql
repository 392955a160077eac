-- In which revision a month last changed, so that whoever keeps sums in memory reads what is new only.
alter table measure_month add column revision bigint not null default 0;
comment on column measure_month.revision is 'The revision of its generation that changed it last.';
create index measure_month_changed on measure_month (generation, revision);
