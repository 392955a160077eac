import type { KeyObject } from 'node:crypto';
import type { JsonObject } from './canonical-json.ts';
import type { Database, Tx } from './database.ts';
import { type Entry, entrySelect, findChainFault } from './journal.ts';
import {
  type DayHead,
  digestOfDay,
  isSignedBy,
  readRootKey,
  rootPublicKey,
  type StoredRoot,
  stampedDigest,
  unpackHeads,
} from './journal-roots.ts';
import { saltedHash } from './vault.ts';

const job = { capacity: 'job', name: 'journal-verify' } as const;

export interface JournalReport {
  readonly entries: number;
  readonly streams: number;
  readonly roots: number;
  /** One line a fault: what is broken, where. */
  readonly faults: readonly string[];
}

export interface VerifyParts {
  /** Secret bytes of the key that signs the daily roots. */
  readonly seed: Buffer;
  /** The day that is not over yet, in Việt Nam and real time: it needs no root. */
  readonly today: Temporal.PlainDate;
  /** What a sealed payload holds, or undefined where it was not sealed with the key of that stream. */
  readonly openPayload: (
    stream: { readonly kind: string; readonly id: string },
    wrapped: Buffer,
    sealed: Buffer,
  ) => { readonly salt: string; readonly content: JsonObject } | undefined;
  /** The digest that a time stamp was given for, or undefined where the stamp is broken. */
  readonly readTimeStamp: (stamp: Buffer) => Uint8Array | undefined;
  /** Where rows of the rooms stand, to be compared with their streams. */
  readonly rowHeads: (tx: Tx, streamIds: readonly string[]) => Promise<readonly RowHead[]>;
  /** Rows that say they have a stream, and streams of keys and payloads, of which the journal holds no entry. */
  readonly rowsWithoutStream: (tx: Tx) => Promise<readonly RowHead[]>;
}

export interface RowHead {
  readonly kind: string;
  readonly streamId: string;
  readonly version: number;
  /** Hash of the entry that the row stands at. */
  readonly head: Buffer | null;
}

/** Checks every hash chain, payload and row, every root against the entries it covers, and signatures and time stamps of the roots. */
export async function verifyJournal(database: Database, parts: VerifyParts): Promise<JournalReport> {
  const faults: string[] = [];
  const counted = await verifyStreams(database, parts, faults);
  for (const row of await database.read(job, (tx) => parts.rowsWithoutStream(tx)))
    faults.push(
      `${row.kind} ${row.streamId}: the whole stream is missing from the journal, entries 1 to ${row.version}`,
    );
  let roots = await verifyRoots(database, parts, ownRoots(parts), faults);
  const origins = await database.read(job, (tx) =>
    tx.rows<{ code: string; publicKey: Buffer }>(
      'select code, public_key as "publicKey" from journal_origin order by code',
    ),
  );
  for (const { code, publicKey } of origins) {
    const theirs = {
      origin: code,
      name: `daily root of province ${code}`,
      key: readRootKey(publicKey),
      until: undefined,
    };
    roots += await verifyRoots(database, parts, theirs, faults);
  }
  return { ...counted, roots, faults };
}

const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate();

const chainWords = {
  gap: 'an entry before it is missing',
  link: 'does not follow the entry before it',
  hash: 'was changed after it was written',
} as const;

async function verifyStreams(
  database: Database,
  parts: VerifyParts,
  faults: string[],
): Promise<{ entries: number; streams: number }> {
  let after = '00000000-0000-0000-0000-000000000000';
  let entries = 0;
  let streams = 0;
  for (;;) {
    const batch = await database.read(job, async (tx) => {
      const rows = await tx.rows<Entry>(
        `select ${entrySelect} from journal where stream_id in (select distinct stream_id from journal where stream_id > $1 order by stream_id limit 500) order by stream_id, version`,
        [after],
      );
      const ids = [...new Set(rows.map((row) => row.streamId))];
      const sealed = await tx.rows<Payload>(
        'select p.id, p.stream_id as "streamId", p.sealed, k.wrapped from journal_payload p left join stream_key k on k.stream_id = p.stream_id where p.id = any ($1)',
        [rows.flatMap((row) => row.payloadId ?? [])],
      );
      return { rows, sealed, heads: await parts.rowHeads(tx, ids) };
    });
    if (batch.rows.length === 0) return { entries, streams };
    const payloads = new Map(batch.sealed.map((row) => [row.id, row]));
    const heads = new Map(batch.heads.map((row) => [row.streamId, row]));
    for (const [streamId, stream] of Map.groupBy(batch.rows, (row) => row.streamId)) {
      streams += 1;
      verifyStream(stream, payloads, heads.get(streamId), parts, faults);
    }
    entries += batch.rows.length;
    after = (batch.rows.at(-1) as Entry).streamId;
  }
}

interface Payload {
  readonly id: string;
  readonly streamId: string;
  readonly sealed: Buffer;
  readonly wrapped: Buffer | null;
}

