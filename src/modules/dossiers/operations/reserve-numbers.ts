import { json, type Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

/** A row of numbers that dossiers are brought in under: codes of a day, or documents of a year and field. */
export type NumberRow =
  | { readonly agency: Id<'agency'>; readonly day: string }
  | { readonly agency: Id<'agency'>; readonly year: number; readonly series: string };

/**
 * Takes as many numbers of each row as are asked for, so that nobody who files or issues meanwhile gets the same. What it returns gives one after
 * the other, from the first that was free.
 */
export async function reserveNumbers(tx: Tx, wanted: readonly NumberRow[]): Promise<(row: NumberRow) => number> {
  const counts = [...Map.groupBy(wanted, keyOf)].map(([key, rows]) => ({ key, ...rows[0], count: rows.length }));
  const taken = await tx.rows<{ key: string; last: number }>(
    `with wanted as (
       select * from jsonb_to_recordset($1::jsonb) as w (key text, agency uuid, day date, year int, series text, count int)
     ), days as (
       insert into dossier_counter as c (agency_id, day, last) select agency, day, count from wanted where day is not null order by agency, day
       on conflict (agency_id, day) do update set last = c.last + excluded.last returning agency_id, day, last
     ), years as (
       insert into document_counter as c (agency_id, year, series, last) select agency, year, series, count from wanted where year is not null order by agency, year, series
       on conflict (agency_id, year, series) do update set last = c.last + excluded.last returning agency_id, year, series, last
     )
     select w.key, d.last - w.count as last from wanted w join days d on d.agency_id = w.agency and d.day = w.day
     union all
     select w.key, y.last - w.count from wanted w join years y on y.agency_id = w.agency and y.year = w.year and y.series = w.series`,
    [json(counts)],
  );
  const last = new Map(taken.map((row) => [row.key, row.last]));
  return (row) => {
    const number = (last.get(keyOf(row)) ?? 0) + 1;
    last.set(keyOf(row), number);
    return number;
  };
}

const keyOf = (row: NumberRow) =>
  'day' in row ? `${row.agency} ${row.day}` : `${row.agency} ${row.year} ${row.series}`;
