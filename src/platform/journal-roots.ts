import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { Database } from './database.ts';
import { type Entry, entrySelect, findChainFault } from './journal.ts';

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

/** Digest over the last hash of every stream that an entry of the day belongs to, in the order of stream ids; a missing or shortened stream changes it. */
async function digestOfDay(
  tx: { rows: <R extends object>(sql: string, params?: readonly unknown[]) => Promise<R[]> },
  day: Temporal.PlainDate,
): Promise<{ root: Buffer; entries: number; streams: number }> {
  const heads = await tx.rows<{ streamId: string; version: number; hash: Buffer; count: number }>(
    `select distinct on (stream_id) stream_id as "streamId", version, hash, count(*) over (partition by stream_id) as count
     from journal where recorded_at >= $1::date::timestamp at time zone 'Asia/Ho_Chi_Minh' and recorded_at < ($1::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'
     order by stream_id, version desc`,
    [day],
  );
  const digest = createHash('sha256');
  for (const head of heads) digest.update(`${head.streamId} ${head.version} `).update(head.hash);
  return { root: digest.digest(), entries: heads.reduce((sum, head) => sum + head.count, 0), streams: heads.length };
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
       where recorded_at < $1::date::timestamp at time zone 'Asia/Ho_Chi_Minh'
         and recorded_at >= coalesce(((select max(day) from journal_root) + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh', '-infinity')
       order by 1`,
      [today],
    );
    const last = await tx.maybe<{ root: Buffer }>('select root from journal_root order by day desc limit 1');
    let previous = last?.root;
    for (const { day } of missing) {
      const { root, entries, streams } = await digestOfDay(tx, day);
      const signature = sign(null, signedBytes(day, root, previous), keyPair(seed).privateKey);
      const stamp = await timeStamp?.(createHash('sha256').update(signature).digest());
      await tx.run(
        'insert into journal_root (day, entries, streams, root, previous_root, signature, time_stamp, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [day, entries, streams, root, previous ?? null, signature, stamp === undefined ? null : Buffer.from(stamp), at],
      );
      previous = root;
    }
    return missing.map((row) => row.day);
  });
}

export interface JournalReport {
  readonly entries: number;
  readonly streams: number;
  readonly roots: number;
  /** One line a fault: what is broken, where. */
  readonly faults: readonly string[];
}

/** Checks every hash chain, every root against the entries it covers, and the signatures of the roots. */
export async function verifyJournal(database: Database, seed: Buffer): Promise<JournalReport> {
  const faults: string[] = [];
  const chains = await verifyChains(database, faults);
  const roots = await database.read(job, (tx) =>
    tx.rows<{ day: Temporal.PlainDate; root: Buffer; previousRoot: Buffer | null; signature: Buffer }>(
      'select day, root, previous_root as "previousRoot", signature from journal_root order by day',
    ),
  );
  let previous: Buffer | undefined;
  for (const row of roots) {
    const now = await database.read(job, (tx) => digestOfDay(tx, row.day));
    if (!now.root.equals(row.root))
      faults.push(`daily root of ${row.day}: the entries of that day are not those it was made over`);
    if ((row.previousRoot?.toString('hex') ?? '') !== (previous?.toString('hex') ?? ''))
      faults.push(`daily root of ${row.day}: does not follow the root before it`);
    if (
      !verify(
        null,
        signedBytes(row.day, row.root, row.previousRoot ?? undefined),
        keyPair(seed).publicKey,
        row.signature,
      )
    )
      faults.push(`daily root of ${row.day}: the signature is not ours`);
    previous = row.root;
  }
  return { ...chains, roots: roots.length, faults };
}

async function verifyChains(database: Database, faults: string[]): Promise<{ entries: number; streams: number }> {
  let after = '00000000-0000-0000-0000-000000000000';
  let entries = 0;
  let streams = 0;
  for (;;) {
    const rows = await database.read(job, (tx) =>
      tx.rows<Entry>(
        `select ${entrySelect} from journal where stream_id in (select distinct stream_id from journal where stream_id > $1 order by stream_id limit 500) order by stream_id, version`,
        [after],
      ),
    );
    if (rows.length === 0) return { entries, streams };
    for (const [streamId, stream] of Map.groupBy(rows, (row) => row.streamId)) {
      streams += 1;
      const fault = findChainFault(stream);
      if (fault !== undefined)
        faults.push(
          `${stream[0]?.streamKind} ${streamId}, entry ${fault.version}: ${fault.fault === 'gap' ? 'an entry before it is missing' : fault.fault === 'link' ? 'does not follow the entry before it' : 'was changed after it was written'}`,
        );
    }
    entries += rows.length;
    after = (rows.at(-1) as Entry).streamId;
  }
}

function signedBytes(day: Temporal.PlainDate, root: Buffer, previous: Buffer | undefined): Buffer {
  return Buffer.from(`cuaso journal root ${day} ${root.toString('hex')} ${previous?.toString('hex') ?? '-'}`);
}
