import type { Words } from '../../../platform/errors.ts';
import { type Edition, nodesOf } from '../editions/model.ts';
import { hasTotal, type Parts, type PartTotal, type TotalOfParts, totalOfParts } from '../editions/total-of-parts.ts';
import { foldHeading } from './annex.ts';
import { importErrors } from './errors.ts';
import { loadEdition } from './import-index.ts';
import { readSheets } from './read-sheet.ts';
import {
  cellFaults,
  cellName,
  codeOf,
  formatSheetFault,
  readNumber,
  type Sheet,
  type SheetFault,
  textOf,
} from './sheet.ts';

export interface UnitTotal extends TotalOfParts {
  readonly name: string;
}

export type TotalTable =
  | { readonly faults: readonly string[] }
  | { readonly faults: readonly []; readonly edition: Edition; readonly units: readonly UnitTotal[] };

/**
 * Totals of the units of a table: a row for each, with its name and a column for each code; an empty cell is not known. Faults are told at their
 * cells, all at once, and nothing is then worked out. Errors: those of `importErrors`.
 */
export async function totalTable(question: {
  readonly dir: string;
  readonly editionKey: string;
  readonly file: string;
  readonly of: Parts['of'];
}): Promise<TotalTable> {
  const { edition } = loadEdition(question.dir, question.editionKey);
  if (!hasTotal(edition)) throw importErrors.pointsNotKnown({ values: { key: edition.key } });
  const [sheet] = await readSheets(question.file);
  if (sheet === undefined) throw importErrors.notATable({ values: { file: question.file } });
  const { units, faults } = unitsOf(sheet, edition, question.of);
  return faults.length > 0
    ? { faults: faults.map((fault) => formatSheetFault(sheet, fault)) }
    : { faults: [], edition, units };
}

const nameHeadings = [
  'ten',
  'ten don vi',
  'don vi',
  'dia phuong',
  'tinh',
  'tinh thanh pho',
  'name',
  'unit',
  'province',
];
const orderHeadings = ['tt', 'stt', 'so tt', 'no'];

interface Head {
  readonly row: number;
  readonly name: number;
  /** By column. */
  readonly codes: ReadonlyMap<number, string>;
}

function unitsOf(sheet: Sheet, edition: Edition, of: Parts['of']): { units: UnitTotal[]; faults: SheetFault[] } {
  const faults = cellFaults(sheet);
  const units: UnitTotal[] = [];
  const head = headOf(sheet, edition, faults);
  if (head === undefined) return { units, faults };
  const seen = new Set<string>();
  sheet.rows.forEach((cells, row) => {
    if (row <= head.row || cells.every((cell) => textOf(cell) === '')) return;
    const name = textOf(cells[head.name]);
    const fault = (column: number, words: Words) => faults.push({ cell: cellName(row, column), words });
    if (name === '') fault(head.name, noName);
    else if (seen.has(name)) fault(head.name, nameTwice(name));
    seen.add(name);
    const given = new Map<string, number>();
    for (const [column, code] of head.codes) {
      if (textOf(cells[column]) === '') continue;
      const read = readNumber(cells[column], of === 'values' ? 'decimals' : 'refused');
      if ('words' in read) fault(column, read.words);
      else given.set(code, read.value);
    }
    const total = totalOfParts(edition, { of, given });
    if (!('faults' in total)) units.push({ name, ...total });
    else
      for (const { code, words } of total.faults)
        fault([...head.codes].find(([, each]) => each === code)?.[0] ?? head.name, words);
  });
  if (units.length === 0 && faults.length === 0) faults.push({ cell: '', words: noRows });
  return { units, faults };
}

function headOf(sheet: Sheet, edition: Edition, faults: SheetFault[]): Head | undefined {
  const known = new Set([...nodesOf(edition.nodes)].map(({ code }) => code));
  const row = sheet.rows.findIndex((cells) => nameColumn(cells) >= 0 && cells.some((cell) => known.has(codeOf(cell))));
  const cells = sheet.rows[row];
  if (cells === undefined) {
    faults.push({ cell: '', words: noHeadings });
    return undefined;
  }
  const name = nameColumn(cells);
  const codes = new Map<number, string>();
  const width = Math.max(...sheet.rows.map(({ length }) => length));
  for (let column = 0; column < width; column += 1) {
    const heading = textOf(cells[column]);
    const code = codeOf(cells[column]);
    if (column === name || orderHeadings.includes(foldHeading(heading))) continue;
    const empty = sheet.rows.slice(row + 1).every((below) => textOf(below[column]) === '');
    if (heading === '' && empty) continue;
    if (!known.has(code)) faults.push({ cell: cellName(row, column), words: noSuchCode(heading) });
    else if ([...codes.values()].includes(code)) faults.push({ cell: cellName(row, column), words: codeTwice(code) });
    else codes.set(column, code);
  }
  return { row, name, codes };
}

function nameColumn(cells: Sheet['rows'][number]): number {
  return cells.findIndex((cell) => nameHeadings.includes(foldHeading(textOf(cell))));
}

/** Totals as lines of a terminal. */
export function describeTotals(edition: Edition, units: readonly UnitTotal[]): string[] {
  const value = (part: PartTotal) =>
    part.value === undefined ? 'not known' : part.value.toFixed(edition.total.decimals);
  const of = (part: PartTotal) => (edition.rule === 'sum' ? ` of ${part.full} points` : '');
  const placeholder = units.some(({ total }) => total.placeholder);
  return [
    ...units.map(({ name, total, views }) =>
      [
        total.state === 'known'
          ? `${name}: ${value(total)} (${total.reached}${of(total)})`
          : `${name}: not known; at least ${total.reached ?? 0}, at most ${total.atMost}${of(total)}; missing: ${total.missing.join(', ')}`,
        ...views.map((view) => `${view.code} ${value(view)}`),
      ].join('; '),
    ),
    ...(placeholder ? ['Worked out with invented points: NOT official figures.'] : []),
    ...(edition.caveat === undefined ? [] : [edition.caveat.en]),
  ];
}

const noHeadings = {
  vi: 'Không thấy dòng tiêu đề. Cần một cột "Tên" và mỗi mã chỉ số một cột.',
  en: 'There is no line of headings. A column "name" is needed, and one for each code.',
};
const noSuchCode = (heading: string): Words => ({
  vi: `Bộ chỉ số này không có mã "${heading.slice(0, 40)}".`,
  en: `This edition has no code "${heading.slice(0, 40)}".`,
});
const codeTwice = (code: string): Words => ({
  vi: `Mã ${code} có hai cột.`,
  en: `There are two columns of the code ${code}.`,
});
const noName = { vi: 'Thiếu tên đơn vị.', en: 'The name of the unit is missing.' };
const nameTwice = (name: string): Words => ({
  vi: `"${name.slice(0, 40)}" đã có ở trên.`,
  en: `"${name.slice(0, 40)}" stands above already.`,
});
const noRows = { vi: 'Dưới tiêu đề không có dòng nào.', en: 'There are no lines below the headings.' };
