import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { Type } from 'typebox';
import { identityErrors } from '../modules/identity/index.ts';
import type { Language } from '../platform/text.ts';
import { type Column, DataTable, Page } from '../web/index.ts';

export const apiRoot = '/api/v1/';

interface Described {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
}
type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { readonly operationId?: string; readonly summary?: string; readonly tags?: readonly string[] }>
      >
    >
  >;
};

const words = {
  vi: {
    title: 'Giao diện lập trình (API)',
    intro:
      'Cùng những việc như trên trang, cùng quyền, cùng ghi nhận lượt đọc. Gọi bằng phiên đăng nhập; khi ghi, gửi thêm mã x-csrf-token lấy từ GET /api/v1/session.',
    document: 'Mô tả đầy đủ, OpenAPI 3.1',
    method: 'Cách gọi',
    path: 'Địa chỉ',
    summary: 'Việc',
    caption: 'Các lời gọi',
  },
  en: {
    title: 'Programming interface (API)',
    intro:
      'The same operations as the pages, the same rights, the same log of reads. It works with the session of the person signed in; writes carry x-csrf-token from GET /api/v1/session as well.',
    document: 'Full description, OpenAPI 3.1',
    method: 'Method',
    path: 'Address',
    summary: 'What it does',
    caption: 'Operations',
  },
} as const;

/** Collects the description of every operation under /api/v1; to be registered before the rooms. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cửa Số',
        version: '1',
        description:
          'Digital platform of a province: procedures, dossiers, progress. Errors are problem details (RFC 9457). Writes are refused unless they come with the session cookie and `x-csrf-token`.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'phien' } } },
      security: [{ session: [] }],
    },
    transform: ({ schema, url }) => ({
      schema: url.startsWith(apiRoot) ? (schema ?? {}) : { ...schema, hide: true },
      url,
    }),
  });
}

/** The description itself, for programs and for people, and who one is. */
export const apiDocumentRoutes: FastifyPluginAsync = async (app) => {
  const hidden = { schema: { hide: true } as object };
  app.get('/api/openapi.json', hidden, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger(), undefined, 1)),
  );
  app.get('/api', hidden, async (request, reply) =>
    reply.html(
      <ApiPage language={request.language} operations={listOperations(app.swagger() as unknown as Document)} />,
    ),
  );
  app.get(
    '/api/v1/session',
    {
      schema: {
        tags: ['session'],
        operationId: 'whoAmI',
        summary: 'Who is signed in, and the token that writes carry in x-csrf-token',
        response: {
          200: Type.Object({
            capacity: Type.String(),
            name: Type.String(),
            roles: Type.Optional(Type.Array(Type.String())),
            csrfToken: Type.String(),
          }),
        },
      } as object,
    },
    async (request) => {
      if (request.session === undefined) throw identityErrors.signInNeeded();
      return {
        capacity: request.actor.capacity,
        name: request.session.displayName,
        ...(request.actor.capacity === 'staff' ? { roles: [...request.actor.roles] } : {}),
        csrfToken: request.csrfToken,
      };
    },
  );
};

function listOperations({ paths }: Document): Described[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary, tags }]) => ({
      method: method.toUpperCase(),
      path,
      id: operationId ?? `${method} ${path}`,
      summary: summary ?? '',
      tag: tags?.[0] ?? '',
    })),
  );
}

function ApiPage({ language, operations }: { readonly language: Language; readonly operations: readonly Described[] }) {
  const t = words[language];
  const columns: Column<Described>[] = [
    { key: 'path', label: t.path, heading: true, cell: (row) => <code>{row.path}</code> },
    { key: 'method', label: t.method, tight: true, cell: (row) => row.method },
    { key: 'summary', label: t.summary, wide: true, cell: (row) => <span lang="en">{row.summary}</span> },
  ];
  return (
    <Page title={t.title} helpHref="/huong-dan">
      <h1>{t.title}</h1>
      <p>{t.intro}</p>
      <p>
        <a href="/api/openapi.json">{t.document}</a>
      </p>
      <DataTable caption={t.caption} columns={columns} rows={operations} rowKey={(row) => row.id} />
    </Page>
  );
}
