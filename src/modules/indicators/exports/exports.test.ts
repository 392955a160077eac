import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOne } from '../../../../test/dossiers.ts';
import { untilReadable } from '../../../../test/horizon.ts';
import { type House, openHouse } from '../../../../test/house.ts';
import { declaredMeasures } from '../../../app/measures.ts';
import { readCsv } from '../../../platform/csv.ts';
import { countMeasures } from '../counting/count-measures.ts';
import { dhis2Id } from './dhis2.ts';
import { sdmxColumns } from './sdmx.ts';

let house: House;
let month: string;
beforeAll(async () => {
  house = await openHouse();
  for (let count = 0; count < 3; count++) await fileOne(house, 'xac-nhan-tinh-trang-hon-nhan');
  await untilReadable(house.database);
  await countMeasures(house.database, declaredMeasures);
  month = house.clock.business().toString().slice(0, 7);
}, 300_000);
afterAll(() => house.close());

const get = async (path: string) => {
  const answer = await house.app.inject(path);
  return { status: answer.statusCode, type: String(answer.headers['content-type']), text: answer.body };
};
// biome-ignore lint/suspicious/noExplicitAny: documents of other people's standards, looked into at a few places.
const json = async (path: string): Promise<any> => JSON.parse((await get(path)).text);
const uid = /^[A-Za-z][A-Za-z0-9]{10}$/;

