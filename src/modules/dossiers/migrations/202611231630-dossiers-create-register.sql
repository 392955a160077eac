-- Books that results are entered in (sổ đăng ký khai sinh, kết hôn, …): one entry per dossier, numbered in order by agency, book and year.

create table register_entry (
  dossier_id uuid constraint register_entry_pkey primary key,
  agency_id uuid not null,
  book text not null,
  year integer not null,
  number integer not null,
  entered_at timestamptz not null,
  constraint register_entry_number unique (agency_id, book, year, number)
);
comment on table register_entry is 'Made when the leader''s decision is drawn up; drawn up again, the same entry serves, so that no number is lost. It stands once the result is issued.';

alter table register_entry enable row level security;
create policy register_entry_staff on register_entry to :staff using (agency_id = nullif(current_setting('cuaso.agency', true), '')::uuid);
create policy register_entry_job on register_entry to :job using (true);
grant select on register_entry to :staff, :job;

create function enter_in_register(p_dossier uuid, p_book text, p_year integer, p_at timestamptz) returns table (book text, year integer, number integer)
language plpgsql security definer set search_path = :schema as $$
declare
  acting uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
begin
  -- Only the agency that decides the dossier enters it in its books.
  if not exists (select from dossier d where d.id = p_dossier and d.leg_agency = acting) then
    raise exception 'the acting agency does not have this dossier' using errcode = '42501';
  end if;
  if not exists (select from register_entry e where e.dossier_id = p_dossier) then
    insert into register_entry (dossier_id, agency_id, book, year, number, entered_at)
    values (p_dossier, acting, p_book, p_year, next_document_number(acting, p_year, 'register:' || p_book), p_at);
  end if;
  return query select e.book, e.year, e.number from register_entry e where e.dossier_id = p_dossier;
end
$$;
revoke all on function enter_in_register(uuid, text, integer, timestamptz) from public;
grant execute on function enter_in_register(uuid, text, integer, timestamptz) to :staff;
