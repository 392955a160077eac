-- Which streams a figure was counted from: a row for each stream, unit and month, written with the counts themselves, so that no list can disagree with its figure.
create table measure_record (
  generation integer not null,
  unit_id uuid not null,
  month date not null,
  stream_id uuid not null,
  counts jsonb not null,
  constraint measure_record_key primary key (generation, unit_id, month, stream_id)
);
comment on table measure_record is 'What each stream adds to the measures of a unit and month, as known now; summed over the streams it is measure_month. No personal data; read through counted_dossiers only.';
comment on column measure_record.counts is 'By name of the measure; what cancels out is left out.';
grant select, insert, update on measure_record to :job;

create function add_counts(p_one jsonb, p_other jsonb) returns jsonb
language sql immutable set search_path = :schema, pg_temp as $$
  select coalesce(jsonb_object_agg(key, total), '{}') from (
    select key, sum(value::integer) as total from (select * from jsonb_each_text(p_one) union all select * from jsonb_each_text(p_other)) each
    group by key having sum(value::integer) <> 0) added
$$;
revoke all on function add_counts from public;
grant execute on function add_counts to :job;

create function counted_dossiers(p_measure text, p_units uuid[], p_month date) returns table (id uuid, value integer)
language sql stable security definer set search_path = :schema, pg_temp as $$
  select d.id, sum((r.counts ->> p_measure)::integer)::integer from measure_record r join dossier d on d.id = r.stream_id
  where r.generation = (select generation from measure_state where serving) and r.unit_id = any (p_units) and r.month = p_month and r.counts ? p_measure
    and nullif(current_setting('cuaso.agency', true), '')::uuid = any (d.agencies)
  group by 1 having sum((r.counts ->> p_measure)::integer) <> 0
$$;
comment on function counted_dossiers is 'The dossiers behind a figure that the acting agency had or has, by the same test as the policy of dossiers.';
revoke all on function counted_dossiers from public;
grant execute on function counted_dossiers to :staff;
