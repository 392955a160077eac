import type { JsonObject } from '../../platform/canonical-json.ts';
import { isUniqueViolation, json, type Tx } from '../../platform/database.ts';
import type { Id } from '../../platform/ids.ts';
import { appendEntry, chainEntry, entryInsert, openPayload, type StreamHead } from '../../platform/journal.ts';
import { fold } from '../../platform/text.ts';
import type { DataKey, Vault } from '../../platform/vault.ts';
import type { LoadedDossier } from './deps.ts';
import { dossierErrors } from './errors.ts';
import type { DossierEvent } from './facts.ts';
import { type DossierState, isClosed } from './model.ts';
import { nextDeadline, statusOfPhase } from './status.ts';

/** Version of the shape of facts in the journal. */
export const factsVersion = 1;
export const streamKind = 'dossier';

export function keyPurpose(dossierId: string): string {
  return `dossier:${dossierId}`;
}

export async function findDossier(tx: Tx, id: Id<'dossier'>): Promise<LoadedDossier | undefined> {
  const row = await tx.maybe<{ state: DossierState; version: number; head: Buffer }>(
    'select state, version, head from dossier where id = $1',
    [id],
  );
  return row && { state: row.state, head: { version: row.version, hash: row.head } };
}

export async function getDossier(tx: Tx, id: Id<'dossier'>): Promise<LoadedDossier> {
  const found = await findDossier(tx, id);
  if (found === undefined) throw dossierErrors.notFound();
  return found;
}

export async function findDossierIdByCode(tx: Tx, code: string): Promise<Id<'dossier'> | undefined> {
  return (await tx.maybe<{ id: Id<'dossier'> }>('select id from dossier where code = $1', [code]))?.id;
}

/** The data key of a dossier that the actor may open; undefined after erasure. */
export async function findDossierKey(tx: Tx, vault: Vault, id: Id<'dossier'>): Promise<DataKey | undefined> {
  // A job is nobody's agency: row-level security opens the key's table to it, not the function that asks for involvement.
  const past = tx.actor !== 'owner' && tx.actor.capacity === 'job';
  const row = await tx.maybe<{ wrapped: Buffer | null }>(
    past ? 'select wrapped from stream_key where stream_id = $1' : 'select dossier_key_of($1) as wrapped',
    [id],
  );
  return row?.wrapped == null ? undefined : vault.openKey(row.wrapped, keyPurpose(id));
}

export interface HistoryEntry {
  readonly version: number;
  readonly action: DossierEvent['action'];
  readonly capacity: string;
  readonly actorPerson: Id<'person'> | null;
  readonly actorPosition: Id<'position'> | null;
  readonly actorName: string | null;
  readonly agencyId: Id<'agency'> | null;
  readonly at: Temporal.Instant;
  readonly facts: JsonObject;
  /** What was said or attached, opened with the dossier's key; undefined where there was none or it was erased. */
  readonly personal: JsonObject | undefined;
}

/** Every action of a dossier in order, with the words that go with it; the key may still be on its way. */
export function listHistory(
  tx: Tx,
  id: Id<'dossier'>,
  key: DataKey | undefined | Promise<DataKey | undefined>,
): Promise<HistoryEntry[]> {
  return readHistory(tx, 'dossier_history($1)', [id], key);
}

/** The same on a recorded ground that the acting position has at that time; empty without one. */
export function listHistoryByGround(
  tx: Tx,
  id: Id<'dossier'>,
  at: Temporal.Instant,
  key: DataKey | undefined,
): Promise<HistoryEntry[]> {
  return readHistory(tx, 'dossier_history_by_ground($1, $2)', [id, at], key);
}

async function readHistory(
  tx: Tx,
  source: string,
  params: readonly unknown[],
  coming: DataKey | undefined | Promise<DataKey | undefined>,
): Promise<HistoryEntry[]> {
  const rows = await tx.rows<Omit<HistoryEntry, 'personal'> & { sealed: Buffer | null }>(
    `select version, action, capacity, actor_person as "actorPerson", actor_position as "actorPosition", actor_name as "actorName", agency_id as "agencyId", at, facts, sealed
     from ${source}`,
    params,
  );
  const key = await coming;
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    personal: sealed === null || key === undefined ? undefined : openPayload(sealed, key),
  }));
}

