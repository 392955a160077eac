import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { DrawingThread } from '../downloads/drawing-thread.ts';
import { sendDrawn } from '../downloads/send.ts';
import { indicatorErrors } from '../errors.ts';
import { type Asked, basisFor, unitOf } from '../queries/asked.ts';
import type { IndicatorReader } from '../queries/indicator-reader.ts';
import { composeReport } from './compose.ts';
import { gatherReport } from './facts.ts';
import { quarterKey, readQuarter, usualQuarter } from './quarter.ts';
import { ReportPage } from './report-page.tsx';

export interface ReportRoutesDeps {
  readonly reader: IndicatorReader;
  readonly drawing: DrawingThread;
}

interface Question {
  readonly Params: { readonly unit: string };
  readonly Querystring: Asked & { readonly quy?: unknown };
}

/** The quarterly report: what it holds, and the file. Registered where public pages are kept. */
export function reportRoutes({ reader, drawing }: ReportRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    const ask = async ({ params: { unit: code }, query: { quy, biet }, actor }: FastifyRequest<Question>) => {
      const { basis, knownBy } = await basisFor(reader, biet, undefined, actor);
      const unit = unitOf(basis, code);
      const quarter = readQuarter(quy) ?? usualQuarter(basis.months, basis.knownBy);
      return { basis, unit, knownBy, facts: quarter && gatherReport(basis, unit, quarter) };
    };
    app.get<Question>('/chi-so/:unit/bao-cao', { schema: { hide: true } as object }, async (request, reply) =>
      reply.html(<ReportPage {...(await ask(request))} />),
    );
    app.get<Question>(
      '/chi-so/:unit/bao-cao.pdf',
      { schema: { hide: true } as object, config: { rateLimit: { max: 30, timeWindow: 60_000 } } },
      async (request, reply) => {
        const { unit, facts } = await ask(request);
        if (facts === undefined) throw indicatorErrors.quarterNotFound();
        const name = `bao-cao-chuyen-doi-so-${unit.code}-quy-${quarterKey(facts.quarter)}.pdf`;
        return sendDrawn(request, reply, await drawing.pdf(composeReport(facts)), { type: 'application/pdf', name });
      },
    );
  };
}
