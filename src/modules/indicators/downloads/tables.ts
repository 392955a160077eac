import { fill, formatDate, formatNumber, type Language, say } from '../../../platform/text.ts';
import type { Unit } from '../../territory/index.ts';
import type { ChartQuestion } from '../charts/of-board.ts';
import type { Indicator } from '../definitions/model.ts';
import { shown } from '../pages/parts.tsx';
import { type BoardRow, isShare, type LeagueRow } from '../queries/board.ts';
import { breakInWords } from '../successions/parts.tsx';
import { successionTexts } from '../successions/texts.ts';
import { certaintyNames, standingNames } from '../texts.ts';
import type { Value } from '../values/model.ts';
import type { CellValue, Coded, Column, Note, Table } from './table.ts';
import { downloadTexts } from './texts.ts';

const cellOf = (indicator: Indicator, value: number | undefined): CellValue =>
  value === undefined || !isShare(indicator) ? value : { share: value };

/** `online=40 received=1050`: by the names of the formula. */
const inputsOf = ({ inputs }: Value): string =>
  Object.entries(inputs)
    .map(([key, amount]) => `${key}=${amount}`)
    .join(' ');

type Texts = ReturnType<typeof downloadTexts>;

function stateOf({ state }: Value, t: Texts): Coded {
  const words: Partial<Record<string, string>> = {
    known: t.known,
    partly: t.partly,
    missing: t.missing,
    'not-applicable': t.notApplicable,
    divided: t.divided,
    restarted: t.restarted,
  };
  return { code: state, words: words[state] ?? state };
}

/** Reported numbers that a demonstration made up; how many dossiers it made up stands in the notes. */
const inventedOf = ({ synthetic }: Value, t: Texts): CellValue =>
  synthetic ? { code: 'yes', words: t.invented } : undefined;

/** A unit's indicators of a month, one a row. */
export function boardTable({ unit, month, language }: ChartQuestion, rows: readonly BoardRow[]): Table {
  const t = downloadTexts(language);
  return {
    name: t.boardSheet,
    columns: [
      { key: 'unit', title: t.unitCode },
      { key: 'unit_name', title: t.unit, width: 22 },
      { key: 'month', title: t.month },
      { key: 'indicator', title: t.indicatorCode, width: 22 },
      { key: 'indicator_name', title: t.indicator, width: 40 },
      { key: 'state', title: t.state, width: 18 },
      { key: 'value', title: t.value },
      { key: 'inputs', title: t.inputs, width: 28 },
      { key: 'target', title: t.target },
      { key: 'target_by', title: t.targetBy },
      { key: 'standing', title: t.standing, width: 18 },
      { key: 'gap', title: t.gap },
      { key: 'reported', title: t.reported },
      { key: 'units', title: t.expected },
      { key: 'invented', title: t.sample },
      { key: 'break', title: successionTexts(language).breaks },
    ],
    rows: rows.map(({ indicator, value, target, outlook, breaks }) => [
      unit.code,
      say(unit.name, language),
      month,
      indicator.key,
      say(indicator.name, language),
      stateOf(value, t),
      cellOf(indicator, value.value),
      inputsOf(value),
      cellOf(indicator, target?.value),
      target?.by,
      outlook && { code: outlook.standing, words: say(standingNames[outlook.standing], language) },
      cellOf(indicator, outlook?.gap),
      value.coverage?.reported,
      value.coverage?.units,
      inventedOf(value, t),
      breaks.at(-1)?.month,
    ]),
  };
}

/** Units below with their main figures. */
export function belowTable(
  { basis, unit, month, language }: ChartQuestion,
  rows: readonly BoardRow[],
): Table | undefined {
  const t = downloadTexts(language);
  const units = basis.below(unit).flatMap((child) => [child, ...basis.below(child)]);
  if (units.length === 0) return undefined;
  const main = rows.map(({ indicator }) => indicator).filter(({ headline }) => headline !== undefined);
  return {
    name: t.belowSheet,
    columns: [
      { key: 'unit', title: t.unitCode },
      { key: 'unit_name', title: t.unit, width: 30 },
      ...main.map(({ key, name }) => ({ key, title: say(name, language), width: 20 })),
    ],
    rows: units.map((each) => [
      each.code,
      say(each.name, language),
      ...main.map((indicator) =>
        indicator.levels.includes(each.level)
          ? cellOf(indicator, basis.value(indicator, each, month).value)
          : undefined,
      ),
    ]),
  };
}

