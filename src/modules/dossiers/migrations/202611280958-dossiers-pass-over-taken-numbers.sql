-- A code can be taken past the program before the counter comes to it. The next filing gets the first number whose code is free, however many are taken.
create function next_free_dossier_number(p_agency uuid, p_day date, p_codes_of_day text) returns integer
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  number integer;
begin
  loop
    number := next_dossier_number(p_agency, p_day);
    exit when not exists (
      select from dossier d where d.code = p_codes_of_day || lpad(number::text, greatest(4, length(number::text)), '0'));
  end loop;
  return number;
end
$$;
revoke all on function next_free_dossier_number(uuid, date, text) from public;
grant execute on function next_free_dossier_number(uuid, date, text) to :citizen, :staff, :job;
