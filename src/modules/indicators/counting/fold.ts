import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { Count, CountedEntry, StreamMeasures } from '../../../platform/measures.ts';
import { dateOf } from '../../../platform/text.ts';

/** A sum to be added to what is counted already. */
export interface DaySum {
  readonly measure: string;
  readonly day: string;
  readonly knownOn: string;
  readonly unitId: string;
  readonly dimensions: Readonly<Record<string, string>>;
  value: number;
}

export interface Folded {
  /** Of the streams that counted entries touched. */
  readonly memories: ReadonlyMap<string, JsonObject>;
  readonly days: readonly DaySum[];
  /** Business time of the newest counted entry. */
  readonly latest: Temporal.Instant | undefined;
  /** The latest business day of any entry so far. */
  readonly knownTo: string | undefined;
}

/** Whether a declaration depends on the entry. */
export function isCounted(declared: readonly StreamMeasures[], entry: CountedEntry): boolean {
  return declared.some(({ streamKind, actions }) => streamKind === entry.streamKind && actions.has(entry.action));
}

/**
 * Counts a batch, in the order of the journal, on top of what was remembered and known before. Pure. Every entry moves `knownTo`, counted
 * or not, so that where batches begin and end changes nothing.
 */
export function foldEntries(
  declared: readonly StreamMeasures[],
  entries: readonly CountedEntry[],
  remembered: ReadonlyMap<string, JsonObject>,
  knownBefore: string | undefined,
): Folded {
  const byKind = new Map(declared.map((each) => [each.streamKind, each]));
  const memories = new Map<string, JsonObject>();
  const days = new Map<string, DaySum>();
  let latest: Temporal.Instant | undefined;
  let knownTo = knownBefore;
  for (const entry of entries) {
    const day = dateOf(entry.at).toString();
    if (knownTo === undefined || day > knownTo) knownTo = day;
    const of = byKind.get(entry.streamKind);
    if (of === undefined || !of.actions.has(entry.action)) continue;
    if (latest === undefined || Temporal.Instant.compare(entry.at, latest) > 0) latest = entry.at;
    const { memory, counts } = of.count(memories.get(entry.streamId) ?? remembered.get(entry.streamId), entry);
    if (memory !== undefined) memories.set(entry.streamId, memory);
    for (const count of counts) add(days, count, knownTo);
  }
  return { memories, days: [...days.values()].filter(({ value }) => value !== 0), latest, knownTo };
}

function add(days: Map<string, DaySum>, { measure, at, unitId, dimensions, value }: Count, knownOn: string): void {
  const day = dateOf(at).toString();
  const key = JSON.stringify([measure, day, knownOn, unitId, dimensions]);
  const found = days.get(key);
  if (found === undefined) days.set(key, { measure, day, knownOn, unitId, dimensions, value });
  else found.value += value;
}
