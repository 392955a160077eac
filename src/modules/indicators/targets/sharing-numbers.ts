import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import type { Unit } from '../../territory/index.ts';
import type { MonthSums } from '../counting/month-sums.ts';
import { type MeasureRow, readMeasures, rollUpMeasures } from '../counting/read-measures.ts';
import type { Definitions, Indicator } from '../definitions/model.ts';
import { componentCounter } from '../editions/origins.ts';
import { type KnownInputs, type MeasureSums, type ReportedFigure, tellValue, type Value } from '../values/model.ts';
import type { Sharing } from './model.ts';

/** What sharing out goes by, of the twelve whole months before a day, as it was known on that day. */
export interface SharingNumbers {
  value(indicator: Indicator, unit: Unit): Value;
  /** Undefined where a unit below has not reported it. */
  amount(base: NonNullable<Sharing['base']>, unit: Unit): number | undefined;
}

type FigureAt = (figure: string, unitId: Id<'unit'>, month: string) => ReportedFigure | undefined;

export interface SharingSources extends Pick<KnownInputs, 'levelOf' | 'below'> {
  readonly definitions: Definitions;
  readonly upwards: ReadonlyMap<Id<'unit'>, readonly Id<'unit'>[]>;
  /** Day as of which the rest is told. */
  readonly knownBy: Temporal.PlainDate;
  /** As known by that day. */
  readonly sums: Pick<MonthSums, 'get'>;
  readonly figures: FigureAt;
  figuresKnownBy(day: Temporal.PlainDate): Promise<FigureAt>;
  /** What was read of days that no further entry can change. */
  readonly kept: Map<string, MeasureSums>;
}

/** Numbers for each day that a target names, and for the day of `knownBy` where it names none. */
export async function readSharingNumbers(
  tx: Tx,
  sources: SharingSources,
): Promise<(on: string | undefined) => SharingNumbers> {
  const now = lazily(() =>
    numbersOf(sources, sumOver(sources.sums, yearBefore(sources.knownBy)), sources.figures, sources.knownBy),
  );
  const days = new Set(sources.definitions.targets.flatMap(({ sharing }) => sharing?.on ?? []));
  const byDay = new Map<string, SharingNumbers>();
  for (const day of days) {
    const on = Temporal.PlainDate.from(day);
    if (Temporal.PlainDate.compare(on, sources.knownBy) >= 0) continue;
    byDay.set(day, numbersOf(sources, await sumsKnownOn(tx, sources, on), await sources.figuresKnownBy(on), on));
  }
  return (on) => (on === undefined ? undefined : byDay.get(on)) ?? now();
}

function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function numbersOf(
  { definitions, levelOf, below }: SharingSources,
  measures: MeasureSums,
  figures: FigureAt,
  on: Temporal.PlainDate,
): SharingNumbers {
  const month = monthBefore(on);
  const known: KnownInputs = {
    measures,
    figure: (key, unitId) => figures(key, unitId, month),
    levelOf,
    below,
    components: componentCounter(definitions.editions),
  };
  return {
    value: (indicator, unit) => tellValue(indicator, unit.id, known),
    amount: ({ measure, figure }, unit) => {
      if (measure !== undefined) return measures.get(measure)?.get(unit.id) ?? 0;
      if (figure === undefined || !definitions.figures.some(({ key }) => key === figure)) return undefined;
      const parts = below(unit.id, levelOf(figure)).map((id) => known.figure(figure, id)?.value);
      return parts.length === 0 || parts.includes(undefined)
        ? undefined
        : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
    },
  };
}

/** As it was known at the end of a day that is over. */
async function sumsKnownOn(tx: Tx, sources: SharingSources, on: Temporal.PlainDate): Promise<MeasureSums> {
  const measures = measuresToShare(sources.definitions);
  const { generation, settled } = await tx.row<{ generation: number; settled: boolean }>(
    `select generation, coalesce((known_to ->> '')::date > $1, false) as settled from measure_state where serving`,
    [on],
  );
  const name = `${generation} ${on} ${measures.join(' ')}`;
  const found = sources.kept.get(name);
  if (found !== undefined) return found;
  const months = yearBefore(on);
  const rows = await readMeasures(tx, {
    measures,
    from: Temporal.PlainDate.from(`${months[0]}-01`),
    to: Temporal.PlainDate.from(`${months.at(-1)}-01`),
    by: 'month',
    knownBy: on,
  });
  const sums = addUp(rollUpMeasures(rows, sources.upwards));
  if (settled) sources.kept.set(name, sums);
  return sums;
}

function measuresToShare({ targets, indicators }: Definitions): string[] {
  const shared = targets.filter(({ sharing }) => sharing?.on !== undefined);
  const measures = shared.flatMap(({ indicator, sharing }) => [
    ...(indicators.find(({ key }) => key === indicator)?.inputs ?? []).flatMap(({ measure }) => measure ?? []),
    ...(sharing?.base?.measure === undefined ? [] : [sharing.base.measure]),
  ]);
  return [...new Set(measures)].sort((a, b) => a.localeCompare(b));
}

function addUp(rows: readonly MeasureRow[]): MeasureSums {
  const sums = new Map<string, Map<Id<'unit'>, number>>();
  for (const { measure, unitId, value } of rows) {
    const of = sums.get(measure) ?? new Map<Id<'unit'>, number>();
    sums.set(measure, of.set(unitId, (of.get(unitId) ?? 0) + value));
  }
  return sums;
}

function sumOver(sums: Pick<MonthSums, 'get'>, months: readonly string[]): MeasureSums {
  return {
    get: (measure) => ({
      get: (unitId) => months.reduce((sum, month) => sum + sums.get(measure, unitId, month), 0),
    }),
  };
}

/** The last month that was over on the day: `2022-09`. */
function monthBefore(on: Temporal.PlainDate): string {
  return on.toPlainYearMonth().subtract({ months: 1 }).toString();
}

/** The twelve whole months before a day. */
function yearBefore(on: Temporal.PlainDate): string[] {
  return Array.from({ length: 12 }, (_, index) =>
    on
      .toPlainYearMonth()
      .subtract({ months: 12 - index })
      .toString(),
  );
}