function verifyStream(
  stream: readonly Entry[],
  payloads: ReadonlyMap<string, Payload>,
  row: RowHead | undefined,
  parts: VerifyParts,
  faults: string[],
): void {
  const last = stream.at(-1) as Entry;
  const name = (entry: Entry, version = entry.version) =>
    `${entry.streamKind} ${entry.streamId}, entry ${version} of ${dayOf(entry.recordedAt)}`;
  const fault = findChainFault(stream);
  if (fault !== undefined) {
    const at = stream.find((entry) => entry.version === fault.version) as Entry;
    faults.push(`${name(at)}: ${chainWords[fault.fault]}`);
  }
  if (row !== undefined) {
    if (row.version > last.version)
      faults.push(
        `${name(last)}, is the last one, but the row stands at entry ${row.version}: later entries are missing`,
      );
    else if (row.version < last.version)
      faults.push(
        `${name(last)}: came past the row, which stands at entry ${row.version}: it was inserted by other means`,
      );
    else if (row.head?.equals(last.hash) !== true)
      faults.push(`${name(last)}: is not the one that the row was made of`);
  }
  // Erasing takes the payloads and says so in the stream.
  if (stream.some((entry) => entry.action === 'erase')) return;
  for (const entry of stream) {
    if (entry.payloadId === null) continue;
    const found = payloads.get(entry.payloadId);
    const words = found === undefined ? 'its personal content is missing' : payloadFault(entry, found, parts);
    if (words !== undefined) faults.push(`${name(entry)}: ${words}`);
  }
}

function payloadFault(entry: Entry, found: Payload, parts: VerifyParts): string | undefined {
  if (found.streamId !== entry.streamId) return 'its personal content belongs to another stream';
  if (found.wrapped === null) return 'the key of its personal content is missing';
  const opened = parts.openPayload({ kind: entry.streamKind, id: entry.streamId }, found.wrapped, found.sealed);
  if (opened === undefined) return 'its personal content cannot be opened: changed, or of another stream';
  return saltedHash(opened.salt, opened.content) === entry.payloadHash
    ? undefined
    : 'its personal content is not what was written with it: changed, or of another entry';
}

/** Whose roots: our own, or those that a province brought along which was merged in. */
interface RootsOf {
  /** Its code; empty for our own. */
  readonly origin: string;
  readonly name: string;
  readonly key: KeyObject;
  /** The day that is not over yet; a province that was merged in has none. */
  readonly until: Temporal.PlainDate | undefined;
}

function ownRoots({ seed, today }: VerifyParts): RootsOf {
  return { origin: '', name: 'daily root', key: readRootKey(rootPublicKey(seed)), until: today };
}

async function verifyRoots(
  database: Database,
  parts: VerifyParts,
  { origin, name, key, until }: RootsOf,
  faults: string[],
): Promise<number> {
  const { roots, days } = await database.read(job, async (tx) => ({
    roots: await tx.rows<StoredRoot>(
      'select day, root, previous_root as "previousRoot", signature, time_stamp as "timeStamp", heads from journal_root where origin = $1 order by day',
      [origin],
    ),
    days: (
      await tx.rows<{ day: Temporal.PlainDate }>(
        `select distinct (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date as day from journal
         where coalesce(origin, '') = $2 and ($1::date is null or recorded_at < $1::date::timestamp at time zone 'Asia/Ho_Chi_Minh') order by 1`,
        [until ?? null, origin],
      )
    ).map((row) => row.day),
  }));
  const known = new Set(roots.map((root) => String(root.day)));
  const newest = roots.at(-1)?.day;
  for (const day of days) {
    if (known.has(String(day))) continue;
    const later = newest !== undefined && Temporal.PlainDate.compare(newest, day) > 0;
    faults.push(
      later
        ? `${name} of ${day}: is missing, though the day has entries and later days have roots`
        : `${name} of ${day}: is missing. If the platform did not run since then, start it, wait a minute and check again; if it did, the root was deleted`,
    );
  }
  let previous: Buffer | undefined;
  for (const stored of roots) {
    const now = await database.read(job, (tx) => digestOfDay(tx, stored.day, origin));
    const say = (words: string) => faults.push(`${name} of ${stored.day}: ${words}`);
    if (!now.root.equals(stored.root)) {
      say('the entries of that day are not those it was made over');
      for (const words of differences(stored, now.heads)) say(words);
    }
    if ((stored.previousRoot?.toString('hex') ?? '') !== (previous?.toString('hex') ?? ''))
      say('does not follow the root before it: one was deleted or exchanged');
    if (!isSignedBy(key, stored)) say(`the signature is not ${origin === '' ? 'ours' : 'theirs'}`);
    const stamp = stampFault(stored, parts);
    if (stamp !== undefined) say(stamp);
    previous = stored.root;
  }
  return roots.length;
}

function stampFault(stored: StoredRoot, parts: VerifyParts): string | undefined {
  if (stored.timeStamp === null) return 'has no time stamp';
  const digest = parts.readTimeStamp(stored.timeStamp);
  if (digest === undefined) return 'the time stamp is broken';
  return stored.signature !== null && stampedDigest(stored.signature).equals(digest)
    ? undefined
    : 'the time stamp was given for something else';
}

/** Which streams differ from what the root was made over, where it kept their heads. */
function differences(stored: StoredRoot, now: readonly DayHead[]): string[] {
  if (stored.heads === null) return [];
  const then = new Map(unpackHeads(stored.heads).map((head) => [head.streamId, head]));
  const words: string[] = [];
  for (const head of now) {
    const before = then.get(head.streamId);
    then.delete(head.streamId);
    if (before === undefined)
      words.push(`stream ${head.streamId}, entry ${head.version} was inserted after the day was closed`);
    else if (before.version < head.version)
      words.push(
        `stream ${head.streamId}: entries ${before.version + 1} to ${head.version} were inserted after the day was closed`,
      );
    else if (before.version > head.version)
      words.push(`stream ${head.streamId}: entries ${head.version + 1} to ${before.version} are missing`);
    else if (!before.hash.equals(head.hash.subarray(0, before.hash.length)))
      words.push(`stream ${head.streamId}, entry ${head.version} was exchanged`);
  }
  for (const gone of then.values())
    words.push(`stream ${gone.streamId}: its entries up to ${gone.version} are missing`);
  return words;
}
