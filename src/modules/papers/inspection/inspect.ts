import type { Refusal } from '../errors.ts';
import { type ContentKind, mediaTypes, type PaperKind, recogniseContent } from './content-kind.ts';
import { inspectPdf } from './pdf.ts';
import { type Picture, readHeif, readJpeg, readPng } from './picture.ts';

/** Things worth telling the person, none of them a reason to refuse. */
export type Remark = 'small-picture';

export type Inspection =
  | {
      readonly ok: true;
      readonly kind: PaperKind;
      readonly mediaType: string;
      readonly pages: number;
      readonly width: number | undefined;
      readonly height: number | undefined;
      readonly remarks: readonly Remark[];
    }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      /** What the content is by its first bytes; undefined of an empty one, or where looking at it had to be stopped. */
      readonly kind?: ContentKind;
    };

/** Below this many pixels on the short side, an A4 page has less than 60 dots an inch and small print cannot be read. */
const shortSideForReading = 600;

/** Says what a content is and whether it may be filed. Nothing here trusts a name, a declared type or a header of the request. */
export async function inspectContent(bytes: Buffer): Promise<Inspection> {
  if (bytes.length === 0) return refuse('empty');
  const kind = recogniseContent(bytes);
  switch (kind) {
    case 'office':
      return refuse('officeDocument', kind);
    case 'archive':
      return refuse('archive', kind);
    case 'other':
      return refuse('wrongType', kind);
    case 'pdf': {
      const pdf = await inspectPdf(bytes);
      return typeof pdf === 'string' ? refuse(pdf, kind) : accept(kind, pdf.pages, undefined);
    }
    case 'jpeg':
      return acceptPicture(kind, readJpeg(bytes));
    case 'png':
      return acceptPicture(kind, await readPng(bytes));
    case 'heif':
      return acceptPicture(kind, readHeif(bytes));
  }
}

function acceptPicture(kind: PaperKind, picture: Picture | Refusal): Inspection {
  return typeof picture === 'string' ? refuse(picture, kind) : accept(kind, 1, picture);
}

function accept(kind: PaperKind, pages: number, picture: Picture | undefined): Inspection {
  const small = picture !== undefined && Math.min(picture.width, picture.height) < shortSideForReading;
  return {
    ok: true,
    kind,
    mediaType: mediaTypes[kind],
    pages,
    width: picture?.width,
    height: picture?.height,
    remarks: small ? ['small-picture'] : [],
  };
}

function refuse(refusal: Refusal, kind?: ContentKind): Inspection {
  return { ok: false, refusal, ...(kind === undefined ? {} : { kind }) };
}
