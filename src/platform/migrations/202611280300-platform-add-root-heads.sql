-- A root says that a day was changed; the heads that it was made over say where.
alter table journal_root add column heads bytea;
comment on column journal_root.heads is 'For each stream of the day, in order: id (16 bytes), version of its last entry (4), first 8 bytes of that entry''s hash. To find what differs; what proves is the signed root.';
