import type { StaffActor } from '../../../platform/actor.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import { type Id, nameId } from '../../../platform/ids.ts';
import { dateOf } from '../../../platform/text.ts';
import type { SampleFigure } from '../../catalogue/index.ts';
import { listPositionsOfAgency, type Position } from '../../identity/index.ts';
import { listUnits, type Unit } from '../../territory/index.ts';
import { readFigureDefinitions } from '../definitions/store.ts';
import type { Period } from '../values/model.ts';
import { dutiesOf, type ReportState, streamOf } from './model.ts';
import { listCommittees } from './office.ts';
import { type Committees, nextState } from './policy.ts';
import { writeReport } from './store.ts';

export interface DemoFiguresOptions {
  readonly database: Database;
  readonly figures: readonly SampleFigure[];
  /** First month of which something is reported, `2022-01`. */
  readonly from: Temporal.PlainYearMonth;
  /** Business time at which the demonstration begins: nothing is reported later. */
  readonly until: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
}

/**
 * Gives the demonstration reports that nobody made: declared, checked and approved by the officers whose turn it is, all marked as invented. The latest
 * period is left as offices leave it: some have not reported, some wait to be checked. Each call does one unit and returns how many acts it
 * wrote; 0 when nothing is left. What was cut off is gone on with; a report that an officer had a hand in is theirs.
 */
export function demoFiguresInParts(options: DemoFiguresOptions): () => Promise<number> {
  let left: (readonly Act[])[] | undefined;
  return async () => {
    left ??= await options.database.asOwner((tx) => planActs(tx, options));
    const acts = left.shift() ?? [];
    // Each act is of whoever does it; those of one officer on one morning go together.
    for (const some of Map.groupBy(acts, ({ actor, at }) => `${actor.positionId} ${at}`).values())
      await write(options, some);
    return acts.length;
  };
}

interface Act {
  readonly figure: string;
  readonly unitId: Id<'unit'>;
  readonly period: Period;
  readonly value: number;
  readonly state: ReportState;
  readonly after: number;
  readonly actor: StaffActor;
  readonly at: Temporal.Instant;
}

async function write({ database, recordedAt }: DemoFiguresOptions, acts: readonly Act[]): Promise<void> {
  const [first] = acts;
  if (first === undefined) return;
  await database.transact(first.actor, async (tx) => {
    await tx.run("set local cuaso.synthetic = 'on'");
    for (const { at, ...act } of acts)
      await writeReport(
        tx,
        { ...act, reason: undefined, note: undefined },
        { business: at, real: recordedAt, today: dateOf(at) },
      );
  });
}

/** What is still to be written, by unit. */
async function planActs(tx: Tx, { figures: wanted, from, until }: DemoFiguresOptions): Promise<(readonly Act[])[]> {
  const today = dateOf(until);
  const figures = await readFigureDefinitions(tx, { validOn: today, knownBy: today });
  const units = await listUnits(tx, today);
  const committeesOf = await listCommittees(
    tx,
    units.map(({ id }) => id),
    today,
  );
  const months = monthsBetween(from, today.toPlainYearMonth().subtract({ months: 1 }));
  const there = await reportsThere(tx);
  const known = new Map<Id<'agency'>, Actors>();
  const actorsOf = async (agencyId: Id<'agency'>) => {
    const actors = known.get(agencyId) ?? (await readActors(tx, agencyId, today));
    known.set(agencyId, actors);
    return actors;
  };
  const plan: (readonly Act[])[] = [];
  for (const unit of units) {
    const committees = committeesOf.get(unit.id) ?? [];
    const actors: Actors[] = [];
    for (const agencyId of committees) actors.push(await actorsOf(agencyId));
    const invented = new Invented(unit, wanted, months);
    const duties = new Map(
      months
        .flatMap((month) => dutiesOf(figures, unit, month.toPlainDate({ day: 1 }), new Map()))
        .map((duty) => [streamOf(duty.definition.key, unit.id, duty.period), duty]),
    );
    const acts = [...duties].flatMap(([streamId, { definition, period }]) => {
      const value = invented.value(definition.key, period);
      const stands = there.get(streamId);
      if (value === undefined || stands?.invented === false) return [];
      const steps = stepsOf(unit, period, today);
      return actsOf({ figure: definition.key, unitId: unit.id, period, value, committees, actors, steps }).filter(
        ({ after, at }) => after >= (stands?.version ?? 0) && Temporal.Instant.compare(at, until) < 0,
      );
    });
    if (acts.length > 0) plan.push(acts);
  }
  return plan;
}

