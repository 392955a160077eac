import type { FastifyPluginAsync } from 'fastify';
import { keepPublicPages } from '../../../platform/http/public-pages.ts';
import { indicatorErrors } from '../errors.ts';
import type { Basis } from '../queries/basis.ts';
import type { IndicatorReader } from '../queries/indicator-reader.ts';
import { catalogueOf } from './catalogue.ts';
import type { OpenDataset } from './dataset.ts';
import { openDatasets } from './datasets.ts';
import { csvwOf, filesOf, type OpenFile } from './files.ts';
import { OpenDataPage } from './open-data-page.tsx';

export interface OpenDataDeps {
  readonly reader: IndicatorReader;
  /** Address that people use; links in the catalogue have to be whole. */
  readonly publicUrl: string;
}

interface Made {
  readonly dataset: OpenDataset;
  files(): readonly OpenFile[];
}

/** Requests a minute and address: the files are large beside pages, and nobody needs them more often. */
const requestsPerMinute = 120;

/** The page of the open data, its catalogue and its files: what everybody may see, whoever asks. */
export function openDataRoutes({ reader, publicUrl }: OpenDataDeps): FastifyPluginAsync {
  return async (app) => {
    keepPublicPages(app, { stamp: async () => (await reader.current()).stamp, most: 120 });
    const options = {
      schema: { hide: true } as object,
      config: { rateLimit: { max: requestsPerMinute, timeWindow: 60_000 } },
    };
    const made = new WeakMap<Basis, readonly Made[]>();
    const datasets = async () => {
      const basis = await reader.current();
      const known = made.get(basis);
      if (known !== undefined) return { basis, all: known };
      const all = openDatasets(basis).map((dataset): Made => {
        let files: readonly OpenFile[] | undefined;
        return {
          dataset,
          files: () => {
            files ??= filesOf(dataset);
            return files;
          },
        };
      });
      made.set(basis, all);
      return { basis, all };
    };

    app.get('/du-lieu-mo', options, async (_request, reply) => {
      const { basis, all } = await datasets();
      return reply.html(
        <OpenDataPage publication={basis.definitions.publication} datasets={all.map(({ dataset }) => dataset)} />,
      );
    });

    app.get('/du-lieu-mo/catalogue.jsonld', options, async (_request, reply) => {
      const { basis, all } = await datasets();
      const parts = all.map(({ dataset, files }) => ({ dataset, files: files() }));
      return reply
        .type('application/ld+json; charset=utf-8')
        .send(JSON.stringify(catalogueOf({ basis, datasets: parts, publicUrl })));
    });

    app.get<{ Params: { file: string } }>('/du-lieu-mo/:file', options, async ({ params: { file } }, reply) => {
      const { basis, all } = await datasets();
      const described = all.find(({ dataset }) => `${dataset.id}.csv-metadata.json` === file);
      if (described !== undefined)
        return reply
          .type('application/csvm+json; charset=utf-8')
          .send(JSON.stringify(csvwOf(described.dataset, basis.definitions.publication)));
      const found = all
        .find(({ dataset }) => file === `${dataset.id}.csv` || file === `${dataset.id}.json`)
        ?.files()
        .find(({ name }) => name === file);
      if (found === undefined) throw indicatorErrors.datasetNotFound();
      reply.type(`${found.mediaType}; charset=utf-8`);
      if (found.format === 'CSV')
        reply
          .header('content-disposition', `attachment; filename="${found.name}"`)
          .header('link', `</du-lieu-mo/${found.name}-metadata.json>; rel="describedby"; type="application/csvm+json"`);
      return reply.send(found.text);
    });
  };
}
