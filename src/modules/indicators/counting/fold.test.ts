import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import type { CountedEntry, StreamMeasures } from '../../../platform/measures.ts';
import { dateOf } from '../../../platform/text.ts';
import { addFolded, type DaySum, type Folded, foldEntries } from './fold.ts';

/** Things that are begun in a unit, and taken back again. */
const things: StreamMeasures = {
  streamKind: 'thing',
  version: 1,
  measures: [],
  actions: new Set(['begin', 'undo']),
  count: (memory, { action, at, facts }) => {
    const unitId = String(action === 'begin' ? facts['unit'] : memory?.['unit']);
    if (action === 'undo' && memory?.['stands'] !== true) return { memory, counts: [] };
    const count = { measure: 'things', at, unitId, dimensions: {}, value: action === 'begin' ? 1 : -1 };
    return { memory: { unit: unitId, stands: action === 'begin' }, counts: [count] };
  },
};

const journals = fc
  .array(
    fc.record({
      stream: fc.integer({ min: 0, max: 6 }),
      unit: fc.constantFrom('north', 'south'),
      hour: fc.integer({ min: 0, max: 2000 }),
      other: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((acts) => {
    const versions = new Map<number, number>();
    return acts.map(({ stream, unit, hour, other }): CountedEntry => {
      const version = (versions.get(stream) ?? 0) + 1;
      versions.set(stream, version);
      return {
        streamKind: 'thing',
        streamId: String(stream),
        version,
        action: version === 1 ? 'begin' : other ? 'look' : 'undo',
        at: Temporal.Instant.from('2022-09-01T00:00:00Z').add({ hours: hour }),
        facts: { unit },
      };
    });
  });

function fold(entries: readonly CountedEntry[], size: number): Folded | undefined {
  const memories = new Map<string, JsonObject>();
  let all: Folded | undefined;
  for (let from = 0; from < entries.length; from += size) {
    const folded = foldEntries([things], entries.slice(from, from + size), memories, all?.knownTo ?? {});
    for (const [id, memory] of folded.memories) memories.set(id, memory);
    all = all === undefined ? folded : addFolded(all, folded);
  }
  return all;
}

const count = (entries: readonly CountedEntry[], size: number) => fold(entries, size)?.days ?? [];

const believed = (days: readonly DaySum[], unit: string, day: string, by: string) =>
  days
    .filter((sum) => sum.unitId === unit && sum.day === day && sum.knownOn <= by)
    .reduce((total, { value }) => total + value, 0);

it('agrees with a plain recount for every unit, day and day of knowing, wherever batches end', () => {
  fc.assert(
    fc.property(journals, fc.integer({ min: 1, max: 9 }), (entries, size) => {
      const dayOf = ({ at }: CountedEntry) => dateOf(at).toString();
      const dates = [...new Set(entries.map(dayOf))];
      const counted = count(entries, size);
      for (const by of dates) {
        // All that had come before the first entry of a later day.
        const end = entries.findIndex((entry) => dayOf(entry) > by);
        const seen = end === -1 ? entries : entries.slice(0, end);
        for (const unit of ['north', 'south']) {
          for (const day of dates) {
            const mine = seen.filter(
              ({ streamId }) => entries.find((first) => first.streamId === streamId)?.facts['unit'] === unit,
            );
            const begun = mine.filter((entry) => entry.action === 'begin' && dayOf(entry) === day).length;
            const undone = [...Map.groupBy(mine, ({ streamId }) => streamId).values()].filter((stream) => {
              const first = stream.find(({ action }) => action === 'undo');
              return first !== undefined && dayOf(first) === day;
            }).length;
            expect(believed(counted, unit, day, by)).toBe(begun - undone);
          }
        }
      }
    }),
  );
});

it('keeps of each stream what it adds to a unit and month, wherever batches end', () => {
  fc.assert(
    fc.property(journals, fc.integer({ min: 1, max: 9 }), (entries, size) => {
      const recordsOf = (by: number) =>
        (fold(entries, by)?.records ?? []).map(({ streamId, unitId, month, counts }) =>
          JSON.stringify([streamId, unitId, month, counts]),
        );
      expect(recordsOf(size).toSorted()).toEqual(recordsOf(1000).toSorted());
      const left = new Map<string, number>();
      const add = (unitId: string, day: string, value: number) => {
        const name = `${unitId} ${day.slice(0, 7)}`;
        left.set(name, (left.get(name) ?? 0) + value);
      };
      for (const { day, unitId, value } of count(entries, size)) add(unitId, day, value);
      for (const { unitId, month, counts } of fold(entries, size)?.records ?? [])
        add(unitId, month, -(counts['things'] ?? 0));
      expect([...left.values()].every((value) => value === 0)).toBe(true);
    }),
  );
});
