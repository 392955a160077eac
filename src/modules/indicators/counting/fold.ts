import { canonicalJson, type JsonObject } from '../../../platform/canonical-json.ts';
import type { Count, CountedEntry, StreamMeasures } from '../../../platform/measures.ts';
import { dateOf } from '../../../platform/text.ts';

/** A sum to be added to what is counted already. */
export interface DaySum {
  readonly measure: string;
  readonly day: string;
  readonly knownOn: string;
  readonly unitId: string;
  /** As canonical JSON; empty where it is not split. */
  readonly dimensions: string;
  value: number;
}

/** What a stream adds to the measures of a unit and month: the records behind a figure. */
export interface RecordSum {
  readonly streamId: string;
  readonly unitId: string;
  /** Its first day. */
  readonly month: string;
  readonly counts: Record<string, number>;
}

export interface Folded {
  /** Of the streams of which there is anything new to remember. */
  readonly memories: ReadonlyMap<string, JsonObject>;
  readonly days: readonly DaySum[];
  readonly records: readonly RecordSum[];
  /** Business time of the newest counted entry. */
  readonly latest: Temporal.Instant | undefined;
  readonly knownTo: KnownTo;
}

/** The latest business day of any entry so far, by origin of the journal; ours is the empty name. */
export type KnownTo = Readonly<Record<string, string>>;

/** `origin`: the province whose journal it was written in before a merger; none for our own. */
export type ReadCounted = CountedEntry & { readonly origin?: string | null };

/** Whether a declaration depends on the entry. */
export function isCounted(declared: readonly StreamMeasures[], entry: CountedEntry): boolean {
  return declared.some(({ streamKind, actions }) => streamKind === entry.streamKind && actions.has(entry.action));
}

/**
 * Counts a batch, in the order of the journal, on top of what was remembered and known before. Pure. Every entry moves `knownTo`, counted
 * or not, so that where batches begin and end changes nothing. A journal that a merger brought along has days of its own: it stands before all
 * of ours, and what was known here is not put off by what came from there.
 */
export function foldEntries(
  declared: readonly StreamMeasures[],
  entries: readonly ReadCounted[],
  remembered: ReadonlyMap<string, JsonObject>,
  knownBefore: KnownTo,
): Folded {
  const byKind = new Map(declared.map((each) => [each.streamKind, each]));
  const memories = new Map<string, JsonObject>();
  const days = new Map<string, DaySum>();
  const records = new Map<string, RecordSum>();
  let latest: Temporal.Instant | undefined;
  const knownTo: Record<string, string> = { ...knownBefore };
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const origin = entry.origin ?? '';
    const before = knownTo[origin];
    const knownOn = before !== undefined && before > day ? before : day;
    knownTo[origin] = knownOn;
    const of = byKind.get(entry.streamKind);
    if (of === undefined || !of.actions.has(entry.action)) continue;
    if (latest === undefined || Temporal.Instant.compare(entry.at, latest) > 0) latest = entry.at;
    const known = memories.get(entry.streamId) ?? remembered.get(entry.streamId);
    const { memory, counts } = of.count(known, entry);
    if (memory !== undefined && memory !== known) memories.set(entry.streamId, memory);
    for (const count of counts) {
      add(days, count, knownOn);
      note(records, count, entry.streamId);
    }
  }
  return {
    memories,
    days: [...days.values()].filter(({ value }) => value !== 0),
    records: [...records.values()].filter(isNotEmpty),
    latest,
    knownTo,
  };
}

function note(records: Map<string, RecordSum>, { measure, at, unitId, value }: Count, streamId: string): void {
  const month = `${dayOf(at).slice(0, 7)}-01`;
  addRecord(records, { streamId, unitId, month, counts: { [measure]: value } });
}

function addRecord(records: Map<string, RecordSum>, { streamId, unitId, month, counts }: RecordSum): void {
  const key = `${streamId} ${unitId} ${month}`;
  const found = records.get(key) ?? { streamId, unitId, month, counts: {} };
  records.set(key, found);
  for (const [measure, value] of Object.entries(counts)) {
    const sum = (found.counts[measure] ?? 0) + value;
    if (sum === 0) delete found.counts[measure];
    else found.counts[measure] = sum;
  }
}

const isNotEmpty = ({ counts }: RecordSum) => Object.keys(counts).length > 0;

/** As if the entries of both had been folded at once, one after the other. */
export function addFolded(before: Folded, after: Folded): Folded {
  const days = new Map(before.days.map((sum) => [keyOf(sum), sum]));
  for (const sum of after.days) {
    const key = keyOf(sum);
    const found = days.get(key);
    days.set(key, found === undefined ? sum : { ...found, value: found.value + sum.value });
  }
  const records = new Map<string, RecordSum>();
  for (const record of [...before.records, ...after.records]) addRecord(records, record);
  const isLater =
    before.latest === undefined ||
    (after.latest !== undefined && Temporal.Instant.compare(after.latest, before.latest) > 0);
  return {
    memories: new Map([...before.memories, ...after.memories]),
    days: [...days.values()].filter(({ value }) => value !== 0),
    records: [...records.values()].filter(isNotEmpty),
    latest: isLater ? after.latest : before.latest,
    knownTo: after.knownTo,
  };
}

const keyOf = ({ measure, day, knownOn, unitId, dimensions }: DaySum) =>
  `${measure} ${day} ${knownOn} ${unitId} ${dimensions}`;

function add(days: Map<string, DaySum>, { measure, at, unitId, dimensions, value }: Count, knownOn: string): void {
  const day = dayOf(at);
  const split = Object.keys(dimensions).length === 0 ? '' : canonicalJson(dimensions);
  const sum: DaySum = { measure, day, knownOn, unitId, dimensions: split, value };
  const key = keyOf(sum);
  const found = days.get(key);
  if (found === undefined) days.set(key, sum);
  else found.value += value;
}

const hourMs = 3_600_000;
/** Days of the latest hours asked for: an entry's day is asked for a dozen times, and the calendar takes microseconds for each. */
const daysOfHours = new Map<number, string>();

/** `2022-09-14` in Việt Nam. */
function dayOf(at: Temporal.Instant): string {
  // A day begins on a full hour there.
  const hour = Math.floor(at.epochMilliseconds / hourMs);
  const known = daysOfHours.get(hour);
  if (known !== undefined) return known;
  if (daysOfHours.size > 100_000) daysOfHours.clear();
  const day = dateOf(at).toString();
  daysOfHours.set(hour, day);
  return day;
}
