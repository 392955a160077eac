import type { JobActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database.ts';
import { DomainError } from '../../../platform/errors.ts';
import type { Id } from '../../../platform/ids.ts';
import { insertNotices, type NewNotice, noticeId } from '../../notices/index.ts';
import type { DossierDeps } from '../deps.ts';
import type { DossierState } from '../model.ts';
import { expireSupplement } from '../operations/request-supplement.ts';

const job: JobActor = { capacity: 'job', name: 'deadline-watch' };
const batchSize = 200;

export interface WatchReport {
  /** Dossiers that ended because the supplement did not come. */
  readonly expired: number;
  /** Deadlines that were told of for the first time. */
  readonly told: number;
}

/** Looks at all deadlines by business time: what ran out ends, what nears or passed is told to whoever holds it. */
export async function watchDeadlines(deps: DossierDeps): Promise<WatchReport> {
  return { expired: await expireSupplements(deps), told: await tellDeadlines(deps) };
}

const notAnswered = {
  reason: 'not-answered-in-time',
  words: 'Quá hạn bổ sung mà chưa nhận được giấy tờ. Bạn có thể nộp hồ sơ mới bất cứ lúc nào.',
} as const;

async function expireSupplements(deps: DossierDeps): Promise<number> {
  const now = deps.clock.business();
  let expired = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await deps.database.read(job, (tx) =>
      tx.rows<{ id: Id<'dossier'>; version: number; answerBy: string }>(
        `select id, version, state #>> '{openSupplement,answerBy}' as "answerBy" from dossier
         where phase in ('supplement', 'supplement-before-acceptance') and state #>> '{openSupplement,answerBy}' < $1 and id > $2
         order by id limit $3`,
        [now.toString(), after, batchSize],
      ),
    );
    for (const row of rows) {
      if (Temporal.Instant.compare(Temporal.Instant.from(row.answerBy), now) >= 0) continue;
      if (await expireOne(deps, row.id, row.version)) expired += 1;
    }
    const last = rows.at(-1);
    if (rows.length < batchSize || last === undefined) return expired;
    after = last.id;
  }
}

async function expireOne(deps: DossierDeps, dossierId: Id<'dossier'>, expectedVersion: number): Promise<boolean> {
  try {
    await expireSupplement(deps, job, { dossierId, expectedVersion, ...notAnswered });
    return true;
  } catch (error) {
    // The answer came in this very moment: it counts.
    if (error instanceof DomainError && error.kind === 'conflict') return false;
    throw error;
  }
}

type Stage = 'due-soon' | 'overdue';
interface Due {
  readonly id: Id<'dossier'>;
  readonly code: string;
  readonly holder: Id<'position'>;
  readonly dueAt: Temporal.Instant;
  readonly stage: Stage;
  readonly state: DossierState;
}

/** Due within a day (the first answer: within two hours), or past; each deadline once per stage. */
async function tellDeadlines(deps: DossierDeps): Promise<number> {
  let told = 0;
  for (;;) {
    const batch = await deps.database.transact(job, async (tx) => {
      const now = deps.clock.business();
      const due = await listUntold(tx, now);
      const notices: NewNotice[] = [];
      for (const one of due) notices.push(...(await noticesFor(tx, deps, one, now)));
      await insertNotices(tx, notices);
      await tx.run(
        `insert into deadline_told (dossier_id, stage, due_at) select * from unnest($1::uuid[], $2::text[], $3::timestamptz[])
         on conflict (dossier_id, stage) do update set due_at = excluded.due_at`,
        [due.map((one) => one.id), due.map((one) => one.stage), due.map((one) => one.dueAt.toString())],
      );
      return due.length;
    });
    told += batch;
    if (batch < batchSize) return told;
  }
}

function listUntold(tx: Tx, now: Temporal.Instant): Promise<Due[]> {
  return tx.rows<Due>(
    `select d.id, d.code, d.holder, d.next_due_at as "dueAt", s.stage, d.state
     from dossier d cross join lateral (select case when d.next_due_at < $1 then 'overdue' else 'due-soon' end as stage) s
     where not d.closed and d.holder is not null
       and d.next_due_at <= $1::timestamptz + case when d.phase = 'filed' then interval '2 hours' else interval '1 day' end
       and not exists (select from deadline_told t where t.dossier_id = d.id and t.stage = s.stage and t.due_at = d.next_due_at)
     order by d.next_due_at, d.id limit $2`,
    [now, batchSize],
  );
}

async function noticesFor(tx: Tx, deps: DossierDeps, due: Due, now: Temporal.Instant): Promise<NewNotice[]> {
  const { content } = await deps.procedures.get(due.state.procedureVersionId);
  const notice = (positionId: Id<'position'>, kind: NewNotice['kind']): NewNotice => ({
    id: noticeId(positionId, due.id, kind, due.dueAt.toString()),
    positionId,
    dossierId: due.id,
    dossierCode: due.code,
    kind,
    about: content.shortName,
    dueAt: due.dueAt.toString(),
    at: now,
  });
  const toHolder = notice(due.holder, due.stage);
  // A late result is owed a letter of apology with a new date; a leader sends it, nobody else (Nghị định 61/2018/NĐ-CP, art. 19).
  if (due.stage !== 'overdue' || due.state.dueAt === undefined || due.state.extensions > 0) return [toHolder];
  const leader = await deps.officers.pick(tx, due.state.leg.agencyId, 'leader', due.state.field);
  return leader === undefined ? [toHolder] : [toHolder, notice(leader, 'apology-due')];
}
