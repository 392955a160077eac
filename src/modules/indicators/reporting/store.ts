import { json, type Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { appendEntry, streamStart } from '../../../platform/journal.ts';
import type { RowHead } from '../../../platform/journal-verify.ts';
import { listPapers, type Paper } from '../../papers/index.ts';
import type { Period } from '../values/model.ts';
import { type KnownFigure, type MissingReason, type ReportState, streamOf } from './model.ts';

interface Row extends Omit<KnownFigure, 'value' | 'reason' | 'note'> {
  readonly value: string | null;
  readonly reason: MissingReason | null;
  readonly note: string | null;
}

const columns = `figure, unit_id as "unitId", period_from as "from", period_to as "to", version, value::text as value, reason, state, known_on as "knownOn",
  agency_id as "agencyId", note, evidence`;

export interface FigureQuestion {
  readonly figures: readonly string[];
  /** All units that the actor may read of unless given. */
  readonly unitIds?: readonly Id<'unit'>[] | undefined;
  /** Periods that end later are left out. */
  readonly to: Temporal.PlainDate;
  /** What was reported later is not known yet; left out: all that is known now. */
  readonly knownBy?: Temporal.PlainDate | undefined;
}

/**
 * For each figure and unit the newest version of the newest period, as known by a day. Reports that are not approved come with their state: it is
 * for the caller to say whether they count. Staff see their own agency's and those below it; jobs see all.
 */
export async function readFigures(tx: Tx, question: FigureQuestion): Promise<KnownFigure[]> {
  const rows = await tx.rows<Row>(
    `select distinct on (figure, unit_id) ${columns} from figure_report
     where figure = any ($1) and ($2::uuid[] is null or unit_id = any ($2)) and period_to <= $3 and ($4::date is null or known_on <= $4)
     order by figure, unit_id, period_to desc, version desc`,
    [question.figures, question.unitIds ?? null, question.to, question.knownBy ?? null],
  );
  return rows.map(toKnown);
}

export interface PeriodOfFigure {
  readonly figure: string;
  readonly period: Period;
}

/** How given figures and periods stand, of some units; what was never reported is left out. */
export function listReports(
  tx: Tx,
  wanted: readonly PeriodOfFigure[],
  unitIds: readonly Id<'unit'>[],
): Promise<KnownFigure[]> {
  return listStreams(
    tx,
    unitIds.flatMap((unitId) => wanted.map(({ figure, period }) => streamOf(figure, unitId, period))),
  );
}

/** How given reports stand; those that are not there, or not for the actor to read, are left out. */
export async function listStreams(tx: Tx, streamIds: readonly string[]): Promise<KnownFigure[]> {
  const rows = await tx.rows<Row>(
    `select distinct on (stream_id) ${columns} from figure_report where stream_id = any ($1) order by stream_id, version desc`,
    [streamIds],
  );
  return rows.map(toKnown);
}

/** A report with the committees that lead it up, as of today. */
export interface WaitingReport extends KnownFigure {
  readonly committees: readonly Id<'agency'>[];
}

/** What waits for an agency to be checked or approved, of one unit or of all. */
export async function listWaiting(
  tx: Tx,
  agencyId: Id<'agency'>,
  unitId?: Id<'unit'> | undefined,
): Promise<WaitingReport[]> {
  const rows = await tx.rows<Row & { committees: Id<'agency'>[] }>(
    `select r.*, s.agencies as committees from figure_standing s
     cross join lateral (select ${columns} from figure_report r where r.stream_id = s.stream_id and r.version = s.version) r
     where s.turn = $1 and s.state in ('declared', 'checked') and ($2::uuid is null or s.unit_id = $2) order by "unitId", figure, "to"`,
    [agencyId, unitId ?? null],
  );
  return rows.map(({ committees, ...row }) => ({ ...toKnown(row), committees }));
}

/** How much of what an agency owes is not reported, and how many reports wait for it; cheap, since it stands on every page. */
export async function countWaiting(
  tx: Tx,
  agencyId: Id<'agency'>,
  owed: readonly Id<'figure'>[],
): Promise<{ readonly toReport: number; readonly toCheck: number }> {
  return tx.row(
    `select (select count(*) from unnest($2::uuid[]) as o (stream_id)
         where not exists (select from figure_standing s where s.stream_id = o.stream_id and s.state <> 'sent-back'))::int as "toReport",
       (select count(*) from figure_standing where turn = $1 and state in ('declared', 'checked'))::int as "toCheck"`,
    [agencyId, owed],
  );
}

/** What units have reported of periods that end on or after a day; what was sent back is not reported. */
export function listReportedPeriods(
  tx: Tx,
  unitIds: readonly Id<'unit'>[],
  from: Temporal.PlainDate,
): Promise<{ readonly figure: string; readonly unitId: Id<'unit'>; readonly to: Temporal.PlainDate }[]> {
  return tx.rows(
    `select figure, unit_id as "unitId", period_to as "to" from figure_standing
     where period_to >= $2 and unit_id = any ($1) and state <> 'sent-back'`,
    [unitIds, from],
  );
}

export interface NewReport {
  readonly figure: string;
  readonly unitId: Id<'unit'>;
  readonly period: Period;
  /** The version that it follows; 0 for the first. */
  readonly after: number;
  readonly value: number | undefined;
  readonly reason: MissingReason | undefined;
  readonly state: ReportState;
  readonly note: string | undefined;
  /** Papers that wait at the report and go with it; those of earlier versions stay. */
  readonly newEvidence?: readonly Pick<Paper, 'id' | 'sha256'>[] | undefined;
}

export interface ReportTimes {
  readonly business: Temporal.Instant;
  readonly real: Temporal.Instant;
  readonly today: Temporal.PlainDate;
}

/**
 * Writes an act on a report, into the journal and as a row. Somebody who was faster shows as a violation of `journal_key` or
 * `figure_report_key`; an act that is not the actor's is refused by the database.
 */
export async function writeReport(tx: Tx, report: NewReport, times: ReportTimes): Promise<void> {
  const { figure, unitId, period, after, value, reason, state, note, newEvidence = [] } = report;
  const streamId = streamOf(figure, unitId, period);
  const before = await tx.maybe<{ hash: Buffer; evidence: readonly string[] }>(
    'select journal_hash as hash, evidence from figure_report where stream_id = $1 and version = $2',
    [streamId, after],
  );
  const carried = (before?.evidence.length ?? 0) === 0 ? [] : await listPapers(tx, { dossierId: asPlace(streamId) });
  const digests = [...carried, ...newEvidence].map(({ sha256 }) => sha256).sort((a, b) => a.localeCompare(b));
  const head = await appendEntry(
    tx,
    before === undefined ? streamStart : { version: after, hash: before.hash },
    {
      streamKind: 'figure',
      streamId,
      action: actionOf[state],
      unitId,
      at: times.business,
      schemaVersion: 1,
      facts: {
        figure,
        unitId,
        from: period.from.toString(),
        to: period.to.toString(),
        value: value ?? null,
        reason: reason ?? null,
        state,
        noted: note !== undefined,
        ...(digests.length === 0 ? {} : { evidence: digests }),
      },
    },
    undefined,
    times.real,
  );
  await tx.rows('select report_figure($1::jsonb, $2)', [
    json({
      stream_id: streamId,
      version: head.version,
      figure,
      unit_id: unitId,
      period_from: period.from.toString(),
      period_to: period.to.toString(),
      value: value ?? null,
      reason: reason ?? null,
      state,
      note: note ?? null,
      evidence: newEvidence.map(({ id }) => id),
      journal_hash: `\\x${head.hash.toString('hex')}`,
    }),
    times.today,
  ]);
}

/** Papers know what they were filed with; of evidence that is the report. */
export const asPlace = (streamId: Id<'figure'>): Id<'dossier'> & Id<'draft'> =>
  streamId as string as Id<'dossier'> & Id<'draft'>;

const actionOf = {
  declared: 'declare',
  checked: 'check',
  approved: 'approve',
  'sent-back': 'send-back',
} as const satisfies Record<ReportState, string>;

const heads = `select distinct on (stream_id) 'figure' as kind, stream_id as "streamId", version, journal_hash as head from figure_report`;

/** Where the reports of these streams stand, to be compared with the journal. */
export function figureHeads(tx: Tx, streamIds: readonly string[]): Promise<RowHead[]> {
  return tx.rows<RowHead>(`${heads} where stream_id = any ($1) order by stream_id, version desc`, [streamIds]);
}

/** Reports of which the journal holds no entry. */
export function figuresWithoutStream(tx: Tx): Promise<RowHead[]> {
  return tx.rows<RowHead>(
    `${heads} r where not exists (select from journal j where j.stream_id = r.stream_id) order by stream_id, version desc`,
  );
}

function toKnown({ value, reason, note, ...row }: Row): KnownFigure {
  return {
    ...row,
    value: value === null ? undefined : Number(value),
    reason: reason ?? undefined,
    note: note ?? undefined,
  };
}
