import type { Tx } from '../../platform/database.ts';
import type { Words } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { parseTime, type WorkingCalendar } from './calendar.ts';
import { catalogueErrors } from './errors.ts';
import type { ProcedureContent, ProcedureVersion } from './model.ts';

interface VersionRow {
  id: Id<'procedure-version'>;
  code: string;
  slug: string;
  hash: string;
  publishedAt: Temporal.Instant;
  inForceFrom: Temporal.PlainDate;
  content: ProcedureContent;
}

const columns = `v.id, v.code, v.slug, v.hash, v.published_at as "publishedAt", v.in_force_from as "inForceFrom", v.content`;

/** Of all versions on a date the one that came into force last; of two on one day the later one. Withdrawn procedures have none. */
const inForce = `select distinct on (v.code) ${columns} from procedure_version v
  where v.in_force_from <= $1
    and not exists (select from procedure_withdrawal w where w.province_code = v.province_code and w.code = v.code
      and w.withdrawn_from <= $1 and (w.returned_from is null or w.returned_from > $1))`;

export async function findProcedureVersion(tx: Tx, id: Id<'procedure-version'>): Promise<ProcedureVersion | undefined> {
  const row = await tx.maybe<VersionRow>(`select ${columns} from procedure_version v where v.id = $1`, [id]);
  return row && toVersion(row);
}

/** The version a dossier is pinned to. */
export async function getProcedureVersion(tx: Tx, id: Id<'procedure-version'>): Promise<ProcedureVersion> {
  const version = await findProcedureVersion(tx, id);
  if (version === undefined) throw catalogueErrors.versionNotFound({ detail: { id } });
  return version;
}

/** By address (`dang-ky-khai-sinh`) or national code (`1.001193`), as in force on a date. */
export async function findProcedureInForce(
  tx: Tx,
  slugOrCode: string,
  date: Temporal.PlainDate,
): Promise<ProcedureVersion | undefined> {
  const row = await tx.maybe<VersionRow>(
    `with named as (select distinct code from procedure_version where slug = $2 or code = $2)
     select * from (${inForce} and v.code in (select code from named) order by v.code, v.in_force_from desc, v.version desc) v
     order by (v.slug = $2 or v.code = $2) desc limit 1`,
    [date, slugOrCode],
  );
  return row && toVersion(row);
}

/** All procedures in force on a date, by field and short name. */
export async function listProcedures(tx: Tx, date: Temporal.PlainDate): Promise<ProcedureVersion[]> {
  const rows = await tx.rows<VersionRow>(`${inForce} order by v.code, v.in_force_from desc, v.version desc`, [date]);
  return rows.map(toVersion);
}

/** Every version of one procedure, newest first. */
export async function listProcedureVersions(tx: Tx, code: string): Promise<ProcedureVersion[]> {
  const rows = await tx.rows<VersionRow>(
    `select ${columns} from procedure_version v where v.code = $1 order by v.in_force_from desc, v.version desc`,
    [code],
  );
  return rows.map(toVersion);
}

/** The calendar as it is known now (it is not pinned), with the office hours of a date. */
export async function getCalendar(tx: Tx, onDate?: Temporal.PlainDate): Promise<WorkingCalendar> {
  const hours = await tx.maybe<{ sessions: readonly { from: string; to: string }[] }>(
    'select sessions from office_hours where $1::date is null or valid_from <= $1 order by valid_from desc limit 1',
    [onDate ?? null],
  );
  if (hours === undefined) throw catalogueErrors.noCalendar();
  const days = await tx.rows<{ date: Temporal.PlainDate; working: boolean }>('select date, working from calendar_day');
  const years = await tx.rows<{ year: number }>('select year from calendar_year');
  const dates = (working: boolean) =>
    new Set(days.filter((day) => day.working === working).map((day) => day.date.toString()));
  return {
    sessions: hours.sessions.map(({ from, to }) => ({ fromMinute: parseTime(from), toMinute: parseTime(to) })),
    daysOff: dates(false),
    makeUpDays: dates(true),
    years: new Set(years.map(({ year }) => year)),
  };
}

