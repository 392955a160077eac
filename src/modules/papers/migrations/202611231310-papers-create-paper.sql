-- Papers that people hand in. The content lies sealed in the file store; here is what it is, whose it is and who may see it.

create table paper (
  id uuid constraint paper_key primary key,
  owner_person uuid not null,
  draft_id uuid,
  dossier_id uuid,
  requirement text not null,
  -- The paper of a former dossier that this one repeats.
  reused_from uuid,
  display_name text not null,
  media_type text not null,
  size_bytes bigint not null constraint paper_size_positive check (size_bytes > 0),
  sha256 text not null,
  pages integer not null,
  width integer,
  height integer,
  remarks text[] not null,
  storage_key uuid not null,
  -- A JPEG made of a HEIC photo, for viewers that cannot show the original.
  shown_key uuid,
  scan_state text not null default 'waiting' constraint paper_scan_state check (scan_state in ('waiting', 'clean', 'infected')),
  scan_finding text,
  scanned_at timestamptz,
  uploaded_by_position uuid,
  created_at timestamptz not null,
  attached_at timestamptz,
  agencies uuid[] not null,
  persons uuid[] not null,
  constraint paper_in_one_place check (draft_id is null or dossier_id is null)
);
comment on table paper is 'A file handed in for a requirement of a procedure, first with a draft, then with a dossier.';
comment on column paper.display_name is 'Shown and offered for saving; never used to find the content. Personal.';
comment on column paper.agencies is 'Copied from the dossier; what row-level security of officers looks at. Empty while it is a draft''s.';
comment on column paper.persons is 'The owner, and the parties of the dossier with an account; what row-level security of citizens looks at.';
comment on column paper.created_at is 'Real time: when the upload was complete.';
comment on column paper.attached_at is 'Business time: when it was filed with the dossier.';
create index paper_draft on paper (draft_id) where draft_id is not null;
create index paper_dossier on paper (dossier_id) where dossier_id is not null;
create index paper_owner on paper (owner_person, created_at desc);
create index paper_waiting on paper (created_at) where scan_state = 'waiting';
create index paper_storage on paper (storage_key);

alter table paper enable row level security;
create policy paper_citizen_read on paper for select to :citizen
  using (nullif(current_setting('cuaso.person', true), '')::uuid = any (persons));
create policy paper_citizen_add on paper for insert to :citizen
  with check (owner_person = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy paper_citizen_change on paper for update to :citizen
  using (owner_person = nullif(current_setting('cuaso.person', true), '')::uuid)
  with check (owner_person = nullif(current_setting('cuaso.person', true), '')::uuid);
create policy paper_staff on paper to :staff
  using (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies))
  with check (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies));
create policy paper_job on paper to :job using (true) with check (true);

-- Neither citizens nor officers can write what the scan found, and neither can read where a content lies: they get the place from
-- open_paper(), and only once the content was found clean.
grant select (id, owner_person, draft_id, dossier_id, requirement, reused_from, display_name, media_type, size_bytes, sha256, pages, width, height,
    remarks, scan_state, scan_finding, scanned_at, uploaded_by_position, created_at, attached_at, agencies, persons),
  insert (id, owner_person, draft_id, dossier_id, requirement, display_name, media_type, size_bytes, sha256, pages, width, height,
    remarks, storage_key, shown_key, uploaded_by_position, created_at, attached_at, agencies, persons),
  update (draft_id, dossier_id, attached_at, agencies, persons)
  on paper to :citizen, :staff;
grant select, update, delete on paper to :job;

-- Results that the offices issue: what the public page tells about a document, and where its content lies.

create table issued_result (
  id uuid constraint issued_result_key primary key,
  code text not null constraint issued_result_code_key unique constraint issued_result_code_shape check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
  dossier_id uuid not null,
  name_vi text not null,
  name_en text not null,
  issuer_agency uuid not null,
  issuer_vi text not null,
  issuer_en text not null,
  number text,
  issued_on date,
  valid_to date,
  display_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  storage_key uuid not null,
  revoked_at timestamptz,
  revoked_reason text,
  replaced_by uuid,
  created_at timestamptz not null,
  agencies uuid[] not null,
  persons uuid[] not null
);
comment on table issued_result is 'A document decided for a dossier; issued once it has a number and the agency''s signature.';
comment on column issued_result.code is 'Random, 80 bits: opens the public verification page.';
comment on column issued_result.number is 'Null while the head has signed but the document is not yet numbered and signed for the agency.';
create index issued_result_dossier on issued_result (dossier_id);
create index issued_result_hash on issued_result (sha256);
create index issued_result_persons on issued_result using gin (persons);

