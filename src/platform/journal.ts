import { createHash } from 'node:crypto';
import type { Actor, JobActor } from './actor.ts';
import { canonicalJson, type Json, type JsonObject } from './canonical-json.ts';
import { type Database, json, type Tx } from './database.ts';
import { newId } from './ids.ts';
import { type DataKey, newSalt, saltedHash } from './vault.ts';

/** Where a stream stands: version and hash of its last entry. A new stream stands at `streamStart`. */
export interface StreamHead {
  readonly version: number;
  readonly hash: Buffer | undefined;
}
export const streamStart: StreamHead = { version: 0, hash: undefined };

/** What a room says happened. `facts` hold ids, codes, counts and dates, never personal data; that goes into `personal`. */
export interface NewEntry {
  readonly streamKind: string;
  readonly streamId: string;
  readonly action: string;
  readonly agencyId?: string | undefined;
  readonly unitId?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  readonly at: Temporal.Instant;
  readonly cause?: string | undefined;
  readonly schemaVersion: number;
  readonly facts: JsonObject;
  /** Sealed with the key of the stream and erasable. */
  readonly personal?: JsonObject | undefined;
}

/** An entry as it is stored, with its place in the chain. */
export interface Entry {
  readonly streamKind: string;
  readonly streamId: string;
  readonly version: number;
  readonly action: string;
  readonly capacity: string;
  readonly actorPerson: string | null;
  readonly actorPosition: string | null;
  readonly actorName: string | null;
  readonly onBehalfOf: string | null;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  readonly at: Temporal.Instant;
  readonly recordedAt: Temporal.Instant;
  readonly cause: string | null;
  readonly schemaVersion: number;
  readonly facts: JsonObject;
  readonly payloadId: string | null;
  readonly payloadHash: string | null;
  readonly previousHash: Buffer | null;
  readonly hash: Buffer;
}

/** An entry as consumers read it: `origin` is the province whose journal it was written in before a merger, null for our own. */
export type ReadEntry = Entry & { readonly origin: string | null };

/** A sealed payload row that goes with an entry. */
export interface SealedPayload {
  readonly id: string;
  readonly streamId: string;
  readonly sealed: Buffer;
}

/** Builds the entry that follows `head`, with its hash, and the sealed payload beside it. Pure but for ids and salt. */
export function chainEntry(
  actor: Actor,
  head: StreamHead,
  entry: NewEntry,
  key: DataKey | undefined,
  recordedAt: Temporal.Instant,
): { entry: Entry; payload: SealedPayload | undefined } {
  const payload = entry.personal === undefined ? undefined : sealPayload(entry, head, key);
  const unhashed: Omit<Entry, 'hash'> = {
    streamKind: entry.streamKind,
    streamId: entry.streamId,
    version: head.version + 1,
    action: entry.action,
    capacity: actor.capacity,
    actorPerson: 'personId' in actor ? actor.personId : null,
    actorPosition: 'positionId' in actor ? actor.positionId : null,
    actorName: actor.capacity === 'job' ? actor.name : null,
    onBehalfOf: entry.onBehalfOf ?? null,
    agencyId: entry.agencyId ?? ('agencyId' in actor ? actor.agencyId : null),
    unitId: entry.unitId ?? null,
    at: toMilliseconds(entry.at),
    recordedAt: toMilliseconds(recordedAt),
    cause: entry.cause ?? null,
    schemaVersion: entry.schemaVersion,
    facts: entry.facts,
    payloadId: payload?.row.id ?? null,
    payloadHash: payload?.hash ?? null,
    previousHash: head.hash ?? null,
  };
  return { entry: { ...unhashed, hash: hashEntry(unhashed) }, payload: payload?.row };
}

