import type { FastifyPluginAsync } from 'fastify';
import { Type } from 'typebox';
import { indicatorErrors } from '../errors.ts';
import { usualMonth } from '../queries/board.ts';
import type { IndicatorReader } from '../queries/indicator-reader.ts';
import { dataValueSet, dhis2Metadata } from './dhis2.ts';
import { sdmxCsv, sdmxStructure } from './sdmx.ts';

/** The public figures as other statistical systems take them; through the reader of the public pages, so that nothing else gets out. */
export function exportApi({ reader }: { readonly reader: IndicatorReader }): FastifyPluginAsync {
  const asked = async (code: string, month?: string | undefined) => {
    const basis = await reader.current();
    const unit = basis.byCode.get(code);
    if (unit === undefined) throw indicatorErrors.unitNotFound();
    return { basis, unit, month: month ?? usualMonth(basis) };
  };
  const params = Type.Object({ unit: Type.String({ maxLength: 10, description: 'Code of the unit: 95, 954, 31825' }) });
  const querystring = Type.Object({
    month: Type.Optional(
      Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'The newest month that is over unless given' }),
    ),
  });
  const tags = ['indicators'];
  return async (app) => {
    app.get<Asked>(
      '/api/v1/indicators/:unit/dhis2',
      {
        schema: {
          summary: 'Numbers of a month for DHIS2 (dataValueSets), of a unit and all below it',
          tags,
          params,
          querystring,
        },
      },
      async (request) => {
        const { basis, unit, month } = await asked(request.params.unit, request.query.month);
        return month === undefined ? { dataValues: [] } : dataValueSet(basis, unit, month);
      },
    );
    app.get<Asked>(
      '/api/v1/indicators/:unit/dhis2/metadata',
      { schema: { summary: 'What the identifiers of the numbers for DHIS2 mean (metadata import)', tags, params } },
      async (request) => {
        const { basis, unit } = await asked(request.params.unit);
        return dhis2Metadata(basis, unit);
      },
    );
    app.get<Asked>(
      '/api/v1/indicators/:unit/sdmx',
      {
        schema: {
          summary: 'Indicators of a month as SDMX-CSV 2.0, of a unit and all below it',
          tags,
          params,
          querystring,
        },
      },
      async (request, reply) => {
        const { basis, unit, month } = await asked(request.params.unit, request.query.month);
        return reply
          .type('application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8')
          .send(sdmxCsv(basis, unit, month ?? ''));
      },
    );
    app.get<Asked>(
      '/api/v1/indicators/:unit/sdmx/structure',
      { schema: { summary: 'What the codes of the SDMX data mean (SDMX-JSON 2.0 structure message)', tags, params } },
      async (request, reply) => {
        const { basis, unit } = await asked(request.params.unit);
        const prepared = (basis.countedTo ?? Temporal.Instant.fromEpochMilliseconds(0)).toString({
          smallestUnit: 'second',
        });
        return reply
          .type('application/vnd.sdmx.structure+json; version=2.0.0; charset=utf-8')
          .send(JSON.stringify(sdmxStructure(basis, unit, prepared)));
      },
    );
  };
}

interface Asked {
  readonly Params: { readonly unit: string };
  readonly Querystring: { readonly month?: string };
}
