import type { StaffActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { fold } from '../../../platform/text.ts';
import type { DossierDeps } from '../deps.ts';
import type { Channel, DossierState, Helper, Phase } from '../model.ts';
import { type DueState, dueState } from '../status.ts';

/** The boxes of an office, in the order in which a dossier goes through them. */
export const boxes = ['cho-tiep-nhan', 'dang-giai-quyet', 'cho-bo-sung', 'cho-ky', 'cho-phat-hanh', 'cho-tra'] as const;
export type Box = (typeof boxes)[number];

export const phasesOfBox: Readonly<Record<Box, readonly Phase[]>> = {
  'cho-tiep-nhan': ['filed'],
  'dang-giai-quyet': ['accepted', 'examining'],
  'cho-bo-sung': ['supplement-before-acceptance', 'supplement', 'payment', 'stopped'],
  'cho-ky': ['deciding', 'supplement-approval'],
  'cho-phat-hanh': ['issuing'],
  'cho-tra': ['settled'],
};

export interface InboxRow {
  readonly id: Id<'dossier'>;
  readonly code: string;
  readonly procedureName: { readonly vi: string; readonly en: string };
  readonly applicantName: string | undefined;
  readonly channel: Channel;
  readonly helper: Helper;
  readonly phase: Phase;
  readonly holder: Id<'position'> | undefined;
  readonly holderName: string | undefined;
  readonly filedAt: Temporal.Instant;
  readonly nextDueAt: Temporal.Instant | undefined;
  readonly due: DueState;
  readonly paperCount: number;
  readonly version: number;
  readonly synthetic: boolean;
}

export interface InboxQuery {
  readonly box: Box;
  /** Only what this position has to do. */
  readonly mine: boolean;
  readonly field?: string | undefined;
  readonly channel?: Channel | undefined;
  /** Part of a name or code, without diacritics if one likes. */
  readonly search?: string | undefined;
  readonly late?: boolean | undefined;
  /** Keyset: the due date and id of the last row seen. */
  readonly after?: { readonly dueAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

export interface Inbox {
  readonly rows: readonly InboxRow[];
  readonly next: { readonly dueAt: string; readonly id: string } | undefined;
}

const farFuture = '9999-01-01T00:00:00Z';

/** One page of a box of the actor's agency, most urgent first. The page's reading is logged as one row with its ids. */
export async function readInbox(tx: Tx, deps: DossierDeps, actor: StaffActor, query: InboxQuery): Promise<Inbox> {
  const now = deps.clock.business();
  const rows = await tx.rows<{
    id: Id<'dossier'>;
    applicantName: string | null;
    nextDueAt: Temporal.Instant | null;
    version: number;
    state: DossierState;
  }>(
    `select id, applicant_name as "applicantName", next_due_at as "nextDueAt", version, state from dossier
     where leg_agency = $1 and phase = any ($2) and not closed
       and ($3::uuid is null or holder = $3) and ($4::text is null or field = $4) and ($5::text is null or channel = $5)
       and ($6::timestamptz is null or next_due_at < $6)
       and ($7::text is null or strpos(code, upper($7)) > 0 or strpos(applicant_folded, $7) > 0)
       and (coalesce(next_due_at, $10::timestamptz), id) > ($8::timestamptz, $9::uuid)
     order by coalesce(next_due_at, $10::timestamptz), id limit $11`,
    [
      actor.agencyId,
      phasesOfBox[query.box],
      query.mine ? actor.positionId : null,
      query.field ?? (actor.fields.length === 1 ? actor.fields[0] : null),
      query.channel ?? null,
      query.late === true ? now : null,
      query.search === undefined || query.search.trim() === '' ? null : fold(query.search),
      query.after?.dueAt ?? '-infinity',
      query.after?.id ?? '00000000-0000-0000-0000-000000000000',
      farFuture,
      query.limit + 1,
    ],
  );
  const page = rows.slice(0, query.limit);
  const holders = await deps.officers.describe(tx, [...new Set(page.flatMap((row) => row.state.leg.holder ?? []))]);
  const listed = await Promise.all(
    page.map(async (row): Promise<InboxRow> => {
      const { state } = row;
      const procedure = await deps.procedures.get(state.procedureVersionId);
      return {
        id: row.id,
        code: state.code,
        procedureName: procedure.content.shortName,
        applicantName: row.applicantName ?? undefined,
        channel: state.channel,
        helper: state.helper,
        phase: state.phase,
        holder: state.leg.holder,
        holderName: state.leg.holder && holders.get(state.leg.holder)?.name,
        filedAt: Temporal.Instant.from(state.filedAt),
        nextDueAt: row.nextDueAt ?? undefined,
        due: dueState(state, now),
        paperCount: state.papers.length,
        version: row.version,
        synthetic: state.synthetic,
      };
    }),
  );
  const last = page.at(-1);
  return {
    rows: listed,
    next:
      rows.length > query.limit && last !== undefined
        ? { dueAt: last.nextDueAt?.toString() ?? farFuture, id: last.id }
        : undefined,
  };
}

export interface BoxCounts {
  readonly byBox: Readonly<Record<Box, number>>;
  /** Of the box of new dossiers. */
  readonly dueToday: number;
  readonly overdue: number;
}

/** How much lies in each box of the agency; counts over its open dossiers only, whatever else is stored. */
export async function countBoxes(tx: Tx, actor: StaffActor, now: Temporal.Instant): Promise<BoxCounts> {
  const endOfDay = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').startOfDay().add({ days: 1 }).toInstant();
  const rows = await tx.rows<{ phase: Phase; count: number; dueToday: number; overdue: number }>(
    `select phase, count(*) as count, count(*) filter (where next_due_at < $2 and next_due_at >= $3) as "dueToday", count(*) filter (where next_due_at < $3) as overdue
     from dossier where leg_agency = $1 and not closed group by phase`,
    [actor.agencyId, endOfDay, now],
  );
  const byBox = Object.fromEntries(
    boxes.map((box) => [
      box,
      rows.filter((row) => phasesOfBox[box].includes(row.phase)).reduce((sum, row) => sum + row.count, 0),
    ]),
  ) as Record<Box, number>;
  return {
    byBox,
    dueToday: rows.reduce((sum, row) => sum + row.dueToday, 0),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}

/** Finished and open dossiers of the agency by code or part of a name, through the audited search function. */
export async function searchDossiers(
  tx: Tx,
  text: string,
  limit: number,
): Promise<
  { id: Id<'dossier'>; code: string; phase: Phase; applicantName: string | undefined; filedAt: Temporal.Instant }[]
> {
  const rows = await tx.rows<{
    id: Id<'dossier'>;
    code: string;
    phase: Phase;
    applicantName: string | null;
    filedAt: Temporal.Instant;
  }>('select id, code, phase, applicant_name as "applicantName", filed_at as "filedAt" from search_dossiers($1, $2)', [
    fold(text),
    limit,
  ]);
  return rows.map((row) => ({ ...row, applicantName: row.applicantName ?? undefined }));
}
