import type { StaffActor, StaffRole } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Id } from '../../../platform/ids.ts';
import { fold } from '../../../platform/text.ts';
import type { DossierDeps } from '../deps.ts';
import { type Channel, type Helper, isClosed, type Phase } from '../model.ts';
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
/** Word for word as in the index dossier_inbox_order, which is not used otherwise. */
const inboxOrder = `coalesce(next_due_at, '${farFuture}'::timestamptz), id`;

/** What a list shows of a dossier: a page of whole states would be fifty times what is read of them. */
const listedColumns = `id, code, procedure_version_id as "versionId", applicant_name as "applicantName", channel, helper, phase, holder,
  filed_at as "filedAt", next_due_at as "nextDueAt", version, synthetic, jsonb_array_length(state -> 'papers') as "paperCount",
  state ->> 'answerBy' as "answerBy", state ->> 'dueAt' as "dueAt", state ->> 'settledAt' as "settledAt"`;

interface ListedRow {
  readonly id: Id<'dossier'>;
  readonly code: string;
  readonly versionId: Id<'procedure-version'>;
  readonly applicantName: string | null;
  readonly channel: Channel;
  readonly helper: Helper;
  readonly phase: Phase;
  readonly holder: Id<'position'> | null;
  readonly filedAt: Temporal.Instant;
  readonly nextDueAt: Temporal.Instant | null;
  readonly version: number;
  readonly synthetic: boolean;
  readonly paperCount: number;
  readonly answerBy: string;
  readonly dueAt: string | null;
  readonly settledAt: string | null;
}

/** The rows as a list shows them, in their order, with the names of procedures and of those who hold them. */
async function describeListed(tx: Tx, deps: DossierDeps, rows: readonly ListedRow[]): Promise<InboxRow[]> {
  const now = deps.clock.business();
  const holders = await deps.officers.describe(tx, [...new Set(rows.flatMap(({ holder }) => holder ?? []))]);
  return Promise.all(
    rows.map(async ({ versionId, applicantName, holder, nextDueAt, answerBy, dueAt, settledAt, ...row }) => {
      const by = isClosed(row.phase) ? null : holder;
      const due = { phase: row.phase, answerBy, dueAt: dueAt ?? undefined, settledAt: settledAt ?? undefined };
      return {
        ...row,
        procedureName: (await deps.procedures.get(versionId)).content.shortName,
        applicantName: applicantName ?? undefined,
        holder: by ?? undefined,
        holderName: by === null ? undefined : holders.get(by)?.name,
        nextDueAt: nextDueAt ?? undefined,
        due: dueState(due, now),
      };
    }),
  );
}

/** One page of a box of the actor's agency, most urgent first. The page's reading is logged as one row with its ids. */
export async function readInbox(tx: Tx, deps: DossierDeps, actor: StaffActor, query: InboxQuery): Promise<Inbox> {
  const rows = await tx.rows<ListedRow>(
    `select ${listedColumns} from dossier
     where leg_agency = $1 and phase = any ($2) and not closed
       and ($3::uuid is null or holder = $3) and ($4::text is null or field = $4) and ($5::text is null or channel = $5)
       and ($11::text[] is null or field = any ($11) or holder = $12)
       and ($6::timestamptz is null or next_due_at < $6)
       and ($7::text is null or strpos(code, upper($7)) > 0 or strpos(applicant_folded, $7) > 0)
       and (${inboxOrder}) > ($8::timestamptz, $9::uuid)
     order by ${inboxOrder} limit $10`,
    [
      actor.agencyId,
      phasesOfBox[query.box],
      query.mine ? actor.positionId : null,
      query.field ?? null,
      query.channel ?? null,
      query.late === true ? deps.clock.business() : null,
      query.search === undefined || query.search.trim() === '' ? null : fold(query.search),
      query.after?.dueAt ?? '-infinity',
      query.after?.id ?? '00000000-0000-0000-0000-000000000000',
      query.limit + 1,
      fieldsOf(actor),
      actor.positionId,
    ],
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: await describeListed(tx, deps, page),
    next:
      rows.length > query.limit && last !== undefined
        ? { dueAt: last.nextDueAt?.toString() ?? farFuture, id: last.id }
        : undefined,
  };
}

/** A position for some fields sees the work of those fields, and whatever it was given to hold; null is every field. */
const fieldsOf = (actor: StaffActor) => (actor.fields.length === 0 ? null : actor.fields);

