import type { Align } from './flow-text.ts';
import type { Run } from './sheet.ts';

/** A paper as data: what stands on it, from top to bottom. `drawPaper` makes the PDF of it. */
export interface Paper {
  readonly title: string;
  /** Which form it follows and how sure that is; kept in the file's properties. */
  readonly source: string;
  readonly date: Temporal.PlainDate;
  readonly blocks: readonly Block[];
  readonly verification?: Verification | undefined;
  /** Marks made-up data, on the page and in the file's properties. */
  readonly synthetic: boolean;
  /** A double frame around the page, as on certificates of civil status. */
  readonly framed?: boolean;
}

export interface Verification {
  readonly code: string;
  readonly url: string;
}

export type Block = Letterhead | Title | Paragraph | Pairs | Table | Closing | Space | NewPage;

/** Agency on the left; country name and motto on the right; number and date below. */
export interface Letterhead {
  readonly kind: 'letterhead';
  readonly parent?: string | undefined;
  readonly agency: string;
  /** `Số: 12/GKS`; left out, the place stays free for the number that văn thư gives with the agency's signature. */
  readonly number?: string | undefined;
  readonly about?: string | undefined;
  readonly placeDate?: string | undefined;
}

export interface Title {
  readonly kind: 'title';
  readonly text: string;
  readonly subtitle?: string | undefined;
  readonly size?: number;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly runs: readonly Run[];
  readonly align?: Align;
  /** Points; the first line by default 1 cm further in. */
  readonly firstIndent?: number;
  readonly left?: number;
  readonly size?: number;
  readonly before?: number;
  /** A heading: never alone at the foot of a page. */
  readonly heads?: boolean;
}

/** Lines of `label: value`, several on a line where they are short. */
export interface Pairs {
  readonly kind: 'pairs';
  readonly lines: readonly (readonly Pair[])[];
  readonly size?: number;
}

export interface Pair {
  readonly label: string;
  /** Empty: a dotted line, as on a form not filled in. */
  readonly value: string;
  readonly strong?: boolean;
  /** Share of the line's width, from 0 to 1; by default all shares are equal. */
  readonly share?: number;
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly { readonly title: string; readonly share: number; readonly align?: Align }[];
  readonly rows: readonly (readonly string[])[];
  readonly size?: number;
  /** Places of rows that head those after them; in bold type, and never alone at the foot of a page. */
  readonly strong?: readonly number[];
}

/** Who signs: on the right; on the left the recipients, or another signer. */
export interface Closing {
  readonly kind: 'closing';
  readonly left?: ClosingColumn | undefined;
  readonly right: ClosingColumn;
}

export interface ClosingColumn {
  /** `Bạc Liêu, ngày 10 tháng 10 năm 2022`. */
  readonly lead?: string | undefined;
  readonly capacity?: readonly string[];
  readonly note?: string;
  /** Name of an empty signature field to be placed in the room for the signature. */
  readonly signatureField?: string;
  readonly name?: string | undefined;
  /** Small lines instead of a signature: `Nơi nhận:` and the recipients. */
  readonly recipients?: readonly string[];
}

export interface Space {
  readonly kind: 'space';
  readonly height: number;
}

/** What follows begins on a page of its own, as an annex does. */
export interface NewPage {
  readonly kind: 'new-page';
}
