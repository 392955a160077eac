-- The content of a dossier's papers and results goes when the dossier is erased. Rows stay, without names and without readers: that a
-- document was issued under a number remains a fact, and its public page goes on answering.

create function erase_papers(p_dossier uuid) returns table (storage_key uuid)
language sql security definer set search_path = :schema as $$
  with papers as (
    update paper set display_name = '', remarks = '{}', scan_finding = null, agencies = '{}', persons = '{}'
    where dossier_id = p_dossier and dossier_erased(p_dossier)
    returning paper.storage_key, paper.shown_key),
  results as (
    update issued_result set agencies = '{}', persons = '{}'
    where dossier_id = p_dossier and dossier_erased(p_dossier)
    returning issued_result.storage_key),
  contents as (
    select p.storage_key as key from papers p
    union select p.shown_key from papers p where p.shown_key is not null
    union select r.storage_key from results r)
  -- A paper that was used again in another dossier shares its content with it.
  select c.key from contents c
  where not exists (select from paper o where c.key in (o.storage_key, o.shown_key) and o.dossier_id is distinct from p_dossier and o.persons <> '{}')
$$;
comment on function erase_papers(uuid) is 'Takes names and readers off the papers and results of an erased dossier; returns the contents to remove. Can be repeated.';
revoke all on function erase_papers(uuid) from public;
grant execute on function erase_papers(uuid) to :job;
