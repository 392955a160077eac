-- What everybody may see of reported figures: the numbers that the province approved, without who reported them or in which words.
create function approved_figures(p_figures text[], p_known date)
returns table (figure text, unit_id uuid, period_from date, period_to date, value numeric)
language sql stable security definer set search_path = :schema, pg_temp as $$
  select figure, unit_id, period_from, period_to, value from (
    select distinct on (stream_id) stream_id, figure, unit_id, period_from, period_to, value from figure_report
    where state = 'approved' and figure = any (p_figures) and known_on <= p_known order by stream_id, version desc) newest
  where value is not null
$$;
comment on function approved_figures is 'The newest approved number of each figure, unit and period as known by a day; while a correction is under way the number approved before it stands.';
revoke all on function approved_figures from public;
grant execute on function approved_figures to :public, :citizen, :staff, :job;

create function approved_figures_revision() returns bigint
language sql stable security definer set search_path = :schema, pg_temp as $$
  select count(*) from figure_report where state = 'approved'
$$;
comment on function approved_figures_revision is 'Changes when a number is approved: pages know when to read again.';
revoke all on function approved_figures_revision from public;
grant execute on function approved_figures_revision to :public, :citizen, :staff, :job;
create index figure_report_approved on figure_report (figure) where state = 'approved';
