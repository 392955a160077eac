-- Counts by day, counted from the journal by one consumer; they can be emptied and counted again.

create table progress_day (
  day date not null,
  unit_id uuid not null,
  procedure_code text not null,
  received integer not null default 0,
  online integer not null default 0,
  online_alone integer not null default 0,
  finished integer not null default 0,
  on_time integer not null default 0,
  synthetic integer not null default 0,
  constraint progress_day_key primary key (day, unit_id, procedure_code)
);
comment on table progress_day is 'Dossiers by the day on which they were filed (received, online, synthetic) or first settled (finished, on_time). Small counts are hidden by the pages, not here.';
comment on column progress_day.online_alone is 'Filed online and helped by nobody.';
comment on column progress_day.on_time is 'Settled by the appointment as first given, moved by pauses; an apology with a new date does not make a late dossier punctual.';

create table progress_dossier (
  stream_id uuid constraint progress_dossier_key primary key,
  unit_id uuid not null,
  procedure_code text not null,
  due_at timestamptz,
  extended boolean not null default false,
  settled boolean not null default false
);
comment on table progress_dossier is 'What the consumer must remember of a dossier to count its end: no personal data.';

create table progress_state (
  one boolean constraint progress_state_key primary key default true constraint progress_state_one check (one),
  revision bigint not null default 0,
  -- Business time of the newest entry counted.
  counted_to timestamptz
);
comment on table progress_state is 'One row; the revision grows with every batch, so that pages know when to read again.';
insert into progress_state default values;

grant select on progress_day, progress_state to :public, :citizen, :staff, :job;
grant insert, update on progress_day to :job;
grant select, insert, update on progress_dossier to :job;
grant update on progress_state to :job;
