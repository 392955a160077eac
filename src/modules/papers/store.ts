import type { CitizenActor, StaffActor } from '../../platform/actor.ts';
import { json, type Tx } from '../../platform/database.ts';
import type { Id } from '../../platform/ids.ts';
import type { IssuedResult, Paper, PublicResult, ScanState } from './model.ts';

const paperColumns = `id, owner_person as "ownerPersonId", draft_id as "draftId", dossier_id as "dossierId", requirement, display_name as "displayName",
  media_type as "mediaType", size_bytes as "sizeBytes", sha256, pages, width, height, remarks, scan_state as "scanState", created_at as "createdAt", attached_at as "attachedAt", source`;

export interface NewPaper extends Omit<Paper, 'scanState' | 'attachedAt' | 'dossierId' | 'source' | 'draftId'> {
  readonly draftId: Id<'draft'>;
  readonly storageKey: string;
  readonly shownKey: string | undefined;
}

/** `open`: papers may wait there; `filed`: no more are taken; undefined: the actor has no such place. */
export type PaperPlace = 'open' | 'filed' | undefined;

/** What the draft (reception file, supplement) of that id is to the actor; held until the end of a transaction that writes. */
export async function findPlace(
  tx: Tx,
  draftId: Id<'draft'>,
  ownerPersonId: Id<'person'>,
  now: Temporal.Instant,
  mode: 'read' | 'hold' = 'read',
): Promise<PaperPlace> {
  const { place } = await tx.row<{ place: PaperPlace | null }>('select paper_place($1, $2, $3, $4) as place', [
    draftId,
    ownerPersonId,
    now,
    mode === 'hold',
  ]);
  return place ?? undefined;
}

/** Written only where the place is open; the database asks again and says what it is. */
export async function insertPaper(tx: Tx, paper: NewPaper): Promise<PaperPlace> {
  const { place } = await tx.row<{ place: PaperPlace | null }>('select add_paper($1) as place', [
    json({
      id: paper.id,
      owner_person: paper.ownerPersonId,
      draft_id: paper.draftId,
      requirement: paper.requirement,
      display_name: paper.displayName,
      media_type: paper.mediaType,
      size_bytes: paper.sizeBytes,
      sha256: paper.sha256,
      pages: paper.pages,
      width: paper.width ?? null,
      height: paper.height ?? null,
      remarks: paper.remarks,
      storage_key: paper.storageKey,
      shown_key: paper.shownKey ?? null,
      created_at: paper.createdAt.toString(),
    }),
  ]);
  return place ?? undefined;
}

/** Holds other uploads to the same draft back until this transaction ends, so that together they cannot pass the limits. */
export async function lockDraft(tx: Tx, draftId: Id<'draft'>): Promise<void> {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 20))', [`papers of ${draftId}`]);
}

/** What a draft holds already; infected files count for nothing. */
export async function measureDraft(
  tx: Tx,
  draftId: Id<'draft'>,
  requirement: string,
): Promise<{ files: number; bytes: number }> {
  return tx.row(
    `select count(*) filter (where requirement = $2) as files, coalesce(sum(size_bytes), 0)::bigint as bytes
     from paper where draft_id = $1 and scan_state <> 'infected'`,
    [draftId, requirement],
  );
}

/** What the actor has uploaded and not filed, everywhere; what malware was found in takes room too. */
export async function measureWaiting(tx: Tx, actor: CitizenActor | StaffActor): Promise<number> {
  const [column, id] =
    actor.capacity === 'citizen' ? ['owner_person', actor.personId] : ['uploaded_by_position', actor.positionId];
  const { bytes } = await tx.row<{ bytes: number }>(
    `select coalesce(sum(size_bytes), 0)::bigint as bytes from paper where ${column} = $1 and dossier_id is null and source is null`,
    [id],
  );
  return bytes;
}

/** Holds the actor's other uploads back until this transaction ends, wherever they go. */
export async function lockWaiting(tx: Tx, actor: CitizenActor | StaffActor): Promise<void> {
  const id = actor.capacity === 'citizen' ? actor.personId : actor.positionId;
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 21))', [`papers waiting of ${id}`]);
}