alter table issued_result enable row level security;
create policy issued_result_citizen on issued_result to :citizen
  using (nullif(current_setting('cuaso.person', true), '')::uuid = any (persons));
create policy issued_result_staff on issued_result to :staff
  using (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies))
  with check (nullif(current_setting('cuaso.agency', true), '')::uuid = any (agencies));
create policy issued_result_job on issued_result to :job using (true) with check (true);
grant select on issued_result to :citizen;
grant select, insert, update on issued_result to :staff, :job;

-- Functions of the owner; each repeats the test that the policies make.

create function open_paper(p_paper uuid) returns table (storage_key uuid, shown_key uuid)
language sql stable security definer set search_path = :schema as $$
  select p.storage_key, p.shown_key from paper p
  where p.id = p_paper and p.scan_state = 'clean'
    and case when coalesce(current_setting('cuaso.agency', true), '') = ''
          then nullif(current_setting('cuaso.person', true), '')::uuid = any (p.persons)
          else current_setting('cuaso.agency', true)::uuid = any (p.agencies) end
$$;
comment on function open_paper(uuid) is 'Where the content of a paper lies: only for those who may see it, and only when it was scanned and found clean.';

create function reuse_paper(p_paper uuid, p_new uuid, p_draft uuid, p_requirement text, p_at timestamptz) returns integer
language sql security definer set search_path = :schema as $$
  with added as (
    insert into paper (id, owner_person, draft_id, requirement, reused_from, display_name, media_type, size_bytes, sha256, pages, width, height, remarks,
      storage_key, shown_key, scan_state, scan_finding, scanned_at, created_at, agencies, persons)
    select p_new, p.owner_person, p_draft, p_requirement, p.id, p.display_name, p.media_type, p.size_bytes, p.sha256, p.pages, p.width, p.height, p.remarks,
      p.storage_key, p.shown_key, p.scan_state, p.scan_finding, p.scanned_at, p_at, '{}', array[p.owner_person]
    from paper p
    where p.id = p_paper and p.scan_state = 'clean' and p.owner_person = nullif(current_setting('cuaso.person', true), '')::uuid
    returning 1)
  select count(*)::integer from added
$$;
comment on function reuse_paper(uuid, uuid, uuid, text, timestamptz) is 'A row of its own for another draft of the same owner over the same content, with what the scan found.';

create function discard_paper(p_paper uuid) returns table (storage_key uuid, shown_key uuid, shared boolean)
language sql security definer set search_path = :schema as $$
  with gone as (
    delete from paper p
    where p.id = p_paper and p.dossier_id is null
      and case when coalesce(current_setting('cuaso.agency', true), '') = ''
            then p.owner_person = nullif(current_setting('cuaso.person', true), '')::uuid
            else current_setting('cuaso.agency', true)::uuid = any (p.agencies) end
    returning p.storage_key, p.shown_key, p.scan_state)
  select g.storage_key, g.shown_key,
    g.scan_state = 'infected' or exists (select from paper o where o.storage_key = g.storage_key and o.id <> p_paper)
  from gone g
$$;
comment on function discard_paper(uuid) is 'Takes a paper out of a draft. The content may be removed unless it is shared with another paper or kept as a finding.';

create function find_issued_result(p_code text) returns table (
  number text, name_vi text, name_en text, issuer_vi text, issuer_en text, issued_on date, valid_to date, sha256 text,
  revoked_at timestamptz, revoked_reason text, replaced boolean)
language sql stable security definer set search_path = :schema as $$
  select r.number, r.name_vi, r.name_en, r.issuer_vi, r.issuer_en, r.issued_on, r.valid_to, r.sha256, r.revoked_at, r.revoked_reason, r.replaced_by is not null
  from issued_result r where r.code = p_code and r.number is not null
$$;
comment on function find_issued_result(text) is 'The public page of a document: who knows its code learns that it exists, never whose it is.';

create function find_issued_result_by_hash(p_sha256 text) returns table (code text)
language sql stable security definer set search_path = :schema as $$
  select r.code from issued_result r where r.sha256 = p_sha256 and r.number is not null
$$;
comment on function find_issued_result_by_hash(text) is 'For whoever holds the very file; its hash cannot be guessed.';

revoke all on function open_paper(uuid), reuse_paper(uuid, uuid, uuid, text, timestamptz), discard_paper(uuid), find_issued_result(text), find_issued_result_by_hash(text) from public;
grant execute on function open_paper(uuid), discard_paper(uuid) to :citizen, :staff;
grant execute on function reuse_paper(uuid, uuid, uuid, text, timestamptz) to :citizen;
grant execute on function find_issued_result(text), find_issued_result_by_hash(text) to :public, :citizen, :staff;
