import type { JsonObject } from '../../../platform/canonical-json.ts';
import { json, type Tx } from '../../../platform/database.ts';
import { nameId } from '../../../platform/ids.ts';
import { chainEntry, type Entry, type StreamHead, streamStart } from '../../../platform/journal.ts';
import { type AggregateFacts, aggregateStream } from './aggregate-measures.ts';

const actor = { capacity: 'job', name: 'aggregates' } as const;

export const aggregateStreamId = ({ unitId, month }: Pick<AggregateFacts, 'unitId' | 'month'>): string =>
  nameId(aggregateStream, unitId, month);

/**
 * Writes what provinces told of their units' months into the country's journal, an entry for each that is not told already; all of it or nothing. As
 * the schema's owner. A unit and month stands once in `told`. Returns the number of entries.
 */
export async function takeAggregates(
  tx: Tx,
  told: readonly AggregateFacts[],
  at: Temporal.Instant,
  recordedAt: Temporal.Instant,
): Promise<number> {
  const heads = await tx.rows<StreamHead & { streamId: string; facts: JsonObject }>(
    `select distinct on (stream_id) stream_id as "streamId", version, hash, facts from journal
     where stream_id = any ($1) and stream_kind = $2 order by stream_id, version desc`,
    [told.map(aggregateStreamId), aggregateStream],
  );
  const headOf = new Map(heads.map((head) => [head.streamId, head]));
  const entries = told.flatMap((facts): Entry[] => {
    const streamId = aggregateStreamId(facts);
    const head = headOf.get(streamId);
    if (head !== undefined && isSame(head.facts['sums'] as AggregateFacts['sums'], facts.sums)) return [];
    const entry = {
      streamKind: aggregateStream,
      streamId,
      action: 'tell',
      unitId: facts.unitId,
      at,
      schemaVersion: 1,
      facts: facts as unknown as JsonObject,
    };
    return [chainEntry(actor, head ?? streamStart, entry, undefined, recordedAt).entry];
  });
  if (entries.length === 0) return 0;
  return tx.run(
    `insert into journal (stream_kind, stream_id, version, action, capacity, actor_name, unit_id, at, recorded_at, schema_version, facts, previous_hash, hash, epoch, xid)
     select $2, e.stream, e.version, 'tell', 'job', $3, e.unit, $4, $5, 1, e.facts, decode(e.previous, 'hex'), decode(e.hash, 'hex'), s.epoch, pg_current_xact_id()
     from json_to_recordset($1::json) as e (stream uuid, version int, unit uuid, facts jsonb, previous text, hash text), province_state s`,
    [
      json(
        entries.map(({ streamId, version, unitId, facts, previousHash, hash }) => ({
          stream: streamId,
          version,
          unit: unitId,
          facts,
          previous: previousHash?.toString('hex'),
          hash: hash.toString('hex'),
        })),
      ),
      aggregateStream,
      actor.name,
      entries[0]?.at,
      entries[0]?.recordedAt,
    ],
  );
}

function isSame(told: AggregateFacts['sums'], now: AggregateFacts['sums']): boolean {
  return [...new Set([...Object.keys(told), ...Object.keys(now)])].every(
    (measure) => (told[measure] ?? 0) === (now[measure] ?? 0),
  );
}
