-- Searching read the whole table (4.4 s at 740,000 dossiers). Only those of the acting agency are looked through now: some 12,000 of a commune in a decade.

create index dossier_agencies on dossier using gin (agencies);

create or replace function search_dossiers(p_text text, p_limit integer) returns table (id uuid, code text, phase text, applicant_name text, filed_at timestamptz)
language sql stable security definer set search_path = :schema as $$
  select d.id, d.code, d.phase, d.applicant_name, d.filed_at from dossier d
  where d.agencies @> array[nullif(current_setting('cuaso.agency', true), '')::uuid]
    and (d.code like upper(p_text) || '%' or d.code like '%' || upper(p_text) or d.applicant_folded like '%' || p_text || '%')
  order by d.filed_at desc, d.id limit least(p_limit, 100)
$$;
