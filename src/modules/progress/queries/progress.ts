import { publicActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { type MeasureRow, measureState, readMeasures, rollUpMeasures } from '../../indicators/index.ts';
import { listUnits, rollUpMap, type Unit } from '../../territory/index.ts';
import { addFigures, type Figures, noFigures, type ProgressTree, type UnitProgress } from '../model.ts';
import { type SafeTable, suppressSmallCounts } from '../suppression.ts';

interface MonthRow extends Figures {
  month: string;
  unitId: Id<'unit'>;
}

/** The figure that each measure is shown as. */
const figureOf: ReadonlyMap<string, keyof Figures> = new Map(
  (['received', 'online', 'onlineAlone', 'finished', 'onTime', 'synthetic'] as const).map((name) => [
    `dossiers.${name}`,
    name,
  ]),
);
const ever = { from: Temporal.PlainDate.from('1900-01-01'), to: Temporal.PlainDate.from('9999-12-31') };

function toMonth({ measure, period, unitId, value }: MeasureRow): MonthRow {
  const name = figureOf.get(measure);
  return { ...noFigures, ...(name && { [name]: value }), month: period, unitId };
}

/** How long an answer of the revision query is trusted (real time). */
const trustedForMs = 500;

/** Keeps the figures of all units by month in memory; a few thousand numbers, read again when the counting has gone on. */
export class ProgressReader {
  readonly #database: Database;
  readonly #clock: Clock;
  #current: ProgressTree | undefined;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<ProgressTree> | undefined;
  readonly #tables = new Map<string, Promise<ProcedureTable>>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  async current(): Promise<ProgressTree> {
    if (this.#current !== undefined && performance.now() - this.#checkedAtMs < trustedForMs) return this.#current;
    this.#loading ??= this.#refresh().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Counts of one month that is over by commune and procedure, made safe. Kept for a revision: the whole table is needed to make one row safe. */
  async procedures(month: string): Promise<ProcedureTable> {
    const tree = await this.current();
    const key = `${tree.stamp} ${month}`;
    const found = this.#tables.get(key);
    if (found !== undefined) return found;
    if (this.#tables.size > 60) this.#tables.clear();
    const made = this.#database.read(publicActor, (tx) => readProcedureTable(tx, tree, month));
    this.#tables.set(key, made);
    made.catch(() => this.#tables.delete(key));
    return made;
  }

  async #refresh(): Promise<ProgressTree> {
    const today = dateOf(this.#clock.business());
    try {
      this.#current = await this.#database.read(publicActor, async (tx) => {
        const state = await measureState(tx);
        const stamp = `${today} ${state.revision}`;
        return this.#current?.stamp === stamp
          ? this.#current
          : readTree(tx, today, stamp, state.countedTo ?? undefined);
      });
    } catch (error) {
      if (this.#current === undefined) throw error;
    }
    this.#checkedAtMs = performance.now();
    return this.#current;
  }
}

async function readTree(
  tx: Tx,
  today: Temporal.PlainDate,
  stamp: string,
  countedTo: Temporal.Instant | undefined,
): Promise<ProgressTree> {
  const units = await listUnits(tx, today);
  const upwards = await rollUpMap(tx, today);
  const rows = await readMeasures(tx, { measures: [...figureOf.keys()], ...ever, by: 'month' });
  return toTree(units, rollUpMeasures(rows, upwards).map(toMonth), { stamp, today, countedTo });
}

/** Figures by unit and month, out of sums of every level. */
function toTree(
  units: readonly Unit[],
  rows: readonly MonthRow[],
  about: Pick<ProgressTree, 'stamp' | 'today' | 'countedTo'>,
): ProgressTree {
  const months = [...new Set(rows.map(({ month }) => month))].sort((a, b) => a.localeCompare(b));
  const figures = new Map<Id<'unit'>, Map<string, Figures>>();
  for (const { month, unitId, ...row } of rows) {
    const ofUnit = figures.get(unitId) ?? new Map<string, Figures>();
    ofUnit.set(month, addFigures(ofUnit.get(month) ?? noFigures, row));
    figures.set(unitId, ofUnit);
  }
  const byUnit = new Map(
    units.map((unit): [Id<'unit'>, UnitProgress] => {
      const ofUnit = figures.get(unit.id) ?? new Map<string, Figures>();
      return [unit.id, { unit, months: ofUnit, all: [...ofUnit.values()].reduce(addFigures, noFigures) }];
    }),
  );
  const province = units.find(({ level }) => level === 'province');
  return {
    ...about,
    months,
    byUnit,
    byCode: new Map([...byUnit.values()].map((each) => [each.unit.code, each])),
    province: province && byUnit.get(province.id),
  };
}

/** Rows: communes (and other units that receive for themselves); columns: procedures. */
export interface ProcedureTable {
  readonly units: readonly Unit[];
  /** Codes, in order. */
  readonly procedures: readonly string[];
  readonly safe: SafeTable;
}

async function readProcedureTable(tx: Tx, tree: ProgressTree, month: string): Promise<ProcedureTable> {
  const upwards = await rollUpMap(tx, tree.today);
  const first = Temporal.PlainDate.from(`${month}-01`);
  const found = await readMeasures(tx, {
    measures: ['dossiers.received'],
    from: first,
    to: first,
    by: 'month',
    dimensions: ['procedure'],
  });
  const rows = found.map(({ unitId, dimensions, value }) => ({
    unitId,
    code: dimensions['procedure'] ?? '',
    received: value,
  }));
  const procedures = [...new Set(rows.map(({ code }) => code))].sort((a, b) => a.localeCompare(b));
  const units = [...tree.byUnit.values()]
    .map(({ unit }) => unit)
    .filter(({ id }) => rows.some(({ unitId }) => upwards.get(unitId)?.[0] === id));
  const counts = units.map((unit) =>
    procedures.map((code) =>
      rows
        .filter((row) => row.code === code && upwards.get(row.unitId)?.[0] === unit.id)
        .reduce((sum, { received }) => sum + received, 0),
    ),
  );
  return { units, procedures, safe: suppressSmallCounts(counts) };
}