/** The same content for the same requirement of the same draft: sent twice it is one paper. */
export async function findSame(
  tx: Tx,
  paper: Pick<NewPaper, 'draftId' | 'requirement' | 'sha256'>,
): Promise<Id<'paper'> | undefined> {
  const found = await tx.maybe<{ id: Id<'paper'> }>(
    'select id from paper where draft_id = $1 and requirement = $2 and sha256 = $3 order by created_at limit 1',
    [paper.draftId, paper.requirement, paper.sha256],
  );
  return found?.id;
}

export async function findPaper(tx: Tx, id: string): Promise<(Paper & { persons: Id<'person'>[] }) | undefined> {
  const row = await tx.maybe<PaperRow & { persons: Id<'person'>[] }>(
    `select ${paperColumns}, persons from paper where id = $1`,
    [id],
  );
  return row && { ...toPaper(row), persons: row.persons };
}

export async function selectPapers(
  tx: Tx,
  of: { draftId: Id<'draft'> } | { dossierId: Id<'dossier'> },
): Promise<Paper[]> {
  const [column, id] = 'draftId' in of ? ['draft_id', of.draftId] : ['dossier_id', of.dossierId];
  return (
    await tx.rows<PaperRow>(`select ${paperColumns} from paper where ${column} = $1 order by created_at, id`, [id])
  ).map(toPaper);
}

/** What waits at places, oldest first. */
export async function selectWaitingAt(tx: Tx, places: readonly string[]): Promise<Paper[]> {
  const rows = await tx.rows<PaperRow>(
    `select ${paperColumns} from paper where draft_id = any ($1::uuid[]) order by created_at, id`,
    [places],
  );
  return rows.map(toPaper);
}

/** Papers that the person filed, the newest first. */
export async function selectStorePapers(tx: Tx, personId: Id<'person'>, limit: number): Promise<Paper[]> {
  const rows = await tx.rows<PaperRow>(
    `select ${paperColumns} from paper where owner_person = $1 and dossier_id is not null order by created_at desc limit $2`,
    [personId, limit],
  );
  return rows.map(toPaper);
}

/** A row over the content of a filed paper; the database asks again whose it is. */
export async function addReusedPaper(
  tx: Tx,
  from: { readonly paperId: string; readonly on: Temporal.PlainDate; readonly dossierCode: string | undefined },
  to: ReusedAs,
): Promise<boolean> {
  const { added } = await tx.row<{ added: number }>('select reuse_paper($1, $2, $3, $4, $5, $6, $7) as added', [
    from.paperId,
    to.id,
    to.draftId,
    to.requirement,
    to.at,
    from.on,
    from.dossierCode ?? null,
  ]);
  return added === 1;
}

/** A row over the content of a document issued to the acting person and in force on that day. */
export async function addReusedResult(
  tx: Tx,
  from: {
    readonly resultId: string;
    readonly pages: number;
    readonly on: Temporal.PlainDate;
    readonly dossierCode: string | undefined;
  },
  to: ReusedAs,
): Promise<boolean> {
  const { added } = await tx.row<{ added: number }>('select reuse_result($1, $2, $3, $4, $5, $6, $7, $8) as added', [
    from.resultId,
    to.id,
    to.draftId,
    to.requirement,
    to.at,
    from.on,
    from.pages,
    from.dossierCode ?? null,
  ]);
  return added === 1;
}

export interface ReusedAs {
  readonly id: Id<'paper'>;
  readonly draftId: Id<'draft'>;
  readonly requirement: string;
  readonly at: Temporal.Instant;
}

export async function findContentKeys(
  tx: Tx,
  id: string,
): Promise<{ storageKey: string; shownKey: string | null } | undefined> {
  return tx.maybe('select storage_key as "storageKey", shown_key as "shownKey" from open_paper($1)', [id]);
}

