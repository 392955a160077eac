-- breaking: reuse_paper takes other arguments.
-- Issued documents and papers of former dossiers are used again; a person's documents are found by their index.

alter table paper add column source jsonb;
comment on column paper.source is 'Of a paper used again: code of the dossier it comes from, when it was filed or issued, and the verification code of an issued document.';
grant select (source) on paper to :citizen, :staff;

alter table issued_result add column kind text;
comment on column issued_result.kind is 'Key of the template; what papers it can serve as.';
create index issued_result_storage on issued_result (storage_key);
create index paper_shown on paper (shown_key) where shown_key is not null;

-- Containment is not leakproof: behind a policy its index is not used, and the whole table would be read for each list.
create function own_results(p_limit integer) returns table (
  id uuid, code text, kind text, dossier_id uuid, name_vi text, name_en text, issuer_vi text, issuer_en text, number text, issued_on date, valid_to date,
  display_name text, size_bytes bigint, sha256 text, revoked_at timestamptz, created_at timestamptz)
language sql stable security definer set search_path = :schema as $$
  select r.id, r.code, r.kind, r.dossier_id, r.name_vi, r.name_en, r.issuer_vi, r.issuer_en, r.number, r.issued_on, r.valid_to,
    r.display_name, r.size_bytes, r.sha256, r.revoked_at, r.created_at
  from issued_result r
  where r.persons @> array[nullif(current_setting('cuaso.person', true), '')::uuid]
    and coalesce(current_setting('cuaso.agency', true), '') = '' and r.number is not null
  order by r.created_at desc, r.id limit least(p_limit, 200)
$$;
comment on function own_results is 'Documents issued to the acting citizen, the newest first.';

-- The row is held until the end, so that an erasure at the same moment either comes first, and leaves nothing to use, or sees the new row.
drop function reuse_paper(uuid, uuid, uuid, text, timestamptz);
create function reuse_paper(p_paper uuid, p_new uuid, p_draft uuid, p_requirement text, p_at timestamptz, p_on date, p_dossier_code text) returns integer
language sql security definer set search_path = :schema as $$
  with former as (
    select p.* from paper p
    where p.id = p_paper and p.scan_state = 'clean' and p.dossier_id is not null
      and p.owner_person = nullif(current_setting('cuaso.person', true), '')::uuid and p.owner_person = any (p.persons)
      and not exists (select from issued_result r where r.sha256 = p.sha256 and (r.revoked_at is not null or r.valid_to < p_on))
    for share of p),
  added as (
    insert into paper (id, owner_person, draft_id, requirement, reused_from, display_name, media_type, size_bytes, sha256, pages, width, height, remarks,
      storage_key, shown_key, scan_state, scan_finding, scanned_at, created_at, agencies, persons, source)
    select p_new, f.owner_person, p_draft, p_requirement, f.id, f.display_name, f.media_type, f.size_bytes, f.sha256, f.pages, f.width, f.height, f.remarks,
      f.storage_key, f.shown_key, f.scan_state, f.scan_finding, f.scanned_at, p_at, '{}', array[f.owner_person],
      coalesce(f.source, jsonb_build_object('dossierCode', p_dossier_code, 'at', coalesce(f.attached_at, f.created_at)))
    from former f
    returning 1)
  select count(*)::integer from added
$$;
comment on function reuse_paper is 'A row of its own for a draft of the same owner over the content of a filed paper, with what the scan found; not of a document that was revoked or has expired.';

create function reuse_result(p_result uuid, p_new uuid, p_draft uuid, p_requirement text, p_at timestamptz, p_on date, p_pages integer, p_dossier_code text) returns integer
language sql security definer set search_path = :schema as $$
  with issued as (
    select r.* from issued_result r
    where r.id = p_result and r.number is not null and r.revoked_at is null and (r.valid_to is null or r.valid_to >= p_on)
      and nullif(current_setting('cuaso.person', true), '')::uuid = any (r.persons)
    for share of r),
  added as (
    insert into paper (id, owner_person, draft_id, requirement, display_name, media_type, size_bytes, sha256, pages, remarks,
      storage_key, scan_state, scanned_at, created_at, agencies, persons, source)
    select p_new, current_setting('cuaso.person')::uuid, p_draft, p_requirement, i.display_name, 'application/pdf', i.size_bytes, i.sha256, p_pages, '{}',
      i.storage_key, 'clean', p_at, p_at, '{}', array[current_setting('cuaso.person')::uuid],
      jsonb_build_object('dossierCode', p_dossier_code, 'at', i.created_at, 'resultCode', i.code)
    from issued i
    returning 1)
  select count(*)::integer from added
$$;
comment on function reuse_result is 'A paper for a draft over the content of a document issued to the acting citizen and still in force on that day.';

create function content_is_used(p_key uuid, p_but_paper uuid) returns boolean
language sql stable security definer set search_path = :schema as $$
  select exists (select from paper p where p.storage_key = p_key and p.id is distinct from p_but_paper and p.persons <> '{}')
    or exists (select from paper p where p.shown_key = p_key and p.id is distinct from p_but_paper and p.persons <> '{}')
    or exists (select from issued_result r where r.storage_key = p_key and r.agencies <> '{}')
$$;
comment on function content_is_used is 'Whether another paper, or a document, lies over the content; those of erased dossiers do not count.';

create or replace function discard_paper(p_paper uuid) returns table (storage_key uuid, shown_key uuid, shared boolean)
language sql security definer set search_path = :schema as $$
  with gone as (
    delete from paper p
    where p.id = p_paper and p.dossier_id is null
      and case when coalesce(current_setting('cuaso.agency', true), '') = ''
            then p.owner_person = nullif(current_setting('cuaso.person', true), '')::uuid
            else current_setting('cuaso.agency', true)::uuid = any (p.agencies) end
    returning p.storage_key, p.shown_key, p.scan_state)
  select g.storage_key, g.shown_key, g.scan_state = 'infected' or content_is_used(g.storage_key, p_paper)
  from gone g
$$;

-- In statements of their own: what waited for a reuse of the same moment then sees its row.
create or replace function erase_papers(p_dossier uuid) returns table (storage_key uuid)
language plpgsql security definer set search_path = :schema as $$
begin
  if not dossier_erased(p_dossier) then return; end if;
  perform from paper p where p.dossier_id = p_dossier for update;
  perform from issued_result r where r.dossier_id = p_dossier for update;
  update paper p set display_name = '', remarks = '{}', scan_finding = null, agencies = '{}', persons = '{}', source = null where p.dossier_id = p_dossier;
  update issued_result r set agencies = '{}', persons = '{}' where r.dossier_id = p_dossier;
  return query
    select c.key from (
      select p.storage_key as key from paper p where p.dossier_id = p_dossier
      union select p.shown_key from paper p where p.dossier_id = p_dossier and p.shown_key is not null
      union select r.storage_key from issued_result r where r.dossier_id = p_dossier) c
    -- A content that was used again in another dossier, or was issued in one, is shared with it.
    where not content_is_used(c.key, null);
end
$$;

revoke all on function own_results(integer), reuse_paper(uuid, uuid, uuid, text, timestamptz, date, text),
  reuse_result(uuid, uuid, uuid, text, timestamptz, date, integer, text), content_is_used(uuid, uuid) from public;
grant execute on function own_results(integer), reuse_paper(uuid, uuid, uuid, text, timestamptz, date, text),
  reuse_result(uuid, uuid, uuid, text, timestamptz, date, integer, text) to :citizen;
grant execute on function content_is_used(uuid, uuid) to :job;
