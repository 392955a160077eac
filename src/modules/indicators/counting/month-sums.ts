import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';

/** Which sums of months are kept: all units of a map, a run of months. */
export interface SumsWanted {
  readonly measures: readonly string[];
  /** First month and how many: `2022-09`. */
  readonly from: string;
  readonly months: number;
  /** For each unit where something is counted, all units that it is counted under, itself among them. */
  readonly upwards: ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]>;
}

/** A place in the counting: figures of another generation have nothing in common with these. */
export interface CountedTo {
  readonly generation: number;
  readonly revision: number;
}

/** What stays the same from one revision to the next. */
interface Frame extends SumsWanted {
  readonly rowOf: ReadonlyMap<Id<'unit'>, number>;
  readonly columnOf: ReadonlyMap<string, number>;
  /** Units whose sum is their own count alone: nothing else is counted under them. */
  readonly alone: ReadonlySet<Id<'unit'>>;
}

/**
 * Sums of months as known now, for all units of every level: numbers in rows, since a country has eight million of them, and read again only
 * where they changed. Unchangeable: `later` gives the next one.
 */
export class MonthSums {
  readonly #frame: Frame;
  /** By measure; a row for each unit, a column for each month. */
  readonly #sums: ReadonlyMap<string, Float64Array>;
  /** What was counted in units under which other units count too: their sums do not tell. */
  readonly #own: ReadonlyMap<string, number>;
  readonly at: CountedTo;

  private constructor(
    frame: Frame,
    sums: ReadonlyMap<string, Float64Array>,
    own: ReadonlyMap<string, number>,
    at: CountedTo,
  ) {
    this.#frame = frame;
    this.#sums = sums;
    this.#own = own;
    this.at = at;
  }

  /** Reads everything. */
  static load(tx: Tx, wanted: SumsWanted, at: CountedTo): Promise<MonthSums> {
    return new MonthSums(frameOf(wanted), new Map(), new Map(), { ...at, revision: -1 }).later(tx, at);
  }

  /** With what changed since; the same generation only. */
  async later(tx: Tx, at: CountedTo): Promise<MonthSums> {
    const { rowOf, columnOf, alone, upwards, measures } = this.#frame;
    const width = columnOf.size;
    const sums = new Map(this.#sums);
    const own = new Map(this.#own);
    const fresh = new Map<number, Float64Array>();
    const writable = (index: number): Float64Array => {
      const measure = measures[index] ?? '';
      // Whoever still looks at the one before sees it as it was.
      const made = sums.get(measure)?.slice() ?? new Float64Array(rowOf.size * width);
      fresh.set(index, made);
      sums.set(measure, made);
      return made;
    };
    for await (const { unitId, which, months, values } of this.#changed(tx)) {
      const starts = upwards.get(unitId)?.map((id) => (rowOf.get(id) ?? 0) * width);
      if (starts === undefined) continue;
      const isAlone = alone.has(unitId);
      for (const [n, value] of values.entries()) {
        const index = which[n] ?? 0;
        const column = months[n] ?? 0;
        const cells = fresh.get(index) ?? writable(index);
        const key = isAlone ? '' : `${index} ${unitId} ${column}`;
        const before = isAlone ? (cells[(starts[0] ?? 0) + column] ?? 0) : (own.get(key) ?? 0);
        if (!isAlone) own.set(key, value);
        for (const start of starts) cells[start + column] = (cells[start + column] ?? 0) + value - before;
      }
    }
    return new MonthSums(this.#frame, sums, own, at);
  }

  get(measure: string, unitId: Id<'unit'>, month: string): number {
    const { rowOf, columnOf } = this.#frame;
    const [row, column] = [rowOf.get(unitId), columnOf.get(month)];
    if (row === undefined || column === undefined) return 0;
    return this.#sums.get(measure)?.[row * columnOf.size + column] ?? 0;
  }

  /** Months in which anything was counted, in order. */
  months(): string[] {
    const { columnOf, rowOf } = this.#frame;
    return [...columnOf].flatMap(([month, column]) => {
      const counted = [...this.#sums.values()].some((cells) => {
        for (let row = 0; row < rowOf.size; row += 1) if (cells[row * columnOf.size + column] !== 0) return true;
        return false;
      });
      return counted ? [month] : [];
    });
  }

  /** All of it month by month, each in a statement of its own: a country's whole takes longer than a statement may. What changed in one. */
  async *#changed(tx: Tx): AsyncGenerator<UnitSums> {
    const columns = [...this.#frame.columnOf.keys()];
    if (this.at.revision >= 0) yield* await this.#read(tx, columns, 'revision > $6');
    else for (const month of columns) yield* await this.#read(tx, [month], '$6::bigint is not null');
  }

  /** One row for each unit, with the place of the measure and of the month beside each value: a row for each value took ten times as long. */
  async #read(tx: Tx, months: readonly string[], condition: string): Promise<UnitSums[]> {
    const { measures, from } = this.#frame;
    const first = Temporal.PlainYearMonth.from(from);
    const rows = await tx.rows<{ unitId: Id<'unit'>; which: string; months: string; values: string }>(
      `select unit_id as "unitId", array_agg(array_position($2::text[], measure) - 1)::text as which,
         array_agg((extract(year from month) * 12 + extract(month from month))::int - $5::int)::text as months, array_agg(value)::text as values
       from measure_month where generation = $1 and measure = any ($2) and month between $3 and $4 and ${condition} group by 1`,
      [
        this.at.generation,
        measures,
        `${months[0]}-01`,
        `${months.at(-1)}-01`,
        first.year * 12 + first.month,
        this.at.revision,
      ],
    );
    return rows.map(({ unitId, which, months, values }) => ({
      unitId,
      which: numbersOf(which),
      months: numbersOf(months),
      values: numbersOf(values),
    }));
  }
}

/** Sums of one unit: the places of measure and month of each. */
interface UnitSums {
  readonly unitId: Id<'unit'>;
  readonly which: readonly number[];
  readonly months: readonly number[];
  readonly values: readonly number[];
}

/** `{1,2}` */
const numbersOf = (text: string) => JSON.parse(`[${text.slice(1, -1)}]`) as number[];

function frameOf(wanted: SumsWanted): Frame {
  const rowOf = new Map<Id<'unit'>, number>();
  const counted = new Map<Id<'unit'>, number>();
  for (const chain of wanted.upwards.values())
    for (const id of chain) {
      if (!rowOf.has(id)) rowOf.set(id, rowOf.size);
      counted.set(id, (counted.get(id) ?? 0) + 1);
    }
  const first = Temporal.PlainYearMonth.from(wanted.from);
  const columnOf = new Map(
    Array.from({ length: wanted.months }, (_, n): [string, number] => [first.add({ months: n }).toString(), n]),
  );
  const alone = new Set(
    [...wanted.upwards].flatMap(([id, chain]) => (chain[0] === id && counted.get(id) === 1 ? [id] : [])),
  );
  return { ...wanted, rowOf, columnOf, alone };
}
