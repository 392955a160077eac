import { readMeasures, rollUpMeasures } from '../../src/modules/indicators/index.ts';
import { rollUpMap } from '../../src/modules/territory/index.ts';
import type { Database, Tx } from '../../src/platform/database.ts';
import type { StreamMeasures } from '../../src/platform/measures.ts';
import { recount, type Sum, sumsOf } from './recount.ts';

export interface Comparison {
  /** Whole months, both included. */
  readonly from: string;
  readonly to: string;
  /** Days whose maps of units the figures are rolled up by. */
  readonly maps: readonly string[];
  /** Besides what is known now: what was known by this day. */
  readonly knownBy: string;
}

export interface Compared {
  /** Sums that were compared. */
  readonly compared: number;
  /** Measures among them. */
  readonly measures: readonly string[];
  /** Such as differ, some of them in words. */
  readonly different: readonly string[];
}

/** As many as say what is wrong. */
const mostTold = 20;

/**
 * Every declared measure by day (received also by procedure) and by month, in the unit where it happened and in all above, as known now and by a
 * day: what the platform answers against SQL over the journal. Month by month, so that a million dossiers fit.
 */
export async function differenceAtEveryLevel(
  database: Database,
  declared: readonly StreamMeasures[],
  { from, to, maps, knownBy }: Comparison,
  said: (line: string) => void = () => undefined,
): Promise<Compared> {
  const names = declared.flatMap(({ measures }) => measures.map(({ key }) => key));
  const different: string[] = [];
  const seen = new Set<string>();
  let compared = 0;
  for (const known of [undefined, knownBy])
    await database.asOwner(async (tx) => {
      const begun = performance.now();
      await recount(tx, known);
      said(`counted by SQL as known ${known ?? 'now'} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
      for (const month of monthsOf(from, to)) {
        for (const by of ['day', 'month'] as const) {
          for (const mapOf of [undefined, ...maps]) {
            const question = { by, mapOf, byProcedure: by === 'day' && mapOf === undefined, ...month };
            const should = byName(await sumsOf(tx, question));
            const is = byName(await answerOf(tx, names, { ...question, knownBy: known }));
            for (const key of new Set([...should.keys(), ...is.keys()])) {
              compared += 1;
              seen.add(key.slice(0, key.indexOf(' ')));
              if (should.get(key) !== is.get(key) && different.length < mostTold)
                different.push(
                  `${key}, map of ${mapOf ?? '-'}, known ${known ?? 'now'}: ${is.get(key) ?? 0} instead of ${should.get(key) ?? 0}`,
                );
            }
          }
        }
      }
      said(`${compared} sums compared`);
    });
  return { compared, measures: [...seen], different };
}

interface Answered {
  readonly by: 'day' | 'month';
  readonly from: string;
  readonly to: string;
  readonly mapOf: string | undefined;
  readonly byProcedure: boolean;
  readonly knownBy: string | undefined;
}

/** The same from the platform's own counting. */
async function answerOf(tx: Tx, measures: readonly string[], asked: Answered): Promise<Sum[]> {
  const date = (day: string) => Temporal.PlainDate.from(day);
  const rows = await readMeasures(tx, {
    measures,
    by: asked.by,
    from: date(asked.from),
    to: date(asked.to),
    knownBy: asked.knownBy === undefined ? undefined : date(asked.knownBy),
    dimensions: asked.byProcedure ? ['procedure'] : [],
  });
  const placed = asked.mapOf === undefined ? rows : rollUpMeasures(rows, await rollUpMap(tx, date(asked.mapOf)));
  return placed
    .filter(({ value }) => value !== 0)
    .map(({ measure, period, unitId, dimensions, value }) => ({
      measure,
      period,
      unitId,
      procedure: dimensions['procedure'] ?? '',
      value,
    }));
}

const byName = (sums: readonly Sum[]) =>
  new Map(
    sums.map(({ measure, period, unitId, procedure, value }) => [`${measure} ${period} ${unitId} ${procedure}`, value]),
  );

/** First and last day of each month. */
function monthsOf(from: string, to: string): { from: string; to: string }[] {
  const months: { from: string; to: string }[] = [];
  let first = Temporal.PlainDate.from(from).with({ day: 1 });
  while (Temporal.PlainDate.compare(first, Temporal.PlainDate.from(to)) <= 0) {
    months.push({ from: first.toString(), to: first.with({ day: first.daysInMonth }).toString() });
    first = first.add({ months: 1 });
  }
  return months;
}
