import { leave, type TableRules, take } from '../../platform/merging/index.ts';

/**
 * How the room's tables are taken in when another province is merged into this one: every version that dossiers are pinned to, the words of
 * reasons and fields that they use. What is offered, and the calendar, are those of the province that goes on; of years that it
 * knows nothing of, the other one's days hold.
 */
export const catalogueMerging: TableRules = {
  procedure_version: take(),
  procedure_withdrawal: take(),
  office_hours: leave('the office hours here hold'),
  calendar_day: take({
    collision: 'keep',
    where: 'not exists (select from calendar_year o where o.year = extract(year from t.date))',
  }),
  calendar_year: take({ collision: 'keep' }),
  catalogue_entry: take({
    set: ({ today }) => ({
      valid_to: `case when t.list in ('field', 'reason') and not exists (select from catalogue_entry o where o.list = t.list and o.key = t.key)
        then t.valid_to else coalesce(t.valid_to, '${today}'::date) end`,
    }),
  }),
};
