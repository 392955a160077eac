import type { StaffActor } from '../../../../platform/actor.ts';
import { isUniqueViolation } from '../../../../platform/database.ts';
import type { Id } from '../../../../platform/ids.ts';
import { dateOf } from '../../../../platform/text.ts';
import { indicatorErrors } from '../../errors.ts';
import { streamOf } from '../model.ts';
import { readCommittees } from '../office.ts';
import { nextState } from '../policy.ts';
import { listStreams, writeReport } from '../store.ts';
import type { ReportingDeps } from './declare-figures.ts';

export interface Judgement {
  readonly unitId: Id<'unit'>;
  /** Which reports, with the version that was seen. */
  readonly reports: readonly { readonly streamId: string; readonly version: number }[];
  readonly act: 'agree' | 'send-back';
  /** Why it is sent back. */
  readonly note: string | undefined;
}

/**
 * Checks, approves or sends back reports of one unit, all or none. Throws `changedMeanwhile` where one of them is no longer what was seen, and
 * `notYours` where it is not the agency's turn.
 */
export async function judgeFigures(
  { database, clock }: ReportingDeps,
  actor: StaffActor,
  { unitId, reports, act, note }: Judgement,
): Promise<number> {
  const business = clock.business();
  const times = { business, real: clock.real(), today: dateOf(business) };
  try {
    return await database.transact(actor, async (tx) => {
      const committees = await readCommittees(tx, unitId, times.today);
      if (!committees.includes(actor.agencyId) || !actor.roles.includes('leader')) throw indicatorErrors.notYours();
      const waiting = await listStreams(
        tx,
        reports.map(({ streamId }) => streamId),
      );
      for (const { streamId, version } of [...reports].sort((a, b) => a.streamId.localeCompare(b.streamId))) {
        const report = waiting.find(
          (each) => each.unitId === unitId && streamOf(each.figure, unitId, each) === streamId,
        );
        if (report?.version !== version) throw indicatorErrors.changedMeanwhile();
        const next = nextState(actor, committees, report.state);
        if (next === undefined) throw indicatorErrors.notYours();
        await writeReport(
          tx,
          {
            figure: report.figure,
            unitId,
            period: report,
            after: version,
            value: report.value,
            reason: report.reason,
            state: act === 'agree' ? next : 'sent-back',
            note: act === 'agree' ? undefined : note,
          },
          times,
        );
      }
      return reports.length;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw indicatorErrors.changedMeanwhile({ cause: error });
    throw error;
  }
}
