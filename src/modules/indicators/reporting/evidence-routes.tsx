import type { FastifyPluginAsync } from 'fastify';
import { dateOf } from '../../../platform/text.ts';
import { requireStaff } from '../../identity/index.ts';
import { faultFromQuery, listPapers } from '../../papers/index.ts';
import { indicatorErrors } from '../errors.ts';
import { type MonthQuery, monthOf } from './declare-view.tsx';
import { streamOf } from './model.ts';
import { readCommittees, readForm } from './office.ts';
import type { ReportingDeps } from './operations/declare-figures.ts';
import { EvidencePage } from './pages/evidence-page.tsx';
import { declaringRoles, mayDeclare } from './policy.ts';
import { asPlace } from './store.ts';

interface Asked {
  readonly Params: { readonly figure: string };
  readonly Querystring: MonthQuery & Record<string, unknown>;
}

/** Files behind one figure of a month: those sent, those that wait, and the field for more, which the room of papers takes in. */
export function evidenceRoutes(deps: ReportingDeps): FastifyPluginAsync {
  const { database, clock } = deps;
  return async (app) => {
    app.get<Asked>(
      '/mot-cua/so-lieu/minh-chung/:figure',
      { schema: { hide: true } as object },
      async (request, reply) => {
        const actor = requireStaff(request, ...declaringRoles);
        const month = monthOf(deps, request.query.ky);
        const today = dateOf(clock.business());
        const found = await database.transact(actor, async (tx) => {
          const form = await readForm(tx, actor, month, today);
          const duty = form?.duties.find(({ definition }) => definition.key === request.params.figure);
          if (form === undefined || duty === undefined) throw indicatorErrors.nothingToReport();
          if (!mayDeclare(actor, await readCommittees(tx, form.unit.id, today))) throw indicatorErrors.notYours();
          const { definition, period } = duty;
          const place = asPlace(streamOf(definition.key, form.unit.id, period));
          await tx.run('select open_evidence_place($1, $2, $3, $4, $5, $6)', [
            definition.key,
            form.unit.id,
            period.from,
            period.to,
            today,
            clock.real(),
          ]);
          return {
            place,
            duty,
            waiting: form.waitingEvidence.get(definition.key) ?? [],
            sent: await listPapers(tx, { dossierId: place }),
          };
        });
        return reply.html(
          <EvidencePage
            language={request.language}
            month={month}
            owner={actor.personId}
            fault={faultFromQuery(request.query, request.language)?.text}
            {...found}
          />,
        );
      },
    );
  };
}
