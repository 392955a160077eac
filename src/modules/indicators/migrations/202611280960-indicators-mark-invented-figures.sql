-- Numbers that a demonstration invented are marked as such for ever.
alter table figure_report add column synthetic boolean not null default coalesce(current_setting('cuaso.synthetic', true), '') = 'on';
comment on column figure_report.synthetic is 'Invented for the demonstration, by nobody: said wherever the number shows.';

create function invented_figures(p_known date)
returns table (figure text, unit_id uuid, period_to date)
language sql stable security definer set search_path = :schema, pg_temp as $$
  select figure, unit_id, period_to from (
    select distinct on (stream_id) stream_id, figure, unit_id, period_to, synthetic from figure_report
    where state = 'approved' and known_on <= p_known order by stream_id, version desc) newest
  where synthetic
$$;
comment on function invented_figures is 'Which of the approved numbers, as known by a day, a demonstration invented.';
revoke all on function invented_figures from public;
grant execute on function invented_figures to :public, :citizen, :staff, :job;
