import type { JsonObject } from './canonical-json.ts';
import type { Entry } from './journal.ts';

/** Something that a room counts from its streams. A flow is summed over a period; a stock is what all changes up to a day add up to. */
export interface Measure {
  /** `dossiers.received` */
  readonly key: string;
  readonly name: { readonly vi: string; readonly en: string };
  /** What exactly is counted, on which day; stands beside the figure. */
  readonly definition: { readonly vi: string; readonly en: string };
  /** What one of it is: a base unit of the room indicators, such as `dossier`. */
  readonly unit: string;
  readonly kind: 'flow' | 'stock';
  /** Names of what it is split by; every count gives a value for each. */
  readonly dimensions: readonly string[];
  /** `things`: it counts nothing that people did or had done, so small counts may be shown. All else is of people. */
  readonly about?: 'people' | 'things';
  /** Key of the measure whose things it counts some of. */
  readonly partOf?: string;
}

/** One change of a measure: on the day of `at`, in one unit. A correction is a count of its own, also below nought. */
export interface Count {
  readonly measure: string;
  readonly at: Temporal.Instant;
  readonly unitId: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** A whole number. */
  readonly value: number;
}

export type CountedEntry = Pick<Entry, 'streamKind' | 'streamId' | 'version' | 'action' | 'at' | 'facts'>;

/** What a room declares about one kind of stream. */
export interface StreamMeasures {
  readonly streamKind: string;
  /** Raised whenever `count` would count otherwise: the whole journal is then counted anew. */
  readonly version: number;
  readonly measures: readonly Measure[];
  /** The actions that a count depends on; all others are skipped unread. */
  readonly actions: ReadonlySet<string>;
  /**
   * Folds one more entry of a stream. Pure. `memory` is what must be remembered to count later entries: small, without personal data;
   * none where the stream's beginning was never seen. The same object back: nothing new is to be remembered.
   */
  readonly count: (
    memory: JsonObject | undefined,
    entry: CountedEntry,
  ) => { readonly memory: JsonObject | undefined; readonly counts: readonly Count[] };
}
