import type { FastifyPluginAsync } from 'fastify';
import { dateOf } from '../../../platform/text.ts';
import { requireStaff } from '../../identity/index.ts';
import { getAgency, listUnits } from '../../territory/index.ts';
import { readAskedSince, readFigureDefinitions } from '../definitions/store.ts';
import { readMissing } from './missing.ts';
import { listCommittees } from './office.ts';
import type { ReportingDeps } from './operations/declare-figures.ts';
import { OverduePage } from './pages/overdue-page.tsx';
import { declaringRoles } from './policy.ts';
import { readReportsWaiting } from './waiting.ts';

/** What units below should have reported and have not. */
export function overdueRoutes({ database, clock }: ReportingDeps): FastifyPluginAsync {
  return async (app) => {
    app.get('/mot-cua/so-lieu/qua-han', { schema: { hide: true } as object }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const today = dateOf(clock.business());
      const props = await database.read(actor, async (tx) => {
        const { unitId } = await getAgency(tx, actor.agencyId);
        const all = await listUnits(tx, today);
        const committees = await listCommittees(
          tx,
          all.map(({ id }) => id),
          today,
        );
        const units = all.filter(({ id }) => id !== unitId && committees.get(id)?.includes(actor.agencyId) === true);
        const figures = await readFigureDefinitions(tx, { validOn: today, knownBy: today });
        const missing = await readMissing(tx, { figures, units, askedSince: await readAskedSince(tx), today });
        const late = missing.filter(({ duty }) => Temporal.PlainDate.compare(duty.dueOn, today) < 0);
        return { units: units.length, late, waiting: await readReportsWaiting(tx, actor, today) };
      });
      return reply.html(<OverduePage language={request.language} today={today} {...props} />);
    });
  };
}
