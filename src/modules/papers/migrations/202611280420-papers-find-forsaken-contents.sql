-- A content lies on the disk before the row that names it. A process that is killed between the two, or between an erasure and the removal of what it erased,
-- left it there for ever.

-- Each stage of a signed document is a content that the entry alone names.
create index journal_document on journal ((facts ->> 'documentId')) where facts ? 'documentId';

create function forsaken_contents(p_keys uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = :schema, pg_temp as $$
declare
  asked uuid;
begin
  foreach asked in array p_keys loop
    if content_is_used(asked, null) then continue; end if;
    perform from journal j
    where j.facts ? 'documentId' and j.facts ->> 'documentId' = asked::text
      and not exists (select from journal e where e.stream_id = j.stream_id and e.stream_kind = 'dossier' and e.action = 'erase');
    if not found then return next asked; end if;
  end loop;
end
$$;
comment on function forsaken_contents is 'Which of these contents no paper, document or entry names; those of erased dossiers do not count.';
revoke all on function forsaken_contents from public;
grant execute on function forsaken_contents to :job;
