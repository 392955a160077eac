import { drawLine, flowText, type TextLine } from './flow-text.ts';
import type { Block, Pair, Pairs, Paragraph, Table, Title } from './paper.ts';
import { contentWidth, millimetre, page, type Run, type Sheet } from './sheet.ts';

/** Body text of 13 pt with the spacing of typed official papers (Nghị định 30/2020: 13 to 14 pt). */
export const bodySize = 13;
export const leading = 1.28;
const centimetre = 10 * millimetre;

export function drawTitle(sheet: Sheet, title: Title): void {
  const size = title.size ?? 15;
  sheet.y -= 10;
  drawCentred(sheet, [{ text: title.text, bold: true }], size);
  if (title.subtitle !== undefined) drawCentred(sheet, [{ text: title.subtitle, bold: true }], bodySize + 1);
  sheet.y -= 8;
}

function drawCentred(sheet: Sheet, runs: readonly Run[], size: number): void {
  for (const line of flowText(sheet, runs, { size, width: contentWidth })) {
    sheet.keep(size * leading);
    sheet.y -= size * leading;
    drawLine(sheet, line, page.left, sheet.y, contentWidth, size, 'center');
  }
}

/** Head and first row of a table, or three lines. */
const roomBelowHead = 64;

export function paragraphHeight(sheet: Sheet, paragraph: Paragraph): number {
  const { size, lines } = layParagraph(sheet, paragraph);
  return (paragraph.before ?? 4) + lines.length * size * leading;
}

function layParagraph(sheet: Sheet, paragraph: Paragraph) {
  const size = paragraph.size ?? bodySize;
  const align = paragraph.align ?? 'justify';
  const left = page.left + (paragraph.left ?? 0);
  const width = contentWidth - (paragraph.left ?? 0);
  const firstIndent = paragraph.firstIndent ?? (align === 'justify' ? centimetre : 0);
  return {
    size,
    align,
    left,
    width,
    firstIndent,
    lines: flowText(sheet, paragraph.runs, { size, width, firstIndent }),
  };
}

export function drawParagraph(sheet: Sheet, paragraph: Paragraph): void {
  const { size, align, left, width, firstIndent, lines } = layParagraph(sheet, paragraph);
  if (paragraph.heads === true) sheet.keep(paragraphHeight(sheet, paragraph) + roomBelowHead);
  sheet.y -= paragraph.before ?? 4;
  for (const [index, line] of lines.entries()) {
    const indent = index === 0 ? firstIndent : 0;
    // Two lines at least stay together at the foot of a page.
    sheet.keep(size * leading * (index === 0 && lines.length > 1 ? 2 : 1));
    sheet.y -= size * leading;
    drawLine(sheet, line, left + indent, sheet.y, width - indent, size, align);
  }
}

export function drawPairs(sheet: Sheet, pairs: Pairs): void {
  for (const line of pairs.lines) drawPairLine(sheet, line, pairs.size ?? bodySize);
}

/** Height of the last line of answers, of one line or more. */
function lastPairHeight(sheet: Sheet, { lines, size = bodySize }: Pairs): number {
  return (
    pairGap +
    Math.max(0, ...layPairs(sheet, lines.at(-1) ?? [], size).map((cell) => cell.lines.length)) * size * leading
  );
}

/** The block up to its last line: that goes to the next page together with what must not stand there alone. */
export function drawPairsKeeping(sheet: Sheet, pairs: Pairs, heightBelow: number): void {
  drawPairs(sheet, { ...pairs, lines: pairs.lines.slice(0, -1) });
  sheet.keep(lastPairHeight(sheet, pairs) + heightBelow);
  drawPairs(sheet, { ...pairs, lines: pairs.lines.slice(-1) });
}

const pairGap = 3;

function layPairs(sheet: Sheet, pairs: readonly Pair[], size: number) {
  const gap = 10;
  return pairs.map((pair) => {
    const step = contentWidth * (pair.share ?? 1 / pairs.length);
    const width = step - (pairs.length > 1 ? gap : 0);
    return { width, step, lines: pairLines(sheet, pair, size, width) };
  });
}

