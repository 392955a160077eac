-- An officer of another agency who recorded a ground reads the dossier's papers and documents too, while the ground lasts (identity decides that).

create function paper_by_ground(p_id uuid, p_now timestamptz) returns table (
  dossier_id uuid, persons uuid[], display_name text, media_type text, size_bytes bigint, storage_key uuid, shown_key uuid)
language sql stable security definer set search_path = :schema as $$
  select p.dossier_id, p.persons, p.display_name, p.media_type, p.size_bytes, p.storage_key, p.shown_key from paper p
  where p.id = p_id and p.scan_state = 'clean' and p.persons <> '{}' and covers_by_break_glass(p.dossier_id, p_now)
  union all
  select r.dossier_id, r.persons, r.display_name, 'application/pdf', r.size_bytes, r.storage_key, null from issued_result r
  where r.id = p_id and r.agencies <> '{}' and covers_by_break_glass(r.dossier_id, p_now)
$$;
comment on function paper_by_ground is 'A paper or document of a dossier that the acting position has a recorded ground to read at that time; clean and not erased.';
revoke all on function paper_by_ground(uuid, timestamptz) from public;
grant execute on function paper_by_ground(uuid, timestamptz) to :staff;
