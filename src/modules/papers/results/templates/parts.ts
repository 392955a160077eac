import type { Words } from '../../../../platform/text.ts';
import { drawPaper } from '../layout/draw-paper.ts';
import type { Block, Letterhead, Pair, Paper, Paragraph } from '../layout/paper.ts';
import type { LabelledValue, ResultData, ResultTemplate, ResultTemplateKey, TemplateCertainty } from '../model.ts';
import { officialDate } from '../vietnamese-words.ts';

export interface TemplateDefinition {
  readonly key: ResultTemplateKey;
  readonly name: Words;
  readonly templateSource: string;
  readonly certainty: TemplateCertainty;
  readonly framed?: boolean;
  readonly blocks: (data: ResultData) => readonly Block[];
}

export function defineTemplate({ blocks, framed, ...head }: TemplateDefinition): ResultTemplate {
  const compose = (data: ResultData): Paper => ({
    title: data.title ?? head.name.vi,
    source: `${head.templateSource} (${certaintyWords[head.certainty]})`,
    date: data.date,
    blocks: blocks(data),
    verification: data.verification,
    synthetic: data.synthetic,
    ...(framed === undefined ? {} : { framed }),
  });
  return { ...head, compose, render: (data) => drawPaper(compose(data)) };
}

const certaintyWords: Readonly<Record<TemplateCertainty, string>> = {
  read: 'đã đối chiếu với mẫu',
  memory: 'theo hiểu biết, chưa đối chiếu với bản công bố',
  own: 'bố cục riêng của hệ thống',
};

export const placeDate = (data: ResultData): string => `${data.agency.place}, ${officialDate(data.date)}`;

export function letterhead(data: ResultData, withDate = true): Letterhead {
  return {
    kind: 'letterhead',
    parent: data.agency.parentName,
    agency: data.agency.name,
    number: data.number === undefined ? undefined : `Số: ${data.number}`,
    about: data.about,
    placeDate: withDate ? placeDate(data) : undefined,
  };
}

export const paragraph = (text: string, rest: Omit<Paragraph, 'kind' | 'runs'> = {}): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text }],
  ...rest,
});

export const heading = (text: string): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text, bold: true }],
  align: 'left',
  before: 8,
});

/** The value of a row by its key; several keys are tried in turn, and '' means that nothing was given. */
export function answerOf(data: ResultData, ...keys: readonly string[]): string {
  const rows = [...(data.rows ?? []), ...(data.sections ?? []).flatMap((section) => section.rows)];
  for (const key of keys) {
    const found = rows.find((row) => row.key === key && row.value !== '');
    if (found !== undefined) return found.value.normalize('NFC');
  }
  return '';
}

/** A name of a procedure within a sentence: `về việc đăng ký khai sinh`. */
export const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);

export const upperName = (name: string): string => name.toLocaleUpperCase('vi');

export const one = (label: string, value: string, strong = false): Pair[] => [{ label, value, strong }];

/** Asked for the sake of handling the dossier: no part of what is certified or answered. */
const hiddenSteps = new Set(['place', 'copies', 'delivery', 'declaration', 'relation', 'receive']);
const hiddenFields = new Set(['phone', 'email']);

/**
 * Rows and sections as they come from a form, in the form's own words. The same facts may come in both shapes: sections
 * are then the ones shown, as they keep the persons apart.
 */
export function rowBlocks(data: ResultData, numbered: boolean): Block[] {
  const rows = data.rows ?? [];
  const sections = data.sections ?? [];
  const same = (a: LabelledValue) => (b: LabelledValue) => a.label === b.label && a.value === b.value;
  const keyOf = (row: LabelledValue) => row.key ?? rows.find(same(row))?.key;
  const loose = rows.filter((row) => !sections.some((section) => section.rows.some(same(row))));
  let number = 0;
  const pairs = (shown: readonly LabelledValue[]): Block => ({
    kind: 'pairs',
    lines: shown.map((row) => {
      number += 1;
      return one(numbered ? `${number}. ${row.label}` : row.label, row.value);
    }),
  });
  const visible = (list: readonly LabelledValue[]) => list.filter((row) => isShown(keyOf(row)));
  const blocks = visible(loose).length > 0 ? [pairs(visible(loose))] : [];
  for (const section of sections) {
    const shown = visible(section.rows);
    if (shown.length > 0) blocks.push(heading(section.heading), pairs(shown));
  }
  return blocks;
}

function isShown(key: string | undefined): boolean {
  const [step, field] = key?.split('.') ?? [];
  return !(field !== undefined && (hiddenSteps.has(step ?? '') || hiddenFields.has(field)));
}

/** The signer on the right, with an empty signature field; recipients on the left where there are any. */
export function signedBy(
  data: ResultData,
  options: { readonly lead?: string; readonly recipients?: boolean } = {},
): Block[] {
  const recipients = data.recipients ?? [];
  return [
    {
      kind: 'closing',
      left: options.recipients !== false && recipients.length > 0 ? { recipients } : undefined,
      right: {
        lead: options.lead,
        capacity: data.signer?.capacity ?? [],
        signatureField: 'leader',
        name: data.signer?.name,
      },
    },
  ];
}

/** `Số 4, sổ đăng ký khai sinh năm 2022`, or with the number of the volume where books are counted: `Số 128, quyển số 03/2022`. */
export function registerLine(data: ResultData): string {
  if (data.register === undefined) return '';
  const { book, number } = data.register;
  if (book === undefined) return `Số ${number}`;
  const yearly = /^(Sổ .+) (\d{4})$/u.exec(book);
  const where = yearly === null ? `quyển số ${book}` : `${lowerFirst(yearly[1] ?? '')} năm ${yearly[2]}`;
  return `Số ${number}, ${where}`;
}
