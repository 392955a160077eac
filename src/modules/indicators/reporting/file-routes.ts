import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { StaffActor } from '../../../platform/actor.ts';
import { DomainError } from '../../../platform/errors.ts';
import { assertCsrfToken, requireStaff } from '../../identity/index.ts';
import { indicatorErrors } from '../errors.ts';
import { readSheetBytes } from '../importing/read-sheet.ts';
import type { Sheet } from '../importing/sheet.ts';
import { loadForm, type MonthQuery, monthOf, savedAt, showForm } from './declare-view.tsx';
import { formToCsv, readFormFile } from './form-file.ts';
import type { ReportForm } from './office.ts';
import { declareFigures, type ReportingDeps } from './operations/declare-figures.ts';
import { declaringRoles } from './policy.ts';

const mostFileBytes = 200_000;
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The form to take along and to send back filled in. */
export function fileRoutes(deps: ReportingDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(multipart, { limits: { fileSize: mostFileBytes } });
    const schema = { hide: true } as object;

    const load = async (request: FastifyRequest<{ Querystring: MonthQuery }>) => {
      const actor = requireStaff(request, ...declaringRoles);
      const month = monthOf(deps, request.query.ky);
      const form = await getForm(deps, actor, month);
      const name = `so-lieu-${form.unit.code}-${month.toPlainYearMonth().toString()}`;
      const attached = (ending: string) => `attachment; filename="${name}.${ending}"`;
      return { month, form, attached };
    };
    app.get<{ Querystring: MonthQuery }>('/mot-cua/so-lieu.csv', { schema }, async (request, reply) => {
      const { month, form, attached } = await load(request);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attached('csv'))
        .send(formToCsv(form, month, request.language));
    });
    app.get<{ Querystring: MonthQuery }>('/mot-cua/so-lieu.xlsx', { schema }, async (request, reply) => {
      const { month, form, attached } = await load(request);
      const { formToXlsx } = await import('./form-xlsx.ts');
      return reply
        .type(xlsxType)
        .header('content-disposition', attached('xlsx'))
        .send(await formToXlsx(form, month, request.language));
    });

    app.post('/mot-cua/so-lieu/tep', { schema }, async (request, reply) => {
      const actor = requireStaff(request, ...declaringRoles);
      const upload = await receiveFile(request);
      const month = monthOf(deps, upload.ky);
      const form = await getForm(deps, actor, month);
      let file: ReturnType<typeof readFormFile>;
      try {
        file = readFormFile(await upload.sheets(), form, month);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return showForm(deps, request, reply.code(422), actor, month, { fileFault: error.words });
      }
      const { answers, faults, atCells } = file;
      if (faults.length > 0) return showForm(deps, request, reply.code(422), actor, month, { cellFaults: faults });
      const outcome = await declareFigures(deps, actor, { month, answers, confirmed: false });
      if (outcome.kind === 'done') return reply.redirect(savedAt(month, outcome.count), 303);
      return showForm(deps, request, reply.code(422), actor, month, {
        typed: answers,
        faults: outcome.faults,
        doubts: outcome.doubts,
        cellFaults: atCells([...outcome.faults, ...outcome.doubts]),
      });
    });
  };
}

async function getForm(deps: ReportingDeps, actor: StaffActor, month: Temporal.PlainDate): Promise<ReportForm> {
  const { form } = await loadForm(deps, actor, month);
  if (form === undefined) throw indicatorErrors.nothingToReport();
  return form;
}

interface Received {
  readonly ky: string | undefined;
  /** Throws a coded error for what is no table that can be read. */
  sheets(): Promise<readonly Sheet[]>;
}

/** The month and the file. Throws `badFile` for what is no form of files or too long. */
async function receiveFile(request: FastifyRequest): Promise<Received> {
  if (!request.isMultipart()) throw indicatorErrors.badFile();
  const fields: Record<string, string> = {};
  let file: { readonly name: string; readonly bytes: Buffer } | undefined;
  try {
    for await (const part of request.parts({ limits: { files: 1, fields: 10, fieldSize: 2000 } })) {
      if (part.type === 'file') file = { name: part.filename, bytes: await part.toBuffer() };
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    }
  } catch (error) {
    throw indicatorErrors.badFile({ cause: error });
  }
  assertCsrfToken(request, fields['_csrf']);
  return {
    ky: fields['ky'],
    sheets: async () => {
      if (file === undefined || file.bytes.length === 0) throw indicatorErrors.badFile();
      const name = (file.name || 'tệp').replaceAll(/\p{Cc}/gu, ' ').slice(0, 80);
      return readSheetBytes(new Uint8Array(file.bytes), name);
    },
  };
}
