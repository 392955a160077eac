-- When a generation was last worked on, so that what a killed rebuild left is told from one under way.
alter table measure_state add column worked_at timestamptz not null default '-infinity';
comment on column measure_state.worked_at is 'Real time of the last batch, or of its beginning. One that does not serve and was not worked on for a while is removed.';
