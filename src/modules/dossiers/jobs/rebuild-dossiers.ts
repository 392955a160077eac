import { canonicalJson, type Json } from '../../../platform/canonical-json.ts';
import type { Database, Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { type Entry, openPayload } from '../../../platform/journal.ts';
import { fold } from '../../../platform/text.ts';
import type { Vault } from '../../../platform/vault.ts';
import { evolve } from '../evolve.ts';
import type { DossierEvent } from '../facts.ts';
import { listedOf } from '../listed.ts';
import type { DossierState, PartyPerson } from '../model.ts';
import { columns, columnTypes, keyPurpose, rowValues, streamKind } from '../store.ts';

export interface RebuildReport {
  readonly rebuilt: number;
  /** Rows that were not what the journal says, missing ones among them. */
  readonly differed: number;
  /** Of these: rows that were gone altogether. */
  readonly missing: number;
  /** Rows that no stream tells of. They are left: where a stream was deleted, they are all that is known of it. */
  readonly orphans: number;
}

const batchSize = 500;

type EventSource = Pick<Entry, 'action' | 'at' | 'actorPosition' | 'facts'>;

/** The event that an entry of the journal tells. */
export function toEvent(entry: EventSource): DossierEvent {
  return {
    action: entry.action,
    at: entry.at.toString(),
    by: entry.actorPosition ?? undefined,
    facts: entry.facts,
  } as unknown as DossierEvent;
}

/** The state that a dossier's whole stream leads to. */
export function foldStream(id: Id<'dossier'>, entries: readonly EventSource[]): DossierState {
  const state = entries.reduce<DossierState | undefined>(
    (before, entry) => evolve(before, id, toEvent(entry)),
    undefined,
  );
  if (state === undefined) throw new RangeError(`stream ${id} is empty`);
  return state;
}

/**
 * Rebuilds every projection from the journal while serving: journal and rows of a batch are read and compared in one snapshot, without a
 * lock; only what differs is locked, folded once more and written, so an act in between is neither lost nor doubled.
 */
export async function rebuildDossiers(
  deps: { readonly database: Database; readonly vault: Vault },
  progress: (done: number) => void = () => undefined,
): Promise<RebuildReport> {
  const report = { rebuilt: 0, differed: 0, missing: 0 };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const batch = await findDifferent(deps, after);
    if (batch.last === undefined) return { ...report, orphans: await countOrphans(deps.database) };
    if (batch.different.length > 0) {
      const mended = await deps.database.asOwner((tx) => mend(tx, deps.vault, batch.different));
      report.differed += mended.differed;
      report.missing += mended.missing;
    }
    report.rebuilt += batch.count;
    after = batch.last;
    if (report.rebuilt % (batchSize * 20) === 0) progress(report.rebuilt);
  }
}

interface Stream {
  readonly id: Id<'dossier'>;
  readonly entries: readonly (EventSource & { readonly version: number; readonly hash: Buffer })[];
  readonly wrapped: Buffer | null;
  readonly sealed: Buffer | null;
}

const allColumns = ['applicant_name', 'applicant_folded', 'track_digest', ...columns];
const allTypes = ['text', 'text', 'bytea', ...columnTypes];

type Row = Readonly<Record<string, unknown>> & { readonly id: Id<'dossier'> };

async function findDifferent(
  { database, vault }: { readonly database: Database; readonly vault: Vault },
  after: string,
): Promise<{ last: string | undefined; count: number; different: readonly Id<'dossier'>[] }> {
  const { streams, rows } = await database.asOwner(async (tx) => {
    await tx.run('set transaction isolation level repeatable read, read only');
    const ids = await tx.rows<{ id: Id<'dossier'> }>(
      'select stream_id as id from journal where stream_id > $1 and version = 1 and stream_kind = $2 order by stream_id limit $3',
      [after, streamKind, batchSize],
    );
    return {
      streams: await readStreams(
        tx,
        ids.map((each) => each.id),
      ),
      rows: await readRows(tx, ids),
    };
  });
  const different = streams.filter((stream) => !isSame(rows.get(stream.id), rebuild(vault, stream)));
  return { last: streams.at(-1)?.id, count: streams.length, different: different.map((stream) => stream.id) };
}

