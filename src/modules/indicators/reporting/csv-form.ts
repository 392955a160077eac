import { readCsv, toCsv } from '../../../platform/csv.ts';
import type { Words } from '../../../platform/errors.ts';
import { fold, type Language } from '../../../platform/text.ts';
import { indicatorErrors } from '../errors.ts';
import { baseUnits } from '../formula/units-of-measure.ts';
import { missingReasons } from './model.ts';
import type { ReportForm } from './office.ts';
import type { AnswerFault, AnswerField, TypedAnswer } from './read-answer.ts';
import { reasonNames } from './texts.ts';

/** Columns of the file; `version` says what the form was made from. */
export const fileColumns = ['figure', 'name', 'unit', 'from', 'to', 'value', 'reason', 'note', 'version'] as const;
type FileColumn = (typeof fileColumns)[number];

/** The form as a file, filled in as it stands. */
export function formToCsv({ duties, stands }: ReportForm, language: Language): string {
  const rows = duties.map(({ definition, period }) => {
    const known = stands.get(definition.key);
    return [
      definition.key,
      definition.name[language],
      baseUnits[definition.unit][language],
      period.from.toString(),
      period.to.toString(),
      known?.value,
      known?.reason === undefined ? undefined : reasonNames[known.reason][language],
      undefined,
      known?.version ?? 0,
    ];
  });
  return toCsv(fileColumns, rows);
}

export interface CellFault {
  /** As a spreadsheet counts it: the head is row 1. */
  readonly row: number;
  readonly column: FileColumn;
  readonly words: Words;
}

export interface ReadFile {
  readonly answers: ReadonlyMap<string, TypedAnswer>;
  readonly rowOf: ReadonlyMap<string, number>;
  readonly faults: readonly CellFault[];
}

/** Reads a filled-in form. Throws `badFile` where it is no such file at all. */
export function readFileForm(text: string, { duties }: ReportForm): ReadFile {
  const [head, ...rows] = readCsv(text) ?? [];
  const at = (column: FileColumn) => (head ?? []).map((cell) => cell.trim().toLowerCase()).indexOf(column);
  if ((['figure', 'from', 'to', 'value', 'reason'] as const).some((column) => at(column) === -1))
    throw indicatorErrors.badFile();
  const answers = new Map<string, TypedAnswer>();
  const rowOf = new Map<string, number>();
  const faults: CellFault[] = [];
  for (const [index, cells] of rows.entries()) {
    const row = index + 2;
    if (cells.every((cell) => cell.trim() === '')) continue;
    const cell = (column: FileColumn) => cells[at(column)]?.normalize('NFC').trim() ?? '';
    const figure = cell('figure');
    const duty = duties.find(({ definition }) => definition.key === figure);
    if (duty === undefined || rowOf.has(figure)) {
      faults.push({ row, column: 'figure', words: duty === undefined ? cellWords.unknownFigure : cellWords.twice });
      continue;
    }
    rowOf.set(figure, row);
    for (const column of ['from', 'to'] as const)
      if (dateIn(cell(column)) !== duty.period[column].toString())
        faults.push({ row, column, words: cellWords.otherPeriod(duty.period[column]) });
    const version = cell('version') === '' ? '0' : cell('version');
    if (!/^\d{1,6}$/.test(version)) faults.push({ row, column: 'version', words: cellWords.version });
    answers.set(figure, {
      version: Number(version),
      value: cell('value'),
      reason: reasonIn(cell('reason')),
      note: cell('note'),
    });
  }
  return { answers, rowOf, faults };
}

/** Faults of answers at the cells that they came from. */
export function atCells(faults: readonly AnswerFault[], rowOf: ReadonlyMap<string, number>): CellFault[] {
  return faults.map(({ figure, field, words }) => ({
    row: rowOf.get(figure) ?? 1,
    column: field satisfies AnswerField,
    words,
  }));
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
  version: { vi: 'Giữ nguyên cột này như khi tải về.', en: 'Leave this column as it was downloaded.' },
} as const;
