import type { Tx } from './database.ts';
import { earliestEpoch } from './journal.ts';
import type { CountedEntry } from './measures.ts';

/** Where a consumer stands in the order of the journal. */
export interface Place {
  readonly epoch: number;
  readonly xid: string;
  readonly streamId: string;
  readonly version: number;
}

const beginning: Place = {
  epoch: earliestEpoch,
  xid: '0',
  streamId: '00000000-0000-0000-0000-000000000000',
  version: 0,
};

/** An entry without who acted, chain and content; `origin` as in `ReadEntry`. */
export type BriefEntry = CountedEntry & { readonly origin: string | null };

/** Before every entry for a consumer that has read none. */
export async function placeOf(tx: Tx, consumer: string): Promise<Place> {
  const found = await tx.maybe<Place>(
    'select epoch, xid::text, stream_id as "streamId", version from journal_cursor where consumer = $1',
    [consumer],
  );
  return found ?? beginning;
}

/**
 * The next entries behind a place, in the order and behind the horizon of `consumeJournal`, and the place of the last. Takes no lock and no
 * transaction id, so that much can be read without putting off those who read behind the oldest open transaction. Facts come
 * with the given actions alone: all others are read for their day only.
 */
export async function readAfter(
  tx: Tx,
  place: Place,
  limit: number,
  actions: readonly string[],
): Promise<{ entries: readonly BriefEntry[]; place: Place }> {
  const rows = await tx.rows<Omit<BriefEntry, 'at'> & { epoch: number; xid: string; atMs: number }>(
    `select stream_kind as "streamKind", stream_id as "streamId", version, action, (extract(epoch from at) * 1000)::float8 as "atMs",
       case when action = any ($6) then facts end as facts, origin, epoch, xid::text
     from journal
     where (epoch, xid, stream_id, version) > ($1, $2::xid8, $3::uuid, $4) and (epoch < (select epoch from province_state) or xid < pg_snapshot_xmin(pg_current_snapshot()))
     order by journal.epoch, journal.xid, stream_id, version limit $5`,
    [place.epoch, place.xid, place.streamId, place.version, limit, actions],
  );
  const last = rows.at(-1);
  return {
    entries: rows.map(({ streamKind, streamId, version, action, atMs, facts, origin }) => ({
      streamKind,
      streamId,
      version,
      action,
      at: Temporal.Instant.fromEpochMilliseconds(atMs),
      facts,
      origin,
    })),
    place:
      last === undefined ? place : { epoch: last.epoch, xid: last.xid, streamId: last.streamId, version: last.version },
  };
}

/**
 * In the transaction that stores what was made of the entries in between, and first in it: false when the consumer stands elsewhere by now, so
 * that somebody else has made something of them.
 */
export async function movePlace(tx: Tx, consumer: string, from: Place, to: Place): Promise<boolean> {
  await tx.run(
    `insert into journal_cursor (consumer, epoch, xid, stream_id, version) values ($1, $2, $3::xid8, $4, $5) on conflict do nothing`,
    [consumer, ...valuesOf(beginning)],
  );
  const moved = await tx.run(
    `update journal_cursor set epoch = $2, xid = $3::xid8, stream_id = $4, version = $5
     where consumer = $1 and (epoch, xid, stream_id, version) = ($6, $7::xid8, $8::uuid, $9)`,
    [consumer, ...valuesOf(to), ...valuesOf(from)],
  );
  return moved === 1;
}

const valuesOf = ({ epoch, xid, streamId, version }: Place) => [epoch, xid, streamId, version];