/** An indicator month by month, with what each value was worked out from. */
export function seriesTable({ basis, unit, month, language }: ChartQuestion, indicator: Indicator): Table {
  const t = downloadTexts(language);
  const breaks = basis.breaks(indicator, unit);
  return {
    name: t.seriesSheet,
    columns: [
      ...unitColumns(t),
      { key: 'month', title: t.month },
      { key: 'state', title: t.state, width: 18 },
      { key: 'value', title: t.value },
      ...indicator.inputs.map(({ key, name }) => ({ key, title: say(name, language), width: 20 })),
      { key: 'invented', title: t.sample },
      { key: 'break', title: successionTexts(language).breaks, width: 28 },
    ],
    rows: basis.months
      .filter((each) => each <= month)
      .map((each) => {
        const value = basis.value(indicator, unit, each);
        const broken = breaks.find(({ month: from }) => from === each);
        return [
          ...unitCells(unit, language),
          each,
          stateOf(value, t),
          cellOf(indicator, value.value),
          ...indicator.inputs.map(({ key }) => value.inputs[key]),
          inventedOf(value, t),
          broken === undefined ? undefined : { code: broken.kind, words: breakInWords(broken, language) },
        ];
      }),
  };
}

/** Units side by side; without a rank where few cases stand behind the value. */
export function leagueTable(language: Language, indicator: Indicator, league: readonly LeagueRow[]): Table {
  const t = downloadTexts(language);
  return {
    name: t.leagueSheet,
    columns: [
      { key: 'rank', title: t.rank, width: 8 },
      ...unitColumns(t),
      { key: 'state', title: t.state, width: 18 },
      { key: 'value', title: t.value },
      ...indicator.inputs.map(({ key, name }) => ({ key, title: say(name, language), width: 20 })),
      { key: 'invented', title: t.sample },
    ],
    rows: league.map(({ unit, value, rank }) => [
      rank,
      ...unitCells(unit, language),
      stateOf(value, t),
      cellOf(indicator, value.value),
      ...indicator.inputs.map(({ key }) => value.inputs[key]),
      inventedOf(value, t),
    ]),
  };
}

const unitColumns = (t: Texts): Column[] => [
  { key: 'unit', title: t.unitCode },
  { key: 'unit_name', title: t.unit, width: 26 },
];
const unitCells = ({ code, name }: Unit, language: Language): CellValue[] => [code, say(name, language)];

/** What one must know to use the figures; a sheet of its own in a workbook. */
export function notesOf(
  { basis, unit, month, language }: ChartQuestion,
  rows: readonly BoardRow[],
): { readonly name: string; readonly lines: readonly Note[] } {
  const t = downloadTexts(language);
  const { some, synthetic, of } = basis.sample(unit, month);
  const day = (date: string) => formatDate(Temporal.PlainDate.from(date), language);
  return {
    name: t.notesSheet,
    lines: [
      [t.unit, `${say(unit.name, language)} (${unit.code})`],
      [t.month, month],
      [t.asKnown, formatDate(basis.knownBy, language)],
      [t.emptyCell, t.emptyCellWords],
      ...(!some
        ? []
        : [
            [
              t.sample,
              fill(t.sampleWords, {
                month,
                synthetic: synthetic === undefined ? '?' : formatNumber(synthetic, language),
                received: of === undefined ? '?' : formatNumber(of, language),
              }),
            ] as const,
          ]),
      ...rows.map(
        ({ indicator }): Note => [
          say(indicator.name, language),
          fill(t.definition, {
            definition: say(indicator.definition, language),
            formula: indicator.formula.source,
            certainty: say(certaintyNames[indicator.certainty], language),
          }),
        ],
      ),
      ...rows.flatMap(({ indicator, claims }) =>
        claims.map(
          (claim): Note => [
            t.claim,
            fill(t.claimWords, {
              indicator: say(indicator.name, language),
              value: shown(indicator, claim.value, language),
              from: day(claim.from),
              to: day(claim.to),
              source: say(claim.source, language),
              certainty: say(certaintyNames[claim.certainty], language),
              definition: say(claim.definition, language),
            }),
          ],
        ),
      ),
    ],
  };
}
