import { createHash } from 'node:crypto';
import type { JobActor } from '../../../platform/actor.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import {
  addWorkingMinutes,
  addWorkingTime,
  getCalendar,
  type ProcedureContent,
  type WorkingCalendar,
  workingMinutesBetween,
} from '../../catalogue/index.ts';
import type { DossierDeps } from '../deps.ts';
import type { FactsOf } from '../facts.ts';
import type { DossierState } from '../model.ts';
import { actOnDossier } from '../operations/act-on-dossier.ts';

const job: JobActor = { capacity: 'job', name: 'calendar-watch' };
const batchSize = 200;
/** Servers keep the calendar for a minute: what they computed by the old one in that time is put right by going over it once more. */
const settlesAfterMinutes = 2;

/**
 * The calendar is not pinned: when another one was published, open due dates are computed again, each change an entry with its reason.
 * Returns how many dossiers changed. Cut off in between, the next run does the rest.
 */
export async function recomputeDueDates(deps: DossierDeps): Promise<number> {
  const { calendar, applied } = await deps.database.read(job, async (tx) => ({
    calendar: await getCalendar(tx),
    applied: await tx.maybe<{ fingerprint: string; since: Temporal.Instant }>(
      'select fingerprint, since from calendar_applied',
    ),
  }));
  const fingerprint = fingerprintOf(calendar);
  const now = deps.clock.real();
  if (applied === undefined) {
    await keepApplied(deps, fingerprint, now.subtract({ minutes: settlesAfterMinutes }));
    return 0;
  }
  const same = applied.fingerprint === fingerprint;
  if (same && now.since(applied.since).total('minutes') >= settlesAfterMinutes) return 0;
  const changed = await recomputeAll(deps, calendar, fingerprint);
  if (!same) await keepApplied(deps, fingerprint, now);
  return changed;
}

async function recomputeAll(deps: DossierDeps, calendar: WorkingCalendar, fingerprint: string): Promise<number> {
  let changed = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await deps.database.read(job, (tx) =>
      tx.rows<{ id: Id<'dossier'>; version: number; state: DossierState }>(
        'select id, version, state from dossier where not closed and id > $1 order by id limit $2',
        [after, batchSize],
      ),
    );
    for (const row of rows) {
      const { content } = await deps.procedures.get(row.state.procedureVersionId);
      const dates = newDates(row.state, content, calendar);
      if (dates === undefined) continue;
      const facts = { ...dates, reason: 'calendar-changed' as const, calendar: fingerprint };
      if (await recomputeOne(deps, row.id, row.version, facts)) changed += 1;
    }
    const last = rows.at(-1);
    if (rows.length < batchSize || last === undefined) return changed;
    after = last.id;
  }
}

async function recomputeOne(
  deps: DossierDeps,
  dossierId: Id<'dossier'>,
  expectedVersion: number,
  facts: FactsOf['recompute'],
): Promise<boolean> {
  try {
    await actOnDossier(deps, job, 'recompute', { dossierId, expectedVersion }, async () => ({ facts }));
    return true;
  } catch (error) {
    // Somebody acted in between; the second pass looks at it again.
    if (error instanceof DomainError && error.kind === 'conflict') return false;
    throw error;
  }
}

/** The dates that this calendar gives to an open dossier, where they are not those it has. Pure. */
export function newDates(
  state: DossierState,
  { timeLimit }: Pick<ProcedureContent, 'timeLimit'>,
  calendar: WorkingCalendar,
): Pick<FactsOf['recompute'], 'dueAt' | 'answerBy' | 'stepDueAt'> | undefined {
  if (state.phase === 'filed') {
    // After a supplement the eight hours run from its arrival, which the state does not keep.
    if (state.supplementLists > 0) return undefined;
    const limit = { value: 8, unit: 'working-hour', note: undefined } as const;
    const answerBy = addWorkingTime(Temporal.Instant.from(state.filedAt), limit, calendar).toString();
    return answerBy === state.answerBy ? undefined : { answerBy, stepDueAt: answerBy };
  }
  // A date promised in a letter of apology stands, whatever the calendar becomes.
  if (state.acceptedAt === undefined || state.dueAt === undefined || state.extensions > 0) return undefined;
  if (state.settledAt !== undefined || state.closedAt !== undefined) return undefined;
  const accepted = Temporal.Instant.from(state.acceptedAt);
  let due = addWorkingTime(accepted, timeLimit, calendar);
  for (const pause of state.pauses) {
    if (pause.to === undefined || pause.from < state.acceptedAt) continue;
    const minutes = workingMinutesBetween(Temporal.Instant.from(pause.from), Temporal.Instant.from(pause.to), calendar);
    due = addWorkingMinutes(due, minutes, calendar);
  }
  const dueAt = due.toString();
  if (dueAt === state.dueAt) return undefined;
  const { stepDueAt } = state.leg;
  const tooLate =
    stepDueAt !== undefined && Temporal.Instant.compare(Temporal.Instant.from(stepDueAt), due) > 0 ? dueAt : undefined;
  return tooLate === undefined ? { dueAt } : { dueAt, stepDueAt: tooLate };
}

function fingerprintOf(calendar: WorkingCalendar): string {
  const text = canonicalJson({
    sessions: calendar.sessions.map((session) => ({ ...session })),
    daysOff: [...calendar.daysOff].sort(),
    makeUpDays: [...calendar.makeUpDays].sort(),
    years: [...calendar.years].sort((a, b) => a - b),
  });
  return createHash('sha256').update(text).digest('hex');
}

async function keepApplied(deps: DossierDeps, fingerprint: string, since: Temporal.Instant): Promise<void> {
  await deps.database.transact(job, (tx) =>
    tx.run(
      `insert into calendar_applied (fingerprint, since) values ($1, $2)
       on conflict (one) do update set fingerprint = excluded.fingerprint, since = excluded.since`,
      [fingerprint, since],
    ),
  );
}