export interface BoxCount {
  /** In the agency, within the fields of the position. */
  readonly all: number;
  /** What this position has to do. */
  readonly mine: number;
  readonly dueToday: number;
  readonly overdue: number;
  /** Fields of the dossiers that lie here. */
  readonly fields: readonly string[];
}

export type BoxCounts = Readonly<Record<Box, BoxCount>>;

/** How much lies in each box for this position and for its agency; counts over open dossiers only, whatever else is stored. */
export async function countBoxes(tx: Tx, actor: StaffActor, now: Temporal.Instant): Promise<BoxCounts> {
  const endOfDay = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').startOfDay().add({ days: 1 }).toInstant();
  const rows = await tx.rows<{
    phase: Phase;
    field: string;
    all: number;
    mine: number;
    dueToday: number;
    overdue: number;
  }>(
    `select phase, field, count(*) as "all", count(*) filter (where holder = $4) as mine,
       count(*) filter (where next_due_at < $2 and next_due_at >= $3) as "dueToday", count(*) filter (where next_due_at < $3) as overdue
     from dossier where leg_agency = $1 and not closed and ($5::text[] is null or field = any ($5) or holder = $4) group by phase, field`,
    [actor.agencyId, endOfDay, now, actor.positionId, fieldsOf(actor)],
  );
  return Object.fromEntries(
    boxes.map((box) => {
      const here = rows.filter((row) => phasesOfBox[box].includes(row.phase));
      const sum = (key: 'all' | 'mine' | 'dueToday' | 'overdue') => here.reduce((total, row) => total + row[key], 0);
      return [
        box,
        {
          all: sum('all'),
          mine: sum('mine'),
          dueToday: sum('dueToday'),
          overdue: sum('overdue'),
          fields: [...new Set(here.map((row) => row.field))].sort(),
        },
      ];
    }),
  ) as unknown as BoxCounts;
}

/** Who finds work of colleagues in a box, too: what is done there may be done by anyone with the role. */
const sharedBoxes: Readonly<Partial<Record<Box, StaffRole>>> = {
  'cho-tiep-nhan': 'reception',
  'cho-ky': 'leader',
  'cho-phat-hanh': 'clerk',
  'cho-tra': 'reception',
};

/** The most urgent dossier of a box for this officer, their own first, and how many there are. */
export async function nextInBox(
  tx: Tx,
  actor: StaffActor,
  box: Box,
): Promise<{ code: string | undefined; count: number }> {
  const role = sharedBoxes[box];
  const shared = role !== undefined && actor.roles.includes(role);
  const row = await tx.maybe<{ code: string; count: number }>(
    `select code, count(*) over () as count from dossier
     where leg_agency = $1 and phase = any ($2) and not closed and (holder = $3 or ($4 and ($5::text[] is null or field = any ($5))))
     order by (holder = $3) desc, ${inboxOrder} limit 1`,
    [actor.agencyId, phasesOfBox[box], actor.positionId, shared, fieldsOf(actor)],
  );
  return { code: row?.code, count: row?.count ?? 0 };
}

/** What waits for this position, by box: shown in the menu of every page, so it asks only for what the position holds. */
export async function countMine(tx: Tx, actor: StaffActor): Promise<Readonly<Record<Box, number>>> {
  const rows = await tx.rows<{ phase: Phase; count: number }>(
    'select phase, count(*) as count from dossier where holder = $1 and leg_agency = $2 and not closed group by phase',
    [actor.positionId, actor.agencyId],
  );
  return Object.fromEntries(
    boxes.map((box) => [
      box,
      rows.filter((row) => phasesOfBox[box].includes(row.phase)).reduce((sum, row) => sum + row.count, 0),
    ]),
  ) as Record<Box, number>;
}

/** Finished and open dossiers of the agency by code or part of a name, newest first, through the audited search function. */
export async function searchDossiers(
  tx: Tx,
  deps: DossierDeps,
  text: string,
  limit: number,
): Promise<readonly InboxRow[]> {
  const found = await tx.rows<{ id: Id<'dossier'> }>('select id from search_dossiers($1, $2)', [fold(text), limit]);
  const rows = await tx.rows<ListedRow>(`select ${listedColumns} from dossier where id = any ($1::uuid[])`, [
    found.map(({ id }) => id),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return describeListed(
    tx,
    deps,
    found.flatMap(({ id }) => byId.get(id) ?? []),
  );
}
