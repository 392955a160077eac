import { type EmbeddedFont, measureText, PDF, type PDFPage, rgb } from '@libpdf/core';
import { readTypeface, type TypefaceStyle } from './typeface.ts';

export const millimetre = 72 / 25.4;

/** A4 with the margins of Nghị định 30/2020, Annex I: top and bottom 20 mm, left 30 mm, right 15 to 20 mm. */
export const page = {
  width: 210 * millimetre,
  height: 297 * millimetre,
  top: 20 * millimetre,
  bottom: 20 * millimetre,
  left: 30 * millimetre,
  right: 17 * millimetre,
};
export const contentWidth = page.width - page.left - page.right;

export const ink = { black: rgb(0, 0, 0), grey: rgb(0.35, 0.35, 0.35), red: rgb(0.72, 0.05, 0.08) };

export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
}

const styleOf = (run: Run): TypefaceStyle => {
  if (run.bold) return run.italic ? 'boldItalic' : 'bold';
  return run.italic ? 'italic' : 'regular';
};

export interface SheetOptions {
  /** Room kept free above the bottom margin, for the verification line. */
  readonly footerHeight: number;
  /** Drawn on each new page before anything else. */
  readonly background: (sheet: Sheet) => void;
}

/** Pages of one paper and the pen on them: `y` is where the next line begins, counted from the bottom of the page. */
export class Sheet {
  readonly pdf: PDF;
  readonly #fonts: Readonly<Record<TypefaceStyle, EmbeddedFont>>;
  readonly #options: SheetOptions;
  readonly pages: PDFPage[] = [];
  y = 0;

  private constructor(pdf: PDF, fonts: Readonly<Record<TypefaceStyle, EmbeddedFont>>, options: SheetOptions) {
    this.pdf = pdf;
    this.#fonts = fonts;
    this.#options = options;
    this.newPage();
  }

  static async open(options: SheetOptions): Promise<Sheet> {
    const pdf = PDF.create();
    const embed = async (style: TypefaceStyle) => pdf.embedFont(await readTypeface(style));
    const fonts = {
      regular: await embed('regular'),
      italic: await embed('italic'),
      bold: await embed('bold'),
      boldItalic: await embed('boldItalic'),
    };
    return new Sheet(pdf, fonts, options);
  }

  get page(): PDFPage {
    return this.pages[this.pages.length - 1] as PDFPage;
  }

  get bottom(): number {
    return page.bottom + this.#options.footerHeight;
  }

  newPage(): void {
    const added = this.pdf.addPage({ width: page.width, height: page.height });
    this.pages.push(added);
    this.y = page.height - page.top;
    this.#options.background(this);
    if (this.pages.length > 1) {
      // Page numbers stand at the top centre, not on the first page (Nghị định 30/2020, Annex I, part I).
      const number = String(this.pages.length);
      this.text({ text: number }, page.left + (contentWidth - this.width({ text: number }, 13)) / 2, this.y + 22, 13);
    }
  }

  /** Goes to a new page when less than `height` is left on this one. */
  keep(height: number): void {
    if (this.y - height < this.bottom && this.y < page.height - page.top) this.newPage();
  }

  width(run: Run, size: number): number {
    return run.text === '' ? 0 : measureText(run.text, this.#fonts[styleOf(run)], size);
  }

  text(run: Run, x: number, y: number, size: number, color = ink.black): void {
    if (run.text === '') return;
    this.page.drawText(run.text, { x, y, size, font: this.#fonts[styleOf(run)], color });
  }

  slantedText(run: Run, size: number, angle: number, opacity: number): void {
    const width = this.width(run, size);
    const radians = (angle * Math.PI) / 180;
    const x = page.width / 2 - (width / 2) * Math.cos(radians);
    const y = page.height / 2 - (width / 2) * Math.sin(radians);
    const font = this.#fonts[styleOf(run)];
    this.page.drawText(run.text, { x, y, size, font, color: ink.grey, opacity, rotate: { angle } });
  }

  line(fromX: number, toX: number, y: number, thickness = 0.75): void {
    this.page.drawLine({ start: { x: fromX, y }, end: { x: toX, y }, thickness, color: ink.black });
  }

  box(x: number, y: number, width: number, height: number, borderWidth = 0.5, borderColor = ink.black): void {
    this.page.drawRectangle({ x, y, width, height, borderWidth, borderColor });
  }
}
