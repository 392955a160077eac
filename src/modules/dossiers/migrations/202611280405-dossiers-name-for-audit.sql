-- The access log holds ids; an auditor reads codes.
create function audit_dossier_codes(p_ids uuid[], p_today date) returns table (id uuid, code text)
language plpgsql stable security definer set search_path = :schema, pg_temp as $$
begin
  perform assert_role('auditor', p_today);
  return query select d.id, d.code from dossier d where d.id = any (p_ids);
end
$$;
comment on function audit_dossier_codes is 'Codes of dossiers of whatever agency, for an auditor; no content.';
revoke all on function audit_dossier_codes(uuid[], date) from public;
grant execute on function audit_dossier_codes(uuid[], date) to :staff;
