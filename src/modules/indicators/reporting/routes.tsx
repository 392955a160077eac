import type { FastifyPluginAsync } from 'fastify';
import { requireStaff } from '../../identity/index.ts';
import { checkRoutes } from './check-routes.tsx';
import { type MonthQuery, monthOf, savedAt, showForm } from './declare-view.tsx';
import { evidenceRoutes } from './evidence-routes.tsx';
import { fileRoutes } from './file-routes.ts';
import { declareFigures, type ReportingDeps } from './operations/declare-figures.ts';
import { overdueRoutes } from './overdue-routes.tsx';
import { declaringRoles } from './policy.ts';
import type { TypedAnswer } from './read-answer.ts';

type Body = Readonly<Record<string, unknown>> | undefined | null;

/** Pages of reported figures for officers: what to report, the same as a file, and what waits to be checked. */
export function reportingRoutes(deps: ReportingDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(checkRoutes(deps));
    await app.register(overdueRoutes(deps));
    const schema = { hide: true } as object;

    app.get<{ Querystring: MonthQuery }>('/mot-cua/so-lieu', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const saved = /^\d{1,4}$/.test(String(request.query.luu ?? '')) ? Number(request.query.luu) : undefined;
      return showForm(deps, request, reply, actor, monthOf(deps, request.query.ky), { saved });
    });

    app.post<{ Body: Body }>('/mot-cua/so-lieu', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const month = monthOf(deps, textOf(request.body, 'ky'));
      const typed = typedOf(request.body);
      const confirmed = textOf(request.body, 'confirmed') === '1';
      const outcome = await declareFigures(deps, actor, { month, answers: typed, confirmed });
      if (outcome.kind === 'done') return reply.redirect(savedAt(month, outcome.count), 303);
      return showForm(deps, request, reply.code(422), actor, month, { ...outcome, typed });
    });

    await app.register(fileRoutes(deps));
    await app.register(evidenceRoutes(deps));
  };
}

function textOf(body: Body, name: string): string {
  const value = body?.[name];
  return typeof value === 'string'
    ? value
        .replaceAll(/\p{Cc}/gu, ' ')
        .normalize('NFC')
        .trim()
    : '';
}

/** `value.hamlets`, `reason.hamlets`, `note.hamlets`, `version.hamlets`. */
function typedOf(body: Body): Map<string, TypedAnswer> {
  const figures = Object.keys(body ?? {}).flatMap((name) => /^value\.([a-z0-9][a-z0-9-]{0,79})$/.exec(name)?.[1] ?? []);
  return new Map(
    figures.map((figure) => {
      const version = textOf(body, `version.${figure}`);
      return [
        figure,
        {
          version: /^\d{1,6}$/.test(version) ? Number(version) : 0,
          value: textOf(body, `value.${figure}`).slice(0, 40),
          reason: textOf(body, `reason.${figure}`).slice(0, 40),
          note: textOf(body, `note.${figure}`).slice(0, 500),
        },
      ];
    }),
  );
}