/** A dossier of another agency, opened on a recorded ground; undefined without one or after its end. */
export async function findDossierByGround(
  tx: Tx,
  vault: Vault,
  id: Id<'dossier'>,
  at: Temporal.Instant,
): Promise<(LoadedDossier & { readonly key: DataKey | undefined }) | undefined> {
  const row = await tx.maybe<{ state: DossierState; version: number; head: Buffer; wrapped: Buffer | null }>(
    'select state, version, head, wrapped from dossier_by_ground($1, $2)',
    [id, at],
  );
  if (row === undefined) return undefined;
  const key = row.wrapped === null ? undefined : vault.openKey(row.wrapped, keyPurpose(id));
  return { state: row.state, head: { version: row.version, hash: row.head }, key };
}

/** Columns of the projection, all computed from the state; what lists and policies look at. */
export interface Listed {
  readonly applicantName: string | undefined;
  readonly trackDigest: Buffer | undefined;
}

export const columns = [
  'code',
  'procedure_version_id',
  'procedure_code',
  'field',
  'phase',
  'status',
  'channel',
  'helper',
  'synthetic',
  'unit_id',
  'receiving_agency',
  'competent_agency',
  'leg_agency',
  'holder',
  'agencies',
  'persons',
  'filed_at',
  'next_due_at',
  'closed',
  'version',
  'head',
  'state',
] as const;
export const columnTypes = [
  'text',
  'uuid',
  'text',
  'text',
  'text',
  'int2',
  'text',
  'text',
  'bool',
  'uuid',
  'uuid',
  'uuid',
  'uuid',
  'uuid',
  'uuid[]',
  'uuid[]',
  'timestamptz',
  'timestamptz',
  'bool',
  'int4',
  'bytea',
  'jsonb',
];

/** The values of a dossier's row. Paused or finished, nothing is due of the office. */
export function rowValues(state: DossierState, head: { version: number; hash: Buffer }): unknown[] {
  const waiting =
    state.pauses.some((pause) => pause.to === undefined) ||
    state.settledAt !== undefined ||
    isClosed(state.phase) ||
    state.phase === 'supplement-before-acceptance';
  return [
    state.code,
    state.procedureVersionId,
    state.procedureCode,
    state.field,
    state.phase,
    statusOfPhase[state.phase],
    state.channel,
    state.helper,
    state.synthetic,
    state.unitId,
    state.agencies.receiving,
    state.agencies.competent,
    state.leg.agencyId,
    state.leg.holder ?? null,
    state.involvedAgencies,
    state.involvedPersons,
    state.filedAt,
    waiting ? null : (nextDeadline(state)?.toString() ?? null),
    isClosed(state.phase),
    head.version,
    head.hash,
    json(state),
  ];
}

/** Writes a new dossier with key, payload, entry and, where given, its idempotency row, in one statement. */
export async function insertDossier(
  tx: Tx,
  input: {
    readonly state: DossierState;
    readonly listed: Listed;
    readonly event: Extract<DossierEvent, { action: 'file' }>;
    readonly personal: JsonObject;
    readonly key: DataKey;
    readonly wrapped: Buffer;
    readonly recordedAt: Temporal.Instant;
    readonly submission: { key: string; personId: string } | undefined;
  },
): Promise<StreamHead> {
  if (tx.actor === 'owner') throw new TypeError('the owner files nothing');
  const { state, event } = input;
  const chained = chainEntry(
    tx.actor,
    { version: 0, hash: undefined },
    {
      streamKind,
      streamId: state.id,
      action: event.action,
      agencyId: state.agencies.receiving,
      unitId: state.unitId,
      at: Temporal.Instant.from(event.at),
      schemaVersion: factsVersion,
      facts: event.facts as unknown as JsonObject,
      personal: input.personal,
    },
    input.key,
    input.recordedAt,
  );
  const head = { version: 1, hash: chained.entry.hash };
  const payload = chained.payload;
  if (payload === undefined) throw new TypeError('a dossier has a payload');
  const name = input.listed.applicantName;
  const row = [
    state.id,
    name ?? null,
    name === undefined ? null : fold(name),
    input.listed.trackDigest ?? null,
    ...rowValues(state, head),
  ];
  const beside = [
    input.wrapped,
    payload.id,
    payload.sealed,
    input.submission?.key ?? null,
    input.submission?.personId ?? null,
  ];
  const places = ['uuid', 'text', 'text', 'bytea', ...columnTypes]
    .map((type, index) => `$${index + 1}::${type}`)
    .join(', ');
  const next = row.length + 1;
  const entry = entryInsert(chained.entry, next + beside.length);
  await tx.run(
    `with filed as (insert into dossier (id, applicant_name, applicant_folded, track_digest, ${columns.join(', ')}) values (${places})),
      keyed as (insert into stream_key (stream_id, wrapped) values ($1, $${next}::bytea)),
      sealed as (insert into journal_payload (id, stream_id, sealed) values ($${next + 1}::uuid, $1, $${next + 2}::bytea)),
      kept as (insert into submission (idempotency_key, person_id, dossier_id) select $${next + 3}::uuid, $${next + 4}::uuid, $1 where $${next + 3}::uuid is not null)
    ${entry.sql}`,
    [...row, ...beside, ...entry.params],
  );
  return head;
}

