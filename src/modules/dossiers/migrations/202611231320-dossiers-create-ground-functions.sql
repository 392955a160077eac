-- What identity has to know of dossiers past the wall of agencies, and nothing more.

create function dossier_for_ground(p_code text) returns table (dossier_id uuid, persons uuid[])
language sql stable security definer set search_path = :schema as $$
  select id, persons from dossier where code = p_code and coalesce(current_setting('cuaso.position', true), '') <> ''
$$;
comment on function dossier_for_ground is 'The dossier behind a code, for an officer who records a ground to open it; no content.';

create function count_held_dossiers(p_position uuid) returns integer
language sql stable security definer set search_path = :schema as $$
  select count(*)::integer from dossier where holder = p_position and not closed
$$;
comment on function count_held_dossiers is 'How many open dossiers a position holds: a leaver hands them over first.';

-- A dossier opened on a recorded ground, read only and while the ground lasts; the ground itself is identity''s.
create function dossier_by_ground(p_dossier uuid, p_now timestamptz) returns table (state jsonb, version integer, head bytea, wrapped bytea)
language sql stable security definer set search_path = :schema as $$
  select d.state, d.version, d.head, k.wrapped from dossier d left join stream_key k on k.stream_id = d.id
  where d.id = p_dossier and covers_by_break_glass(p_dossier, p_now)
$$;
create function dossier_history_by_ground(p_dossier uuid, p_now timestamptz) returns table (
  version integer, action text, capacity text, actor_person uuid, actor_position uuid, actor_name text, agency_id uuid, at timestamptz, facts jsonb, sealed bytea)
language sql stable security definer set search_path = :schema as $$
  select j.version, j.action, j.capacity, j.actor_person, j.actor_position, j.actor_name, j.agency_id, j.at, j.facts, p.sealed
  from journal j left join journal_payload p on p.id = j.payload_id
  where j.stream_id = p_dossier and covers_by_break_glass(p_dossier, p_now)
  order by j.version
$$;

revoke all on function dossier_for_ground(text), count_held_dossiers(uuid), dossier_by_ground(uuid, timestamptz), dossier_history_by_ground(uuid, timestamptz) from public;
grant execute on function dossier_for_ground(text), count_held_dossiers(uuid), dossier_by_ground(uuid, timestamptz), dossier_history_by_ground(uuid, timestamptz) to :staff;
