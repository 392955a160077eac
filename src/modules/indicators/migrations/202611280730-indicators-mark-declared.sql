-- What was declared when a generation was counted, and days of knowing apart for each journal that a merger brought along.
alter table measure_state add column declared text;
comment on column measure_state.declared is 'Fingerprint of what the rooms declared; another one, or an empty one, means counting anew from the beginning.';
update measure_state set declared = '' where counted_to is not null;
alter table measure_state drop column known_to;
alter table measure_state add column known_to jsonb not null default '{}';
comment on column measure_state.known_to is 'By origin of the journal (ours is the empty name): latest business day of any entry read.';
