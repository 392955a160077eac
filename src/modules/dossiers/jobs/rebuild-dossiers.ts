import { canonicalJson, type Json } from '../../../platform/canonical-json.ts';
import type { Database } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { type Entry, entrySelect } from '../../../platform/journal.ts';
import { evolve } from '../evolve.ts';
import type { DossierEvent } from '../facts.ts';
import type { DossierState } from '../model.ts';
import { replaceRow } from '../store.ts';

export interface RebuildReport {
  readonly rebuilt: number;
  /** Rows that were not what the journal says. */
  readonly differed: number;
}

const batchSize = 500;

/** The event that an entry of the journal tells. */
export function toEvent(entry: Pick<Entry, 'action' | 'at' | 'actorPosition' | 'facts'>): DossierEvent {
  return {
    action: entry.action,
    at: entry.at.toString(),
    by: entry.actorPosition ?? undefined,
    facts: entry.facts,
  } as unknown as DossierEvent;
}

/** The state that a dossier's whole stream leads to. */
export function foldStream(
  id: Id<'dossier'>,
  entries: readonly Pick<Entry, 'action' | 'at' | 'actorPosition' | 'facts'>[],
): DossierState {
  const state = entries.reduce<DossierState | undefined>(
    (before, entry) => evolve(before, id, toEvent(entry)),
    undefined,
  );
  if (state === undefined) throw new RangeError(`stream ${id} is empty`);
  return state;
}

/**
 * Rebuilds every projection from the journal in small transactions, while serving: a row is locked for the moment in which it is compared,
 * so an act in between is neither lost nor doubled.
 */
export async function rebuildDossiers(
  database: Database,
  progress: (done: number) => void = () => undefined,
): Promise<RebuildReport> {
  let after = '00000000-0000-0000-0000-000000000000';
  let rebuilt = 0;
  let differed = 0;
  for (;;) {
    const batch = await database.asOwner(async (tx) => {
      const rows = await tx.rows<{ id: Id<'dossier'>; state: DossierState; version: number }>(
        'select id, state, version from dossier where id > $1 order by id limit $2 for update',
        [after, batchSize],
      );
      const entries = await tx.rows<Entry>(
        `select ${entrySelect} from journal where stream_id = any ($1) order by stream_id, version`,
        [rows.map((row) => row.id)],
      );
      const byStream = Map.groupBy(entries, (entry) => entry.streamId);
      let wrong = 0;
      for (const row of rows) {
        const stream = byStream.get(row.id) ?? [];
        const state = foldStream(row.id, stream);
        const last = stream.at(-1) as Entry;
        if (
          row.version === last.version &&
          canonicalJson(row.state as unknown as Json) === canonicalJson(state as unknown as Json)
        )
          continue;
        await replaceRow(tx, state, { version: last.version, hash: last.hash });
        wrong += 1;
      }
      return { last: rows.at(-1)?.id, count: rows.length, wrong };
    });
    rebuilt += batch.count;
    differed += batch.wrong;
    if (batch.last === undefined) return { rebuilt, differed };
    after = batch.last;
    if (rebuilt % (batchSize * 20) === 0) progress(rebuilt);
  }
}