/** SHA-256 over the canonical JSON of everything but the hash itself; PostgreSQL keeps microseconds, entries milliseconds. */
export function hashEntry(entry: Omit<Entry, 'hash'>): Buffer {
  const { at, recordedAt, previousHash, ...rest } = entry;
  const text = canonicalJson({
    ...(rest as unknown as JsonObject),
    at: at.toString(),
    recordedAt: recordedAt.toString(),
    previousHash: previousHash === null ? null : previousHash.toString('hex'),
  });
  return createHash('sha256').update(text).digest();
}

/** Column list and values of an insert of the first entry of a stream, for rooms that write entry and row in one statement; `first` is the number of its first parameter. */
export function entryInsert(entry: Entry, first = 1): { sql: string; params: unknown[] } {
  const params: unknown[] = [
    entry.streamKind,
    entry.streamId,
    entry.version,
    entry.action,
    entry.capacity,
    entry.actorPerson,
    entry.actorPosition,
    entry.actorName,
    entry.onBehalfOf,
    entry.agencyId,
    entry.unitId,
    entry.at,
    entry.recordedAt,
    entry.cause,
    entry.schemaVersion,
    json(entry.facts),
    entry.payloadId,
    entry.payloadHash,
    entry.previousHash,
    entry.hash,
  ];
  const types = [
    'text',
    'uuid',
    'int',
    'text',
    'text',
    'uuid',
    'uuid',
    'text',
    'uuid',
    'uuid',
    'uuid',
    'timestamptz',
    'timestamptz',
    'uuid',
    'smallint',
    'jsonb',
    'uuid',
    'text',
    'bytea',
    'bytea',
  ];
  const places = types.map((type, index) => `$${first + index}::${type}`).join(', ');
  return {
    sql: `insert into journal (${columns}, epoch, xid) select ${places}, epoch, pg_current_xact_id() from province_state`,
    params,
  };
}

const columns =
  'stream_kind, stream_id, version, action, capacity, actor_person, actor_position, actor_name, on_behalf_of, agency_id, unit_id, at, recorded_at, cause, schema_version, facts, payload_id, payload_hash, previous_hash, hash';

/** Appends one entry to its stream; a stream that moved on meanwhile violates `journal_key`. Returns the new head. */
export async function appendEntry(
  tx: Tx,
  head: StreamHead,
  entry: NewEntry,
  key: DataKey | undefined,
  recordedAt: Temporal.Instant,
): Promise<StreamHead & { readonly hash: Buffer }> {
  if (tx.actor === 'owner') throw new TypeError('the owner is nobody: entries need an actor');
  const { entry: next, payload } = chainEntry(tx.actor, head, entry, key, recordedAt);
  // The database asks once more whether the actor is involved in the stream, and takes capacity, person and position from the session.
  await tx.run('select append_entry($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)', [
    next.streamKind,
    next.streamId,
    next.version,
    next.action,
    next.actorName,
    next.onBehalfOf,
    next.agencyId,
    next.unitId,
    next.at,
    next.recordedAt,
    next.cause,
    next.schemaVersion,
    json(next.facts),
    next.payloadId,
    next.payloadHash,
    payload?.sealed ?? null,
    next.previousHash,
    next.hash,
  ]);
  return { version: next.version, hash: next.hash };
}

/**
 * Appends one entry in the name of a job, as the schema's owner: only for commands that run with writers stopped and act on much at once.
 * Without personal content. Returns the new head.
 */
export async function appendAsOwner(
  owner: Tx,
  actor: JobActor,
  head: StreamHead,
  entry: Omit<NewEntry, 'personal'>,
  recordedAt: Temporal.Instant,
): Promise<StreamHead & { readonly hash: Buffer }> {
  const next = chainEntry(actor, head, entry, undefined, recordedAt).entry;
  const { sql, params } = entryInsert(next);
  await owner.run(sql, params);
  return { version: next.version, hash: next.hash };
}

/** The personal content of an entry. */
export function openPayload(sealed: Uint8Array, key: DataKey): JsonObject {
  const { content } = key.open(sealed) as { content: JsonObject };
  return content;
}

