import { type Actor, publicActor, type StaffActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { getAgency, listUnits, rollUpMap, territoryMark, type Unit } from '../../territory/index.ts';
import { type CountedTo, MonthSums } from '../counting/month-sums.ts';
import { type MeasureRow, measureState, readMeasures, rollUpMeasures } from '../counting/read-measures.ts';
import type { BaseFact, Definitions, Indicator } from '../definitions/model.ts';
import { readDefinitions } from '../definitions/store.ts';
import type { MeasureFacts } from '../disclosure/measure-facts.ts';
import { mayReadAll } from '../disclosure/policy.ts';
import { publicBasis } from '../disclosure/public-basis.ts';
import { staffBasis } from '../disclosure/staff-basis.ts';
import { componentCounter } from '../editions/origins.ts';
import { SharedTargets } from '../targets/shared-targets.ts';
import { readSharingNumbers } from '../targets/sharing-numbers.ts';
import { type KnownInputs, type MeasureSums, type ReportedFigure, tellValue, type Value } from '../values/model.ts';
import { endOfMonth } from '../values/months.ts';
import type { Basis } from './basis.ts';
import { measuresOf } from './measures-of.ts';

export type { Basis };
export { endOfMonth };

/** How long an answer of the revision query is trusted (real time). */
const trustedForMs = 500;
/** A series begins so many months before the newest. */
const monthsKept = 36;

export class IndicatorReader {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #facts: MeasureFacts;
  #current: Basis | undefined;
  #inMemory: InMemory | undefined;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<Basis> | undefined;
  readonly #kept = new Map<string, MeasureSums>();
  readonly #public = new WeakMap<Basis, Basis>();

  constructor(database: Database, clock: Clock, facts: MeasureFacts) {
    this.#database = database;
    this.#clock = clock;
    this.#facts = facts;
  }

  /** As known now, as far as the reader may see it: everybody what is public, an officer all of their own unit and those below it. */
  async current(actor: Actor = publicActor): Promise<Basis> {
    return this.#for(actor, await this.#newest());
  }

  async #newest(): Promise<Basis> {
    if (this.#current !== undefined && performance.now() - this.#checkedAtMs < trustedForMs) return this.#current;
    this.#loading ??= this.#refresh().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** As known at the end of an earlier day, by the formulas published then: the same answer whenever it is asked. */
  async asKnown(knownBy: Temporal.PlainDate, actor: Actor = publicActor): Promise<Basis> {
    const today = dateOf(this.#clock.business());
    const raw = await this.#database.read(publicActor, async (tx) => {
      const [map, definitions, state] = await Promise.all([
        loadMap(tx, today),
        readDefinitions(tx, { validOn: knownBy, knownBy }),
        measureState(tx),
      ]);
      const rows = await readMeasures(tx, {
        measures: measuresOf(definitions, this.#facts),
        from: today.subtract({ months: monthsKept - 1 }),
        to: today,
        by: 'month',
        knownBy: Temporal.PlainDate.compare(knownBy, today) < 0 ? knownBy : undefined,
      });
      const reports = await approvedFigures(tx, definitions, knownBy);
      const countedTo = state.countedTo ?? undefined;
      const about = { stamp: `known ${knownBy}`, today, knownBy, countedTo };
      const sums = sumsOfRows(rollUpMeasures(rows, map.upwards));
      return this.#basis(tx, { about, map, definitions, reports, sums });
    });
    return this.#for(actor, raw);
  }

  /** The unit of an officer's agency; undefined for everybody else. */
  async ownUnit(actor: Actor): Promise<Unit | undefined> {
    if (!mayReadAll(actor)) return undefined;
    const unitId = await this.#unitOf(actor);
    return (await this.#newest()).units.find(({ id }) => id === unitId);
  }

  async #unitOf({ agencyId }: StaffActor): Promise<Id<'unit'>> {
    return (await this.#database.read(publicActor, (tx) => getAgency(tx, agencyId))).unitId;
  }

  async #for(actor: Actor, raw: Basis): Promise<Basis> {
    const open = this.#public.get(raw) ?? publicBasis(raw, this.#facts);
    this.#public.set(raw, open);
    if (!mayReadAll(actor)) return open;
    return staffBasis(raw, open, await this.#unitOf(actor));
  }

  async #refresh(): Promise<Basis> {
    const today = dateOf(this.#clock.business());
    try {
      this.#current = await this.#database.read(publicActor, async (tx) => {
        const [state, { versions, approved }] = await Promise.all([
          measureState(tx),
          tx.row<{ versions: number; approved: number }>(
            'select (select count(*) from definition_version) as versions, approved_figures_revision() as approved',
          ),
        ]);
        const stamp = `${today} ${state.revision} ${versions} ${approved}`;
        if (this.#current?.stamp === stamp) return this.#current;
        const definitions = await readDefinitions(tx, { validOn: today, knownBy: today });
        const reports = await approvedFigures(tx, definitions, today);
        const { map, sums } = await this.#bringUp(tx, today, measuresOf(definitions, this.#facts), state);
        const about = { stamp, today, knownBy: today, countedTo: state.countedTo ?? undefined };
        return this.#basis(tx, { about, map, definitions, reports, sums });
      });
    } catch (error) {
      if (this.#current === undefined) throw error;
    }
    this.#checkedAtMs = performance.now();
    return this.#current;
  }

  /** The map and the sums in memory, brought up to date by what is new: all of it was read when the day, the map, the measures or the generation changed. */
  async #bringUp(tx: Tx, today: Temporal.PlainDate, measures: readonly string[], at: CountedTo): Promise<InMemory> {
    const key = [today, await territoryMark(tx), at.generation, ...measures].join(' ');
    if (this.#inMemory?.key === key) {
      this.#inMemory = { ...this.#inMemory, sums: await this.#inMemory.sums.later(tx, at) };
      return this.#inMemory;
    }
    const map = await loadMap(tx, today);
    const first = today.subtract({ months: monthsKept - 1 });
    const wanted = { measures, from: first.toString().slice(0, 7), months: monthsKept, upwards: map.upwards };
    this.#inMemory = { key, map, sums: await MonthSums.load(tx, wanted, at) };
    return this.#inMemory;
  }

  async #basis(tx: Tx, parts: BasisParts): Promise<Basis> {
    const { about, map, definitions, reports, sums } = parts;
    const figures = new Map(definitions.figures.map((figure) => [figure.key, figure]));
    const facts = factsByUnit(definitions);
    const levelOf = (key: string) => figures.get(key)?.level ?? 'province';
    const figureAt =
      (known: typeof reports) =>
      (key: string, unitId: Id<'unit'>, month: string): ReportedFigure | undefined =>
        known.newest(key, unitId, month) ?? factOf(facts, key, map.byId.get(unitId), month);
    const reported = figureAt(reports);
    const numbers = await readSharingNumbers(tx, {
      definitions,
      upwards: map.upwards,
      knownBy: about.knownBy,
      sums,
      figures: reported,
      figuresKnownBy: async (day) => figureAt(await approvedFigures(tx, definitions, day)),
      levelOf,
      below: map.atLevel,
      kept: this.#kept,
    });
    const components = componentCounter(definitions.editions);
    const sum = (measure: string, unit: Unit, month: string) => sums.get(measure, unit.id, month);
    const inputs: Basis['inputs'] = (month) => ({
      measures: { get: (measure) => ({ get: (unitId) => sums.get(measure, unitId, month) }) },
      figure: (key, unitId) => reported(key, unitId, month),
      levelOf,
      below: map.atLevel,
      components,
    });
    const { units, byCode, byId, below } = map;
    return {
      ...about,
      definitions,
      units,
      byCode,
      // The province; in the country's own tenant the country.
      province: units.find(({ level }) => level === 'country') ?? units.find(({ level }) => level === 'province'),
      months: [...new Set([...sums.months(), ...reports.months])].sort((a, b) => a.localeCompare(b)),
      value: (indicator, unit, month) => tellValue(indicator, unit.id, inputs(month)),
      inputs,
      reported: reports.all,
      targets: new SharedTargets({
        definitions,
        byCode,
        childrenOf: below,
        parentOf: ({ parentId }) => parentId && byId.get(parentId),
        numbers,
      }),
      below,
      sample: (unit, month) => {
        const synthetic = sum(this.#facts.sample.synthetic, unit, month);
        return { some: synthetic > 0, synthetic, of: sum(this.#facts.sample.of, unit, month) };
      },
      sum,
    };
  }
}

interface BasisParts {
  readonly about: Pick<Basis, 'stamp' | 'today' | 'knownBy' | 'countedTo'>;
  readonly map: UnitMap;
  readonly definitions: Definitions;
  readonly reports: Awaited<ReturnType<typeof approvedFigures>>;
  readonly sums: Sums;
}

interface InMemory {
  readonly key: string;
  readonly map: UnitMap;
  readonly sums: MonthSums;
}

interface UnitMap {
  readonly units: readonly Unit[];
  readonly upwards: ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]>;
  readonly byCode: ReadonlyMap<string, Unit>;
  readonly byId: ReadonlyMap<Id<'unit'>, Unit>;
  below(unit: Unit): readonly Unit[];
  atLevel(unitId: Id<'unit'>, level: Unit['level']): readonly Id<'unit'>[];
}

async function loadMap(tx: Tx, today: Temporal.PlainDate): Promise<UnitMap> {
  const [units, upwards] = await Promise.all([listUnits(tx, today), rollUpMap(tx, today)]);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const byParent = Map.groupBy(
    [...units].sort((a, b) => a.code.localeCompare(b.code)),
    ({ parentId }) => parentId,
  );
  const below = (unit: Unit) => byParent.get(unit.id) ?? [];
  const known = new Map<string, readonly Id<'unit'>[]>();
  const atLevel = (unitId: Id<'unit'>, level: Unit['level']): readonly Id<'unit'>[] => {
    const key = `${unitId} ${level}`;
    const unit = byId.get(unitId);
    const found =
      known.get(key) ??
      (unit === undefined
        ? []
        : unit.level === level
          ? [unitId]
          : below(unit).flatMap((child) => atLevel(child.id, level)));
    known.set(key, found);
    return found;
  };
  return { units, upwards, byCode: new Map(units.map((unit) => [unit.code, unit])), byId, below, atLevel };
}

/** Sums of one measure, unit and month, and the months that have any. */
type Sums = Pick<MonthSums, 'get' | 'months'>;

function sumsOfRows(rows: readonly MeasureRow[]): Sums {
  const sums = new Map(rows.map(({ measure, unitId, period, value }) => [`${measure} ${unitId} ${period}`, value]));
  const months = [...new Set(rows.map(({ period }) => period))].sort((a, b) => a.localeCompare(b));
  return { get: (measure, unitId, month) => sums.get(`${measure} ${unitId} ${month}`) ?? 0, months: () => months };
}

/** What agencies reported and the province approved, by figure and unit. */
async function approvedFigures(tx: Tx, { figures }: Definitions, knownBy: Temporal.PlainDate) {
  const [rows, invented] = await Promise.all([
    tx.rows<Omit<ReportedFigure, 'value' | 'synthetic'> & { value: string }>(
      `select figure, unit_id as "unitId", period_to as "to", value::text as value from approved_figures($1, $2) order by period_to`,
      [figures.map(({ key }) => key), knownBy],
    ),
    tx.rows<{ name: string }>(`select concat_ws(' ', figure, unit_id, period_to) as name from invented_figures($1)`, [
      knownBy,
    ]),
  ]);
  const synthetic = new Set(invented.map(({ name }) => name));
  const byUnit = new Map<string, ReportedFigure[]>();
  for (const row of rows) {
    const name = `${row.figure} ${row.unitId}`;
    const figure = { ...row, value: Number(row.value), synthetic: synthetic.has(`${name} ${row.to}`) };
    const known = byUnit.get(name);
    if (known === undefined) byUnit.set(name, [figure]);
    else known.push(figure);
  }
  const monthly = new Set(figures.filter(({ period }) => period === 'month').map(({ key }) => key));
  return {
    months: new Set(rows.filter(({ figure }) => monthly.has(figure)).map(({ to }) => to.toString().slice(0, 7))),
    all: [...byUnit.values()].flat(),
    /** The number of the latest period that was over by the end of the month. */
    newest: (figure: string, unitId: Id<'unit'>, month: string) => {
      const end = endOfMonth(month);
      return byUnit.get(`${figure} ${unitId}`)?.findLast(({ to }) => Temporal.PlainDate.compare(to, end) <= 0);
    },
  };
}

/** Established numbers by figure and code of the unit, the oldest first. */
function factsByUnit({ facts, figures }: Definitions): ReadonlyMap<string, readonly BaseFact[]> {
  const known = new Set(figures.map(({ key }) => key));
  return Map.groupBy(
    facts.filter(({ figure }) => known.has(figure)).sort((a, b) => a.on.localeCompare(b.on)),
    ({ figure, unit }) => `${figure} ${unit}`,
  );
}

/** The newest established number of a unit, not later than the month. */
function factOf(
  facts: ReadonlyMap<string, readonly BaseFact[]>,
  figure: string,
  unit: Unit | undefined,
  month: string,
): ReportedFigure | undefined {
  if (unit === undefined) return undefined;
  const end = endOfMonth(month).toString();
  const found = facts.get(`${figure} ${unit.code}`)?.findLast(({ on }) => on <= end);
  const day = found && Temporal.PlainDate.from(found.on);
  return day && { figure, unitId: unit.id, to: day, value: found.value, synthetic: false };
}
