-- Erasure (Luật Bảo vệ dữ liệu cá nhân): no role may delete keys or payloads; this function does, and only where the journal says so.

create function dossier_erased(p_dossier uuid) returns boolean
language sql stable security definer set search_path = :schema as $$
  select exists (select from journal where stream_id = p_dossier and stream_kind = 'dossier' and action = 'erase')
$$;

create function erase_dossier(p_dossier uuid) returns void
language sql security definer set search_path = :schema as $$
  delete from journal_payload where stream_id = p_dossier and dossier_erased(p_dossier);
  delete from stream_key where stream_id = p_dossier and dossier_erased(p_dossier);
  delete from dossier_note where dossier_id = p_dossier and dossier_erased(p_dossier);
  delete from signing_session where dossier_id = p_dossier and dossier_erased(p_dossier);
  update dossier set applicant_name = null, applicant_folded = null, track_digest = null
  where id = p_dossier and dossier_erased(p_dossier);
$$;
comment on function erase_dossier(uuid) is 'Key, payloads, notes and names of a dossier whose stream holds an entry erase. Can be repeated.';

revoke all on function dossier_erased(uuid), erase_dossier(uuid) from public;
grant execute on function dossier_erased(uuid), erase_dossier(uuid) to :job;
