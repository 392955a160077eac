import type { Actor } from '../../../platform/actor.ts';
import type { JsonObject } from '../../../platform/canonical-json.ts';
import { type Database, json, type Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { chainEntry, type Entry, type SealedPayload, type StreamHead, streamStart } from '../../../platform/journal.ts';
import { fold } from '../../../platform/text.ts';
import type { Vault } from '../../../platform/vault.ts';
import { evolve } from '../evolve.ts';
import type { DossierEvent } from '../facts.ts';
import { listedOf } from '../listed.ts';
import type { DossierState, PartyPerson } from '../model.ts';
import { columns, columnTypes, factsVersion, keyPurpose, type Listed, rowValues, streamKind } from '../store.ts';

/** A dossier with its whole history, the filing first, each act with who did it. */
export interface ImportedDossier {
  readonly id: Id<'dossier'>;
  readonly history: readonly { readonly actor: Actor; readonly event: DossierEvent }[];
  readonly answers: JsonObject;
  readonly people: readonly PartyPerson[];
}

export interface ImportDeps {
  readonly database: Database;
  readonly vault: Vault;
  /** Real time of the import: entries say when they were recorded. */
  readonly recordedAt: Temporal.Instant;
}

/** As many as one transaction writes: some 2,000 entries. */
const batchSize = 300;

/**
 * Brings in dossiers that were worked on elsewhere (an earlier system, the demonstration's past) as if each act had been done here: the same
 * entries, chained, the same rows, computed by the same rules; an impossible history is an error. Numbers already given are taken out of
 * the counters. Each batch is one transaction.
 */
export async function importDossiers(deps: ImportDeps, dossiers: readonly ImportedDossier[]): Promise<void> {
  for (let start = 0; start < dossiers.length; start += batchSize) {
    const made = dossiers.slice(start, start + batchSize).map((dossier) => make(deps, dossier));
    await deps.database.asOwner((tx) => write(tx, made));
  }
}

interface Made {
  readonly state: DossierState;
  readonly head: StreamHead;
  readonly listed: Listed;
  readonly entries: readonly Entry[];
  readonly payload: SealedPayload;
  readonly wrapped: Buffer;
}

function make({ vault, recordedAt }: ImportDeps, { id, history, answers, people }: ImportedDossier): Made {
  const { key, wrapped } = vault.newKey(keyPurpose(id));
  let state: DossierState | undefined;
  let head = streamStart;
  let payload: SealedPayload | undefined;
  const entries: Entry[] = [];
  for (const { actor, event } of history) {
    const filing = event.action === 'file';
    state = evolve(state, id, event);
    const agencyId = filing
      ? state.agencies.receiving
      : actor.capacity === 'staff'
        ? actor.agencyId
        : state.leg.agencyId;
    const personal = filing ? { personal: { answers, people: people as unknown as readonly JsonObject[] } } : {};
    const chained = chainEntry(
      actor,
      head,
      {
        streamKind,
        streamId: id,
        action: event.action,
        agencyId,
        unitId: state.unitId,
        at: Temporal.Instant.from(event.at),
        schemaVersion: factsVersion,
        facts: event.facts as unknown as JsonObject,
        ...personal,
      },
      key,
      recordedAt,
    );
    payload ??= chained.payload;
    head = { version: chained.entry.version, hash: chained.entry.hash };
    entries.push(chained.entry);
  }
  if (state === undefined || payload === undefined) throw new RangeError(`dossier ${id} has no history`);
  return {
    state,
    head,
    listed: listedOf(vault, state.code, state.parties, people),
    entries,
    payload,
    wrapped,
  };
}

const hex = (bytes: Uint8Array | undefined | null) =>
  bytes == null ? null : `\\x${Buffer.from(bytes).toString('hex')}`;

async function write(tx: Tx, made: readonly Made[]): Promise<void> {
  await tx.run(
    `insert into stream_key (stream_id, wrapped) select * from jsonb_to_recordset($1::jsonb) as k (stream_id uuid, wrapped bytea)`,
    [json(made.map(({ state, wrapped }) => ({ stream_id: state.id, wrapped: hex(wrapped) })))],
  );
  await tx.run(
    `insert into journal_payload (id, stream_id, sealed) select * from jsonb_to_recordset($1::jsonb) as p (id uuid, stream_id uuid, sealed bytea)`,
    [json(made.map(({ payload }) => ({ id: payload.id, stream_id: payload.streamId, sealed: hex(payload.sealed) })))],
  );
  const dossierColumns = ['id', 'applicant_name', 'applicant_folded', 'track_digest', ...columns];
  const dossierTypes = ['uuid', 'text', 'text', 'bytea', ...columnTypes];
  await tx.run(
    `insert into dossier (${dossierColumns.join(', ')})
     select * from jsonb_to_recordset($1::jsonb) as d (${dossierColumns.map((name, index) => `${name} ${dossierTypes[index]}`).join(', ')})`,
    [json(made.map(toRow))],
  );
  await tx.run(
    `insert into journal (${entryColumns.map(([name]) => name).join(', ')}, epoch, xid)
     select e.*, s.epoch, pg_current_xact_id()
     from jsonb_to_recordset($1::jsonb) as e (${entryColumns.map(([name, type]) => `${name} ${type}`).join(', ')}), province_state s`,
    [json(made.flatMap(({ entries }) => entries.map(toEntryRow)))],
  );
  await raiseCounters(tx, made);
}

function toRow({ state, head, listed: { applicantName, trackDigest } }: Made): Record<string, unknown> {
  const values = rowValues(state, { version: head.version, hash: head.hash as Buffer });
  const row: Record<string, unknown> = {
    id: state.id,
    applicant_name: applicantName,
    applicant_folded: applicantName === undefined ? undefined : fold(applicantName),
    track_digest: hex(trackDigest),
  };
  columns.forEach((name, index) => {
    row[name] = name === 'state' ? state : name === 'head' ? hex(head.hash) : values[index];
  });
  return row;
}

const entryColumns = [
  ['stream_kind', 'text'],
  ['stream_id', 'uuid'],
  ['version', 'int'],
  ['action', 'text'],
  ['capacity', 'text'],
  ['actor_person', 'uuid'],
  ['actor_position', 'uuid'],
  ['actor_name', 'text'],
  ['on_behalf_of', 'uuid'],
  ['agency_id', 'uuid'],
  ['unit_id', 'uuid'],
  ['at', 'timestamptz'],
  ['recorded_at', 'timestamptz'],
  ['cause', 'uuid'],
  ['schema_version', 'smallint'],
  ['facts', 'jsonb'],
  ['payload_id', 'uuid'],
  ['payload_hash', 'text'],
  ['previous_hash', 'bytea'],
  ['hash', 'bytea'],
] as const;

function toEntryRow(entry: Entry): Record<(typeof entryColumns)[number][0], unknown> {
  return {
    stream_kind: entry.streamKind,
    stream_id: entry.streamId,
    version: entry.version,
    action: entry.action,
    capacity: entry.capacity,
    actor_person: entry.actorPerson,
    actor_position: entry.actorPosition,
    actor_name: entry.actorName,
    on_behalf_of: entry.onBehalfOf,
    agency_id: entry.agencyId,
    unit_id: entry.unitId,
    at: entry.at.toString(),
    recorded_at: entry.recordedAt.toString(),
    cause: entry.cause,
    schema_version: entry.schemaVersion,
    facts: entry.facts,
    payload_id: entry.payloadId,
    payload_hash: entry.payloadHash,
    previous_hash: hex(entry.previousHash),
    hash: hex(entry.hash),
  };
}

/** `H04.25.13-221010-0007` and `12/2022`: the next one given here comes after those brought in. */
async function raiseCounters(tx: Tx, made: readonly Made[]): Promise<void> {
  const dossierNumbers = made.map(({ state }) => ({
    agency: state.agencies.receiving,
    day: `20${state.code.slice(-11, -5).replace(/(..)(..)(..)/, '$1-$2-$3')}`,
    last: Number(state.code.slice(-4)),
  }));
  await tx.run(
    `insert into dossier_counter as c (agency_id, day, last)
     select agency, day, max(last) from jsonb_to_recordset($1::jsonb) as n (agency uuid, day date, last int) group by 1, 2
     on conflict (agency_id, day) do update set last = greatest(c.last, excluded.last)`,
    [json(dossierNumbers)],
  );
  const documentNumbers = made.flatMap(({ state }) => {
    const [number, year] = state.outcome?.number?.split('/').map(Number) ?? [];
    return number === undefined || year === undefined
      ? []
      : [{ agency: state.agencies.competent, year, series: state.field, last: number }];
  });
  await tx.run(
    `insert into document_counter as c (agency_id, year, series, last)
     select agency, year, series, max(last) from jsonb_to_recordset($1::jsonb) as n (agency uuid, year int, series text, last int) group by 1, 2, 3
     on conflict (agency_id, year, series) do update set last = greatest(c.last, excluded.last)`,
    [json(documentNumbers)],
  );
}
