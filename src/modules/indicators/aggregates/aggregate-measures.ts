import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { Count, StreamMeasures } from '../../../platform/measures.ts';

export const aggregateStream = 'aggregate';

type Sums = Readonly<Record<string, number>>;

/** Facts of an entry: all sums of one unit and month, as its province knows them by then. */
export interface AggregateFacts {
  readonly unitId: string;
  /** `2022-09` */
  readonly month: string;
  /** By key of the measure; left out is nought. */
  readonly sums: Sums;
}

/**
 * What provinces tell the country of their months, counted under the rooms' own measures: a later entry of the same unit and month takes the place
 * of the one before. On the first day of the month, since no more of the day is known; not split by anything.
 */
export const aggregateMeasures: StreamMeasures = {
  streamKind: aggregateStream,
  version: 1,
  measures: [],
  actions: new Set(['tell']),
  count: (memory, entry) => {
    const { unitId, month, sums } = entry.facts as unknown as AggregateFacts;
    const before = (memory?.['sums'] ?? {}) as Sums;
    const at = Temporal.Instant.from(`${month}-01T00:00:00+07:00`);
    const counts: Count[] = [];
    for (const measure of new Set([...Object.keys(before), ...Object.keys(sums)])) {
      const value = (sums[measure] ?? 0) - (before[measure] ?? 0);
      if (value !== 0) counts.push({ measure, at, unitId, dimensions: {}, value });
    }
    return { memory: { sums } as JsonObject, counts };
  },
};