export const entrySelect = `stream_kind as "streamKind", stream_id as "streamId", version, action, capacity, actor_person as "actorPerson", actor_position as "actorPosition",
  actor_name as "actorName", on_behalf_of as "onBehalfOf", agency_id as "agencyId", unit_id as "unitId", at, recorded_at as "recordedAt", cause, schema_version as "schemaVersion",
  facts, payload_id as "payloadId", payload_hash as "payloadHash", previous_hash as "previousHash", hash`;

/** Where in a chain a fault lies, or undefined when versions, links and hashes all hold. */
export function findChainFault(
  entries: readonly Entry[],
): { version: number; fault: 'gap' | 'link' | 'hash' } | undefined {
  let previous: Entry | undefined;
  for (const entry of entries) {
    if (entry.version !== (previous?.version ?? 0) + 1) return { version: entry.version, fault: 'gap' };
    if (
      !(entry.previousHash === null
        ? previous === undefined
        : previous !== undefined && entry.previousHash.equals(previous.hash))
    )
      return { version: entry.version, fault: 'link' };
    const { hash, ...rest } = entry;
    if (!hashEntry(rest).equals(hash)) return { version: entry.version, fault: 'hash' };
    previous = entry;
  }
  return undefined;
}

/** Before every entry: those that a merger brought in stand in epochs below our own first one. */
export const earliestEpoch = -2_147_483_648;

/**
 * Hands a consumer the next entries in commit-safe order and moves its cursor in the same transaction, so that what the handler writes is
 * written exactly once. A sequence would miss entries of transactions still open; entries are taken only from behind the snapshot horizon.
 * Entries of an earlier epoch (before a restore) are all closed, and their ids belong to another database.
 * Returns how many were handled; fewer than `limit` means it has caught up.
 */
export function consumeJournal(
  database: Database,
  consumer: string,
  handle: (tx: Tx, entries: readonly ReadEntry[]) => Promise<void>,
  limit = 2000,
): Promise<number> {
  return database.transact({ capacity: 'job', name: consumer }, async (tx) => {
    await tx.run(
      `insert into journal_cursor (consumer, epoch, xid, stream_id, version) values ($1, $2, '0'::xid8, '00000000-0000-0000-0000-000000000000', 0) on conflict do nothing`,
      [consumer, earliestEpoch],
    );
    const cursor = await tx.row<{ epoch: number; xid: string; streamId: string; version: number }>(
      'select epoch, xid::text, stream_id as "streamId", version from journal_cursor where consumer = $1 for update',
      [consumer],
    );
    const rows = await tx.rows<ReadEntry & { epoch: number; xid: string }>(
      `select ${entrySelect}, origin, epoch, xid::text from journal
       where (epoch, xid, stream_id, version) > ($1, $2::xid8, $3::uuid, $4) and (epoch < (select epoch from province_state) or xid < pg_snapshot_xmin(pg_current_snapshot()))
       order by journal.epoch, journal.xid, stream_id, version limit $5`,
      [cursor.epoch, cursor.xid, cursor.streamId, cursor.version, limit],
    );
    const last = rows.at(-1);
    if (last === undefined) return 0;
    await handle(tx, rows);
    await tx.run(
      'update journal_cursor set epoch = $2, xid = $3::xid8, stream_id = $4, version = $5 where consumer = $1',
      [consumer, last.epoch, last.xid, last.streamId, last.version],
    );
    return rows.length;
  });
}

function sealPayload(
  entry: NewEntry,
  head: StreamHead,
  key: DataKey | undefined,
): { row: SealedPayload; hash: string } {
  if (key === undefined) throw new TypeError('a personal payload needs the key of its stream');
  const salt = newSalt();
  const content = entry.personal as Json;
  return {
    // The first payload of a stream has the stream's id: the database lets whoever begins a stream write that one only.
    row: {
      id: head.version === 0 ? entry.streamId : newId(),
      streamId: entry.streamId,
      sealed: key.seal({ salt, content }),
    },
    hash: saltedHash(salt, content),
  };
}

function toMilliseconds(instant: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds);
}
