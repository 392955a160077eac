import type { Tx } from '../../platform/database.ts';
import type { MergingFacts, TakeRule } from '../../platform/merging/index.ts';

/** Names of columns that hold rows' own values, in order; generated ones are left to the database. */
export async function columnsOf(tx: Tx, table: string): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

export async function tablesOf(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ name: string }>(
    `select c.relname::text as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** The rows that come along, as they will stand here. */
export function rowsOf(table: string, columns: readonly string[], rule: TakeRule, facts: MergingFacts): string {
  const set = rule.set?.(facts) ?? {};
  const values = columns.map((column) => `${set[column] ?? valueIn(column, rule, facts)} as "${column}"`);
  return `select ${values.join(', ')} from ${facts.from}."${table}" t${rule.where === undefined ? '' : ` where ${rule.where}`}`;
}

function valueIn(column: string, rule: TakeRule, facts: MergingFacts): string {
  if (rule.persons?.includes(column) === true)
    return `coalesce((select m.to_id from person_union m where m.from_id = t."${column}"), t."${column}")`;
  if (rule.personLists?.includes(column) === true)
    return `array(select coalesce(m.to_id, u.id) from unnest(t."${column}") with ordinality u (id, n) left join person_union m on m.from_id = u.id order by u.n)`;
  if (rule.units?.includes(column) === true)
    return `coalesce((select s.to_unit_id from ${facts.from}.unit_succession s where s.from_unit_id = t."${column}" and s.effective_on <= '${facts.today}'::date
      order by (s.coverage = 'full') desc, s.to_unit_id limit 1), t."${column}")`;
  return `t."${column}"`;
}

/** Keys of the table that may hold a value once: of rows that come along and are here already, how many and which. */
export async function collisionsIn(tx: Tx, table: string, rows: string): Promise<string[]> {
  const keys = await tx.rows<{ name: string; columns: string[] }>(
    `select i.indexrelid::regclass::text as name, array_agg(a.attname::text order by k.n) as columns
     from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (attnum, n) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indrelid = $1::regclass and i.indisunique and i.indpred is null and i.indexprs is null group by i.indexrelid`,
    [table],
  );
  const found: string[] = [];
  for (const { columns } of keys) {
    const on = columns.map((column) => `n."${column}" = o."${column}"`).join(' and ');
    const { count, examples } = await tx.row<{ count: number; examples: string[] | null }>(
      `select count(*) as count, (array_agg(concat_ws(' ', ${columns.map((column) => `n."${column}"::text`).join(', ')})))[1:3] as examples
       from (${rows}) n join "${table}" o on ${on}`,
    );
    if (count > 0)
      found.push(
        `${count} row(s) of ${table} are here already by ${columns.join(', ')}: ${(examples ?? []).join('; ')}${count > 3 ? '; …' : ''}`,
      );
  }
  return found;
}
