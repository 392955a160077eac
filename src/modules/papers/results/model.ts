import type { Words } from '../../../platform/text.ts';
import type { Paper, Verification } from './layout/paper.ts';

/** An answer or fact in words. `key` is `step.field` of the form, or the key of the one-stop form; templates with a layout of their own find their rows by it. */
export interface LabelledValue {
  readonly key?: string;
  readonly label: string;
  /** As the citizen reads it (`10/10/2022`, `Nam`), never a code; empty where nothing was given. */
  readonly value: string;
}

export interface ResultSection {
  readonly heading: string;
  readonly rows: readonly LabelledValue[];
}

/** Everything a result is drawn from. Pure data: the same data gives the same bytes. */
export interface ResultData {
  readonly agency: {
    /** `Ủy ban nhân dân tỉnh Bạc Liêu`. */
    readonly parentName?: string | undefined;
    readonly name: string;
    /** `Bạc Liêu`, as in `Bạc Liêu, ngày …`. */
    readonly place: string;
  };
  /** Left out: văn thư gives it with the agency's signature, in the place kept free (`numberSpot`). */
  readonly number?: string | undefined;
  readonly date: Temporal.PlainDate;
  /** In place of the template's own title. */
  readonly title?: string | undefined;
  /** `V/v …` under the number of letters. */
  readonly about?: string | undefined;
  readonly addressee?: string | undefined;
  readonly dossier?:
    | { readonly code: string; readonly procedure: string; readonly received?: Temporal.PlainDate | undefined }
    | undefined;
  readonly rows?: readonly LabelledValue[];
  readonly sections?: readonly ResultSection[];
  /** Tables of the one-stop forms by the key of their field: `papers`, `to_supplement`, `steps`; cells in the order of the form. */
  readonly tables?: Readonly<Record<string, readonly (readonly string[])[]>>;
  /** Grounds in law, one sentence each, without the closing mark. */
  readonly legalBases?: readonly string[];
  readonly reasons?: readonly string[];
  readonly paragraphs?: readonly string[];
  readonly signer?: { readonly capacity: readonly string[]; readonly name: string } | undefined;
  readonly register?: { readonly book?: string | undefined; readonly number: string } | undefined;
  readonly recipients?: readonly string[];
  readonly verification?: Verification | undefined;
  readonly synthetic: boolean;
}

/** How sure it is that the layout follows the form named: `read` on paper, `memory`, or `own` where the law sets no form. */
export type TemplateCertainty = 'read' | 'memory' | 'own';

export const resultTemplateKeys = [
  'giay-khai-sinh',
  'giay-chung-nhan-ket-hon',
  'trich-luc-ket-hon',
  'giay-xac-nhan-tinh-trang-hon-nhan',
  'trich-luc-khai-tu',
  'ban-sao-chung-thuc',
  'giay-chung-nhan-ho-kinh-doanh',
  'phieu-ly-lich-tu-phap',
  'giay-phep-xay-dung',
  'giay-chung-nhan-dat',
  'van-ban-tra-loi',
  'thong-bao-tu-choi',
  'mau-01-giay-tiep-nhan',
  'mau-02-phieu-bo-sung',
  'mau-03-phieu-tu-choi',
  'mau-04-phieu-xin-loi',
  'mau-05-phieu-kiem-soat',
] as const;
export type ResultTemplateKey = (typeof resultTemplateKeys)[number];

export interface ResultTemplate {
  readonly key: ResultTemplateKey;
  readonly name: Words;
  readonly templateSource: string;
  readonly certainty: TemplateCertainty;
  /** What stands on the paper, as data: for tests and for other outputs. */
  compose(data: ResultData): Paper;
  render(data: ResultData): Promise<Uint8Array>;
}

/**
 * The lines above a signature: `signingCapacity('Ủy ban nhân dân', 'Chủ tịch')` gives TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH; a
 * deputy signs `KT.` the head with their own title below (Nghị định 30/2020, Annex I, part II.7), named by a document or not.
 */
export function signingCapacity(
  collective: string | undefined,
  head: string,
  onBehalf?: { readonly form: 'KT.' | 'TL.' | 'TUQ.' | 'Q.'; readonly own: string },
): string[] {
  const upper = (text: string) => text.toLocaleUpperCase('vi');
  const first = collective === undefined ? [] : [`TM. ${upper(collective)}`];
  if (onBehalf === undefined) {
    const principal = /^Phó (.+)$/u.exec(head)?.[1];
    return principal === undefined ? [...first, upper(head)] : [...first, `KT. ${upper(principal)}`, upper(head)];
  }
  if (onBehalf.form === 'Q.') return [...first, `Q. ${upper(head)}`];
  if (onBehalf.form === 'KT.') return [...first, `KT. ${upper(head)}`, upper(onBehalf.own)];
  // TL. and TUQ. sign by order or authority of the head alone, not for the collective.
  return [`${onBehalf.form} ${upper(head)}`, upper(onBehalf.own)];
}
