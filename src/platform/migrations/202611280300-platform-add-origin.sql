-- A province that was merged in brings its journal with it: entries and daily roots say where they come from, so that the roots of both go on holding.
alter table journal add column origin text;
comment on column journal.origin is 'Code of the province whose journal the entry was written in before a merger; null for our own.';

alter table journal_root add column origin text not null default '';
alter table journal_root drop constraint journal_root_key;
alter table journal_root add constraint journal_root_key primary key (origin, day);

create table journal_origin (
  code text constraint journal_origin_key primary key,
  -- Ed25519, SPKI: proves the daily roots that came along. The private key was the other province's.
  public_key bytea not null,
  backup_sha256 text not null,
  merged_at timestamptz not null
);
comment on table journal_origin is 'Provinces merged into this one, each once.';
grant select on journal_origin to :job;
