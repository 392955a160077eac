import { layoutText, PDF, rgb } from '@libpdf/core';
import { readTypeface } from '../results/layout/typeface.ts';

/** How a signature shows on the paper; an invisible one is just as valid. */
export interface SignatureAppearance {
  /** Counted from 0, the default; negative from the end (-1 is the last page). */
  readonly page?: number;
  /** Points from the lower left corner; left out, the place that the paper reserves for the field, if any. */
  readonly rect?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly lines: readonly string[];
  /** Blue for a person, red for an agency, as ink and seal are on paper. */
  readonly tone: 'person' | 'agency';
}

const tones = { person: rgb(0.05, 0.2, 0.55), agency: rgb(0.78, 0.08, 0.1) };
const padding = 5;
const largestSize = 10;
const smallestSize = 5;

/**
 * One page of exactly the size of the rectangle, with only the glyphs used: it is embedded as the picture of the
 * signature field, so that the pages themselves stay untouched by a second signature.
 */
export async function drawAppearance(
  appearance: SignatureAppearance & Required<Pick<SignatureAppearance, 'rect'>>,
): Promise<PDF> {
  const { width, height } = appearance.rect;
  const pdf = PDF.create();
  const page = pdf.addPage({ width, height });
  const font = pdf.embedFont(await readTypeface('regular'));
  const color = tones[appearance.tone];
  const text = appearance.lines.map((line) => line.normalize('NFC')).join('\n');
  let size = largestSize;
  let lines = layoutText(text, font, size, width - 2 * padding, size * 1.2).lines;
  while (size > smallestSize && lines.length * size * 1.2 > height - 2 * padding) {
    size -= 0.5;
    lines = layoutText(text, font, size, width - 2 * padding, size * 1.2).lines;
  }
  page.drawRectangle({ x: 0.5, y: 0.5, width: width - 1, height: height - 1, borderColor: color, borderWidth: 0.75 });
  for (const [index, line] of lines.entries()) {
    page.drawText(line.text, { x: padding, y: height - padding - size * (0.9 + 1.2 * index), size, font, color });
  }
  return PDF.load(await pdf.save({ subsetFonts: true }));
}
