import { createHash } from 'node:crypto';
import { PdfArray, PdfString } from '@libpdf/core';
import { drawFlowBlock, drawPairsKeeping, paragraphHeight } from './draw-blocks.ts';
import { closingHeight, drawClosing } from './draw-closing.ts';
import { drawLetterhead } from './draw-letterhead.ts';
import { drawVerification, verificationHeight } from './draw-verification.ts';
import type { Paper } from './paper.ts';
import { ink, millimetre, page, Sheet } from './sheet.ts';

/** Draws a paper. The same paper gives the same bytes: dates come from it, identifiers from its content. */
export async function drawPaper(paper: Paper): Promise<Uint8Array> {
  const sheet = await Sheet.open({
    footerHeight: paper.verification === undefined ? 0 : verificationHeight(paper.framed === true),
    background: (onto) => drawBackground(onto, paper),
  });
  for (const [index, block] of paper.blocks.entries()) {
    const next = paper.blocks[index + 1];
    // The last words go to the next page together with the signature: one alone on a page could belong to anything.
    if (next?.kind === 'closing' && block.kind === 'paragraph') {
      sheet.keep(paragraphHeight(sheet, block) + closingHeight(sheet, next));
    }
    if (block.kind === 'letterhead') drawLetterhead(sheet, block);
    else if (block.kind === 'closing') drawClosing(sheet, block);
    else if (block.kind === 'pairs' && next?.kind === 'closing')
      drawPairsKeeping(sheet, block, closingHeight(sheet, next));
    else drawFlowBlock(sheet, block);
  }
  if (paper.verification !== undefined) {
    const signed = paper.blocks.some((block) => block.kind === 'closing' && block.right.signatureField !== undefined);
    drawVerification(sheet, paper.verification, { framed: paper.framed === true, signed });
  }
  describe(sheet, paper);
  return withFixedFontTags(await sheet.pdf.save({ subsetFonts: true }));
}

function drawBackground(sheet: Sheet, paper: Paper): void {
  if (paper.framed) drawFrame(sheet);
  if (!paper.synthetic) return;
  sheet.slantedText({ text: 'DỮ LIỆU MẪU / SAMPLE', bold: true }, 46, 52, 0.11);
  const note = {
    text: 'Dữ liệu mẫu của hệ thống trình diễn, không có giá trị pháp lý. / Sample data, no legal force.',
    italic: true,
  };
  sheet.text(note, (page.width - sheet.width(note, 8)) / 2, 12, 8, ink.grey);
}

function drawFrame(sheet: Sheet): void {
  const edge = 9 * millimetre;
  for (const [inset, width] of [
    [edge, 2.2],
    [edge + 4, 0.6],
  ] as const) {
    sheet.box(inset, inset, page.width - 2 * inset, page.height - 2 * inset, width, ink.red);
  }
}

function describe(sheet: Sheet, paper: Paper): void {
  const { pdf } = sheet;
  const date = new Date(`${paper.date}T00:00:00+07:00`);
  pdf.setTitle(paper.title, { showInWindowTitleBar: true });
  pdf.setSubject(`Mẫu: ${paper.source}`);
  pdf.setCreator('Cửa Số');
  pdf.setProducer('Cửa Số');
  pdf.setLanguage('vi');
  if (paper.synthetic) pdf.setKeywords(['dữ liệu mẫu', 'sample']);
  pdf.setCreationDate(date);
  pdf.setModificationDate(date);
  const identity = createHash('sha256').update(JSON.stringify(paper)).digest().subarray(0, 16);
  const id = PdfString.fromBytes(new Uint8Array(identity));
  pdf.context.info.trailer.set('ID', new PdfArray([id, id]));
}

/** The library draws the six letters before each subset font's name by lot; fixed ones keep the bytes the same. */
function withFixedFontTags(bytes: Uint8Array): Uint8Array {
  const pdf = Buffer.from(bytes);
  const tags = new Map<string, string>();
  for (const match of pdf.toString('latin1').matchAll(/([A-Z]{6})\+Tinos/g)) {
    const tag = tags.get(match[1] ?? '') ?? `CUASO${String.fromCharCode(65 + tags.size)}`;
    tags.set(match[1] ?? '', tag);
    pdf.write(tag, match.index, 'latin1');
  }
  return new Uint8Array(pdf);
}
