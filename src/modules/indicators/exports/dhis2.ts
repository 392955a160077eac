import { createHash } from 'node:crypto';
import type { Unit } from '../../territory/index.ts';
import type { Input } from '../editions/model.ts';
import { baseUnits } from '../formula/units-of-measure.ts';
import { isShare } from '../queries/board.ts';
import type { Basis } from '../queries/indicator-reader.ts';
import { factsOf, keyOf, quantitiesOf, unitsUnder } from './facts.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const signs = `${letters}0123456789`;

/** An identifier as DHIS2 makes them, a letter and ten letters or digits, but always the same for the same name: importing twice changes nothing. */
export function dhis2Id(kind: string, name: string): string {
  const digest = createHash('sha256').update(`${kind} ${name}`).digest();
  const at = (index: number, of: string) => of[digest.readUInt16BE(2 * index) % of.length] ?? 'A';
  return at(0, letters) + Array.from({ length: 10 }, (_, index) => at(index + 1, signs)).join('');
}

const dataElementId = (key: string) => dhis2Id('data element', key);
/** A code names one unit at a time; the first day makes it one for good. */
const orgUnitId = ({ code, validFrom }: Unit) => dhis2Id('organisation unit', `${code} ${validFrom}`);
const dataSetId = dhis2Id('data set', 'indicators');

export interface DataValueSet {
  readonly dataSet: string;
  readonly period: string;
  readonly dataValues: readonly {
    readonly dataElement: string;
    readonly period: string;
    readonly orgUnit: string;
    readonly value: string;
    readonly comment?: string;
  }[];
}

/** For `POST /api/dataValueSets`: the numbers of a month (`2022-09`) of a unit and all below it. Only what everybody may see. */
export function dataValueSet(basis: Basis, unit: Unit, month: string): DataValueSet {
  const period = month.replace('-', '');
  return {
    dataSet: dataSetId,
    period,
    dataValues: factsOf(basis, unit, month).map((fact) => ({
      dataElement: dataElementId(fact.key),
      period,
      orgUnit: orgUnitId(fact.unit),
      value: String(fact.value),
      ...commentOf(fact),
    })),
  };
}

function commentOf({ reportedTo, partly }: { reportedTo: Temporal.PlainDate | undefined; partly: boolean }) {
  const words = [
    ...(reportedTo === undefined ? [] : [`reported up to ${reportedTo}`]),
    ...(partly ? ['not all units below have reported'] : []),
  ];
  return words.length === 0 ? {} : { comment: words.join('; ') };
}

/** For `POST /api/metadata`, before the numbers: what the identifiers mean. */
export function dhis2Metadata(basis: Basis, unit: Unit) {
  const units = unitsUnder(basis, unit);
  const quantities = [...quantitiesOf(basis)];
  return {
    organisationUnits: units.map((each) => ({
      id: orgUnitId(each),
      code: each.code,
      name: each.name.vi,
      shortName: each.name.vi.slice(0, 50),
      openingDate: each.validFrom.toString(),
      ...(each.validTo === undefined ? {} : { closedDate: each.validTo.toString() }),
      ...(each === unit ? {} : parentOf(units, each)),
      translations: [{ property: 'NAME', locale: 'en', value: each.name.en }],
    })),
    dataElements: quantities.map(([key, input]) => ({
      id: dataElementId(key),
      code: key,
      name: input.name.vi,
      shortName: input.name.vi.slice(0, 50),
      description: `${input.name.en} (${baseUnits[input.unit].en})`,
      domainType: 'AGGREGATE',
      valueType: 'NUMBER',
      // A state at the end of a month is not added over months.
      aggregationType: isState(basis, input) ? 'LAST' : 'SUM',
      translations: [{ property: 'NAME', locale: 'en', value: input.name.en }],
    })),
    indicatorTypes: [
      { id: dhis2Id('indicator type', 'per cent'), name: 'Per cent', factor: 100, number: false },
      { id: dhis2Id('indicator type', 'number'), name: 'Number', factor: 1, number: true },
    ],
    indicators: basis.definitions.indicators.map((indicator) => {
      const share = isShare(indicator);
      return {
        id: dhis2Id('indicator', indicator.key),
        code: indicator.key,
        name: indicator.name.vi,
        shortName: indicator.name.vi.slice(0, 50),
        description: indicator.definition.vi,
        indicatorType: { id: dhis2Id('indicator type', share ? 'per cent' : 'number') },
        ...expressionsOf(indicator.formula.source, indicator.inputs),
        translations: [{ property: 'NAME', locale: 'en', value: indicator.name.en }],
      };
    }),
    dataSets: [
      {
        id: dataSetId,
        code: 'indicators',
        name: 'Chỉ số chuyển đổi số',
        shortName: 'Chỉ số chuyển đổi số',
        periodType: 'Monthly',
        dataSetElements: quantities.map(([key]) => ({
          dataSet: { id: dataSetId },
          dataElement: { id: dataElementId(key) },
        })),
        organisationUnits: units.map((each) => ({ id: orgUnitId(each) })),
      },
    ],
  };
}

function parentOf(units: readonly Unit[], { parentId }: Unit) {
  const parent = units.find(({ id }) => id === parentId);
  return parent === undefined ? {} : { parent: { id: orgUnitId(parent) } };
}

function isState({ definitions }: Basis, { figure }: Input): boolean {
  return figure !== undefined && definitions.figures.some(({ key, kind }) => key === figure && kind === 'at');
}

/** A formula `above / below` as DHIS2 has it, in two halves; any other stands above one. */
function expressionsOf(formula: string, inputs: readonly Input[]) {
  const elements = new Map(inputs.map((input) => [input.key, `#{${dataElementId(keyOf(input))}}`]));
  const toDhis2 = (expression: string) =>
    expression.trim().replaceAll(/[A-Za-z]\w*/g, (name) => elements.get(name) ?? name);
  const [, above, below] = /^([^/]+)\/([^/]+)$/.exec(formula) ?? [];
  const simple = (part: string | undefined): part is string => part !== undefined && /^\s*\w+\s*$/.test(part);
  return simple(above) && simple(below)
    ? { numerator: toDhis2(above), denominator: toDhis2(below) }
    : { numerator: toDhis2(formula), denominator: '1' };
}
