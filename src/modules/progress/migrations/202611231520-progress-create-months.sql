-- Sums that every page needs: some 9,000 rows a decade, where the days of a million dossiers are a hundred times as many.
create table progress_month (
  month date not null,
  unit_id uuid not null,
  received integer not null default 0,
  online integer not null default 0,
  online_alone integer not null default 0,
  finished integer not null default 0,
  on_time integer not null default 0,
  synthetic integer not null default 0,
  constraint progress_month_key primary key (month, unit_id)
);
comment on table progress_month is 'progress_day by month and unit, kept in the same transaction.';
insert into progress_month
  select date_trunc('month', day)::date, unit_id, sum(received), sum(online), sum(online_alone), sum(finished), sum(on_time), sum(synthetic)
  from progress_day group by 1, 2;
grant select on progress_month to :public, :citizen, :staff, :job;
grant insert, update on progress_month to :job;
