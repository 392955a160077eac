import { createHash } from 'node:crypto';
import { toCsv } from '../../../platform/csv.ts';
import type { Words } from '../../../platform/errors.ts';
import { fold, type Language } from '../../../platform/text.ts';
import { indicatorErrors } from '../errors.ts';
import { baseUnits } from '../formula/units-of-measure.ts';
import { type Cell, cellName, type Sheet, textOf } from '../importing/sheet.ts';
import { missingReasons } from './model.ts';
import type { ReportForm } from './office.ts';
import type { AnswerFault, AnswerField, TypedAnswer } from './read-answer.ts';
import { columnNames, reasonNames } from './texts.ts';

/** Columns of the form as a file; `version` and `form` say what it was made from. */
export const fileColumns = [
  'figure',
  'name',
  'unit',
  'from',
  'to',
  'value',
  'reason',
  'note',
  'version',
  'form',
] as const;
export type FileColumn = (typeof fileColumns)[number];

/** `31822 2022-09 1a2b3c4d`: whose form it is, of which month, and a digest of what it asks for. */
function markOf({ unit, duties }: ReportForm, month: Temporal.PlainDate): string {
  const asked = duties.map(({ definition: { key, unit: of }, period }) => `${key} ${of} ${period.from} ${period.to}`);
  const digest = createHash('sha256').update(asked.join('\n')).digest('hex').slice(0, 8);
  return `${unit.code} ${month.toPlainYearMonth()} ${digest}`;
}

export type FormRow = Readonly<Record<FileColumn, string | number | undefined>>;

/** The form as rows, filled in as it stands. */
export function formRows(form: ReportForm, month: Temporal.PlainDate, language: Language): FormRow[] {
  const mark = markOf(form, month);
  return form.duties.map(({ definition, period }) => {
    const known = form.stands.get(definition.key);
    return {
      figure: definition.key,
      name: definition.name[language],
      unit: baseUnits[definition.unit][language],
      from: period.from.toString(),
      to: period.to.toString(),
      value: known?.value,
      reason: known?.reason === undefined ? undefined : reasonNames[known.reason][language],
      note: undefined,
      version: known?.version ?? 0,
      form: mark,
    };
  });
}

export function formToCsv(form: ReportForm, month: Temporal.PlainDate, language: Language): string {
  return toCsv(
    fileColumns,
    formRows(form, month, language).map((row) => fileColumns.map((column) => row[column])),
  );
}

export interface CellFault {
  /** Name of the sheet; undefined of a file that has none. */
  readonly sheet: string | undefined;
  /** `F5`, as a spreadsheet names it. */
  readonly cell: string;
  readonly words: Words;
}

export interface ReadFile {
  readonly answers: ReadonlyMap<string, TypedAnswer>;
  readonly faults: readonly CellFault[];
  /** Faults that are found in the answers, at the cells that they came from. */
  atCells(faults: readonly AnswerFault[]): readonly CellFault[];
}

const needed = ['figure', 'from', 'to', 'value', 'reason'] as const satisfies readonly FileColumn[];

