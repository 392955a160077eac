-- An auditor asks what one official read, or who read one dossier; and an event says whose it is.

create index access_log_person on access_log (person_id, at desc);
create index access_log_dossiers on access_log using gin (dossier_ids);

drop function audit_access_log(date, timestamptz, uuid, integer);
create function audit_access_log(p_today date, p_before timestamptz, p_persons uuid[], p_dossier uuid, p_limit integer) returns setof access_log
language plpgsql stable security definer set search_path = :schema, pg_temp as $$
begin
  perform assert_role('auditor', p_today);
  return query select * from access_log
  where at < p_before and (p_persons is null or person_id = any (p_persons)) and (p_dossier is null or dossier_ids @> array[p_dossier])
  order by at desc, id limit least(p_limit, 200);
end
$$;

drop function audit_security_events(date, timestamptz, text, integer);
create function audit_security_events(p_today date, p_before timestamptz, p_kind text, p_limit integer) returns table (
  id uuid, at timestamptz, kind text, person_id uuid, person_name text, official boolean, address_hash text, detail jsonb)
language plpgsql stable security definer set search_path = :schema, pg_temp as $$
begin
  perform assert_role('auditor', p_today);
  return query select e.id, e.at, e.kind, e.person_id, p.full_name, exists (select from staff_position o where o.person_id = e.person_id), e.address_hash, e.detail
  from security_event e left join person p on p.id = e.person_id
  where e.at < p_before and (p_kind is null or e.kind = p_kind)
  order by e.at desc, e.id limit least(p_limit, 200);
end
$$;

revoke all on function audit_access_log(date, timestamptz, uuid[], uuid, integer), audit_security_events(date, timestamptz, text, integer) from public;
grant execute on function audit_access_log(date, timestamptz, uuid[], uuid, integer), audit_security_events(date, timestamptz, text, integer) to :staff;
