-- The figures are read from the measures, which are counted anew from the journal.
drop table progress_day, progress_month, progress_dossier;
alter table progress_state drop column revision, drop column counted_to;
comment on table progress_state is 'One row: what the room did once.';
delete from journal_cursor where consumer = 'progress';
