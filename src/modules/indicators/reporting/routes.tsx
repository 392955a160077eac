import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { dateOf } from '../../../platform/text.ts';
import { assertCsrfToken, requireStaff } from '../../identity/index.ts';
import { indicatorErrors } from '../errors.ts';
import { checkRoutes } from './check-routes.tsx';
import { atCells, formToCsv, readFileForm } from './csv-form.ts';
import { lastMonth } from './model.ts';
import { type ReportForm, readCommittees, readForm } from './office.ts';
import { declareFigures, type ReportingDeps } from './operations/declare-figures.ts';
import { DeclarePage, type DeclarePageProps } from './pages/declare-page.tsx';
import { declaringRoles, mayDeclare } from './policy.ts';
import type { TypedAnswer } from './read-answer.ts';

type Body = Readonly<Record<string, unknown>> | undefined | null;

const mostFileBytes = 200_000;

/** Pages of reported figures for officers: what to report, the same as a file, and what waits to be checked. */
export function reportingRoutes(deps: ReportingDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: mostFileBytes } });
    await app.register(checkRoutes(deps));
    const schema = { hide: true } as object;

    app.get<{ Querystring: Query }>('/mot-cua/so-lieu', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const saved = /^\d{1,4}$/.test(String(request.query.luu ?? '')) ? Number(request.query.luu) : undefined;
      return show(deps, request, reply, actor, monthOf(deps, request.query.ky), { saved });
    });

    app.get<{ Querystring: Query }>('/mot-cua/so-lieu.csv', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const month = monthOf(deps, request.query.ky);
      const { form } = await load(deps, actor, month);
      if (form === undefined) throw indicatorErrors.nothingToReport();
      const name = `so-lieu-${form.unit.code}-${month.toPlainYearMonth().toString()}.csv`;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(formToCsv(form, request.language));
    });

    app.post<{ Body: Body }>('/mot-cua/so-lieu', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const month = monthOf(deps, textOf(request.body, 'ky'));
      const typed = typedOf(request.body);
      const confirmed = textOf(request.body, 'confirmed') === '1';
      const outcome = await declareFigures(deps, actor, { month, answers: typed, confirmed });
      if (outcome.kind === 'done') return reply.redirect(savedAt(month, outcome.count), 303);
      return show(deps, request, reply.code(422), actor, month, { ...outcome, typed });
    });

    app.post('/mot-cua/so-lieu/tep', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const upload = await receiveFile(request);
      const month = monthOf(deps, upload.ky);
      const { form } = await load(deps, actor, month);
      if (form === undefined) throw indicatorErrors.nothingToReport();
      const file = readFileForm(upload.text, form);
      if (file.faults.length > 0)
        return show(deps, request, reply.code(422), actor, month, { cellFaults: file.faults });
      const outcome = await declareFigures(deps, actor, { month, answers: file.answers, confirmed: false });
      if (outcome.kind === 'done') return reply.redirect(savedAt(month, outcome.count), 303);
      return show(deps, request, reply.code(422), actor, month, {
        typed: file.answers,
        faults: outcome.faults,
        doubts: outcome.doubts,
        cellFaults: atCells([...outcome.faults, ...outcome.doubts], file.rowOf),
      });
    });
  };
}

interface Query {
  readonly ky?: unknown;
  readonly luu?: unknown;
}

type Given = Pick<DeclarePageProps, 'typed' | 'faults' | 'doubts' | 'cellFaults' | 'saved'>;

async function show(
  deps: ReportingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: StaffActor,
  month: Temporal.PlainDate,
  given: Given,
): Promise<FastifyReply> {
  const { form, may, today } = await load(deps, actor, month);
  return reply.html(
    <DeclarePage
      language={request.language}
      csrf={request.csrfToken}
      form={form}
      month={month}
      latest={lastMonth(today)}
      today={today}
      mayDeclare={may}
      {...given}
    />,
  );
}

async function load(
  { database, clock }: ReportingDeps,
  actor: StaffActor,
  month: Temporal.PlainDate,
): Promise<{ form: ReportForm | undefined; may: boolean; today: Temporal.PlainDate }> {
  const today = dateOf(clock.business());
  return database.read(actor, async (tx) => {
    const form = await readForm(tx, actor, month, today);
    const may = form !== undefined && mayDeclare(actor, (await readCommittees(tx, today))(form.unit.id));
    return { form, may, today };
  });
}

/** `2022-09`; the last month that is over unless given, and never a later one. */
function monthOf({ clock }: ReportingDeps, given: unknown): Temporal.PlainDate {
  const latest = lastMonth(dateOf(clock.business()));
  if (typeof given !== 'string' || !/^20\d{2}-(?:0[1-9]|1[0-2])$/.test(given)) return latest;
  const month = Temporal.PlainDate.from(`${given}-01`);
  return Temporal.PlainDate.compare(month, latest) > 0 ? latest : month;
}

function savedAt(month: Temporal.PlainDate, count: number): string {
  return `/mot-cua/so-lieu?ky=${month.toPlainYearMonth().toString()}&luu=${count}`;
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

/** The month and the text of the file. Throws `badFile` for what is no text or too long. */
async function receiveFile(request: FastifyRequest): Promise<{ ky: string | undefined; text: string }> {
  if (!request.isMultipart()) throw indicatorErrors.badFile();
  const fields: Record<string, string> = {};
  let text: string | undefined;
  try {
    for await (const part of request.parts({ limits: { files: 1, fields: 10, fieldSize: 2000 } })) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields[part.fieldname] = part.value;
        continue;
      }
      text = new TextDecoder('utf-8', { fatal: true }).decode(await part.toBuffer());
    }
  } catch (error) {
    throw indicatorErrors.badFile({ cause: error });
  }
  assertCsrfToken(request, fields['_csrf']);
  if (text === undefined || text.trim() === '' || /\0/.test(text)) throw indicatorErrors.badFile();
  return { ky: fields['ky'], text };
}