function drawPairLine(sheet: Sheet, pairs: readonly Pair[], size: number): void {
  const cells = layPairs(sheet, pairs, size);
  const height = Math.max(...cells.map((cell) => cell.lines.length));
  sheet.y -= pairGap;
  for (let row = 0; row < height; row += 1) {
    sheet.keep(size * leading);
    sheet.y -= size * leading;
    let x = page.left;
    for (const cell of cells) {
      const line = cell.lines[row];
      if (line !== undefined) drawLine(sheet, line, x, sheet.y, cell.width, size, 'left');
      x += cell.step;
    }
  }
}

function pairLines(sheet: Sheet, pair: Pair, size: number, width: number): TextLine[] {
  const label = { text: pair.label === '' ? '' : `${pair.label}:` };
  const value = { text: pair.value, bold: pair.strong === true };
  if (pair.value !== '') return flowText(sheet, [label, value], { size, width });
  const labelLines = flowText(sheet, [label], { size, width });
  const room = width - (labelLines.at(-1)?.width ?? 0) - sheet.width({ text: '  ' }, size);
  const dots = Math.max(3, Math.floor(room / sheet.width({ text: '.' }, size)));
  return flowText(sheet, [label, { text: '.'.repeat(dots) }], { size, width });
}

const cellPadding = 4;

export function drawTable(sheet: Sheet, table: Table): void {
  const size = table.size ?? bodySize - 1;
  const header = cellsOf(
    sheet,
    table,
    table.columns.map((column) => column.title),
    size,
    true,
  );
  sheet.y -= 6;
  const rows = table.rows.map((row, index) => cellsOf(sheet, table, row, size, table.strong?.includes(index) === true));
  // The head of a table stays with the first row.
  sheet.keep(rowHeight(header, size) + (rows[0] === undefined ? 0 : rowHeight(rows[0], size)));
  drawRow(sheet, table, header, size, true);
  for (const [index, cells] of rows.entries()) {
    const after = table.strong?.includes(index) === true ? rows[index + 1] : undefined;
    const height = rowHeight(cells, size) + (after === undefined ? 0 : rowHeight(after, size));
    if (sheet.y - height < sheet.bottom) {
      sheet.newPage();
      drawRow(sheet, table, header, size, true);
    }
    drawRow(sheet, table, cells, size, false);
  }
  sheet.y -= 4;
}

function cellsOf(sheet: Sheet, table: Table, texts: readonly string[], size: number, bold: boolean): TextLine[][] {
  return table.columns.map((column, index) =>
    flowText(sheet, [{ text: texts[index] ?? '', bold }], {
      size,
      width: contentWidth * column.share - 2 * cellPadding,
    }),
  );
}

const rowHeight = (cells: readonly TextLine[][], size: number): number =>
  Math.max(...cells.map((lines) => lines.length)) * size * leading + 2 * cellPadding;

function drawRow(sheet: Sheet, table: Table, cells: readonly TextLine[][], size: number, header: boolean): void {
  const height = rowHeight(cells, size);
  sheet.keep(height);
  let x = page.left;
  for (const [index, column] of table.columns.entries()) {
    const width = contentWidth * column.share;
    sheet.box(x, sheet.y - height, width, height);
    const lines = cells[index] ?? [];
    let y = sheet.y - cellPadding - (header ? (height - 2 * cellPadding - lines.length * size * leading) / 2 : 0);
    for (const line of lines) {
      y -= size * leading;
      const align = header ? 'center' : (column.align ?? 'left');
      drawLine(sheet, line, x + cellPadding, y + size * 0.25, width - 2 * cellPadding, size, align);
    }
    x += width;
  }
  sheet.y -= height;
}

export type FlowBlock = Exclude<Block, { kind: 'letterhead' | 'closing' }>;

export function drawFlowBlock(sheet: Sheet, block: FlowBlock): void {
  if (block.kind === 'title') drawTitle(sheet, block);
  else if (block.kind === 'paragraph') drawParagraph(sheet, block);
  else if (block.kind === 'pairs') drawPairs(sheet, block);
  else if (block.kind === 'table') drawTable(sheet, block);
  else if (block.kind === 'new-page') sheet.newPage();
  else sheet.y -= block.height;
}
