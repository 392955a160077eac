import writeXlsxFile from 'write-excel-file/node';
import { toCsv } from '../../../platform/csv.ts';

/** A share from 0 to 1 that a spreadsheet shows as per cent; in CSV and JSON it stays the share. */
export interface Share {
  readonly share: number;
}
/** A word of a fixed list: its code for programs, its words for people. */
export interface Coded {
  readonly code: string;
  readonly words: string;
}
export type CellValue = string | number | Share | Coded | undefined;

export interface Column {
  /** Head in CSV and name in JSON, the same in every language: programs read it. */
  readonly key: string;
  /** Head in a spreadsheet, for people. */
  readonly title: string;
  /** In letters. */
  readonly width?: number;
}

/** What is downloaded, whatever the kind of file. */
export interface Table {
  /** Name of its sheet; at most 31 letters, without `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** A line of the sheet of notes: what is told of, and the words. */
export type Note = readonly [about: string, words: string];

export const tableFormats = ['csv', 'xlsx', 'json'] as const;
export type TableFormat = (typeof tableFormats)[number];

export const tableTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

function plain(value: CellValue): string | number | undefined {
  if (typeof value !== 'object') return value;
  return 'code' in value ? value.code : value.share;
}

/** The first table as CSV or JSON; all of them and the notes as sheets of a workbook. */
export async function writeTables(
  format: TableFormat,
  [first, ...rest]: readonly [Table, ...Table[]],
  notes: { readonly name: string; readonly lines: readonly Note[] },
): Promise<string | Buffer> {
  if (format === 'csv')
    return toCsv(
      first.columns.map(({ key }) => key),
      first.rows.map((row) => row.map(plain)),
    );
  if (format === 'json')
    return JSON.stringify(
      first.rows.map((row) =>
        Object.fromEntries(first.columns.map(({ key }, index) => [key, plain(row[index]) ?? null])),
      ),
    );
  return writeXlsxFile([...[first, ...rest].map(toSheet), toNoteSheet(notes)], {
    fontFamily: 'Arial',
    fontSize: 11,
  }).toBuffer();
}

const head = (value: string) => ({
  value,
  type: String,
  fontWeight: 'bold' as const,
  wrap: true,
  alignVertical: 'top' as const,
});

function toSheet({ name, columns, rows }: Table) {
  return {
    sheet: name,
    stickyRowsCount: 1,
    columns: columns.map(({ width }) => ({ width: width ?? 14 })),
    data: [columns.map(({ title }) => head(title)), ...rows.map((row) => row.map(toCell))],
  };
}

/** Words are written as words: what begins with `=` is never a formula. */
function toCell(value: CellValue) {
  if (value === undefined) return null;
  const words = typeof value === 'object' && 'words' in value ? value.words : value;
  if (typeof words === 'string') return { value: words, type: String, wrap: true, alignVertical: 'top' as const };
  const top = { type: Number, alignVertical: 'top' as const };
  if (typeof words === 'object') return { ...top, value: words.share, format: '0.0%' };
  return { ...top, value: words, format: Number.isInteger(words) ? '#,##0' : '#,##0.00' };
}

function toNoteSheet({ name, lines }: { readonly name: string; readonly lines: readonly Note[] }) {
  return {
    sheet: name,
    columns: [{ width: 32 }, { width: 100 }],
    data: lines.map(([about, words]) => [head(about), toCell(words)]),
  };
}
