-- A paper waits only at a place that is there and is the acting person's own: before, a row could name any draft, and nothing ever removed it.

revoke insert on paper from :citizen, :staff;
drop policy paper_citizen_add on paper;

-- What one person, and one position at the counter, has waiting; asked at every upload.
create index paper_unfiled_owner on paper (owner_person) where dossier_id is null;
create index paper_unfiled_position on paper (uploaded_by_position) where dossier_id is null and uploaded_by_position is not null;

create function add_paper(p_paper jsonb) returns text
language plpgsql security definer set search_path = :schema, pg_temp as $$
declare
  given paper := jsonb_populate_record(null::paper, p_paper);
  at_desk boolean := session_user = ':staff';
  place text := paper_place(given.draft_id, given.owner_person, given.created_at, true);
begin
  if place is distinct from 'open' then return place; end if;
  insert into paper (id, owner_person, draft_id, requirement, display_name, media_type, size_bytes, sha256, pages, width, height, remarks,
    storage_key, shown_key, uploaded_by_position, created_at, agencies, persons)
  values (given.id, given.owner_person, given.draft_id, given.requirement, given.display_name, given.media_type, given.size_bytes, given.sha256, given.pages, given.width, given.height, given.remarks,
    given.storage_key, given.shown_key, case when at_desk then nullif(current_setting('cuaso.position', true), '')::uuid end, given.created_at,
    case when at_desk then array[nullif(current_setting('cuaso.agency', true), '')::uuid] else '{}'::uuid[] end, array[given.owner_person]);
  return place;
end
$$;
comment on function add_paper is 'A paper that waits at a place of the acting person; returns what paper_place() says, and writes nothing unless that is open.';
revoke all on function add_paper from public;
grant execute on function add_paper to :citizen, :staff;

-- The content of what malware was found in went on lying on the disk after its row was removed, of no use to anybody and counted by nothing.
create or replace function discard_paper(p_paper uuid) returns table (storage_key uuid, shown_key uuid, shared boolean)
language sql security definer set search_path = :schema, pg_temp as $$
  with gone as (
    delete from paper p
    where p.id = p_paper and p.dossier_id is null
      and case when coalesce(current_setting('cuaso.agency', true), '') = ''
            then p.owner_person = nullif(current_setting('cuaso.person', true), '')::uuid
            else current_setting('cuaso.agency', true)::uuid = any (p.agencies) end
    returning p.storage_key, p.shown_key)
  select g.storage_key, g.shown_key, content_is_used(g.storage_key, p_paper)
  from gone g
$$;
comment on function discard_paper(uuid) is 'Takes a paper out of a draft. Its content is to be removed unless another paper or a document lies over it.';