/** What may be opened on a recorded ground that the acting position has at that time. */
export async function findByGround(tx: Tx, id: string, at: Temporal.Instant): Promise<OpenedByGround | undefined> {
  return tx.maybe(
    `select dossier_id as "dossierId", persons, display_name as "displayName", media_type as "mediaType", size_bytes as "sizeBytes",
       storage_key as "storageKey", shown_key as "shownKey" from paper_by_ground($1, $2)`,
    [id, at],
  );
}

export interface OpenedByGround {
  readonly dossierId: Id<'dossier'>;
  readonly persons: readonly Id<'person'>[];
  readonly displayName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly storageKey: string;
  readonly shownKey: string | null;
}

export async function bindToDossier(
  tx: Tx,
  ids: readonly string[],
  input: {
    dossierId: Id<'dossier'>;
    agencies: readonly Id<'agency'>[];
    persons: readonly Id<'person'>[];
    at?: Temporal.Instant | undefined;
  },
): Promise<number> {
  const { attached } = await tx.row<{ attached: number }>('select attach_papers($1, $2, $3, $4, $5) as attached', [
    ids,
    input.dossierId,
    input.agencies,
    input.persons,
    input.at ?? null,
  ]);
  return attached;
}

export async function widenAgencies(
  tx: Tx,
  table: 'paper' | 'issued_result',
  dossierId: Id<'dossier'>,
  agencies: readonly Id<'agency'>[],
): Promise<void> {
  await tx.run(
    `update ${table} set agencies = (select array_agg(distinct agency) from unnest(agencies || $2::uuid[]) as agency) where dossier_id = $1`,
    [dossierId, agencies],
  );
}

/** For the scanning job alone: contents that nobody has judged yet, oldest first. */
export async function selectWaiting(tx: Tx, limit: number): Promise<WaitingPaper[]> {
  return tx.rows(
    `select id, owner_person as "ownerPersonId", display_name as "displayName", dossier_id as "dossierId", storage_key as "storageKey"
     from paper where scan_state = 'waiting' order by created_at limit $1`,
    [limit],
  );
}

export interface WaitingPaper {
  readonly id: Id<'paper'>;
  readonly ownerPersonId: Id<'person'>;
  readonly displayName: string;
  readonly dossierId: Id<'dossier'> | undefined;
  readonly storageKey: string;
}

export async function findWaiting(tx: Tx, id: Id<'paper'>): Promise<WaitingPaper | undefined> {
  return tx.maybe(
    `select id, owner_person as "ownerPersonId", display_name as "displayName", dossier_id as "dossierId", storage_key as "storageKey"
     from paper where id = $1 and scan_state = 'waiting'`,
    [id],
  );
}

export async function recordScan(
  tx: Tx,
  id: Id<'paper'>,
  state: Exclude<ScanState, 'waiting'>,
  finding: string | undefined,
  at: Temporal.Instant,
): Promise<number> {
  return tx.run(
    `update paper set scan_state = $2, scan_finding = $3, scanned_at = $4 where id = $1 and scan_state = 'waiting'`,
    [id, state, finding ?? null, at],
  );
}

type PaperRow = { [K in keyof Paper]: Exclude<Paper[K], undefined> | null };

function toPaper(row: PaperRow): Paper {
  const { persons: _persons, ...columns } = row as PaperRow & { persons?: unknown };
  return withoutNulls(columns) as unknown as Paper;
}

function withoutNulls<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? undefined : value])) as T;
}

const resultColumns = `id, code, kind, dossier_id as "dossierId", json_build_object('vi', name_vi, 'en', name_en) as name, json_build_object('vi', issuer_vi, 'en', issuer_en) as issuer,
  number, issued_on as "issuedOn", valid_to as "validTo", display_name as "displayName", size_bytes as "sizeBytes", sha256, revoked_at as "revokedAt"`;

type ResultRow = { [K in keyof IssuedResult]: Exclude<IssuedResult[K], undefined> | null };

export interface NewResult extends Omit<IssuedResult, 'revokedAt'> {
  readonly issuerAgencyId: Id<'agency'>;
  readonly storageKey: string;
  readonly createdAt: Temporal.Instant;
}

