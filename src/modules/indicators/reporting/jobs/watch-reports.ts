import type { JobActor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database.ts';
import type { Id } from '../../../../platform/ids.ts';
import { dateOf, timeZone } from '../../../../platform/text.ts';
import { listPositionsOfAgency, type Position } from '../../../identity/index.ts';
import { insertNotices, type NewNotice, noticeId, type ReportKind } from '../../../notices/index.ts';
import { listUnits } from '../../../territory/index.ts';
import { readAskedSince, readFigureDefinitions } from '../../definitions/store.ts';
import { type MissingReport, readMissing } from '../missing.ts';
import { listCommittees } from '../office.ts';
import type { ReportingDeps } from '../operations/declare-figures.ts';

const job: JobActor = { capacity: 'job', name: 'report-watch' };
/** Reports are told of from so many days before they are due. */
const soonDays = 5;
/** Who was away for longer finds it in the list of what is missing. */
const backDays = 31;

export interface ReportsWatched {
  /** Units whose reports went into other hands. */
  readonly handedOn: number;
  /** Agencies that were told of a due date for the first time at its stage. */
  readonly told: number;
}

/** Looks at all reports by business time: hands them on where units changed, tells who has to report, and who stands above when it is late. */
export async function watchReports({ database, clock }: ReportingDeps): Promise<ReportsWatched> {
  const now = clock.business();
  const today = dateOf(now);
  return database.transact(job, async (tx) => {
    const { handedOn } = await tx.row<{ handedOn: number }>('select hand_on_figures($1) as "handedOn"', [today]);
    const figures = await readFigureDefinitions(tx, { validOn: today, knownBy: today });
    const missing = await readMissing(tx, {
      figures,
      units: await listUnits(tx, today),
      askedSince: await readAskedSince(tx),
      today,
      from: today.subtract({ days: backDays }),
    });
    const reminders = await untold(tx, await remindersOf(tx, missing, today));
    for (const reminder of reminders) await tell(tx, reminder, now);
    return { handedOn, told: reminders.length };
  });
}

type Stage = 'due-soon' | 'overdue' | 'overdue-below';
const kinds = {
  'due-soon': 'reports-due',
  overdue: 'reports-overdue',
  'overdue-below': 'reports-overdue-below',
} as const satisfies Record<Stage, ReportKind>;

interface Reminder {
  readonly agencyId: Id<'agency'>;
  readonly dueOn: Temporal.PlainDate;
  readonly stage: Stage;
  /** Figures to report, or units that have not. */
  readonly count: number;
}

async function remindersOf(
  tx: Tx,
  missing: readonly MissingReport[],
  today: Temporal.PlainDate,
): Promise<readonly Reminder[]> {
  const near = missing.filter(({ duty }) => today.until(duty.dueOn).days <= soonDays);
  if (near.length === 0) return [];
  const committees = await listCommittees(tx, [...new Set(near.map(({ unit }) => unit.id))], today);
  const found = new Map<string, { reminder: Omit<Reminder, 'count'>; of: Set<string> }>();
  const add = (agencyId: Id<'agency'> | undefined, dueOn: Temporal.PlainDate, stage: Stage, what: string) => {
    if (agencyId === undefined) return;
    const key = `${agencyId} ${dueOn} ${stage}`;
    const known = found.get(key) ?? { reminder: { agencyId, dueOn, stage }, of: new Set() };
    found.set(key, { ...known, of: known.of.add(what) });
  };
  for (const { unit, duty } of near) {
    const late = Temporal.PlainDate.compare(duty.dueOn, today) < 0;
    const [own, above] = committees.get(unit.id) ?? [];
    add(own, duty.dueOn, late ? 'overdue' : 'due-soon', duty.definition.key);
    if (late) add(above, duty.dueOn, 'overdue-below', unit.id);
  }
  return [...found.values()].map(({ reminder, of }) => ({ ...reminder, count: of.size }));
}

/** Writes down that they are told; those told before are left out, so each stage of a due date is told once. */
async function untold(tx: Tx, reminders: readonly Reminder[]): Promise<readonly Reminder[]> {
  const rows = await tx.rows<{ agencyId: Id<'agency'>; dueOn: Temporal.PlainDate; stage: Stage }>(
    `insert into report_told (agency_id, due_on, stage) select * from unnest($1::uuid[], $2::date[], $3::text[]) on conflict do nothing
     returning agency_id as "agencyId", due_on as "dueOn", stage`,
    [
      reminders.map(({ agencyId }) => agencyId),
      reminders.map(({ dueOn }) => dueOn.toString()),
      reminders.map(({ stage }) => stage),
    ],
  );
  const fresh = new Set(rows.map(({ agencyId, dueOn, stage }) => `${agencyId} ${dueOn} ${stage}`));
  return reminders.filter(({ agencyId, dueOn, stage }) => fresh.has(`${agencyId} ${dueOn} ${stage}`));
}

async function tell(tx: Tx, { agencyId, dueOn, stage, count }: Reminder, now: Temporal.Instant): Promise<void> {
  const positions = await listPositionsOfAgency(tx, agencyId, dateOf(now));
  const about =
    stage === 'overdue-below'
      ? { vi: `${count} đơn vị chưa báo cáo số liệu`, en: `Figures missing of ${count} units` }
      : { vi: `${count} số liệu phải báo cáo`, en: `${count} figures to report` };
  await insertNotices(
    tx,
    readersOf(positions, stage).map(
      ({ id }): NewNotice => ({
        id: noticeId(id, 'report', dueOn.toString(), stage),
        positionId: id,
        dossierId: undefined,
        dossierCode: undefined,
        kind: kinds[stage],
        about,
        dueAt: dueOn.toZonedDateTime({ timeZone, plainTime: '23:59' }).toInstant().toString(),
        at: now,
      }),
    ),
  );
}

/** Whoever fills in the form; the head too once it is late; of those above, the heads. */
function readersOf(positions: readonly Position[], stage: Stage): readonly Position[] {
  const withRole = (role: Position['roles'][number]) => positions.filter(({ roles }) => roles.includes(role));
  const heads = withRole('leader');
  if (stage === 'overdue-below') return heads;
  const clerks = [withRole('specialist'), withRole('reception'), heads].find((some) => some.length > 0) ?? [];
  return stage === 'overdue' ? [...new Set([...clerks, ...heads])] : clerks;
}
