-- The daily roots look for entries by the real time of their recording, which grows with the table: a block range index of a few pages finds them.
create index journal_recorded on journal using brin (recorded_at);