/** Returns how many rows were written: none when the dossier is not in the hands of the acting agency. Its people and agencies get it. */
export async function insertResult(tx: Tx, result: NewResult): Promise<number> {
  const { written } = await tx.row<{ written: number }>('select store_issued_result($1) as written', [
    json({
      id: result.id,
      code: result.code,
      kind: result.kind ?? null,
      dossier_id: result.dossierId,
      name_vi: result.name.vi,
      name_en: result.name.en,
      issuer_agency: result.issuerAgencyId,
      issuer_vi: result.issuer.vi,
      issuer_en: result.issuer.en,
      number: result.number ?? null,
      issued_on: result.issuedOn?.toString() ?? null,
      valid_to: result.validTo?.toString() ?? null,
      display_name: result.displayName,
      sha256: result.sha256,
      size_bytes: result.sizeBytes,
      storage_key: result.storageKey,
      created_at: result.createdAt.toString(),
    }),
  ]);
  return written;
}

/** Replaces the content of a document that is not issued yet; an issued one never changes. */
export async function numberResult(
  tx: Tx,
  id: Id<'result'>,
  change: { number: string; issuedOn: Temporal.PlainDate; sha256: string; sizeBytes: number; storageKey: string },
): Promise<number> {
  return tx.run(
    'update issued_result set number = $2, issued_on = $3, sha256 = $4, size_bytes = $5, storage_key = $6 where id = $1 and number is null',
    [id, change.number, change.issuedOn, change.sha256, change.sizeBytes, change.storageKey],
  );
}

export async function markRevoked(
  tx: Tx,
  id: Id<'result'>,
  reason: string,
  replacedBy: Id<'result'> | undefined,
  at: Temporal.Instant,
): Promise<number> {
  return tx.run(
    'update issued_result set revoked_at = $2, revoked_reason = $3, replaced_by = $4 where id = $1 and revoked_at is null and number is not null',
    [id, at, reason, replacedBy ?? null],
  );
}

export async function findResult(
  tx: Tx,
  id: string,
): Promise<(IssuedResult & { storageKey: string; persons: Id<'person'>[] }) | undefined> {
  const row = await tx.maybe<ResultRow & { storageKey: string; persons: Id<'person'>[] }>(
    `select ${resultColumns}, storage_key as "storageKey", persons from issued_result where id = $1`,
    [id],
  );
  return row && (withoutNulls(row) as unknown as IssuedResult & { storageKey: string; persons: Id<'person'>[] });
}

export async function selectResults(tx: Tx, dossierId: Id<'dossier'>): Promise<IssuedResult[]> {
  return (
    await tx.rows<ResultRow>(
      `select ${resultColumns} from issued_result where dossier_id = $1 order by created_at desc, id limit 200`,
      [dossierId],
    )
  ).map((row) => withoutNulls(row) as unknown as IssuedResult);
}

/** Documents issued to the acting citizen, the newest first. */
export async function selectOwnResults(tx: Tx, limit: number): Promise<IssuedResult[]> {
  return (
    await tx.rows<ResultRow>(`select ${resultColumns} from own_results($1) order by created_at desc, id`, [limit])
  ).map((row) => withoutNulls(row) as unknown as IssuedResult);
}

export async function findPublicResult(tx: Tx, code: string): Promise<PublicResult | undefined> {
  const row = await tx.maybe<Record<string, unknown>>(
    `select $1::text as code, json_build_object('vi', name_vi, 'en', name_en) as name, json_build_object('vi', issuer_vi, 'en', issuer_en) as issuer, number,
       issued_on as "issuedOn", valid_to as "validTo", sha256, revoked_at as "revokedAt", revoked_reason as "revokedReason", replaced from find_issued_result($1)`,
    [code],
  );
  return row && (withoutNulls(row) as unknown as PublicResult);
}

export async function findCodeByHash(tx: Tx, sha256: string): Promise<string | undefined> {
  return (await tx.rows<{ code: string }>('select code from find_issued_result_by_hash($1)', [sha256]))[0]?.code;
}
