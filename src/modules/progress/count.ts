import type { Entry } from '../../platform/journal.ts';
import { dateOf } from '../../platform/text.ts';
import type { FactsOf } from '../dossiers/index.ts';

/** What must be remembered of a dossier until it is settled. */
export interface CountedDossier {
  readonly streamId: string;
  readonly unitId: string;
  readonly procedureCode: string;
  readonly dueAt: string | null;
  readonly extended: boolean;
  readonly settled: boolean;
}

interface DayCount {
  readonly day: string;
  readonly unitId: string;
  readonly procedureCode: string;
  received: number;
  online: number;
  onlineAlone: number;
  finished: number;
  onTime: number;
  synthetic: number;
}

export interface Counted {
  /** Dossiers as they are after the entries; only those that changed. */
  readonly dossiers: readonly CountedDossier[];
  /** To be added to what is counted already. */
  readonly days: readonly DayCount[];
  readonly latest: Temporal.Instant | undefined;
}

/** The actions that a figure depends on; all others are skipped unread. */
const counted = new Set([
  'file',
  'accept',
  'supplement',
  'confirm-payment',
  'resume',
  'extend',
  'recompute',
  'succeed',
  'issue',
  'end',
]);

export function isCounted(entry: Pick<Entry, 'streamKind' | 'action'>): boolean {
  return entry.streamKind === 'dossier' && counted.has(entry.action);
}

/** Counts a batch of entries, in the order of the journal, on top of the dossiers known before. Pure. */
export function countEntries(
  entries: readonly Pick<Entry, 'streamKind' | 'streamId' | 'action' | 'at' | 'facts'>[],
  known: ReadonlyMap<string, CountedDossier>,
): Counted {
  const dossiers = new Map<string, CountedDossier>();
  const days = new Map<string, DayCount>();
  let latest: Temporal.Instant | undefined;
  for (const entry of entries) {
    if (!isCounted(entry)) continue;
    if (latest === undefined || Temporal.Instant.compare(entry.at, latest) > 0) latest = entry.at;
    const before = dossiers.get(entry.streamId) ?? known.get(entry.streamId);
    if (entry.action === 'file') {
      const facts = entry.facts as unknown as FactsOf['file'];
      const dossier = {
        streamId: entry.streamId,
        unitId: facts.unitId,
        procedureCode: facts.procedureCode,
        dueAt: null,
        extended: false,
        settled: false,
      };
      dossiers.set(entry.streamId, dossier);
      const count = dayOf(days, entry.at, dossier);
      count.received += 1;
      if (facts.channel === 'online') count.online += 1;
      if (facts.channel === 'online' && facts.helper === 'nobody') count.onlineAlone += 1;
      if (facts.synthetic) count.synthetic += 1;
      continue;
    }
    // An entry of a dossier that was filed before the counting began (a journal restored in part) counts for nothing.
    if (before === undefined) continue;
    if (entry.action === 'extend') {
      dossiers.set(entry.streamId, { ...before, extended: true });
      continue;
    }
    if (entry.action === 'issue' || entry.action === 'end') {
      if (before.settled) continue;
      dossiers.set(entry.streamId, { ...before, settled: true });
      if (before.dueAt === null) continue;
      const count = dayOf(days, entry.at, before);
      count.finished += 1;
      if (Temporal.Instant.compare(entry.at, Temporal.Instant.from(before.dueAt)) <= 0) count.onTime += 1;
      continue;
    }
    const { dueAt } = entry.facts as { readonly dueAt?: string };
    // After an apology the first appointment stands: later pauses would be added to the new date.
    if (dueAt !== undefined && !before.extended) dossiers.set(entry.streamId, { ...before, dueAt });
  }
  return { dossiers: [...dossiers.values()], days: [...days.values()], latest };
}

function dayOf(
  days: Map<string, DayCount>,
  at: Temporal.Instant,
  { unitId, procedureCode }: Pick<CountedDossier, 'unitId' | 'procedureCode'>,
): DayCount {
  const day = dateOf(at).toString();
  const key = `${day} ${unitId} ${procedureCode}`;
  const found = days.get(key) ?? {
    day,
    unitId,
    procedureCode,
    received: 0,
    online: 0,
    onlineAlone: 0,
    finished: 0,
    onTime: 0,
    synthetic: 0,
  };
  days.set(key, found);
  return found;
}
