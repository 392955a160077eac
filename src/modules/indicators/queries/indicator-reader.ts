import { type Actor, publicActor, type StaffActor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import { getAgency, readUnitHistory, territoryMark, type Unit } from '../../territory/index.ts';
import { type CountedTo, MonthSums } from '../counting/month-sums.ts';
import { measureState, readMeasures, rollUpMeasures } from '../counting/read-measures.ts';
import { readDefinitionHistory } from '../definitions/store.ts';
import type { MeasureFacts } from '../disclosure/measure-facts.ts';
import { mayReadAll } from '../disclosure/policy.ts';
import { publicBasis } from '../disclosure/public-basis.ts';
import { staffBasis } from '../disclosure/staff-basis.ts';
import { UnitMaps } from '../successions/unit-maps.ts';
import { readSharingNumbers } from '../targets/sharing-numbers.ts';
import type { MeasureSums, ReportedFigure } from '../values/model.ts';
import { endOfMonth } from '../values/months.ts';
import { type Basis, type BasisAbout, toBasis } from './basis.ts';
import { type FigureAt, type Ledger, readFigures, sumsOfRows } from './ledger.ts';
import { measuresOf } from './measures-of.ts';

export type { Basis, MappedUnit } from './basis.ts';
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

  /** As known at the end of an earlier day, by the formulas published and the units there were then: the same answer whenever it is asked. */
  async asKnown(knownBy: Temporal.PlainDate, actor: Actor = publicActor): Promise<Basis> {
    const today = dateOf(this.#clock.business());
    const raw = await this.#database.read(publicActor, async (tx) => {
      const [history, definitions] = await Promise.all([readUnitHistory(tx), readDefinitionHistory(tx, knownBy)]);
      const maps = new UnitMaps(history, knownBy);
      const rows = await readMeasures(tx, {
        measures: measuresOf(definitions.ever, this.#facts),
        from: knownBy.subtract({ months: monthsKept - 1 }),
        to: knownBy,
        by: 'month',
        knownBy: Temporal.PlainDate.compare(knownBy, today) < 0 ? knownBy : undefined,
      });
      // How far has been counted since says nothing of that day.
      const about = { stamp: `known ${knownBy}`, today, knownBy, countedTo: undefined };
      return this.#basis(tx, { about, maps, definitions, sums: sumsOfRows(rollUpMeasures(rows, maps.upwards())) });
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
        const definitions = await readDefinitionHistory(tx, today);
        const { maps, sums } = await this.#bringUp(tx, today, measuresOf(definitions.ever, this.#facts), state);
        const about = { stamp, today, knownBy: today, countedTo: state.countedTo ?? undefined };
        return this.#basis(tx, { about, maps, definitions, sums });
      });
    } catch (error) {
      if (this.#current === undefined) throw error;
    }
    this.#checkedAtMs = performance.now();
    return this.#current;
  }

  /** The maps and the sums in memory, brought up to date by what is new: all of it was read when the day, the maps, the measures or the generation changed. */
  async #bringUp(tx: Tx, today: Temporal.PlainDate, measures: readonly string[], at: CountedTo): Promise<InMemory> {
    const key = [today, await territoryMark(tx), at.generation, ...measures].join(' ');
    if (this.#inMemory?.key === key) {
      this.#inMemory = { ...this.#inMemory, sums: await this.#inMemory.sums.later(tx, at) };
      return this.#inMemory;
    }
    const maps = new UnitMaps(await readUnitHistory(tx), today);
    const first = today.subtract({ months: monthsKept - 1 });
    const wanted = { measures, from: first.toString().slice(0, 7), months: monthsKept, upwards: maps.upwards() };
    this.#inMemory = { key, maps, sums: await MonthSums.load(tx, wanted, at) };
    return this.#inMemory;
  }

  async #basis(tx: Tx, { about, maps, definitions, sums }: BasisParts): Promise<Basis> {
    const { knownBy } = about;
    const figuresKnownBy = readFigures(tx, { definitions, maps }, knownBy);
    const { at: figure, reported, months } = await figuresKnownBy(knownBy);
    const told = definitions.on(knownBy);
    const figures = new Map(told.figures.map((each) => [each.key, each]));
    const byKey =
      (known: FigureAt) =>
      (key: string, unitId: Id<'unit'>, month: string): ReportedFigure | undefined => {
        const found = figures.get(key);
        return found && known(found, unitId, month);
      };
    const numbers = await readSharingNumbers(tx, {
      definitions: told,
      upwards: maps.placed(maps.usual).within,
      knownBy,
      sums,
      figures: byKey(figure),
      figuresKnownBy: async (day) => byKey((await figuresKnownBy(day)).at),
      levelOf: (key) => figures.get(key)?.level ?? 'province',
      below: (unitId, level) => maps.parts(maps.usual, maps.usual, unitId, level).map(({ id }) => id),
      kept: this.#kept,
    });
    return toBasis(
      {
        definitions,
        maps,
        sums,
        figure,
        reported,
        months: [...new Set([...sums.months(), ...months])].sort((a, b) => a.localeCompare(b)),
      },
      { ...about, sample: this.#facts.sample, numbers },
    );
  }
}

interface BasisParts extends Pick<Ledger, 'definitions' | 'maps' | 'sums'> {
  readonly about: Pick<BasisAbout, 'stamp' | 'today' | 'knownBy' | 'countedTo'>;
}

interface InMemory {
  readonly key: string;
  readonly maps: UnitMaps;
  readonly sums: MonthSums;
}
