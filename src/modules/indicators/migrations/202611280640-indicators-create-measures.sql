-- Measures by day, counted from the journal by one consumer for each generation; a rebuild fills the next generation while readers keep to the one that serves.

create table measure_state (
  generation integer constraint measure_state_key primary key,
  serving boolean not null default false,
  revision bigint not null default 0,
  -- Business time of the newest entry counted.
  counted_to timestamptz,
  -- Latest business day of any entry read.
  known_to date
);
comment on table measure_state is 'One row for each generation of counts; the revision grows with every batch, so that pages know when to read again.';
create unique index measure_state_one_serving on measure_state (serving) where serving;
insert into measure_state (generation, serving) values (1, true);

create table measure_day (
  generation integer not null,
  measure text collate "C" not null,
  day date not null,
  known_on date not null,
  unit_id uuid not null,
  dimensions text collate "C" not null,
  value bigint not null,
  constraint measure_day_key primary key (generation, measure, day, unit_id, dimensions, known_on)
);
comment on table measure_day is 'Sums by day of what happened, and by the day on which the journal told of it. Small counts are hidden by the pages, not here.';
comment on column measure_day.dimensions is 'What a count is split by, as canonical JSON; empty where it is not. As text, since it is part of the key of a table of millions.';
comment on column measure_day.known_on is 'The latest business day of any entry up to this one, in the order of the journal.';

create table measure_month (
  generation integer not null,
  measure text collate "C" not null,
  month date not null,
  unit_id uuid not null,
  value bigint not null,
  constraint measure_month_key primary key (generation, measure, month, unit_id)
);
comment on table measure_month is 'measure_day by month and unit as known now, kept in the same transaction.';

create table measure_memory (
  generation integer not null,
  stream_id uuid not null,
  memory jsonb not null,
  constraint measure_memory_key primary key (generation, stream_id)
);
comment on table measure_memory is 'What must be remembered of a stream to count its later entries: no personal data.';

grant select on measure_day, measure_month, measure_state to :public, :citizen, :staff, :job;
grant insert, update on measure_day, measure_month to :job;
grant select, insert, update on measure_memory to :job;
grant update on measure_state to :job;