describe('DHIS2', () => {
  it('gets the very numbers of the public figures, each under an identifier that the metadata explains', async () => {
    const [set, metadata] = await Promise.all([
      json(`/api/v1/indicators/95/dhis2?month=${month}`),
      json('/api/v1/indicators/95/dhis2/metadata'),
    ]);
    const elements = new Map<string, string>(
      metadata.dataElements.map((each: { id: string; code: string }) => [each.id, each.code]),
    );
    const units = new Map<string, string>(
      metadata.organisationUnits.map((each: { id: string; code: string }) => [each.id, each.code]),
    );
    expect(set.period).toBe(month.replace('-', ''));
    expect(set.dataSet).toBe(metadata.dataSets[0].id);
    const told = new Map<string, string>();
    for (const { dataElement, orgUnit, period, value } of set.dataValues) {
      expect([uid.test(dataElement), uid.test(orgUnit), period, typeof value]).toEqual([
        true,
        true,
        set.period,
        'string',
      ]);
      const name = `${elements.get(dataElement)} ${units.get(orgUnit)}`;
      expect(told.has(name), name).toBe(false);
      told.set(name, value);
    }
    expect([...told.keys()].filter((name) => name.includes('undefined'))).toEqual([]);
    for (const code of ['95', '954', '31822']) {
      const { indicators } = await json(`/api/v1/indicators/${code}?month=${month}`);
      const { inputs } = indicators.find(({ key }: { key: string }) => key === 'online-share');
      expect([told.get(`measure:dossiers.online ${code}`), told.get(`measure:dossiers.received ${code}`)]).toEqual(
        inputs.online === undefined ? [undefined, undefined] : [String(inputs.online), String(inputs.received)],
      );
    }
  });

  it('gets metadata that refer to nothing that is not in them', async () => {
    const metadata = await json('/api/v1/indicators/95/dhis2/metadata');
    const groups = Object.values(metadata) as { id: string }[][];
    const ids = groups.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(uid);
    const known = new Set(ids);
    for (const { numerator, denominator } of metadata.indicators)
      for (const [, id] of `${numerator} ${denominator}`.matchAll(/#\{(\w+)\}/g))
        expect(known.has(id ?? '')).toBe(true);
    const share = metadata.indicators.find(({ code }: { code: string }) => code === 'online-share');
    expect([share.numerator, share.denominator]).toEqual([
      `#{${dhis2Id('data element', 'measure:dossiers.online')}}`,
      `#{${dhis2Id('data element', 'measure:dossiers.received')}}`,
    ]);
    const roots = metadata.organisationUnits.filter(({ parent }: { parent?: object }) => parent === undefined);
    expect(roots.map(({ code }: { code: string }) => code)).toEqual(['95']);
    for (const { parent } of metadata.organisationUnits)
      expect(parent === undefined || known.has(parent.id)).toBe(true);
    for (const { shortName } of [...metadata.dataElements, ...metadata.indicators, ...metadata.organisationUnits])
      expect(shortName.length).toBeLessThanOrEqual(50);
  });

  it('gets the same identifiers every time', async () => {
    const all = () => json('/api/v1/indicators/954/dhis2/metadata');
    expect(await all()).toEqual(await all());
    expect(dhis2Id('data element', 'a')).not.toBe(dhis2Id('data element', 'b'));
  });
});

describe('SDMX', () => {
  it('gets rows of SDMX-CSV 2.0 with the public values, by codes that the structure lists', async () => {
    const answer = await get(`/api/v1/indicators/95/sdmx?month=${month}`);
    expect(answer.type).toContain('application/vnd.sdmx.data+csv; version=2.0.0');
    const [head, ...rows] = readCsv(answer.text) ?? [];
    expect(head).toEqual([...sdmxColumns]);
    const { data } = await json('/api/v1/indicators/95/sdmx/structure');
    const codes = (id: string) =>
      new Set(
        data.codelists.find((list: { id: string }) => list.id === id).codes.map((code: { id: string }) => code.id),
      );
    const filled = rows.filter((row) => row.length > 1);
    expect(filled.length).toBeGreaterThan(0);
    for (const [structure, id, action, area, indicator, period, value, measure, status] of filled) {
      expect([structure, id, action, period]).toEqual(['dataflow', 'CUASO:INDICATORS(1.0.0)', 'I', month]);
      expect(codes('CL_AREA').has(area)).toBe(true);
      expect(codes('CL_INDICATOR').has(indicator)).toBe(true);
      expect(codes('CL_UNIT').has(measure)).toBe(true);
      expect(codes('CL_OBS_STATUS').has(status)).toBe(true);
      expect(status === 'Q').toBe(value === '');
    }
    const { indicators } = await json(`/api/v1/indicators/954?month=${month}`);
    const { value } = indicators.find(({ key }: { key: string }) => key === 'online-share');
    const row = filled.find(([, , , area, indicator]) => area === '954' && indicator === 'online-share');
    expect(row?.[6]).toBe(value === null ? row?.[6] : String(value));
  });

  it('gets a structure whose references lead to what is in it', async () => {
    const answer = await get('/api/v1/indicators/95/sdmx/structure');
    expect(answer.type).toContain('application/vnd.sdmx.structure+json; version=2.0.0');
    const { meta, data } = JSON.parse(answer.text);
    expect(meta.sender.id).toBe('CUASO');
    const concepts = data.conceptSchemes[0].concepts.map(({ id }: { id: string }) => id);
    const { dimensionList, measureList, attributeList } = data.dataStructures[0].dataStructureComponents;
    const components = [
      ...dimensionList.dimensions,
      dimensionList.timeDimension,
      ...measureList.measures,
      ...attributeList.attributes,
    ];
    expect(components.map(({ id }: { id: string }) => id)).toEqual(
      sdmxColumns.slice(3, 6).concat(sdmxColumns.slice(6)),
    );
    for (const { id, conceptIdentity, localRepresentation } of components) {
      expect(conceptIdentity).toBe(`urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=CUASO:CONCEPTS(1.0.0).${id}`);
      expect(concepts).toContain(id);
      const list = /Codelist=CUASO:(\w+)\(/.exec(localRepresentation.enumeration ?? '')?.[1];
      if (list !== undefined) expect(data.codelists.map((each: { id: string }) => each.id)).toContain(list);
    }
    expect(data.dataflows[0].structure).toBe(
      'urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=CUASO:INDICATORS(1.0.0)',
    );
  });
});

it('answers for units that are not there, and months without figures, in words and without numbers', async () => {
  for (const path of ['dhis2', 'dhis2/metadata', 'sdmx', 'sdmx/structure'])
    expect((await get(`/api/v1/indicators/99999/${path}`)).status).toBe(404);
  // What the platform counts is nought in a month without a dossier; nothing else is told.
  const { dataValues } = await json('/api/v1/indicators/31825/dhis2?month=2019-01');
  expect(dataValues.every(({ value }: { value: string }) => value === '0')).toBe(true);
});
