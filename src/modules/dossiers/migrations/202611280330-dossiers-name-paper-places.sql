-- Where papers may wait before they are filed: a draft, a reception file of the counter, or a dossier that waits for a supplement.

create function paper_place(p_place uuid, p_owner uuid, p_now timestamptz, p_hold boolean) returns text
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  me uuid := nullif(current_setting('cuaso.person', true), '')::uuid;
  my_position uuid := nullif(current_setting('cuaso.position', true), '')::uuid;
  my_agency uuid := nullif(current_setting('cuaso.agency', true), '')::uuid;
  place text;
begin
  -- Held until the end of the transaction: a filing at the same moment comes before or after the paper, never around it.
  if p_hold then
    perform from draft where id = p_place for share;
    perform from intake where id = p_place for share;
    perform from dossier where id = p_place for share;
  end if;
  if session_user = ':citizen' and p_owner = me then
    select case when d.dossier_id is null then 'open' else 'filed' end into place from draft d
    where d.id = p_place and d.person_id = me and d.expires_at > p_now;
  elsif session_user = ':staff' then
    select case when i.dossier_id is null then 'open' else 'filed' end into place from intake i
    where i.id = p_place and i.position_id = my_position and i.agency_id = my_agency and i.person_id = p_owner and i.expires_at > p_now;
  end if;
  if place is not null then return place; end if;
  select case when d.phase in ('supplement-before-acceptance', 'supplement') then 'open' else 'filed' end into place from dossier d
  where d.id = p_place and p_owner = any (d.persons)
    and case session_user when ':citizen' then p_owner = me when ':staff' then my_agency = any (d.agencies) end;
  return place;
end
$$;
comment on function paper_place is 'Whether papers of this owner may wait at a place that is the acting person''s own: open, filed (no more are taken), or nothing where there is no such place for them.';

-- An hour is more than any upload on its way takes from the place it found to its row.
create function forsaken_paper_places(p_now timestamptz, p_limit integer) returns table (place uuid)
language sql stable security definer set search_path = :schema, pg_temp as $$
  select distinct p.draft_id from paper p
  where p.draft_id is not null and p.dossier_id is null and p.created_at < p_now - interval '1 hour'
    and not exists (select from draft d where d.id = p.draft_id)
    and not exists (select from intake i where i.id = p.draft_id)
    and not exists (select from dossier s where s.id = p.draft_id and s.phase in ('supplement-before-acceptance', 'supplement'))
  limit p_limit
$$;
comment on function forsaken_paper_places is 'Places that are gone, or take no supplement any more, and still have papers waiting; for the job that removes them.';

revoke all on function paper_place, forsaken_paper_places from public;
grant execute on function paper_place to :citizen, :staff;
grant execute on function forsaken_paper_places to :job;
