import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { entriesPerPage, RegisterPage } from '../pages/register-page.tsx';
import { listBooks, type RegisterBook, readBook } from '../queries/register-books.ts';
import type { OfficeDeps } from './office-deps.ts';

interface Asked {
  readonly quyen?: string;
  readonly nam?: string;
  readonly trang?: string;
}

const querystring = Type.Object({
  quyen: Type.Optional(Type.String({ maxLength: 200 })),
  nam: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
  trang: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,5}$' })),
  lang: Type.Optional(Type.String({ maxLength: 2 })),
});

/** The books of an agency, for those who enter, sign and number its results. */
export function registerRoutes(deps: OfficeDeps): FastifyPluginAsync {
  return async (app) => {
    app.get<{ Querystring: Asked }>('/mot-cua/so', { schema: { querystring } }, (request, reply) =>
      showRegister(deps, request, reply, request.query),
    );
  };
}

async function showRegister(
  deps: OfficeDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: Asked,
): Promise<FastifyReply> {
  const actor = deps.pages.requireStaff(request, 'clerk', 'specialist', 'leader');
  const agency = await deps.agencies.describe(actor.agencyId);
  const shown = await deps.database.transact(actor, async (tx) => {
    const books = await listBooks(tx, actor);
    const open = chooseBook(books, asked);
    if (open === undefined) return { books, open, page: 1, rows: [] };
    // A book is opened where it was last written in.
    const pages = Math.ceil(open.last / entriesPerPage);
    const page = Math.min(pages, Number(asked.trang ?? pages));
    const from = (page - 1) * entriesPerPage + 1;
    const rows = await readBook(tx, actor, open, { from, to: from + entriesPerPage - 1 });
    await deps.recordRead(tx, {
      actor,
      dossierIds: rows.map((row) => row.dossierId),
      subjects: [],
      purpose: 'register',
      act: 'list',
      at: deps.clock.business(),
    });
    return { books, open, page, rows };
  });
  return reply.html(<RegisterPage language={request.language} agency={agency.name[request.language]} {...shown} />);
}

/** The one asked for, else the book of the newest year that comes first. */
function chooseBook(books: readonly RegisterBook[], { quyen, nam }: Asked): RegisterBook | undefined {
  return books.find((one) => one.book === quyen && String(one.year) === nam) ?? books[0];
}
