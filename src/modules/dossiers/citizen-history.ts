import type { HistoryEntry } from './store.ts';

/** Words of these acts are said among officers. */
const amongOfficers: ReadonlySet<HistoryEntry['action']> = new Set(['propose', 'return-to-step', 'transfer', 'assign']);

/**
 * What the citizen may know of the history: no words that officers said to each other; a further supplement list only from when the head
 * agreed to it; a refusal only from when it was numbered and sealed. Pure.
 */
export function citizenHistory(history: readonly HistoryEntry[]): HistoryEntry[] {
  const issued = history.findLastIndex((entry) => entry.action === 'issue');
  let asked: HistoryEntry | undefined;
  return history.flatMap((entry, index): HistoryEntry[] => {
    switch (entry.action) {
      case 'request-supplement':
        asked = entry;
        return entry.facts['needsApproval'] === true ? [] : [entry];
      case 'approve-supplement':
        // The list reaches the citizen now, from the head who agreed to it.
        return asked === undefined
          ? [entry]
          : [{ ...entry, action: 'request-supplement', facts: asked.facts, personal: asked.personal }];
      case 'reject-supplement':
        return [];
      case 'refuse':
        return index < issued ? [entry] : [];
      default:
        return [amongOfficers.has(entry.action) ? { ...entry, personal: undefined } : entry];
    }
  });
}

/** The apology with a new date, which an office may give once. */
export function apologyOf(history: readonly HistoryEntry[]): HistoryEntry | undefined {
  return history.findLast((entry) => entry.action === 'extend');
}

/** The last act that ended or held up the dossier with a reason that the citizen has to read. */
export function groundsOf(history: readonly HistoryEntry[], phase: string, refused: boolean): HistoryEntry | undefined {
  const wanted: readonly HistoryEntry['action'][] =
    phase === 'refused-intake'
      ? ['refuse-intake', 'expire-supplement']
      : phase === 'stopped'
        ? ['stop']
        : refused
          ? ['refuse']
          : phase === 'settled' || phase === 'returned'
            ? ['end']
            : [];
  return history.findLast((entry) => wanted.includes(entry.action));
}