/** Reads a filled-in form out of the sheets of a file. Throws `badFile` where none of them is the form. */
export function readFormFile(sheets: readonly Sheet[], form: ReportForm, month: Temporal.PlainDate): ReadFile {
  const sheet = sheets.find(({ rows }) => needed.every((column) => columnAt(rows[0], column) !== -1));
  const head = sheet?.rows[0];
  if (sheet === undefined || head === undefined) throw indicatorErrors.badFile();
  const at = new Map(fileColumns.map((column) => [column, columnAt(head, column)]));
  const addressOf = (row: number, column: FileColumn) => cellName(row, at.get(column) ?? 0);
  const fault = (row: number, column: FileColumn, words: Words): CellFault => ({
    sheet: sheet.name,
    cell: addressOf(row, column),
    words,
  });
  const rows = sheet.rows.map((cells, row) => ({
    row,
    cell: (column: FileColumn) => cellText(cells[at.get(column) ?? -1]),
    empty: cells.every((each) => textOf(each) === ''),
  }));
  const filled = rows.slice(1).filter(({ empty }) => !empty);
  const rowOf = new Map<string, number>();
  const atCells = (faults: readonly AnswerFault[]) =>
    faults.map(({ figure, field, words }) =>
      fault(rowOf.get(figure) ?? 0, field satisfies AnswerField satisfies FileColumn, words),
    );
  const other = filled.flatMap(({ row, cell }) => {
    const words = otherForm(cell('form'), markOf(form, month));
    return words === undefined ? [] : [fault(row, 'form', words)];
  })[0];
  if (other !== undefined) return { answers: new Map(), faults: [other], atCells };

  const answers = new Map<string, TypedAnswer>();
  const faults: CellFault[] = [];
  for (const { row, cell } of filled) {
    const figure = cell('figure');
    const duty = form.duties.find(({ definition }) => definition.key === figure);
    if (duty === undefined || rowOf.has(figure)) {
      faults.push(fault(row, 'figure', duty === undefined ? cellWords.unknownFigure : cellWords.twice));
      continue;
    }
    rowOf.set(figure, row);
    for (const column of ['from', 'to'] as const)
      if (dateIn(cell(column)) !== duty.period[column].toString())
        faults.push(fault(row, column, cellWords.otherPeriod(duty.period[column])));
    const version = cell('version') === '' ? '0' : cell('version');
    if (!/^\d{1,6}$/.test(version)) faults.push(fault(row, 'version', cellWords.version));
    answers.set(figure, {
      version: Number(version),
      value: cell('value'),
      reason: reasonIn(cell('reason')),
      note: cell('note'),
    });
  }
  return { answers, faults, atCells };
}

/** A column by its key or by its heading in either language. */
function columnAt(head: readonly Cell[] | undefined, column: FileColumn): number {
  const names = [column, columnNames[column].vi, columnNames[column].en].map(fold);
  return (head ?? []).findIndex((each) => names.includes(fold(textOf(each))));
}

/** A number that the spreadsheet stored as one has its decimal sign in no doubt: what has more than two decimals stays none of ours. */
function cellText(cell: Cell): string {
  if (typeof cell !== 'number' || Number.isInteger(cell)) return textOf(cell);
  return Math.round(cell * 100) / 100 === cell ? cell.toFixed(2) : cell.toFixed(9);
}

/** Why a file is another form than the one asked for; files without a mark are looked at row by row. */
function otherForm(mark: string, wanted: string): Words | undefined {
  if (mark === '' || mark === wanted) return undefined;
  const [[unit, month], [wantedUnit, wantedMonth]] = [mark.split(' '), wanted.split(' ')];
  if (unit !== wantedUnit) return cellWords.otherUnit;
  return month === wantedMonth ? cellWords.changedForm : cellWords.otherMonth;
}

/** A reason by its key or its words in either language; anything else stays as it is and is a fault of its cell. */
function reasonIn(text: string): string {
  const wanted = fold(text);
  const named = missingReasons.find((key) =>
    [key, reasonNames[key].vi, reasonNames[key].en].some((name) => fold(name) === wanted),
  );
  return named ?? text;
}

/** Spreadsheets write dates as the country does. */
function dateIn(text: string): string {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return day === undefined ? text : `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const cellWords = {
  unknownFigure: {
    vi: 'Không có số liệu này trong biểu của cơ quan.',
    en: 'No such figure in the form of the agency.',
  },
  twice: { vi: 'Số liệu này đã có ở dòng trên.', en: 'This figure stands in a row above already.' },
  otherPeriod: (day: Temporal.PlainDate): Words => ({
    vi: `Biểu này là của kỳ khác; phải là ${day.toString()}.`,
    en: `This form is of another period; it has to be ${day.toString()}.`,
  }),
  otherUnit: {
    vi: 'Biểu này là của đơn vị khác. Hãy tải biểu của đơn vị bạn ở trang này.',
    en: 'This form is of another unit. Download that of your unit from this page.',
  },
  otherMonth: {
    vi: 'Biểu này là của kỳ khác. Mở đúng kỳ ở đầu trang rồi gửi lại, hoặc tải biểu của kỳ đang xem.',
    en: 'This form is of another period. Open that period at the top of the page and send it again, or download the form of this one.',
  },
  changedForm: {
    vi: 'Biểu đã thay đổi sau khi bạn tải về (thêm, bớt hoặc đổi số liệu). Hãy tải biểu mới rồi chép số sang.',
    en: 'The form has changed since you downloaded it (figures added, taken away or changed). Download the new one and copy your numbers.',
  },
  version: { vi: 'Giữ nguyên cột này như khi tải về.', en: 'Leave this column as it was downloaded.' },
} as const;
