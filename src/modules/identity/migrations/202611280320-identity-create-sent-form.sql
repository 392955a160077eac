-- Forms that were carried out, so that a button pressed twice does it once: a hash of who sent what from which page, and where that led. One day.
create table sent_form (
  key bytea constraint sent_form_key primary key,
  location text,
  created_at timestamptz not null
);
comment on column sent_form.location is 'Path that the first one was answered with; null while it is being carried out. Holds no personal data.';
create index sent_form_created on sent_form (created_at);
alter table sent_form enable row level security;
create policy sent_form_job on sent_form to :job using (true) with check (true);
grant select, insert, update, delete on sent_form to :job;
