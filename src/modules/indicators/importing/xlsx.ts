import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/universal';
import { DomainError } from '../../../platform/errors.ts';
import { importErrors } from './errors.ts';
import { type Cell, sheetLimits } from './sheet.ts';

/** An annex of three hundred rows unpacks to less than one megabyte. */
const unpackedLimits = { bytes: 30_000_000, entries: 200 } as const;

export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** The sheets of an XLSX file. It is refused before anything is unpacked when it holds macros or would grow too large. */
export async function readXlsx(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<readonly WorkbookSheet[]> {
  try {
    assertHarmless(bytes, file);
    const sheets = await readXlsxFile(bytes.slice().buffer);
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(toCell)) }));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw importErrors.notATable({ values: { file }, cause: error });
  }
}

/** Spreadsheets keep the noise of binary fractions: 2.2000000000000002. */
function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (value instanceof Date) return value;
  return String(value);
}

function assertHarmless(bytes: Uint8Array, file: string): void {
  let unpacked = 0;
  let entries = 0;
  let macros = false;
  // The list of contents alone: the filter lets nothing be unpacked. Sizes that lie do not help: no more than the size told is ever unpacked.
  unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      entries += 1;
      unpacked += originalSize;
      macros ||= /vbaProject|macrosheets\/|activeX\//i.test(name);
      return false;
    },
  });
  if (macros) throw importErrors.macros({ values: { file } });
  if (entries > unpackedLimits.entries || unpacked > unpackedLimits.bytes)
    throw importErrors.unpacksTooLarge({ values: { file } });
  const contents = unzipSync(bytes, { filter: ({ name }) => name.endsWith('.xml') || name.endsWith('.rels') });
  for (const content of Object.values(contents)) {
    const xml = strFromU8(content);
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) throw importErrors.notATable({ values: { file } });
    if (xml.includes('macroEnabled')) throw importErrors.macros({ values: { file } });
    if (xml.includes('sheetData')) assertSmall(xml, file);
  }
}

/** One cell far out makes a reader fill up everything before it: a file of a few hundred bytes would take gigabytes. */
function assertSmall(xml: string, file: string): void {
  for (const [, , place = ''] of xml.matchAll(/\sr\s*=\s*(["'])(.*?)\1/g)) {
    const [, letters = '', digits = '0'] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? [undefined, 'ZZZ', '9999999'];
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    if (column > sheetLimits.columns || Number(digits) > sheetLimits.rows)
      throw importErrors.tooManyCells({ values: { file, ...sheetLimits } });
  }
}
