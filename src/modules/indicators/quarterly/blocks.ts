import type { Block, Paragraph, Table } from '../../papers/results/index.ts';

/** Type of tables: what fits seven columns between the margins of A4. */
const tableSize = 10.5;

export const chapter = (text: string): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text, bold: true }],
  before: 10,
  heads: true,
});

export const section = (text: string): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text, bold: true }],
  before: 8,
  heads: true,
});

export const point = (text: string): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text, italic: true }],
  before: 6,
  heads: true,
});

export const sentence = (text: string): Paragraph => ({ kind: 'paragraph', runs: [{ text }] });

/** A name in bold, then what is said of it. */
export const named = (name: string, text: string): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text: `- ${name}:`, bold: true }, { text }],
});

export const table = (columns: Table['columns'], rows: Table['rows'], rest: Pick<Table, 'strong'> = {}): Block => ({
  kind: 'table',
  size: tableSize,
  columns,
  rows,
  ...rest,
});

export const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
