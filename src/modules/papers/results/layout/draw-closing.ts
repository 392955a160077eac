import { PdfArray, type PdfDict, PdfName, PdfNumber } from '@libpdf/core';
import { drawLine, flowText } from './flow-text.ts';
import type { Closing, ClosingColumn } from './paper.ts';
import { contentWidth, page, type Run, type Sheet } from './sheet.ts';

const size = 13;
const lineHeight = size * 1.25;
/** Room for a signature and a seal. */
const signatureRoom = 74;
const gapBefore = 10;

/** The closing stays in one piece: a name on another page than its signature would prove nothing. */
export function drawClosing(sheet: Sheet, closing: Closing): void {
  const half = contentWidth / 2;
  const height = closingHeight(sheet, closing);
  sheet.keep(height);
  sheet.y -= gapBefore;
  if (closing.left !== undefined) drawColumn(sheet, closing.left, page.left, half);
  drawColumn(sheet, closing.right, page.left + half, half);
  sheet.y -= height - gapBefore;
}

export function closingHeight(sheet: Sheet, closing: Closing): number {
  const half = contentWidth / 2;
  return gapBefore + Math.max(heightOf(sheet, closing.right, half), heightOf(sheet, closing.left, half));
}

function heightOf(sheet: Sheet, column: ClosingColumn | undefined, width: number): number {
  if (column === undefined) return 0;
  if (column.recipients !== undefined) return lineHeight + column.recipients.length * 14;
  const lines = linesAbove(sheet, column, width).length + nameLines(sheet, column, width).length;
  return lines * lineHeight + signatureRoom;
}

function drawColumn(sheet: Sheet, column: ClosingColumn, x: number, width: number): void {
  if (column.recipients !== undefined) {
    drawRecipients(sheet, column.recipients, x);
    return;
  }
  let y = sheet.y;
  for (const { line } of linesAbove(sheet, column, width)) {
    y -= lineHeight;
    drawLine(sheet, line, x, y, width, size, 'center');
  }
  if (column.signatureField !== undefined) {
    const rect = { x: x + width / 2 - 92, y: y - signatureRoom + 14, width: 184, height: signatureRoom - 22 };
    placeSignatureField(sheet, column.signatureField, rect);
  }
  y -= signatureRoom;
  for (const line of nameLines(sheet, column, width)) {
    drawLine(sheet, line, x, y, width, size, 'center');
    y -= lineHeight;
  }
}

/** A name of sixty letters takes two lines instead of running into the other column. */
function nameLines(sheet: Sheet, column: ClosingColumn, width: number) {
  return flowText(sheet, [{ text: column.name ?? '', bold: true }], { size, width: width - 8 });
}

function linesAbove(sheet: Sheet, column: ClosingColumn, width: number) {
  const runs: Run[] = [
    ...(column.lead === undefined ? [] : [{ text: column.lead, italic: true }]),
    ...(column.capacity ?? []).map((text) => ({ text, bold: true })),
    ...(column.note === undefined ? [] : [{ text: column.note, italic: true }]),
  ];
  return runs.flatMap((run) => flowText(sheet, [run], { size, width: width - 8 }).map((line) => ({ line })));
}

function drawRecipients(sheet: Sheet, recipients: readonly string[], x: number): void {
  let y = sheet.y - lineHeight;
  sheet.text({ text: 'Nơi nhận:', bold: true, italic: true }, x, y, 12);
  for (const recipient of recipients) {
    y -= 14;
    sheet.text({ text: `- ${recipient}` }, x, y, 11);
  }
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An empty signature field: it holds the place until the signer's signature is appended into it. */
function placeSignatureField(sheet: Sheet, name: string, { x, y, width, height }: Rect): void {
  const form = sheet.pdf.getOrCreateForm();
  const field: PdfDict = form.createSignatureField(name).getDict();
  field.delete('Kids');
  field.set('Type', PdfName.of('Annot'));
  field.set('Subtype', PdfName.of('Widget'));
  field.set('F', PdfNumber.of(4));
  field.set('P', sheet.page.ref);
  field.set('Rect', new PdfArray([x, y, x + width, y + height].map((n) => PdfNumber.of(Math.round(n * 100) / 100))));
  const ref = sheet.pdf.context.registry.getRef(field);
  if (ref === null) throw new TypeError('signature field');
  const annotations = sheet.page.dict.getArray('Annots', (item) => sheet.pdf.getObject(item));
  sheet.page.dict.set('Annots', new PdfArray([...(annotations ?? []), ref]));
}