/** Writes one more action: the changed row, then payload and entry; whoever acted in between wins, and the other is told. */
export async function saveAction(
  tx: Tx,
  input: {
    readonly before: LoadedDossier;
    readonly after: DossierState;
    readonly event: DossierEvent;
    readonly personal: JsonObject | undefined;
    readonly key: DataKey | undefined;
    readonly recordedAt: Temporal.Instant;
  },
): Promise<StreamHead> {
  if (tx.actor === 'owner') throw new TypeError('the owner acts on nothing');
  const { before, after, event } = input;
  const entry = {
    streamKind,
    streamId: after.id,
    action: event.action,
    agencyId: tx.actor.capacity === 'staff' ? tx.actor.agencyId : after.leg.agencyId,
    unitId: after.unitId,
    at: Temporal.Instant.from(event.at),
    schemaVersion: factsVersion,
    facts: event.facts as unknown as JsonObject,
    personal: input.personal,
  };
  try {
    const head = await appendEntry(tx, before.head, entry, input.key, input.recordedAt);
    const sets = columns.map((column, index) => `${column} = $${index + 3}::${columnTypes[index]}`).join(', ');
    const written = await tx.run(`update dossier set ${sets} where id = $1 and version = $2`, [
      after.id,
      before.head.version,
      ...rowValues(after, head),
    ]);
    if (written !== 1) throw dossierErrors.changedMeanwhile();
    return head;
  } catch (error) {
    if (isUniqueViolation(error, 'journal_key')) throw dossierErrors.changedMeanwhile({ cause: error });
    throw error;
  }
}

/** Puts a rebuilt state in place of the row's; the name and the digest for tracking come from the sealed payload and stay. */
export async function replaceRow(tx: Tx, state: DossierState, head: { version: number; hash: Buffer }): Promise<void> {
  const sets = columns.map((column, index) => `${column} = $${index + 2}::${columnTypes[index]}`).join(', ');
  await tx.run(`update dossier set ${sets} where id = $1`, [state.id, ...rowValues(state, head)]);
}

/** How many open dossiers a position holds, in whatever agency. */
export async function countOpenDossiers(tx: Tx, positionId: Id<'position'>): Promise<number> {
  return (await tx.row<{ count: number }>('select count_held_dossiers($1) as count', [positionId])).count;
}

/** The dossier behind a code, for an officer who records a ground to open it; without content. */
export async function findDossierForGround(
  tx: Tx,
  code: string,
): Promise<{ readonly dossierId: Id<'dossier'>; readonly subjectPersonIds: readonly Id<'person'>[] } | undefined> {
  const row = await tx.maybe<{ dossierId: Id<'dossier'>; persons: Id<'person'>[] }>(
    'select dossier_id as "dossierId", persons from dossier_for_ground($1)',
    [code],
  );
  return row && { dossierId: row.dossierId, subjectPersonIds: row.persons };
}
