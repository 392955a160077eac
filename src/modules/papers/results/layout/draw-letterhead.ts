import { drawLine, flowText } from './flow-text.ts';
import type { Letterhead } from './paper.ts';
import { contentWidth, page, type Run, type Sheet } from './sheet.ts';

/**
 * Where the number and the agency's signature go at the head of the first page, when the number is given only as the
 * paper is issued. Points from the lower left corner; every letterhead keeps it free.
 */
export const numberSpot = { page: 0, rect: { x: 85, y: 674, width: 170, height: 42 } } as const;

const leftWidth = contentWidth * 0.43;
const rightX = page.left + contentWidth * 0.44;
const rightWidth = contentWidth * 0.56;
/** Lines of the left column are made smaller rather than let them run into the place of the number. */
const leftRoom = page.height - page.top - (numberSpot.rect.y + numberSpot.rect.height) - 6;

export function drawLetterhead(sheet: Sheet, head: Letterhead): void {
  const top = sheet.y;
  const leftEnd = drawAgency(sheet, head, top);
  const rightEnd = drawCountry(sheet, top);
  const numberY = Math.min(leftEnd, rightEnd) - 16;
  if (head.placeDate !== undefined) {
    drawCentred(sheet, { text: head.placeDate, italic: true }, rightX, rightWidth, numberY, 13);
  }
  let bottom = numberY;
  if (head.number === undefined) bottom = Math.min(bottom, numberSpot.rect.y);
  else drawCentred(sheet, { text: head.number }, page.left, leftWidth, numberY, 13);
  if (head.about !== undefined) {
    for (const line of flowText(sheet, [{ text: head.about }], { size: 12, width: leftWidth })) {
      bottom -= 14;
      drawLine(sheet, line, page.left, bottom, leftWidth, 12, 'center');
    }
  }
  sheet.y = bottom - 6;
}

function drawAgency(sheet: Sheet, head: Letterhead, top: number): number {
  const upper = (text: string) => breakAfterCommittee(sheet, text.toLocaleUpperCase('vi'));
  let size = 13;
  const lay = () => [
    ...(head.parent === undefined ? [] : flowText(sheet, [{ text: upper(head.parent) }], { size, width: leftWidth })),
    ...flowText(sheet, [{ text: upper(head.agency), bold: true }], { size, width: leftWidth }),
  ];
  let lines = lay();
  while (size > 10 && lines.length * size * 1.2 > leftRoom) {
    size -= 0.5;
    lines = lay();
  }
  let y = top;
  for (const line of lines) {
    y -= size * 1.2;
    drawLine(sheet, line, page.left, y, leftWidth, size, 'center');
  }
  // A rule under the agency, a third to a half of its width.
  const middle = page.left + leftWidth / 2;
  sheet.line(middle - 32, middle + 32, y - 5);
  return y - 5;
}

/** A committee's long name breaks before its place, as on its stamp: ỦY BAN NHÂN DÂN / THÀNH PHỐ BẠC LIÊU. */
function breakAfterCommittee(sheet: Sheet, name: string): string {
  const tooLong = sheet.width({ text: name, bold: true }, 13) > leftWidth;
  return tooLong ? name.replace(/^(ỦY BAN NHÂN DÂN) /, '$1\n') : name;
}

function drawCountry(sheet: Sheet, top: number): number {
  const country: Run = { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true };
  const motto: Run = { text: 'Độc lập - Tự do - Hạnh phúc', bold: true };
  // 12 to 13 pt and 13 to 14 pt: the larger pair does not fit beside a long agency name.
  const sizes = { country: 12, motto: 13 };
  drawCentred(sheet, country, rightX, rightWidth, top - 15.6, sizes.country);
  drawCentred(sheet, motto, rightX, rightWidth, top - 32, sizes.motto);
  const middle = rightX + rightWidth / 2;
  const half = sheet.width(motto, sizes.motto) / 2;
  sheet.line(middle - half, middle + half, top - 37);
  return top - 37;
}

function drawCentred(sheet: Sheet, run: Run, x: number, width: number, y: number, size: number): void {
  sheet.text(run, x + (width - sheet.width(run, size)) / 2, y, size);
}
