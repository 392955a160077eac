-- A citizen's own dossiers. Containment is not leakproof: behind a policy its index is not used, and the whole table would be read for each list.

create function own_dossiers(p_before timestamptz, p_limit integer) returns table (state jsonb, version integer)
language sql stable security definer set search_path = :schema as $$
  select d.state, d.version from dossier d
  where d.persons @> array[nullif(current_setting('cuaso.person', true), '')::uuid]
    and coalesce(current_setting('cuaso.agency', true), '') = '' and d.filed_at < p_before
  order by d.filed_at desc limit least(p_limit, 100)
$$;
comment on function own_dossiers is 'Dossiers of the acting citizen, the newest first.';

revoke all on function own_dossiers(timestamptz, integer) from public;
grant execute on function own_dossiers(timestamptz, integer) to :citizen;
