import { type PDF, type PDFPage, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef } from '@libpdf/core';
import { drawAppearance, type SignatureAppearance } from './appearance.ts';
import { signingErrors } from './errors.ts';

export interface SignatureLook {
  /** What the caller wants; without a rectangle it fills the place that the paper reserves for this field. */
  readonly wanted: SignatureAppearance | undefined;
  /** For a place reserved by the paper when the caller says nothing. */
  readonly standard: Pick<SignatureAppearance, 'lines' | 'tone'>;
}

interface Place {
  readonly page: PDFPage;
  readonly rect: NonNullable<SignatureAppearance['rect']>;
}

/** Print, and locked: ISO 32000-1 table 165. */
const widgetFlags = 132;
const nowhere = { x: 0, y: 0, width: 0, height: 0 };

/** Puts the signature into the field of that name: one that the paper holds ready, or a new one. */
export async function placeSignatureField(pdf: PDF, name: string, value: PdfRef, look: SignatureLook): Promise<void> {
  const form = pdf.getOrCreateForm();
  const reserved = form.getSignatureField(name);
  if (reserved === undefined ? form.hasField(name) : reserved.isSigned()) {
    throw signingErrors.fieldTaken({ values: { field: name } });
  }
  const field = (reserved ?? form.createSignatureField(name)).getDict();
  const { page, rect } = placeOf(pdf, reserved === undefined ? undefined : field, look.wanted);
  field.delete('Kids');
  field.set('Type', PdfName.of('Annot'));
  field.set('Subtype', PdfName.of('Widget'));
  field.set('F', PdfNumber.of(widgetFlags));
  field.set('P', page.ref);
  field.set(
    'Rect',
    new PdfArray([rect.x, rect.y, rect.x + rect.width, rect.y + rect.height].map((n) => PdfNumber.of(n))),
  );
  field.set('V', value);
  if (rect.width > 0 && rect.height > 0) {
    const drawn = await drawAppearance({ ...(look.wanted ?? look.standard), rect });
    field.set('AP', PdfDict.of({ N: (await pdf.embedPage(drawn, 0)).ref }));
  }
  showOn(pdf, page, field);
  const acroForm = pdf.getCatalog().getDict('AcroForm', (ref) => pdf.getObject(ref));
  // SignaturesExist + AppendOnly (ISO 32000-1 table 219): whoever edits next must append, too.
  acroForm?.set('SigFlags', PdfNumber.of(3));
}

function placeOf(pdf: PDF, reserved: PdfDict | undefined, wanted: SignatureAppearance | undefined): Place {
  if (wanted?.rect !== undefined) return { page: pageAt(pdf, wanted.page ?? 0), rect: wanted.rect };
  const reservedPage = reserved?.getRef('P');
  const page = pdf
    .getPages()
    .find((one) => reservedPage !== undefined && one.ref.objectNumber === reservedPage.objectNumber);
  const [x1, y1, x2, y2] = numbersOf(reserved?.getArray('Rect'));
  if (page === undefined || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) {
    return { page: pageAt(pdf, wanted?.page ?? 0), rect: nowhere };
  }
  return { page, rect: { x: x1, y: y1, width: x2 - x1, height: y2 - y1 } };
}

const numbersOf = (array: PdfArray | undefined): number[] =>
  [...(array ?? [])].flatMap((item) => (item instanceof PdfNumber ? [item.value] : []));

function pageAt(pdf: PDF, index: number): PDFPage {
  const page = pdf.getPages().at(index);
  if (page === undefined) throw signingErrors.notSignable({ values: { reason: `page ${index}` } });
  return page;
}

function showOn(pdf: PDF, page: PDFPage, field: PdfDict): void {
  const ref = pdf.context.registry.getRef(field);
  if (ref === null) throw signingErrors.notSignable({ values: { reason: 'field' } });
  const shown = [...(page.dict.getArray('Annots', (item) => pdf.getObject(item)) ?? [])];
  const already = shown.some((item) => item instanceof PdfRef && item.objectNumber === ref.objectNumber);
  if (!already) page.dict.set('Annots', new PdfArray([...shown, ref]));
}
