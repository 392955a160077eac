import type { Words } from '../../../platform/errors.ts';

/** A cell as the file has it. A number was stored as one, so its decimal sign is in no doubt; a date is always a mistake of the spreadsheet. */
export type Cell = string | number | Date | undefined;

/** A table out of a file, its rows in their places: `rows[0]` is row 1. */
export interface Sheet {
  /** Of the file, without folders. */
  readonly file: string;
  /** Name of the sheet; undefined of a file that has no sheets. */
  readonly name: string | undefined;
  readonly rows: readonly (readonly Cell[])[];
}

/** One fault at one cell, for the person who has the table in front of them. */
export interface SheetFault {
  /** `B12`; the column's letter alone, or nothing, where it is about more than one cell. */
  readonly cell: string;
  readonly words: Words;
}

/** Far more than any annex, far less than what would hurt. */
export const sheetLimits = { rows: 2000, columns: 100, cellLength: 2000 } as const;

/** `B12` of row 11 and column 1, both counted from nought. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** Text of a cell, on one line; '' where there is none. */
export function textOf(cell: Cell): string {
  if (cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).normalize('NFC').replaceAll(/\s+/g, ' ').trim();
}

/** Every cell that no table of ours has: too long, with signs that steer a terminal, or that a spreadsheet would run. */
export function cellFaults(sheet: Sheet): SheetFault[] {
  return sheet.rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      const words = typeof cell === 'string' ? faultOf(cell) : undefined;
      return words === undefined ? [] : [{ cell: cellName(row, column), words }];
    }),
  );
}

function faultOf(cell: string): Words | undefined {
  if (cell.length > sheetLimits.cellLength) return tooLong;
  if (/(?![\t\r\n])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(cell)) return controls;
  // What is written "- Có: đủ điểm" is a list; with a pipe it calls a program.
  return /^\s*(?:[=@]|[+-].*\|)/s.test(cell) ? runs : undefined;
}

export type NumberRead = { readonly value: number } | { readonly words: Words };

/**
 * A number as people write it: `12`, `12,5`, `12.5`. `1.000` may be a thousand or one, so it is refused, unless the value can only be small.
 */
export function readNumber(cell: Cell, grouped: 'refused' | 'decimals' = 'refused'): NumberRead {
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: cell } : { words: notNumber(String(cell)) };
  if (cell instanceof Date) return { words: dateMade };
  const text = textOf(cell);
  if (grouped === 'refused' && /^[1-9]\d{0,2}([.,]\d{3})+$/.test(text)) return { words: ambiguous(text) };
  return /^-?\d{1,9}([.,]\d{1,12})?$/.test(text)
    ? { value: Number(text.replace(',', '.')) }
    : { words: notNumber(text) };
}

/** A code as it stands in a table: `1.1.`, ` 1.1` and the number 1.1 are `1.1`. */
export function codeOf(cell: Cell): string {
  return cell instanceof Date ? '' : textOf(cell).replaceAll(' ', '').replace(/\.$/, '');
}

/** A fault as one line of a terminal. */
export function formatSheetFault({ file, name }: Pick<Sheet, 'file' | 'name'>, { cell, words }: SheetFault): string {
  const sheet = name === undefined ? '' : ` [${name}]`;
  return `${file}${sheet}${cell === '' ? '' : ` ${cell}`}: ${words.en}`;
}

const tooLong = {
  vi: `Ô này dài quá ${sheetLimits.cellLength} ký tự.`,
  en: `This cell has more than ${sheetLimits.cellLength} characters.`,
};
const controls = {
  vi: 'Ô này có ký tự điều khiển không nhìn thấy. Hãy gõ lại nội dung.',
  en: 'This cell has invisible control characters. Type its content again.',
};
const runs = {
  vi: 'Ô này bắt đầu như một công thức của bảng tính. Hãy ghi bằng lời, không có dấu =, @ ở đầu.',
  en: 'This cell begins like a formula of a spreadsheet. Write it in words, without = or @ in front.',
};
export const dateMade = {
  vi: 'Bảng tính đã đổi ô này thành ngày tháng. Hãy định dạng cột là văn bản rồi gõ lại.',
  en: 'The spreadsheet made a date of this cell. Format the column as text and type it again.',
};
const notNumber = (text: string): Words => ({
  vi: text === '' ? 'Thiếu số ở ô này.' : `"${short(text)}" không phải là số. Ví dụ đúng: 12,5.`,
  en: text === '' ? 'A number is missing here.' : `"${short(text)}" is not a number. Write it as 12.5.`,
});
const ambiguous = (text: string): Words => ({
  vi: `"${text}" có thể là hàng nghìn hoặc số lẻ. Hãy ghi ${text.replaceAll(/[.,]/g, '')} hoặc bỏ các số 0 cuối.`,
  en: `"${text}" may be thousands or decimals. Write ${text.replaceAll(/[.,]/g, '')}, or leave out the last noughts.`,
});

export const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
