import { publicActor } from '../../../platform/actor.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { type IndicatorReader, type PublicBasis, readMeasures } from '../../indicators/index.ts';
import { rollUpMap, type Unit } from '../../territory/index.ts';
import { addFigures, type Figures, noFigures, type ProgressTree, type UnitProgress } from '../model.ts';
import { type SafeTable, suppressSmallCounts } from '../suppression.ts';

/** The measure that each figure is. */
const measureOf = {
  received: 'dossiers.received',
  online: 'dossiers.online',
  onlineAlone: 'dossiers.onlineAlone',
  finished: 'dossiers.finished',
  onTime: 'dossiers.onTime',
  synthetic: 'dossiers.synthetic',
} as const satisfies Record<keyof Figures, string>;

/** What this room shows, whatever the indicators of a province are. */
export const progressMeasures: readonly string[] = Object.values(measureOf);

/** Keeps the public figures of all units by month, as the room of indicators lets everybody see them: a few thousand numbers, made again when those change. */
export class ProgressReader {
  readonly #database: Database;
  readonly #indicators: Pick<IndicatorReader, 'current'>;
  #current: ProgressTree | undefined;
  readonly #tables = new Map<string, Promise<ProcedureTable>>();

  constructor(database: Database, indicators: Pick<IndicatorReader, 'current'>) {
    this.#database = database;
    this.#indicators = indicators;
  }

  async current(): Promise<ProgressTree> {
    const basis = await this.#indicators.current();
    if (this.#current?.stamp !== basis.stamp) this.#current = toTree(basis);
    return this.#current;
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
}

/** Figures by unit and month. */
function toTree(basis: PublicBasis): ProgressTree {
  const figuresOf = (unit: Unit, month: string): Figures => {
    const of = (name: keyof Figures) => basis.sum(measureOf[name], unit, month);
    return {
      received: of('received'),
      online: of('online'),
      onlineAlone: of('onlineAlone'),
      finished: of('finished'),
      onTime: of('onTime'),
      synthetic: of('synthetic'),
    };
  };
  const monthNow = basis.today.toString().slice(0, 7);
  const byUnit = new Map(
    basis.units.map((unit): [Id<'unit'>, UnitProgress] => {
      const told = basis.months.filter((month) => unit.id === basis.province?.id || month < monthNow);
      const months = new Map(told.map((month) => [month, figuresOf(unit, month)]));
      return [unit.id, { unit, months, all: [...months.values()].reduce(addFigures, noFigures) }];
    }),
  );
  return {
    stamp: basis.stamp,
    today: basis.today,
    countedTo: basis.countedTo,
    months: basis.months,
    byUnit,
    byCode: new Map([...byUnit.values()].map((each) => [each.unit.code, each])),
    province: basis.province && byUnit.get(basis.province.id),
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
  const safe = suppressSmallCounts(counts);
  // What a commune received in all is told only where the figures by month tell it.
  const rowTotals = units.map((unit, row) =>
    tree.byUnit.get(unit.id)?.months.get(month)?.received === undefined ? undefined : safe.rowTotals[row],
  );
  return { units, procedures, safe: { ...safe, rowTotals } };
}
