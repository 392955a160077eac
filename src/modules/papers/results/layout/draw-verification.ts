import { create } from 'qrcode';
import { drawLine, flowText } from './flow-text.ts';
import type { Verification } from './paper.ts';
import { contentWidth, ink, millimetre, page, type Sheet } from './sheet.ts';

const qrSize = 20 * millimetre;
/** From the foot of the page to the QR: a frame needs more. */
const foot = { plain: 26, framed: 38 };

/** What the code at the foot takes of the page above its bottom margin. */
export const verificationHeight = (framed: boolean): number =>
  foot[framed ? 'framed' : 'plain'] + qrSize + 14 - page.bottom;

/** Code and QR at the foot of the last page: both lead to the page where anyone checks the paper. */
export function drawVerification(
  sheet: Sheet,
  verification: Verification,
  paper: { framed: boolean; signed: boolean },
): void {
  const y = foot[paper.framed ? 'framed' : 'plain'];
  sheet.line(page.left, page.left + contentWidth, y + qrSize + 6, 0.4);
  drawQr(sheet, verification.url, page.left, y);
  const x = page.left + qrSize + 10;
  const width = contentWidth - qrSize - 10;
  const lines = [
    [{ text: 'Mã tra cứu: ' }, { text: verification.code, bold: true }],
    [{ text: `${paper.signed ? 'Kiểm tra văn bản' : 'Theo dõi'} tại ${verification.url}` }],
    [{ text: paper.signed ? signedNote : plainNote, italic: true }],
  ].flatMap((runs) => flowText(sheet, runs, { size: 10, width }));
  let lineY = y + qrSize - 2;
  for (const line of lines) {
    lineY -= 13;
    drawLine(sheet, line, x, lineY, width, 10, 'left');
  }
}

const signedNote = 'Văn bản điện tử có chữ ký số; bản in chỉ để tham khảo.';
const plainNote = 'Quét mã hoặc mở địa chỉ trên để theo dõi hồ sơ.';

function drawQr(sheet: Sheet, text: string, x: number, y: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const unit = qrSize / modules.size;
  const path = sheet.page.drawPath();
  for (let row = 0; row < modules.size; row += 1) {
    // Dark neighbours become one rectangle: a third of the operators, and no hair lines between them.
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue;
      const from = column;
      while (column + 1 < modules.size && modules.get(row, column + 1)) column += 1;
      path.rectangle(x + from * unit, y + qrSize - (row + 1) * unit, (column - from + 1) * unit, unit);
    }
  }
  path.fill({ color: ink.black });
}
