import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import writeExcelFile, { type Feature, type SheetData } from 'write-excel-file/node';
import type { Language } from '../../../platform/text.ts';
import { cellName } from '../importing/sheet.ts';
import { type FileColumn, fileColumns, formRows } from './form-file.ts';
import { missingReasons } from './model.ts';
import type { ReportForm } from './office.ts';
import { columnNames, reasonNames, workbookTexts } from './texts.ts';

/** Cells with this ground are to be filled in; all others are locked. */
const toFill = '#FFF6D6';
const open: readonly FileColumn[] = ['value', 'reason', 'note'];
const widths: Readonly<Record<FileColumn, number>> = {
  figure: 26,
  name: 44,
  unit: 14,
  from: 12,
  to: 12,
  value: 14,
  reason: 34,
  note: 40,
  version: 8,
  form: 26,
};

/** The form as a workbook: the table, with everything locked that is not to be filled in, and how to fill it in on a sheet of its own. */
export function formToXlsx(form: ReportForm, month: Temporal.PlainDate, language: Language): Promise<Buffer> {
  const t = workbookTexts(language);
  const rows = formRows(form, month, language);
  const table: SheetData = [
    fileColumns.map((column) => ({ value: columnNames[column][language], fontWeight: 'bold' as const, wrap: true })),
    ...rows.map((row) =>
      fileColumns.map((column) => {
        const value = row[column];
        const look = { wrap: true, ...(open.includes(column) ? { backgroundColor: toFill } : {}) };
        if (value === undefined) return { value: '', ...look };
        return typeof value === 'number' ? { value, type: Number, ...look } : { value, ...look };
      }),
    ),
  ];
  const help: SheetData = [
    [{ value: t.title, fontWeight: 'bold' as const }],
    [form.unit.name[language]],
    ...t.lines.split('\n').map((line) => [{ value: line, wrap: true }]),
    [],
    [{ value: t.howCounted, fontWeight: 'bold' as const }],
    ...form.duties.map(({ definition }) => [
      { value: `${definition.name[language]}: ${definition.definition[language]}`, wrap: true },
    ]),
  ];
  return writeExcelFile(
    [
      {
        data: table,
        sheet: t.table,
        columns: fileColumns.map((column) => ({ width: widths[column] })),
        stickyRowsCount: 1,
        stickyColumnsCount: 2,
      },
      { data: help, sheet: t.help, columns: [{ width: 110 }] },
    ],
    { features: [lock(form, language)] },
  ).toBuffer();
}

/** Locks the sheets but for the cells to fill in, and lets a spreadsheet refuse at once what cannot be right. */
function lock(form: ReportForm, language: Language): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        // Only cells to fill in have a ground.
        'xl/styles.xml': {
          transform: (xml) =>
            xml.replaceAll(
              /<xf ([^>]*applyFill="1"[^>]*)><\/xf>|<xf ([^>]*applyFill="1"[^>]*)>(<alignment[^>]*\/>)<\/xf>/g,
              (_all, plain: string | undefined, aligned: string | undefined, alignment = '') =>
                `<xf ${plain ?? aligned} applyProtection="1">${alignment}<protection locked="0"/></xf>`,
            ),
        },
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _options, { sheetIndex }) =>
            xml.replace(
              '</sheetData>',
              `</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>${sheetIndex === 0 ? rulesOf(form, language) : ''}`,
            ),
        },
      },
    },
  };
}

function rulesOf({ duties }: ReportForm, language: Language): string {
  const t = workbookTexts(language);
  const cell = (column: FileColumn, index: number) => cellName(index + 1, fileColumns.indexOf(column));
  const numbers = duties.map(({ definition: { unit } }, index) => {
    const decimals = unit === 'percent' || unit === 'point';
    return `<dataValidation type="${decimals ? 'decimal' : 'whole'}" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1" errorTitle="${t.wrong}" error="${decimals ? t.numberRule : t.wholeRule}" sqref="${cell('value', index)}"><formula1>0</formula1></dataValidation>`;
  });
  const reasons = missingReasons.map((key) => reasonNames[key][language]).join(',');
  const last = cell('reason', duties.length - 1);
  const list = `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="${t.wrong}" error="${t.reasonRule}" sqref="${cell('reason', 0)}:${last}"><formula1>"${reasons}"</formula1></dataValidation>`;
  return `<dataValidations count="${numbers.length + 1}">${numbers.join('')}${list}</dataValidations>`;
}
