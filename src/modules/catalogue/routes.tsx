import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { keepPublicPages } from '../../platform/http/public-pages.ts';
import { codeParams, detailAnswer, type ListQuery, listAnswer, listQuery, toDetail, toLine } from './api.ts';
import { catalogueErrors } from './errors.ts';
import { CataloguePage, GroupPage, readFilters } from './pages/catalogue-page.tsx';
import { HomePage, type HomeProgress } from './pages/home-page.tsx';
import { ProcedurePage } from './pages/procedure-page.tsx';
import type { CatalogueReader, PublishedProcedure } from './queries/published-catalogue.ts';

export interface CatalogueRoutesDeps {
  readonly reader: CatalogueReader;
  /** Year of a demonstration's setting: its content is newer, and the pages say so. */
  readonly settingYear?: number | undefined;
  /** A dossier code as this province gives them, to show what one looks like. */
  readonly exampleCode: string;
  /** Figures of the home page, counted by another room; `stamp` changes when they do. Left out: the home page shows none. */
  readonly homeProgress?: () => Promise<{ readonly stamp: string; readonly progress: HomeProgress | undefined }>;
}

/** The public pages of the catalogue, the home page among them, and its part of the API. */
export function catalogueRoutes(deps: CatalogueRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    await app.register(catalogueApi(deps.reader));
    await app.register(cataloguePages(deps));
  };
}

type Slug = { Params: { slug: string } };
type Query = Readonly<Record<string, unknown>>;

function cataloguePages({ reader, settingYear, exampleCode, homeProgress }: CatalogueRoutesDeps): FastifyPluginAsync {
  return async (app) => {
    const progressFor = async (request: FastifyRequest) =>
      request.routeOptions.url === '/' && homeProgress !== undefined
        ? homeProgress()
        : { stamp: '', progress: undefined };
    keepPublicPages(app, {
      stamp: async (request) => `${(await reader.current()).stamp} ${(await progressFor(request)).stamp}`,
    });
    const hidden = { schema: { hide: true } as object };

    app.get('/', hidden, async (request, reply) =>
      reply.html(
        <HomePage
          catalogue={await reader.current()}
          progress={(await progressFor(request)).progress}
          exampleCode={exampleCode}
        />,
      ),
    );

    app.get<{ Querystring: Query }>('/thu-tuc', hidden, async (request, reply) =>
      reply.html(<CataloguePage catalogue={await reader.current()} filters={readFilters(request.query)} />),
    );

    app.get<Slug>('/thu-tuc/viec/:slug', hidden, async (request, reply) => {
      const catalogue = await reader.current();
      if (!catalogue.lifeEvents.some(({ key }) => key === request.params.slug))
        throw catalogueErrors.procedureNotFound();
      return reply.html(<GroupPage catalogue={catalogue} kind="life-event" groupKey={request.params.slug} />);
    });

    app.get<Slug>('/thu-tuc/linh-vuc/:slug', hidden, async (request, reply) => {
      const catalogue = await reader.current();
      if (!catalogue.fields.some(({ key }) => key === request.params.slug)) throw catalogueErrors.procedureNotFound();
      return reply.html(<GroupPage catalogue={catalogue} kind="field" groupKey={request.params.slug} />);
    });

    app.get<Slug>('/thu-tuc/:slug', hidden, async (request, reply) => {
      const catalogue = await reader.current();
      const procedure = catalogue.bySlug.get(request.params.slug);
      if (procedure !== undefined)
        return reply.html(<ProcedurePage catalogue={catalogue} procedure={procedure} settingYear={settingYear} />);
      const byCode = catalogue.byCode.get(request.params.slug);
      if (byCode === undefined) throw catalogueErrors.procedureNotFound();
      return reply.redirect(`/thu-tuc/${byCode.content.slug}`, 301);
    });
  };
}

function catalogueApi(reader: CatalogueReader): FastifyPluginAsync {
  return async (app) => {
    const tags = ['catalogue'];

    app.get<{ Querystring: ListQuery }>(
      '/api/v1/procedures',
      {
        schema: {
          tags,
          summary: 'Procedures in force, all or found by words',
          querystring: listQuery,
          response: { 200: listAnswer },
        } as object,
      },
      async ({ query }) => {
        const catalogue = await reader.current();
        const answer = query.q === undefined || query.q.trim() === '' ? undefined : catalogue.search.find(query.q);
        const candidates =
          answer === undefined || answer.vague
            ? catalogue.procedures
            : answer.found.map((slug) => catalogue.bySlug.get(slug) as PublishedProcedure);
        const procedures = candidates.filter((procedure) => fits(procedure, query)).map(toLine);
        return { total: procedures.length, guessed: answer?.guessed === true, procedures };
      },
    );

    app.get<{ Params: { code: string } }>(
      '/api/v1/procedures/:code',
      {
        schema: {
          tags,
          summary: 'One procedure in force, by code or slug',
          params: codeParams,
          response: { 200: detailAnswer },
        } as object,
      },
      async ({ params }) => {
        const catalogue = await reader.current();
        const procedure = catalogue.byCode.get(params.code) ?? catalogue.bySlug.get(params.code);
        if (procedure === undefined) throw catalogueErrors.procedureNotFound();
        return toDetail(procedure);
      },
    );
  };
}

function fits({ content }: PublishedProcedure, query: ListQuery): boolean {
  return (
    (query.field === undefined || content.field === query.field) &&
    (query.lifeEvent === undefined || content.lifeEvents.includes(query.lifeEvent)) &&
    (query.level === undefined || content.competence.level === query.level) &&
    (query.onlineService === undefined || content.onlineService === query.onlineService) &&
    (query.fileableHere === undefined || (content.form !== undefined) === query.fileableHere)
  );
}