async function readStreams(tx: Tx, ids: readonly Id<'dossier'>[]): Promise<Stream[]> {
  const entries = await tx.rows<Stream['entries'][number] & { streamId: Id<'dossier'>; payloadId: string | null }>(
    `select stream_id as "streamId", version, action, at, actor_position as "actorPosition", facts, hash, payload_id as "payloadId"
     from journal where stream_id = any ($1) order by stream_id, version`,
    [ids],
  );
  const byStream = Map.groupBy(entries, (entry) => entry.streamId);
  const filings = [...byStream.values()].flatMap((stream) => stream[0]?.payloadId ?? []);
  const secrets = await tx.rows<{ id: Id<'dossier'>; wrapped: Buffer; sealed: Buffer }>(
    'select p.stream_id as id, k.wrapped, p.sealed from journal_payload p join stream_key k on k.stream_id = p.stream_id where p.id = any ($1) and k.wrapped is not null',
    [filings],
  );
  const secretOf = new Map(secrets.map((secret) => [secret.id, secret]));
  return [...byStream].map(([id, stream]) => ({
    id,
    entries: stream,
    wrapped: secretOf.get(id)?.wrapped ?? null,
    sealed: secretOf.get(id)?.sealed ?? null,
  }));
}

async function readRows(tx: Tx, ids: readonly { readonly id: Id<'dossier'> }[]): Promise<Map<string, Row>> {
  const rows = await tx.rows<Row>(`select id, ${allColumns.join(', ')} from dossier where id = any ($1)`, [
    ids.map((each) => each.id),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The values of the whole row, in the order of `allColumns`; without names once the payload was erased. */
function rebuild(vault: Vault, { id, entries, wrapped, sealed }: Stream): unknown[] {
  const state = foldStream(id, entries);
  const last = entries.at(-1) as Stream['entries'][number];
  const people =
    wrapped === null || sealed === null
      ? []
      : ((openPayload(sealed, vault.openKey(wrapped, keyPurpose(id)))['people'] ?? []) as unknown as PartyPerson[]);
  const { applicantName, trackDigest } =
    people.length === 0
      ? { applicantName: undefined, trackDigest: undefined }
      : listedOf(vault, state.code, state.parties, people);
  return [
    applicantName ?? null,
    applicantName === undefined ? null : fold(applicantName),
    trackDigest ?? null,
    ...rowValues(state, last),
  ];
}

function isSame(row: Row | undefined, values: readonly unknown[]): boolean {
  return (
    row !== undefined &&
    allColumns.every((column, index) => comparable(row[column]) === comparable(values[index], column))
  );
}

/** One text for a value as it is computed and as it is read back. */
function comparable(value: unknown, column?: string): string {
  if (value === null || value === undefined) return '';
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (value instanceof Temporal.Instant) return value.toString();
  if (column === 'state') return canonicalJson(JSON.parse(String(value)) as Json);
  return typeof value === 'object' ? canonicalJson(value as Json) : String(value);
}

async function mend(
  tx: Tx,
  vault: Vault,
  ids: readonly Id<'dossier'>[],
): Promise<{ differed: number; missing: number }> {
  await tx.rows('select id from dossier where id = any ($1) order by id for update', [ids]);
  const rows = await readRows(
    tx,
    ids.map((id) => ({ id })),
  );
  let differed = 0;
  for (const stream of await readStreams(tx, ids)) {
    const values = rebuild(vault, stream);
    // An act that came in between may have put it right.
    if (isSame(rows.get(stream.id), values)) continue;
    await writeRow(tx, stream.id, values);
    differed += 1;
  }
  return { differed, missing: ids.length - rows.size };
}

async function writeRow(tx: Tx, id: Id<'dossier'>, values: readonly unknown[]): Promise<void> {
  const places = allTypes.map((type, index) => `$${index + 2}::${type}`);
  await tx.run(
    `insert into dossier (id, ${allColumns.join(', ')}) values ($1, ${places.join(', ')})
     on conflict (id) do update set ${allColumns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [id, ...values],
  );
}

async function countOrphans(database: Database): Promise<number> {
  const { count } = await database.asOwner((tx) =>
    tx.row<{ count: number }>(
      'select count(*) as count from dossier d where not exists (select from journal j where j.stream_id = d.id and j.version = 1)',
    ),
  );
  return count;
}