/** Of the latest period some units have not reported, and some reports wait. */
function stepsOf({ code }: Unit, { to }: Period, today: Temporal.PlainDate): number {
  if (today.since(to).days > 40) return 3;
  const lazy = chance(code, 'lazy', to.toString());
  return lazy < 0.08 ? 0 : lazy < 0.16 ? 1 : 3;
}

async function reportsThere(tx: Tx): Promise<ReadonlyMap<string, { version: number; invented: boolean }>> {
  const rows = await tx.rows<{ id: string; version: number; invented: boolean }>(
    'select stream_id as id, max(version) as version, bool_and(synthetic) as invented from figure_report group by 1',
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

function monthsBetween(from: Temporal.PlainYearMonth, to: Temporal.PlainYearMonth): Temporal.PlainYearMonth[] {
  const count = Math.max(0, from.until(to, { largestUnit: 'month' }).months + 1);
  return Array.from({ length: count }, (_, months) => from.add({ months }));
}

interface Course {
  readonly figure: string;
  readonly unitId: Id<'unit'>;
  readonly period: Period;
  readonly value: number;
  readonly committees: Committees;
  readonly actors: readonly Actors[];
  /** How far it got. */
  readonly steps: number;
}

/** A report on its way up: declared on the third day after the period, then a day for each hand it goes through. */
function actsOf({ committees, actors, steps, ...report }: Course): Act[] {
  const acts: Act[] = [];
  let state: ReportState | undefined;
  while (acts.length < steps && state !== 'approved') {
    const after = acts.length;
    const at = report.period.to
      .add({ days: 3 + after })
      .toZonedDateTime({ timeZone: 'Asia/Ho_Chi_Minh', plainTime: '09:30' })
      .toInstant();
    const turn: { actor: StaffActor; next: ReportState } | undefined =
      state === undefined ? first(actors) : judge(actors, committees, state);
    if (turn === undefined) break;
    state = turn.next;
    acts.push({ ...report, state, after, actor: turn.actor, at });
  }
  return acts;
}

const first = ([own]: readonly Actors[]) =>
  own?.specialist && { actor: own.specialist, next: 'declared' as ReportState };

function judge(actors: readonly Actors[], committees: Committees, state: ReportState) {
  for (const { leader } of actors) {
    const next = leader && nextState(leader, committees, state);
    if (leader !== undefined && next !== undefined) return { actor: leader, next: next as ReportState };
  }
  return undefined;
}

interface Actors {
  readonly specialist: StaffActor | undefined;
  readonly leader: StaffActor | undefined;
}

async function readActors(tx: Tx, agencyId: Id<'agency'>, today: Temporal.PlainDate): Promise<Actors> {
  const positions = await listPositionsOfAgency(tx, agencyId, today);
  const actor = (role: 'specialist' | 'leader'): StaffActor | undefined => {
    const found = positions.find(({ roles }) => roles.includes(role));
    return found && toActor(found);
  };
  return { specialist: actor('specialist'), leader: actor('leader') };
}

const toActor = ({ id, personId, agencyId, roles, fields }: Position): StaffActor => ({
  capacity: 'staff',
  personId,
  positionId: id,
  agencyId,
  roles,
  fields,
});

/** Numbers of one unit, always the same ones for the same unit. */
class Invented {
  readonly #unit: Unit;
  readonly #figures: ReadonlyMap<string, SampleFigure>;
  readonly #months: readonly Temporal.PlainYearMonth[];

  constructor(unit: Unit, figures: readonly SampleFigure[], months: readonly Temporal.PlainYearMonth[]) {
    this.#unit = unit;
    this.#figures = new Map(figures.map((each) => [each.figure, each]));
    this.#months = months;
  }

  value(figure: string, period: Period): number | undefined {
    const sample = this.#figures.get(figure);
    if (sample === undefined) return undefined;
    const { low, high, of } = sample;
    const luck = chance(this.#unit.code, figure);
    if (of === undefined) return Math.round(low + (high - low) * luck);
    const base = this.value(of, period);
    if (base === undefined) return undefined;
    const [start, end] = [this.#months[0], this.#months.at(-1)];
    const way = start && end && start.until(end, { largestUnit: 'month' }).months;
    const gone = start?.until(period.to.toPlainYearMonth(), { largestUnit: 'month' }).months ?? 0;
    const share = low + (high - low) * Math.min(1, Math.max(0, way === undefined || way === 0 ? 1 : gone / way));
    // Units differ by half of it; what falls short of one is one or none by luck, so that a sum over many units comes out right.
    return Math.min(base, Math.floor(base * share * (0.5 + luck) + chance(this.#unit.code, figure, 'rest')));
  }
}

/** From 0 to 1, always the same for the same names. */
function chance(...names: readonly string[]): number {
  return Number.parseInt(nameId('demo-figure', ...names).slice(0, 8), 16) / 2 ** 32;
}
