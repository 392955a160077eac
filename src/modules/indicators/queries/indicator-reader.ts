import { publicActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { listUnits, rollUpMap, type Unit } from '../../territory/index.ts';
import { measureState, readMeasures, rollUpMeasures } from '../counting/read-measures.ts';
import type { Definitions, FigureDefinition, Indicator } from '../definitions/model.ts';
import { readDefinitions } from '../definitions/store.ts';
import { nodesOf } from '../editions/model.ts';
import { SharedTargets } from '../targets/shared-targets.ts';
import { readSharingNumbers } from '../targets/sharing-numbers.ts';
import { type MeasureSums, type ReportedFigure, tellValue, type Value } from '../values/model.ts';

/** All that pages of indicators are made of, as known by one day: a few ten thousand numbers, read again when the counting has gone on. */
export interface Basis {
  /** Changes when any figure may have. */
  readonly stamp: string;
  readonly today: Temporal.PlainDate;
  readonly countedTo: Temporal.Instant | undefined;
  /** What was known by this day; today unless somebody asks for the past. */
  readonly knownBy: Temporal.PlainDate;
  readonly definitions: Definitions;
  readonly units: readonly Unit[];
  readonly byCode: ReadonlyMap<string, Unit>;
  readonly province: Unit | undefined;
  /** Months with anything counted, `2022-09`, in order. */
  readonly months: readonly string[];
  value(indicator: Indicator, unit: Unit, month: string): Value;
  /** What each unit has to reach, its own or shared out from above. */
  readonly targets: SharedTargets;
  /** Units directly below, by code. */
  below(unit: Unit): readonly Unit[];
  /** How much of a unit's month is invented for the demonstration. */
  sample(unit: Unit, month: string): { readonly synthetic: number; readonly of: number };
  /** A sum of one measure for a unit and month. */
  sum(measure: string, unit: Unit, month: string): number;
}

/** Measures that tell how much of what is counted is invented: shown wherever figures are. */
export interface SampleMeasures {
  readonly synthetic: string;
  readonly of: string;
}

/** How long an answer of the revision query is trusted (real time). */
const trustedForMs = 1000;
/** A series begins so many months before the newest. */
const monthsKept = 36;

export class IndicatorReader {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #sample: SampleMeasures;
  #current: Basis | undefined;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<Basis> | undefined;
  readonly #kept = new Map<string, MeasureSums>();

  constructor(database: Database, clock: Clock, sample: SampleMeasures) {
    this.#database = database;
    this.#clock = clock;
    this.#sample = sample;
  }

  /** As known now. */
  async current(): Promise<Basis> {
    if (this.#current !== undefined && performance.now() - this.#checkedAtMs < trustedForMs) return this.#current;
    this.#loading ??= this.#refresh().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** As known at the end of an earlier day, by the formulas published then: the same answer whenever it is asked. */
  async asKnown(knownBy: Temporal.PlainDate): Promise<Basis> {
    const today = dateOf(this.#clock.business());
    return this.#database.read(publicActor, (tx) =>
      loadBasis(tx, this.#sample, { today, knownBy, stamp: `known ${knownBy}` }, this.#kept),
    );
  }

  async #refresh(): Promise<Basis> {
    const today = dateOf(this.#clock.business());
    try {
      this.#current = await this.#database.read(publicActor, async (tx) => {
        const [{ revision }, { versions, approved }] = await Promise.all([
          measureState(tx),
          tx.row<{ versions: number; approved: number }>(
            'select (select count(*) from definition_version) as versions, approved_figures_revision() as approved',
          ),
        ]);
        const stamp = `${today} ${revision} ${versions} ${approved}`;
        return this.#current?.stamp === stamp
          ? this.#current
          : loadBasis(tx, this.#sample, { today, knownBy: today, stamp }, this.#kept);
      });
    } catch (error) {
      if (this.#current === undefined) throw error;
    }
    this.#checkedAtMs = performance.now();
    return this.#current;
  }
}

async function loadBasis(
  tx: Tx,
  sample: SampleMeasures,
  { today, knownBy, stamp }: Pick<Basis, 'today' | 'knownBy' | 'stamp'>,
  kept: Map<string, MeasureSums>,
): Promise<Basis> {
  const past = Temporal.PlainDate.compare(knownBy, today) < 0;
  const [units, upwards, definitions, state] = await Promise.all([
    listUnits(tx, today),
    rollUpMap(tx, today),
    readDefinitions(tx, { validOn: knownBy, knownBy }),
    measureState(tx),
  ]);
  const reports = await approvedFigures(tx, definitions, knownBy);
  const measures = [...new Set([...measuresOf(definitions), sample.synthetic, sample.of])];
  const rows = rollUpMeasures(
    await readMeasures(tx, {
      measures,
      from: today.subtract({ months: monthsKept - 1 }),
      to: today,
      by: 'month',
      knownBy: past ? knownBy : undefined,
    }),
    upwards,
  );
  const sums = new Map<string, Map<string, Map<Id<'unit'>, number>>>();
  for (const { measure, period, unitId, value } of rows) {
    const ofMonth = sums.get(period) ?? new Map<string, Map<Id<'unit'>, number>>();
    const ofMeasure = ofMonth.get(measure) ?? new Map<Id<'unit'>, number>();
    ofMeasure.set(unitId, value);
    sums.set(period, ofMonth.set(measure, ofMeasure));
  }
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const byParent = Map.groupBy(
    [...units].sort((a, b) => a.code.localeCompare(b.code)),
    ({ parentId }) => parentId,
  );
  const children = (unit: Unit) => byParent.get(unit.id) ?? [];
  const atLevel = (unitId: Id<'unit'>, level: Unit['level']): Id<'unit'>[] => {
    const unit = byId.get(unitId);
    if (unit === undefined) return [];
    return unit.level === level ? [unitId] : children(unit).flatMap((child) => atLevel(child.id, level));
  };
  const figures = new Map(definitions.figures.map((figure) => [figure.key, figure]));
  const levelOf = (key: string) => figures.get(key)?.level ?? 'province';
  const figureAt =
    (known: typeof reports) =>
    (key: string, unitId: Id<'unit'>, month: string): ReportedFigure | undefined =>
      known.newest(key, unitId, month) ?? factOf(definitions, figures.get(key), byId.get(unitId), month);
  const reported = figureAt(reports);
  const numbers = await readSharingNumbers(tx, {
    definitions,
    upwards,
    knownBy,
    sums,
    figures: reported,
    figuresKnownBy: async (day) => figureAt(await approvedFigures(tx, definitions, day)),
    levelOf,
    below: atLevel,
    kept,
  });
  const none: MeasureSums = new Map();
  const sum: Basis['sum'] = (measure, unit, month) => sums.get(month)?.get(measure)?.get(unit.id) ?? 0;
  return {
    stamp,
    today,
    countedTo: state.countedTo ?? undefined,
    knownBy,
    definitions,
    units,
    byCode,
    province: units.find(({ level }) => level === 'province'),
    months: [...sums.keys()].sort((a, b) => a.localeCompare(b)),
    value: (indicator, unit, month) =>
      tellValue(indicator, unit.id, {
        measures: sums.get(month) ?? none,
        figure: (key, unitId) => reported(key, unitId, month),
        levelOf,
        below: atLevel,
      }),
    targets: new SharedTargets({
      definitions,
      byCode,
      childrenOf: children,
      parentOf: ({ parentId }) => parentId && byId.get(parentId),
      numbers,
    }),
    below: children,
    sample: (unit, month) => ({ synthetic: sum(sample.synthetic, unit, month), of: sum(sample.of, unit, month) }),
    sum,
  };
}

function measuresOf({ indicators, editions }: Definitions): string[] {
  return [
    ...indicators.flatMap(({ inputs }) => inputs),
    ...editions.flatMap(({ nodes }) => [...nodesOf(nodes)].flatMap(({ leaf }) => leaf?.inputs ?? [])),
  ].flatMap(({ measure }) => measure ?? []);
}

/** What agencies reported and the province approved, by figure and unit. */
async function approvedFigures(tx: Tx, { figures }: Definitions, knownBy: Temporal.PlainDate) {
  const rows = await tx.rows<Omit<ReportedFigure, 'value'> & { value: string }>(
    `select figure, unit_id as "unitId", period_to as "to", value::text as value from approved_figures($1, $2) order by period_to`,
    [figures.map(({ key }) => key), knownBy],
  );
  const byUnit = new Map<string, ReportedFigure[]>();
  for (const row of rows) {
    const name = `${row.figure} ${row.unitId}`;
    byUnit.set(name, [...(byUnit.get(name) ?? []), { ...row, value: Number(row.value) }]);
  }
  return {
    /** The number of the latest period that was over by the end of the month. */
    newest: (figure: string, unitId: Id<'unit'>, month: string) => {
      const end = endOfMonth(month);
      return byUnit.get(`${figure} ${unitId}`)?.findLast(({ to }) => Temporal.PlainDate.compare(to, end) <= 0);
    },
  };
}

/** The newest established number of a unit, not later than the month. */
function factOf(
  { facts }: Definitions,
  figure: FigureDefinition | undefined,
  unit: Unit | undefined,
  month: string,
): ReportedFigure | undefined {
  if (figure === undefined || unit === undefined) return undefined;
  const end = endOfMonth(month).toString();
  const found = facts
    .filter((fact) => fact.figure === figure.key && fact.unit === unit.code && fact.on <= end)
    .sort((a, b) => a.on.localeCompare(b.on))
    .at(-1);
  return found && { figure: figure.key, unitId: unit.id, to: Temporal.PlainDate.from(found.on), value: found.value };
}

export function endOfMonth(month: string): Temporal.PlainDate {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return first.with({ day: first.daysInMonth });
}
