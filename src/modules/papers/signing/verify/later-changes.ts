import {
  PDF,
  PdfArray,
  PdfBool,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core';

/** Objects compared before giving up; a result has a few hundred. */
const maxSteps = 200_000;
/** Square points: an eighth of A4. A larger picture of a signature could cover what was signed. */
const largestSignature = 62_000;

/**
 * After the first signature nothing may be added but further signatures. A later signature covers whatever else was
 * slipped in before it, so the two states of the file are compared object by object, from the catalogue on.
 */
export async function onlySignaturesAdded(earlier: Uint8Array, later: Uint8Array): Promise<boolean> {
  try {
    const [before, after] = await Promise.all([PDF.load(earlier), PDF.load(later)]);
    const odd = [before, after].some((pdf) => pdf.recoveredViaBruteForce || pdf.isEncrypted);
    return !odd && new Comparison(before, after).sameCatalog();
  } catch {
    return false;
  }
}

type Role = 'plain' | 'catalog' | 'form' | 'field' | 'signatures';

/** Keys that filling a waiting signature field sets or changes. */
const signingKeys = new Set(['V', 'AP', 'F', 'Rect', 'P', 'Kids', 'Type', 'Subtype']);
const nothingSpecial = new Set<string>();

class Comparison {
  readonly #before: PDF;
  readonly #after: PDF;
  readonly #seen = new Set<string>();
  #steps = 0;

  constructor(before: PDF, after: PDF) {
    this.#before = before;
    this.#after = after;
  }

  sameCatalog(): boolean {
    return this.#same(this.#before.getCatalog(), this.#after.getCatalog(), 'catalog');
  }

  #same(a: PdfObject | undefined, b: PdfObject | undefined, role: Role): boolean {
    this.#steps += 1;
    if (this.#steps > maxSteps) return false;
    if (a instanceof PdfRef && b instanceof PdfRef) {
      const pair = `${role} ${a.objectNumber} ${b.objectNumber}`;
      if (this.#seen.has(pair)) return true;
      this.#seen.add(pair);
    }
    const left = a instanceof PdfRef ? this.#before.getObject(a) : a;
    const right = b instanceof PdfRef ? this.#after.getObject(b) : b;
    if (left instanceof PdfDict && right instanceof PdfDict) return this.#sameDict(left, right, role);
    if (left instanceof PdfArray && right instanceof PdfArray) return this.#sameArray(left, right, role);
    if (role === 'signatures' && (left ?? undefined) === undefined)
      return this.#sameArray(new PdfArray([]), right, role);
    if (role === 'form' && (left ?? undefined) === undefined) return this.#sameDict(new PdfDict(), right, role);
    return sameValue(left ?? undefined, right ?? undefined);
  }

  #sameDict(a: PdfDict, b: PdfObject | null | undefined, role: Role): boolean {
    if (!(b instanceof PdfDict) || a instanceof PdfStream !== b instanceof PdfStream) return false;
    if (a instanceof PdfStream && b instanceof PdfStream && Buffer.compare(a.data, b.data) !== 0) return false;
    const free = role === 'field' && isWaiting(a) ? signingKeys : nothingSpecial;
    const keys = new Set([...a.keys(), ...b.keys()].map((key) => key.value));
    return [...keys].every((key) => free.has(key) || this.#sameEntry(a, b, key, role));
  }

  #sameEntry(a: PdfDict, b: PdfDict, key: string, role: Role): boolean {
    const isPage = a.getName('Type')?.value === 'Page';
    if (role === 'catalog' && key === 'AcroForm') return this.#same(a.get(key), b.get(key), 'form');
    if (role === 'form' && ['SigFlags', 'DA', 'DR'].includes(key)) return true;
    if (role === 'form' && key === 'Fields') return this.#same(a.get(key), b.get(key), 'signatures');
    if (isPage && key === 'Annots') return this.#same(a.get(key), b.get(key), 'signatures');
    return this.#same(a.get(key), b.get(key), 'plain');
  }

  #sameArray(a: PdfArray, b: PdfObject | null | undefined, role: Role): boolean {
    if (!(b instanceof PdfArray)) return false;
    const [old, now] = [[...a], [...b]];
    if (role !== 'signatures')
      return old.length === now.length && old.every((item, index) => this.#same(item, now[index], 'plain'));
    return (
      now.every((item, index) =>
        index < old.length ? this.#same(old[index], item, 'field') : this.#isSignature(item),
      ) && now.length >= old.length
    );
  }

  #isSignature(item: PdfObject): boolean {
    const field = item instanceof PdfRef ? this.#after.getObject(item) : item;
    if (!(field instanceof PdfDict) || field.getName('FT')?.value !== 'Sig') return false;
    const acts = field.has('A') || field.has('AA') || field.has('Kids') || field.has('Parent');
    return !acts && areaOf(field.getArray('Rect', (ref) => this.#after.getObject(ref))) <= largestSignature;
  }
}

/** A field made for a signature that has not been given yet. */
const isWaiting = (field: PdfDict): boolean => field.getName('FT')?.value === 'Sig' && !field.has('V');

function areaOf(rect: PdfArray | undefined): number {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [...(rect ?? [])].map((item) =>
    item instanceof PdfNumber ? item.value : 0,
  );
  return Math.abs((x2 - x1) * (y2 - y1));
}

function sameValue(a: PdfObject | undefined, b: PdfObject | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a instanceof PdfString && b instanceof PdfString) return Buffer.compare(a.bytes, b.bytes) === 0;
  if (a instanceof PdfName && b instanceof PdfName) return a.value === b.value;
  if (a instanceof PdfNumber && b instanceof PdfNumber) return a.value === b.value;
  if (a instanceof PdfBool && b instanceof PdfBool) return a.value === b.value;
  return a.type === 'null' && b.type === 'null';
}
