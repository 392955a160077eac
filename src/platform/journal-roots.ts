import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Database, Tx } from './database.ts';

const job = { capacity: 'job', name: 'journal-root' } as const;

/** Ed25519 key pair of the daily roots, from 32 secret bytes. */
function keyPair(seed: Buffer) {
  const privateKey = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The last entry that a stream has of a day. */
export interface DayHead {
  readonly streamId: string;
  readonly version: number;
  /** The whole hash, or as much of it as was kept. */
  readonly hash: Buffer;
}

export interface DayDigest {
  readonly root: Buffer;
  readonly entries: number;
  readonly streams: number;
  readonly heads: readonly DayHead[];
}

/** Digest over the last hash of every stream that an entry of the day belongs to, in the order of stream ids; a missing or shortened stream changes it. */
export async function digestOfDay(tx: Tx, day: Temporal.PlainDate, origin = ''): Promise<DayDigest> {
  const heads = await tx.rows<DayHead & { count: number }>(
    `select distinct on (stream_id) stream_id as "streamId", version, hash, count(*) over (partition by stream_id) as count
     from journal where recorded_at >= $1::date::timestamp at time zone 'Asia/Ho_Chi_Minh' and recorded_at < ($1::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
       and coalesce(origin, '') = $2
     order by stream_id, version desc`,
    [day, origin],
  );
  const digest = createHash('sha256');
  for (const head of heads) digest.update(`${head.streamId} ${head.version} `).update(head.hash);
  const entries = heads.reduce((sum, head) => sum + head.count, 0);
  return { root: digest.digest(), entries, streams: heads.length, heads };
}

/** Makes the roots of all past days that have none yet: chained to the day before, signed, and time-stamped where a stamper is given. Returns the days. */
export function makeDailyRoots(
  database: Database,
  seed: Buffer,
  today: Temporal.PlainDate,
  at: Temporal.Instant,
  timeStamp?: (digest: Uint8Array) => Promise<Uint8Array>,
): Promise<Temporal.PlainDate[]> {
  return database.transact(job, async (tx) => {
    const missing = await tx.rows<{ day: Temporal.PlainDate }>(
      `select distinct (recorded_at at time zone 'Asia/Ho_Chi_Minh')::date as day from journal
       where origin is null and recorded_at < $1::date::timestamp at time zone 'Asia/Ho_Chi_Minh'
         and recorded_at >= coalesce(((select max(day) from journal_root where origin = '') + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh', '-infinity')
       order by 1`,
      [today],
    );
    const last = await tx.maybe<{ root: Buffer }>(
      "select root from journal_root where origin = '' order by day desc limit 1",
    );
    let previous = last?.root;
    for (const { day } of missing) {
      const { root, entries, streams, heads } = await digestOfDay(tx, day);
      const signature = sign(null, signedBytes(day, root, previous), keyPair(seed).privateKey);
      const stamp = await timeStamp?.(stampedDigest(signature));
      await tx.run(
        'insert into journal_root (day, entries, streams, root, previous_root, signature, time_stamp, made_at, heads) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
        [
          day,
          entries,
          streams,
          root,
          previous ?? null,
          signature,
          stamp === undefined ? null : Buffer.from(stamp),
          at,
          packHeads(heads),
        ],
      );
      previous = root;
    }
    return missing.map((row) => row.day);
  });
}

export interface StoredRoot {
  readonly day: Temporal.PlainDate;
  readonly root: Buffer;
  readonly previousRoot: Buffer | null;
  readonly signature: Buffer | null;
  readonly timeStamp: Buffer | null;
  readonly heads: Buffer | null;
}

/** Public half of the key that signs the daily roots (SPKI, DER): a province that takes this one in keeps it. */
export function rootPublicKey(seed: Buffer): Buffer {
  return keyPair(seed).publicKey.export({ format: 'der', type: 'spki' });
}

export function readRootKey(der: Buffer): KeyObject {
  return createPublicKey({ key: der, format: 'der', type: 'spki' });
}

/** Whether the root was signed with this key, for this day and after that root. */
export function isSignedBy(key: KeyObject, stored: StoredRoot): boolean {
  const { day, root, previousRoot, signature } = stored;
  return signature !== null && verify(null, signedBytes(day, root, previousRoot ?? undefined), key, signature);
}

/** What the time-stamp authority is given: SHA-256 of the signature. */
export function stampedDigest(signature: Uint8Array): Buffer {
  return createHash('sha256').update(signature).digest();
}

const headBytes = 28;

function packHeads(heads: readonly DayHead[]): Buffer {
  const packed = Buffer.alloc(heads.length * headBytes);
  for (const [index, head] of heads.entries()) {
    packed.write(head.streamId.replaceAll('-', ''), index * headBytes, 'hex');
    packed.writeUInt32BE(head.version, index * headBytes + 16);
    head.hash.copy(packed, index * headBytes + 20, 0, 8);
  }
  return packed;
}

export function unpackHeads(packed: Buffer): DayHead[] {
  return Array.from({ length: Math.floor(packed.length / headBytes) }, (_, index) => {
    const at = index * headBytes;
    const hex = packed.toString('hex', at, at + 16);
    return {
      streamId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      version: packed.readUInt32BE(at + 16),
      hash: packed.subarray(at + 20, at + headBytes),
    };
  });
}

function signedBytes(day: Temporal.PlainDate, root: Buffer, previous: Buffer | undefined): Buffer {
  return Buffer.from(`cuaso journal root ${day} ${root.toString('hex')} ${previous?.toString('hex') ?? '-'}`);
}
