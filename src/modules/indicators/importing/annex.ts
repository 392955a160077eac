import type { Words } from '../../../platform/errors.ts';
import { fold } from '../../../platform/text.ts';
import { cellFaults, cellName, codeOf, dateMade, readNumber, type Sheet, type SheetFault, textOf } from './sheet.ts';

/** Columns of an annex. */
export type AnnexColumn = 'code' | 'name' | 'maximum' | 'formula' | 'source';

/** One line of an annex: a main indicator or a component. */
export interface AnnexRow {
  /** Counted from nought. */
  readonly row: number;
  readonly code: string;
  readonly name: string;
  /** Undefined where the cell is empty. */
  readonly maximum: number | undefined;
  readonly formula: string | undefined;
  readonly source: string | undefined;
}

export interface Annex {
  readonly rows: readonly AnnexRow[];
  /** The line of the sum, where the annex has one. */
  readonly total: { readonly row: number; readonly maximum: number } | undefined;
  readonly columns: Readonly<Partial<Record<AnnexColumn, number>>>;
  /** Headings that say nothing to us: their columns are left out. */
  readonly ignored: readonly string[];
}

export interface AnnexRead {
  readonly sheet: Sheet;
  readonly annex: Annex | undefined;
  readonly faults: readonly SheetFault[];
}

/** Headings as annexes word them, folded: without diacritics, signs and what stands in brackets. The first of a column that is there is taken. */
const headings: Readonly<Record<AnnexColumn, readonly string[]>> = {
  code: ['ma', 'ma so', 'ma chi so', 'ma chi tieu', 'code', 'tt', 'stt', 'so tt', 'so thu tu', 'no'],
  name: [
    'ten',
    'ten chi so',
    'ten chi so thanh phan',
    'ten chi tieu',
    'name',
    'indicator name',
    'chi so',
    'chi so thanh phan',
    'chi so chi so thanh phan',
    'chi tieu',
    'indicator',
    'noi dung',
  ],
  maximum: [
    'diem toi da',
    'diem chuan',
    'thang diem',
    'maximum',
    'maximum points',
    'max points',
    'max',
    'full points',
    'diem',
    'points',
  ],
  formula: ['cong thuc', 'cong thuc tinh', 'cach tinh', 'cach tinh diem', 'cach cham diem', 'cach xac dinh', 'formula'],
  source: ['nguon', 'nguon so lieu', 'nguon du lieu', 'tai lieu kiem chung', 'source', 'data source', 'evidence'],
};
const needed = ['code', 'name', 'maximum'] as const;

/** Titles may stand above the table. */
const headingWithin = 30;

/** Reads the annex out of a file's sheets: the first that has its headings. Every fault of every cell at once. */
export function readAnnex(sheets: readonly Sheet[]): AnnexRead {
  const found = sheets.flatMap((sheet) => {
    const heading = findHeading(sheet);
    return heading === undefined ? [] : [{ sheet, heading }];
  })[0];
  if (found === undefined) {
    const sheet = sheets[0] ?? { file: '', name: undefined, rows: [] };
    return { sheet, annex: undefined, faults: [{ cell: '', words: noHeadings }] };
  }
  const { sheet, heading } = found;
  const faults = cellFaults(sheet);
  const rows: AnnexRow[] = [];
  let total: Annex['total'];
  sheet.rows.forEach((cells, row) => {
    if (row <= heading.row || cells.every((cell) => textOf(cell) === '')) return;
    const cell = (column: AnnexColumn) => cells[heading.columns[column] ?? -1];
    const fault = (column: AnnexColumn, words: Words) =>
      faults.push({ cell: cellName(row, heading.columns[column] ?? 0), words });
    const maximum = textOf(cell('maximum')) === '' ? undefined : readNumber(cell('maximum'));
    if (maximum !== undefined && 'words' in maximum) fault('maximum', maximum.words);
    const points = maximum !== undefined && 'value' in maximum ? maximum.value : undefined;
    if (points !== undefined && (points < 0 || points > 10_000)) fault('maximum', outOfRange);
    const name = textOf(cell('name'));
    if (isTotal(textOf(cell('code'))) || (codeOf(cell('code')) === '' && isTotal(name))) {
      if (total !== undefined) fault('name', totalTwice);
      if (maximum === undefined) fault('maximum', noTotal);
      if (points !== undefined) total = { row, maximum: points };
      return;
    }
    const code = codeOf(cell('code'));
    if (cell('code') instanceof Date) fault('code', dateMade);
    else if (code === '') fault('code', noCode);
    else if (!/^[A-Za-z0-9]{1,6}(\.[0-9]{1,3}[a-z]?){0,5}$/.test(code)) fault('code', badCode(code));
    if (name === '') fault('name', noName);
    const words = (column: AnnexColumn) => textOf(cell(column)) || undefined;
    rows.push({ row, code, name, maximum: points, formula: words('formula'), source: words('source') });
  });
  if (rows.length === 0) faults.push({ cell: '', words: noRows });
  return { sheet, annex: { rows, total, columns: heading.columns, ignored: heading.ignored }, faults };
}

interface Heading {
  readonly row: number;
  readonly columns: Readonly<Partial<Record<AnnexColumn, number>>>;
  readonly ignored: readonly string[];
}

function findHeading(sheet: Sheet): Heading | undefined {
  for (const [row, cells] of sheet.rows.slice(0, headingWithin).entries()) {
    const folded = cells.map((cell) => foldHeading(textOf(cell)));
    const columns: Partial<Record<AnnexColumn, number>> = {};
    for (const column of Object.keys(headings) as AnnexColumn[]) {
      const at = headings[column].map((word) => folded.indexOf(word)).find((index) => index >= 0);
      if (at !== undefined) columns[column] = at;
    }
    if (needed.some((column) => columns[column] === undefined)) continue;
    const used = new Set(Object.values(columns));
    return { row, columns, ignored: cells.map(textOf).filter((text, index) => text !== '' && !used.has(index)) };
  }
  return undefined;
}

export function foldHeading(text: string): string {
  return fold(text.replaceAll(/\([^)]*\)/g, ' ').replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' '));
}

const isTotal = (text: string) =>
  ['tong', 'tong cong', 'tong diem', 'tong so', 'tong so diem', 'cong', 'total', 'sum'].includes(foldHeading(text));

const noHeadings = {
  vi: 'Không thấy dòng tiêu đề. Cần ba cột: mã, tên, điểm tối đa (thêm công thức, nguồn nếu có).',
  en: 'There is no line of headings. Three columns are needed: code, name, maximum (and formula, source if there are any).',
};
const noRows = { vi: 'Dưới tiêu đề không có dòng nào.', en: 'There are no lines below the headings.' };
const noCode = { vi: 'Thiếu mã.', en: 'The code is missing.' };
const noName = { vi: 'Thiếu tên chỉ số.', en: 'The name is missing.' };
const noTotal = { vi: 'Dòng tổng thiếu số điểm.', en: 'The line of the sum has no points.' };
const totalTwice = { vi: 'Có hai dòng tổng.', en: 'There are two lines of a sum.' };
const outOfRange = { vi: 'Điểm phải từ 0 đến 10000.', en: 'Points lie between 0 and 10,000.' };
const badCode = (code: string): Words => ({
  vi: `"${code.slice(0, 40)}" không phải mã chỉ số. Ví dụ đúng: 1 hoặc 1.10.`,
  en: `"${code.slice(0, 40)}" is no code of an indicator. Write it as 1 or 1.10.`,
});
