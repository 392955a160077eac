import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readCsv } from '../../../platform/csv.ts';
import { importErrors } from './errors.ts';
import { type Sheet, sheetLimits } from './sheet.ts';

/** The annex of 98 components takes about 60 kB. */
const mostBytes = 5_000_000;

/**
 * The sheets of a CSV or XLSX file (a CSV file is one sheet). What it is follows from its content, never from its name.
 * Errors: a file that is missing, too large or no table; one with macros.
 */
export async function readSheets(path: string): Promise<readonly Sheet[]> {
  // It is shown in terminals and in a comment of the edition's file.
  const file = basename(path).replaceAll(/\p{Cc}/gu, ' ');
  return readSheetBytes(readBytes(path, file), file);
}

/** The same of a file that was sent; `file` is the name that refusals give it. */
export async function readSheetBytes(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<readonly Sheet[]> {
  const sheets = await sheetsOf(bytes, file);
  for (const { rows } of sheets)
    if (rows.length > sheetLimits.rows || rows.some(({ length }) => length > sheetLimits.columns))
      throw importErrors.tooManyCells({ values: { file, ...sheetLimits } });
  return sheets;
}

async function sheetsOf(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<readonly Sheet[]> {
  const starts = (...signs: number[]) => signs.every((sign, at) => bytes[at] === sign);
  // The old format of spreadsheets, which those with a password use as well.
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw importErrors.oldFormat({ values: { file } });
  if (starts(0x50, 0x4b)) {
    const { readXlsx } = await import('./xlsx.ts');
    return (await readXlsx(bytes, file)).map((sheet) => ({ file, ...sheet }));
  }
  const rows = bytes.includes(0) ? undefined : readCsv(decode(bytes, file));
  if (rows === undefined) throw importErrors.notATable({ values: { file } });
  return [{ file, name: undefined, rows: rows.map((row) => row.map((cell) => (cell === '' ? undefined : cell))) }];
}

function readBytes(path: string, file: string): Uint8Array<ArrayBuffer> {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw importErrors.noTable({ values: { file: path } });
    throw error;
  }
  try {
    const stat = fstatSync(handle);
    if (!stat.isFile()) throw importErrors.notATable({ values: { file } });
    if (stat.size > mostBytes)
      throw importErrors.tableTooLarge({ values: { file, bytes: stat.size, most: mostBytes } });
    return new Uint8Array(readFileSync(handle));
  } finally {
    closeSync(handle);
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw importErrors.notUtf8({ values: { file }, cause: error });
  }
}