export interface FieldOfWork {
  readonly key: string;
  readonly name: Words;
}

export interface LifeEvent {
  readonly key: string;
  readonly name: Words;
  readonly hint: Words;
}

/** Everyday words (`say`) and the terms of the catalogue they stand for (`means`). */
export interface Synonym {
  readonly say: readonly string[];
  readonly means: readonly string[];
}

/** A coded reason that an officer picks; what it points to (a paper, an answer) is named beside it. */
export interface Reason {
  readonly key: string;
  readonly use: 'supplement' | 'refuse-intake' | 'refuse-result' | 'stop';
  readonly words: Words;
  readonly pointsTo: 'paper' | 'answer' | 'dossier';
}

/** Facts of the province that pages show. */
export interface ProvinceFacts {
  readonly code: string;
  readonly name: Words;
  readonly shortName: string;
  readonly identifier: string;
  readonly identifierCertainty: 'confirmed' | 'secondary' | 'memory' | 'provisional';
  /** The day on which a demonstration of this province begins. */
  readonly settingDate: string;
  readonly tiers: readonly ('country' | 'province' | 'district' | 'commune')[];
  readonly sampleBanner: Words;
  /** What the province has set itself for the share filed online. */
  readonly onlineTarget?: { readonly percent: number; readonly words: Words };
  /** How much a demonstration invents of the months before its setting; left out: nothing. */
  readonly samplePast?: SamplePast;
}

export interface SamplePast {
  readonly filings: number;
  /** The past begins with the first of these months. */
  readonly onlinePercent: readonly {
    readonly month: string;
    readonly percent: number;
    readonly busy?: number | undefined;
  }[];
  readonly figures?: readonly SampleFigure[] | undefined;
}

/** How a number that agencies would report is invented: between `low` and `high`, or as a share of another that goes from the one to the other. */
export interface SampleFigure {
  readonly figure: string;
  readonly of?: string | undefined;
  readonly low: number;
  readonly high: number;
}

export const listFields = (tx: Tx): Promise<FieldOfWork[]> => entries<FieldOfWork>(tx, 'field');
export const listLifeEvents = (tx: Tx): Promise<LifeEvent[]> => entries<LifeEvent>(tx, 'life-event');
export const listSynonyms = (tx: Tx): Promise<Synonym[]> => entries<Synonym>(tx, 'synonym');
export const listProvinces = (tx: Tx): Promise<ProvinceFacts[]> => entries<ProvinceFacts>(tx, 'province');

export async function listReasons(tx: Tx, use?: Reason['use']): Promise<Reason[]> {
  const reasons = await entries<Reason>(tx, 'reason');
  return use === undefined ? reasons : reasons.filter((reason) => reason.use === use);
}

/** One entry a key: after two provinces were merged into one schema, both may bring the same field of work. */
async function entries<T>(tx: Tx, list: string): Promise<T[]> {
  const rows = await tx.rows<{ key: string; content: T }>(
    'select key, content from catalogue_entry where list = $1 and valid_to is null order by position, province_code, key',
    [list],
  );
  const byKey = new Map<string, T>();
  for (const { key, content } of rows) if (!byKey.has(key)) byKey.set(key, content);
  return [...byKey.values()];
}

/** jsonb has no undefined: members that may be absent are named again, so that every reader sees the same shape. */
function toVersion(row: VersionRow): ProcedureVersion {
  const { content } = row;
  return {
    ...row,
    content: {
      ...content,
      timeLimit: { ...content.timeLimit, note: content.timeLimit.note },
      fee: { ...content.fee, amountDong: content.fee.amountDong, note: content.fee.note },
      form: content.form,
      formSource: content.formSource,
      results: content.results.map((result) => ({ ...result, code: result.code, register: result.register })),
      notes: content.notes,
    },
  };
}
