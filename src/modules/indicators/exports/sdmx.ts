import type { Unit } from '../../territory/index.ts';
import type { Indicator } from '../definitions/model.ts';
import { isShare } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import type { Value } from '../values/model.ts';
import { unitsUnder } from './facts.ts';

const agency = 'CUASO';
const version = '1.0.0';
const flow = `${agency}:INDICATORS(${version})`;
const urn = (kind: string, id: string) => `urn:sdmx:org.sdmx.infomodel.${kind}=${agency}:${id}(${version})`;

/** Columns of SDMX-CSV 2.0: what names the structure, the dimensions, the value, its attributes. */
export const sdmxColumns = [
  'STRUCTURE',
  'STRUCTURE_ID',
  'ACTION',
  'REF_AREA',
  'INDICATOR',
  'TIME_PERIOD',
  'OBS_VALUE',
  'UNIT_MEASURE',
  'OBS_STATUS',
] as const;

/** The values of all indicators in a month (`2022-09`), for a unit and all below it, as SDMX-CSV 2.0; what nobody has reported has no row. */
export function sdmxCsv(basis: Basis, unit: Unit, month: string): string {
  const rows = unitsUnder(basis, unit).flatMap((each) =>
    basis.definitions.indicators
      .filter(({ levels }) => levels.includes(each.level))
      .flatMap((indicator) => {
        const value = basis.value(indicator, each, month);
        const status = statusOf(value);
        if (status === undefined) return [];
        return [
          ['dataflow', flow, 'I', each.code, indicator.key, month, value.value ?? '', unitMeasure(indicator), status],
        ];
      }),
  );
  // The standard's reader takes the first bytes as the first heading: no byte-order mark. Codes and numbers need no quotes.
  return [sdmxColumns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** `A` normal, `P` not all units below have reported, `Q` held back so that nobody can be told from it; undefined where there is nothing to tell. */
function statusOf({ state, value }: Value): 'A' | 'P' | 'Q' | undefined {
  if (state === 'missing' || state === 'not-applicable') return undefined;
  if (value === undefined) return 'Q';
  return state === 'partly' ? 'P' : 'A';
}

/** A share is told as a number from 0 to 1. */
function unitMeasure(indicator: Indicator): 'PURE_NUMB' | 'NUMBER' {
  return isShare(indicator) ? 'PURE_NUMB' : 'NUMBER';
}

const text = (vi: string, en: string) => ({ name: vi, names: { vi, en } });
const code = (id: string, vi: string, en: string) => ({ id, ...text(vi, en) });

/** The structure message (SDMX-JSON 2.0) that says what the codes of `sdmxCsv` mean. `prepared` is an instant. */
export function sdmxStructure(basis: Basis, unit: Unit, prepared: string) {
  const concept = (id: string, vi: string, en: string) => code(id, vi, en);
  const conceptIdentity = (id: string) =>
    `urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=${agency}:CONCEPTS(${version}).${id}`;
  const coded = (id: string, list: string) => ({
    id,
    conceptIdentity: conceptIdentity(id),
    localRepresentation: { enumeration: urn('codelist.Codelist', list) },
  });
  const list = (id: string, vi: string, en: string, codes: readonly object[]) => ({
    id,
    agencyID: agency,
    version,
    ...text(vi, en),
    codes,
  });
  return {
    meta: {
      schema:
        'https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json',
      id: `indicators-${unit.code}`,
      prepared,
      test: false,
      contentLanguages: ['vi', 'en'],
      sender: { id: agency, ...text('Cửa Số', 'Cửa Số') },
    },
    data: {
      dataflows: [
        {
          id: 'INDICATORS',
          agencyID: agency,
          version,
          ...text('Chỉ số chuyển đổi số', 'Digital transformation indicators'),
          structure: urn('datastructure.DataStructure', 'INDICATORS'),
        },
      ],
      dataStructures: [
        {
          id: 'INDICATORS',
          agencyID: agency,
          version,
          ...text('Chỉ số chuyển đổi số', 'Digital transformation indicators'),
          dataStructureComponents: {
            dimensionList: {
              id: 'DimensionDescriptor',
              dimensions: [coded('REF_AREA', 'CL_AREA'), coded('INDICATOR', 'CL_INDICATOR')].map((each, index) => ({
                ...each,
                position: index + 1,
              })),
              timeDimension: {
                id: 'TIME_PERIOD',
                conceptIdentity: conceptIdentity('TIME_PERIOD'),
                localRepresentation: { format: { dataType: 'GregorianYearMonth' } },
              },
            },
            measureList: {
              id: 'MeasureDescriptor',
              measures: [
                {
                  id: 'OBS_VALUE',
                  conceptIdentity: conceptIdentity('OBS_VALUE'),
                  localRepresentation: { format: { dataType: 'Double' } },
                },
              ],
            },
            attributeList: {
              id: 'AttributeDescriptor',
              attributes: [coded('UNIT_MEASURE', 'CL_UNIT'), coded('OBS_STATUS', 'CL_OBS_STATUS')].map((each) => ({
                ...each,
                attributeRelationship: { observation: {} },
              })),
            },
          },
        },
      ],
      conceptSchemes: [
        {
          id: 'CONCEPTS',
          agencyID: agency,
          version,
          ...text('Khái niệm', 'Concepts'),
          concepts: [
            concept('REF_AREA', 'Đơn vị hành chính', 'Administrative unit'),
            concept('INDICATOR', 'Chỉ tiêu', 'Indicator'),
            concept('TIME_PERIOD', 'Tháng', 'Month'),
            concept('OBS_VALUE', 'Giá trị', 'Value'),
            concept('UNIT_MEASURE', 'Đơn vị đo', 'Unit of measure'),
            concept('OBS_STATUS', 'Tình trạng của giá trị', 'Status of the value'),
          ],
        },
      ],
      codelists: [
        list(
          'CL_AREA',
          'Đơn vị hành chính',
          'Administrative units',
          unitsUnder(basis, unit).map((each) => code(each.code, each.name.vi, each.name.en)),
        ),
        list(
          'CL_INDICATOR',
          'Chỉ tiêu',
          'Indicators',
          basis.definitions.indicators.map(({ key, name, definition }) => ({
            ...code(key, name.vi, name.en),
            description: definition.vi,
            descriptions: { vi: definition.vi, en: definition.en },
          })),
        ),
        list('CL_UNIT', 'Đơn vị đo', 'Units of measure', [
          code('PURE_NUMB', 'Tỷ lệ, từ 0 đến 1', 'Share, from 0 to 1'),
          code('NUMBER', 'Số lượng', 'Number'),
        ]),
        list('CL_OBS_STATUS', 'Tình trạng của giá trị', 'Status of the value', [
          code('A', 'Đủ', 'Normal'),
          code('P', 'Tạm: chưa đủ đơn vị báo cáo', 'Provisional: not all units have reported'),
          code('Q', 'Không nêu, để không ai bị nhận ra', 'Held back, so that nobody can be told from it'),
        ]),
      ],
    },
  };
}
